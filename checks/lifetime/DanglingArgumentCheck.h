// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGARGUMENTCHECK_H
#define ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGARGUMENTCHECK_H

#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/tasks/TaskFlow.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds calls of coroutines whose arguments die before the task uses them.
/// docs/checks/async-dangling-argument.md says what is reported and what is
/// not.
class DanglingArgumentCheck : public AsyncCheck {
public:
  DanglingArgumentCheck(llvm::StringRef Name,
                        clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkCall(TranslationUnit &TU, const FunctionBody &Body,
                 const CallParts &Call);
  void report(TranslationUnit &TU, const CallParts &Call,
              const BoundArgument &Bound, const TaskFlow &Flow,
              const clang::Stmt *Use);

  const bool AssumeLifetimeBound;
  const ReferenceKinds Kinds;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGARGUMENTCHECK_H
