// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/ApplyFixes.h"

#include "report/OutputFile.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

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

static std::optional<std::string> read(const std::string &Path) {
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Text;
  Text << In.rdbuf();
  if (!In)
    return std::nullopt;
  return Text.str();
}

/// What went wrong, or nothing.
static std::optional<std::string> rewrite(const std::string &Path,
                                          const FileEdits &Edits) {
  auto Text = read(Path);
  if (!Text)
    return "cannot read '" + Path + "' to fix it";
  for (auto It = Edits.rbegin(); It != Edits.rend(); ++It) {
    const Location &Where = It->second.Where;
    if (Where.End.Offset > Text->size())
      return "'" + Path + "' changed while it was analysed; not fixed";
    Text->replace(Where.Begin.Offset, Where.End.Offset - Where.Begin.Offset,
                  It->second.Text);
  }
  return writeFileAtomically(Path, *Text);
}

static const Fix *safeFix(const Finding &F) {
  auto It = std::find_if(F.Fixes.begin(), F.Fixes.end(), [](const Fix &Fix) {
    return Fix.Safety == FixSafety::Safe && !Fix.Edits.empty();
  });
  return It == F.Fixes.end() ? nullptr : &*It;
}

FixSummary async_tidy::applySafeFixes(std::vector<Finding> &Findings) {
  FixSet Set;
  std::vector<bool> Chosen(Findings.size());
  for (size_t I = 0; I < Findings.size(); ++I)
    if (const Fix *F = safeFix(Findings[I]))
      Chosen[I] = Set.add(*F);

  FixSummary Summary;
  std::set<std::string> Failed;
  for (const auto &[Path, Edits] : Set.Files) {
    if (auto Problem = rewrite(Path, Edits)) {
      Summary.Problems.push_back(*Problem);
      Failed.insert(Path);
    } else {
      ++Summary.Files;
    }
  }
  std::vector<Finding> Left;
  for (size_t I = 0; I < Findings.size(); ++I) {
    bool Fixed = Chosen[I];
    if (Fixed)
      for (const Edit &E : safeFix(Findings[I])->Edits)
        Fixed &= !Failed.count(E.Where.Path);
    if (Fixed)
      ++Summary.Applied;
    else
      Left.push_back(std::move(Findings[I]));
  }
  Findings = std::move(Left);
  return Summary;
}
