// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that the flow analyses gave up on. A check says nothing about such
// a function; code that has to know that it was not looked at listens here.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_GAPS_H
#define ASYNC_TIDY_ANALYSIS_FLOW_GAPS_H

#include <clang/AST/Decl.h>

#include <compare>
#include <set>
#include <string>

namespace async_tidy {

struct AnalysisGap {
  std::string Path;
  unsigned Line = 0;
  std::string Function; ///< qualified name
  std::string Reason;   ///< as it follows "not analysed: "
  auto operator<=>(const AnalysisGap &) const = default;
};

/// While it lives, collects what the analyses of this thread give up on. A
/// thread works on one unit at a time, so the gaps are those of the unit.
class GapListener {
public:
  GapListener();
  ~GapListener();
  GapListener(const GapListener &) = delete;
  GapListener &operator=(const GapListener &) = delete;

  /// In order of path and line, each once.
  const std::set<AnalysisGap> &gaps() const { return Gaps; }

private:
  friend void recordGap(const clang::FunctionDecl *F, llvm::StringRef Reason);
  GapListener *Outer;
  std::set<AnalysisGap> Gaps;
};

/// Says that \p F was not analysed completely, and why. Costs nothing if nobody
/// listens.
void recordGap(const clang::FunctionDecl *F, llvm::StringRef Reason);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_GAPS_H
