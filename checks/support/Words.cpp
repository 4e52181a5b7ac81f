// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/Words.h"

using namespace clang;
using namespace async_tidy;

std::string async_tidy::describeCoroutine(const FunctionDecl &F) {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (M && M->getParent()->isLambda())
    return "this lambda coroutine";
  return "coroutine '" + F.getNameAsString() + "'";
}

StringRef async_tidy::nounFor(const AwaitableInfo &Info) {
  if (Info.IsCoroutineType)
    return "task";
  return Info.Route == AwaitRoute::Sender ? "sender" : "awaitable";
}

StringRef async_tidy::consequenceOf(const AwaitableInfo &Info) {
  DropEffect Drop = Info.Drop;
  if (Drop == DropEffect::Unknown && Info.Start == StartKind::Lazy)
    Drop = DropEffect::NeverRuns;
  if (Drop == DropEffect::Unknown && Info.Start == StartKind::Eager)
    Drop = DropEffect::RunsOn;
  switch (Drop) {
  case DropEffect::NeverRuns:
    return Info.IsCoroutineType ? "the coroutine never runs"
                                : "the operation never starts";
  case DropEffect::RunsOn:
    return "it runs unobserved, and its result and exception are lost";
  case DropEffect::Cancelled:
    return "it is cancelled at once, and its result and exception are lost";
  case DropEffect::Joined:
    return "its destructor blocks until it is done";
  case DropEffect::Terminates:
    return "its destructor terminates the program";
  case DropEffect::Unknown:
    break;
  }
  return "nobody waits for it, and its result and exception are lost";
}
