// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOSTWORK_DETACHEDTASKCHECK_H
#define ASYNC_TIDY_CHECKS_LOSTWORK_DETACHEDTASKCHECK_H

#include "analysis/scheduling/LostSpawns.h"
#include "analysis/tasks/TaskOrigin.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds tasks that are started and dropped, so that their exceptions are lost.
/// docs/checks/async-detached-task.md says what is reported and what is not.
class DetachedTaskCheck : public AsyncCheck {
public:
  DetachedTaskCheck(llvm::StringRef Name,
                    clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkCall(TranslationUnit &TU, const FunctionBody &Body,
                 const clang::CallExpr *Call);
  void checkFireAndForget(TranslationUnit &TU, const Coroutine &C);
  void report(TranslationUnit &TU, const LostSpawn &Spawn,
              const TaskOrigin &Origin);
  void noteThrow(TranslationUnit &TU, const TaskOrigin &Origin);

  const bool AllowIfNoThrow;
  const llvm::StringSet<> Tokens;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOSTWORK_DETACHEDTASKCHECK_H
