// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/CanonicalPaths.h"
#include "findings/PathMap.h"

using namespace async_tidy;

void async_tidy::canonicalizePaths(std::vector<Finding> &Findings,
                                   const PathMap &Paths) {
  auto Apply = [&](Location &Where) {
    if (!Where.Path.empty())
      Where.Path = Paths.canonical(Where.Path);
  };
  for (Finding &F : Findings) {
    Apply(F.Where);
    for (Note &N : F.Notes)
      Apply(N.Where);
    for (Fix &X : F.Fixes)
      for (Edit &E : X.Edits)
        Apply(E.Where);
  }
}
