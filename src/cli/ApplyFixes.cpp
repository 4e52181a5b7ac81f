// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/ApplyFixes.h"

#include <algorithm>
#include <map>

using namespace async_tidy;

namespace {
/// Edits of one file by position; none touches another.
using FileEdits = std::map<unsigned, Edit>;

class FixSet {
public:
  /// False, with nothing changed, if an edit of \p F clashes with one that is
  /// in the set.
  bool add(const Fix &F);
  std::map<std::string, FileEdits> Files;

private:
  bool clashes(const Edit &New) const;
};
} // namespace

bool FixSet::clashes(const Edit &New) const {
  auto File = Files.find(New.Where.Path);
  if (File == Files.end())
    return false;
  for (const auto &[Offset, Old] : File->second) {
    // Two units report the same edit in a header.
    if (Old == New)
      continue;
    // Edits that only touch clash too: two insertions at one place have no
    // order.
    if (New.Where.Begin.Offset <= Old.Where.End.Offset &&
        Old.Where.Begin.Offset <= New.Where.End.Offset)
      return true;
  }
  return false;
}

bool FixSet::add(const Fix &F) {
  for (const Edit &E : F.Edits)
    if (E.Where.Path.empty() || clashes(E))
      return false;
  for (const Edit &E : F.Edits)
    Files[E.Where.Path].emplace(E.Where.Begin.Offset, E);
  return true;
}

/// \p Text with \p Edits made.
static std::string edited(std::string Text, const FileEdits &Edits) {
  for (auto It = Edits.rbegin(); It != Edits.rend(); ++It) {
    const Location &Where = It->second.Where;
    Text.replace(Where.Begin.Offset, Where.End.Offset - Where.Begin.Offset,
                 It->second.Text);
  }
  return Text;
}

static const Fix *safeFix(const Finding &F) {
  auto It = std::find_if(F.Fixes.begin(), F.Fixes.end(), [](const Fix &Fix) {
    return Fix.Safety == FixSafety::Safe && !Fix.Edits.empty();
  });
  return It == F.Fixes.end() ? nullptr : &*It;
}

/// The files that may not be edited: the offsets of a fix hold for the text
/// that was analysed, and for no other. A file in \p Unstable was analysed with
/// several.
static std::set<std::string>
changedFiles(const std::vector<Finding> &Findings, const SourceTexts &Analysed,
             const std::set<std::string> &Unstable) {
  std::set<std::string> Seen, Changed;
  for (const Finding &F : Findings)
    if (const Fix *Safe = safeFix(F))
      for (const Edit &E : Safe->Edits) {
        const std::string &Path = E.Where.Path;
        if (!Seen.insert(Path).second)
          continue;
        auto Known = Analysed.find(Path);
        if (Known == Analysed.end() || Unstable.count(Path) ||
            !hasText(Path, Known->second))
          Changed.insert(Path);
      }
  return Changed;
}

static bool touches(const Fix &F, const std::set<std::string> &Files) {
  return std::any_of(F.Edits.begin(), F.Edits.end(), [&](const Edit &E) {
    return Files.count(E.Where.Path) != 0;
  });
}

std::vector<size_t> async_tidy::fixableFindings(
    const std::vector<Finding> &Findings, const SourceTexts &Analysed,
    const std::set<std::string> &Unstable, std::set<std::string> &Changed) {
  Changed.merge(changedFiles(Findings, Analysed, Unstable));
  std::vector<size_t> Result;
  for (size_t I = 0; I < Findings.size(); ++I)
    if (const Fix *F = safeFix(Findings[I]); F && !touches(*F, Changed))
      Result.push_back(I);
  return Result;
}

FixChoice async_tidy::chooseFixes(const std::vector<Finding> &Findings,
                                  const std::vector<size_t> &Candidates,
                                  const SourceTexts &Analysed) {
  FixChoice Result;
  FixSet Set;
  for (size_t I : Candidates)
    if (const Fix *F = safeFix(Findings[I]); F && Set.add(*F))
      Result.Findings.push_back(I);
  for (const auto &[Path, Edits] : Set.Files) {
    const std::string &Old = Analysed.at(Path);
    Result.Files.push_back({Path, Old, edited(Old, Edits)});
  }
  return Result;
}
