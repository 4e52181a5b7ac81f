// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/AsyncTidyModule.h"
#include "checks/AllChecks.h"

void async_tidy::AsyncTidyModule::addCheckFactories(
    clang::tidy::ClangTidyCheckFactories &Factories) {
#define ASYNC_CHECK(Class, Id, Group, Level, Confidence, Since, Security)      \
  Factories.registerCheck<Class>(Id);
#include "checks/Checks.inc"
#undef ASYNC_CHECK
}
