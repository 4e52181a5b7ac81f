// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/DropConventions.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/FunctionBody.h"
#include "analysis/flow/ValueUse.h"

using namespace clang;
using namespace async_tidy;

static constexpr unsigned LeastDrops = 4;
static constexpr unsigned DropsForEachUse = 4;

static bool isNoDiscard(const FunctionDecl *F) {
  const TagDecl *Result = F->getReturnType()->getAsTagDecl();
  return F->hasAttr<WarnUnusedResultAttr>() ||
         (Result && Result->hasAttr<WarnUnusedResultAttr>());
}

bool DropConventions::isDropped(const FunctionDecl *F) {
  auto [It, IsNew] = Known.try_emplace(F->getCanonicalDecl());
  return IsNew ? It->second = count(F) : It->second;
}

bool DropConventions::count(const FunctionDecl *F) const {
  if (isNoDiscard(F))
    return false;
  unsigned Drops = 0, Uses = 0;
  for (const CallSite &Site : TU.shared<CallIndex>().callersOf(F))
    ++(useOfValue(bodyOf(TU, Site.Caller), Site.Call).isLost() ? Drops : Uses);
  return Drops >= LeastDrops && Drops >= DropsForEachUse * Uses;
}
