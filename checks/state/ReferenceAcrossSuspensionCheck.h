// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_STATE_REFERENCEACROSSSUSPENSIONCHECK_H
#define ASYNC_TIDY_CHECKS_STATE_REFERENCEACROSSSUSPENSIONCHECK_H

#include "analysis/flow/LiveAcross.h"
#include "analysis/state/ContainerChanges.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds references, iterators and views into shared containers that are used
/// after a suspension, when the container may have changed.
/// docs/checks/async-reference-across-suspension.md says what is reported and
/// what is not.
class ReferenceAcrossSuspensionCheck : public AsyncCheck {
public:
  ReferenceAcrossSuspensionCheck(llvm::StringRef Name,
                                 clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkCoroutine(TranslationUnit &TU, const Coroutine &C);
  void report(TranslationUnit &TU, const LiveValue &Value, const Inside &Where,
              const ContainerChange *Change);

  const bool CheckRangeFor, RequireChange;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_STATE_REFERENCEACROSSSUSPENSIONCHECK_H
