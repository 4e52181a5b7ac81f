// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Dedupe.h"
#include "findings/Sort.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace async_tidy;

static bool isBetter(const Finding &A, const Finding &B) {
  if (A.Notes.size() != B.Notes.size())
    return A.Notes.size() > B.Notes.size();
  return reportedBefore(A, B);
}

void async_tidy::dedupe(std::vector<Finding> &Findings) {
  auto KeyOf = [](const Finding &F) {
    return std::tuple(F.Check, F.Where.Path, F.Where.Begin.Line,
                      F.Where.Begin.Column, F.Message);
  };
  std::map<decltype(KeyOf(Findings.front())), size_t> Seen;
  std::vector<Finding> Kept;
  for (Finding &F : Findings) {
    auto [It, IsNew] = Seen.emplace(KeyOf(F), Kept.size());
    if (IsNew)
      Kept.push_back(std::move(F));
    else if (isBetter(F, Kept[It->second]))
      Kept[It->second] = std::move(F);
  }
  Findings = std::move(Kept);
}
