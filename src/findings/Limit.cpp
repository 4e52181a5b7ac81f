// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Limit.h"

#include <algorithm>
#include <numeric>

using namespace async_tidy;

size_t async_tidy::limitFindings(std::vector<Finding> &Findings, size_t Max) {
  if (Findings.size() <= Max)
    return 0;
  std::vector<size_t> Order(Findings.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::sort(Order.begin(), Order.end(), [&](size_t A, size_t B) {
    if (Findings[A].Level != Findings[B].Level)
      return Findings[A].Level > Findings[B].Level;
    return A < B;
  });
  size_t Dropped = Order.size() - Max;
  Order.resize(Max);
  std::sort(Order.begin(), Order.end());
  std::vector<Finding> Kept;
  Kept.reserve(Max);
  for (size_t I : Order)
    Kept.push_back(std::move(Findings[I]));
  Findings = std::move(Kept);
  return Dropped;
}
