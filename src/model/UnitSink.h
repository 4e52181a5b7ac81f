// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the checks and analyses of one unit tell besides their diagnostics: one
// object per unit. Whoever runs the unit makes it and reads it afterwards. A
// check and the analyses that it asks tell it through the TranslationUnit:
//
//   if (UnitSink *Sink = TU.sink())
//     Sink->gap(F, "…");
//
// In clang-tidy and in clangd nobody reads it, so there is none.

#ifndef ASYNC_TIDY_MODEL_UNITSINK_H
#define ASYNC_TIDY_MODEL_UNITSINK_H

#include "model/Cause.h"

#include <clang/AST/Decl.h>

#include <chrono>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace async_tidy {

/// A function that an analysis gave up on: findings may be missing there.
struct AnalysisGap {
  std::string Path;
  unsigned Line = 0;
  std::string Function; ///< qualified name; empty for what is in none
  std::string Reason;   ///< as it follows "not analysed: "
  bool IsLimit = false; ///< AsyncLimitFactor might help
  auto operator<=>(const AnalysisGap &) const = default;
};

/// A name that an option of a check lists.
struct ListedOptionName {
  std::string Check, Option, Name;
  auto operator<=>(const ListedOptionName &) const = default;
};

/// What a check's work came to. What checks share, such as the index of calls,
/// is on the account of the first that asks for it.
struct CheckCost {
  std::chrono::duration<double> Time{0};
  unsigned long long Visits = 0; ///< see visits()
};

/// Something that the model understood of the unit.
struct UnitFact {
  enum class Kind { TaskType, Starter, SyncWait, EventLoop, Pool };
  Kind What = Kind::TaskType;
  std::string Name, Detail;
  KnownBy By = KnownBy::Proof;
  auto operator<=>(const UnitFact &) const = default;
};
/// Each with the places, file and offset, at which the unit uses it.
using UnitFacts =
    std::map<UnitFact, std::set<std::pair<std::string, unsigned>>>;

class UnitSink {
public:
  /// From now on, the checks of this thread's unit tell this sink.
  UnitSink();
  /// … and now the one of before.
  ~UnitSink();
  UnitSink(const UnitSink &) = delete;
  UnitSink &operator=(const UnitSink &) = delete;

  /// This thread's sink, or nullptr. clang-tidy makes the checks itself and
  /// calls them with its own arguments only, so nothing but the thread leads
  /// from the engine to a check: AsyncCheck asks here, once per unit, and
  /// everybody else gets the sink from the TranslationUnit.
  static UnitSink *ofThread();

  /// \p F was not analysed completely, and why.
  void gap(const clang::FunctionDecl *F, llvm::StringRef Reason,
           bool IsLimit = false);
  /// The same of code at \p Loc that is in no function.
  void gap(clang::SourceLocation Loc, const clang::SourceManager &SM,
           llvm::StringRef Reason, bool IsLimit);
  /// An option lists \p Name; does the unit declare it? Whether a name means
  /// anything is known only over all units of a run: a header that declares it
  /// need not be included everywhere.
  void optionName(ListedOptionName Name, bool IsDeclared);
  /// What the finding that is reported next rests on. Told before it, because
  /// a diagnostic has no place for it.
  void cause(Cause NextFinding) { Next = std::move(NextFinding); }
  /// Asks for facts, which cost a walk over all functions.
  void askForFacts() { WantsFacts = true; }
  /// Does somebody wait for them? Once: the first check of the unit tells.
  bool wantsFacts() { return std::exchange(WantsFacts, false); }
  void fact(UnitFact Fact, llvm::StringRef Path, unsigned Offset) {
    Facts[std::move(Fact)].emplace(Path.str(), Offset);
  }
  /// \p Check did some work.
  void cost(llvm::StringRef Check, CheckCost Work);

  /// The cause of the finding that is being reported, once.
  std::optional<Cause> takeCause() { return std::exchange(Next, std::nullopt); }

  /// In order of path and line, each once.
  const std::set<AnalysisGap> &gaps() const { return Gaps; }
  /// Every name that an option lists, with whether the unit declares it.
  const std::map<ListedOptionName, bool> &optionNames() const {
    return OptionNames;
  }
  const UnitFacts &facts() const { return Facts; }
  /// The sum of each check's work.
  const std::map<std::string, CheckCost> &costs() const { return Costs; }

private:
  void add(AnalysisGap Gap, clang::SourceLocation Loc,
           const clang::SourceManager &SM);

  UnitSink *Outer;
  std::optional<Cause> Next;
  bool WantsFacts = false;
  UnitFacts Facts;
  std::set<AnalysisGap> Gaps;
  std::map<ListedOptionName, bool> OptionNames;
  std::map<std::string, CheckCost> Costs;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_UNITSINK_H
