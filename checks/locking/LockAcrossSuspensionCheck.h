// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOCKING_LOCKACROSSSUSPENSIONCHECK_H
#define ASYNC_TIDY_CHECKS_LOCKING_LOCKACROSSSUSPENSIONCHECK_H

#include "analysis/locks/HeldLocks.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds thread locks that are held while a coroutine is suspended.
/// docs/checks/async-lock-across-suspension.md says what is reported and what
/// is not.
class LockAcrossSuspensionCheck : public AsyncCheck {
public:
  LockAcrossSuspensionCheck(llvm::StringRef Name,
                            clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void report(TranslationUnit &TU, const Coroutine &C, const HeldAcross &Held,
              llvm::ArrayRef<const SuspensionPoint *> At);

  const NamesOfOption &LockGuards, &Mutexes, &AsyncMutexes;
  const NamesOfOption &SafeAwaitables, &SafeCallees;
  const bool Strict;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOCKING_LOCKACROSSSUSPENSIONCHECK_H
