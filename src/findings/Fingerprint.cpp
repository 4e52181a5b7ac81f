// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Fingerprint.h"
#include "findings/PathMap.h"
#include "findings/SourceCache.h"

#include <map>

using namespace async_tidy;

StableHash &StableHash::add(std::string_view Field) {
  constexpr uint64_t Prime = 1099511628211u;
  for (unsigned char Byte : Field)
    State = (State ^ Byte) * Prime;
  State *= Prime; // The terminating zero byte.
  return *this;
}

static std::string withoutWhiteSpace(std::string_view Line) {
  std::string Result;
  for (char C : Line)
    if (C != ' ' && C != '\t' && C != '\v' && C != '\f')
      Result.push_back(C);
  return Result;
}

static std::string hex(uint64_t Value) {
  std::string Result(16, '0');
  for (size_t I = Result.size(); I-- > 0; Value >>= 4)
    Result[I] = "0123456789abcdef"[Value & 0xF];
  return Result;
}

void async_tidy::fingerprint(std::vector<Finding> &Findings,
                             const SourceCache &Sources, const PathMap &Paths) {
  std::map<uint64_t, unsigned> Ordinals;
  for (Finding &F : Findings) {
    StableHash Hash;
    Hash.add(F.Check).add(Paths.display(F.Where.Path)).add(F.Function);
    Hash.add(
        withoutWhiteSpace(Sources.get(F.Where.Path).line(F.Where.Begin.Line)));
    unsigned Ordinal = ++Ordinals[Hash.value()];
    F.Fingerprint = hex(Hash.add(std::to_string(Ordinal)).value());
  }
}
