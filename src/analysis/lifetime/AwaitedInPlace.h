// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines that are a part of their caller: each call is awaited where it
// stands, so that the caller is suspended while the coroutine runs.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_AWAITEDINPLACE_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_AWAITEDINPLACE_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Per unit: TU.shared<AwaitedInPlace>().
class AwaitedInPlace {
public:
  explicit AwaitedInPlace(TranslationUnit &TU) : TU(TU) {}

  /// Is every call of \p C the operand of a co_await? False if the calls are
  /// not all known, and without any call.
  bool isPartOfCaller(const Coroutine &C);

  /// Does only the function that owns the local \p V, which \p C captures by
  /// reference, or parts of that function, use it while \p C is suspended?
  bool ownsCapture(const Coroutine &C, const clang::VarDecl *V);

  /// Does every call of \p C bind the reference parameter \p P to a local or a
  /// temporary of the caller, which waits for \p C?
  bool ownsArgument(const Coroutine &C, const clang::ParmVarDecl *P);

  /// Does a call of \p C bind \p P to something that is no local and no
  /// temporary of the caller? False if no call is known.
  bool isGivenForeign(const Coroutine &C, const clang::ParmVarDecl *P);

private:
  bool compute(const Coroutine &C);

  TranslationUnit &TU;
  llvm::DenseMap<const Coroutine *, bool> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_AWAITEDINPLACE_H
