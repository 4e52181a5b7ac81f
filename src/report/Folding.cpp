// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Folding.h"

#include <map>
#include <tuple>

using namespace async_tidy;

/// One is an example, two may be a coincidence, the third shows that the fact
/// is at work.
static constexpr unsigned Shown = 3;

std::vector<Fold>
async_tidy::foldByCause(const std::vector<Finding> &Findings) {
  struct Seen {
    unsigned Count = 0;
    size_t Last = 0; ///< the last that is shown
  };
  std::map<std::tuple<std::string, std::string, std::string>, Seen> ByFact;
  std::vector<Fold> Result(Findings.size());
  for (size_t I = 0; I < Findings.size(); ++I) {
    const FindingCause &C = Findings[I].Cause;
    if (C.Subject.empty())
      continue;
    Seen &S = ByFact[{Findings[I].Check, C.Kind, C.Fact}];
    if (++S.Count <= Shown) {
      S.Last = I;
      continue;
    }
    Result[I].IsHidden = true;
    ++Result[S.Last].More;
  }
  return Result;
}
