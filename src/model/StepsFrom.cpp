// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/StepsFrom.h"

using namespace clang;
using namespace async_tidy;

StepsFrom StepsFrom::into(const FunctionDecl *F) const {
  StepsFrom Next = *this + 1;
  for (const StepsFrom *S = this; S && !Next.Recurs; S = S->Caller)
    Next.Recurs = S->Inside == F;
  Next.Inside = F;
  Next.Caller = this;
  return Next;
}
