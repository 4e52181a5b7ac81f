// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_STATE_HOSTILERAIICHECK_H
#define ASYNC_TIDY_CHECKS_STATE_HOSTILERAIICHECK_H

#include "analysis/locks/HeldLocks.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds RAII objects, other than locks, that are bound to a thread or to the
/// order of scopes and live across a suspension.
/// docs/checks/async-hostile-raii.md says what is reported and what is not.
class HostileRaiiCheck : public AsyncCheck {
public:
  HostileRaiiCheck(llvm::StringRef Name,
                   clang::tidy::ClangTidyContext *Context);

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void report(TranslationUnit &TU, const HeldAcross &Held,
              llvm::ArrayRef<const SuspensionPoint *> At);

  const NamesOfOption &Types, &SafeAwaitables, &SafeCallees;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_STATE_HOSTILERAIICHECK_H
