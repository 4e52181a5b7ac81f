// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaited operations that report failure as a value instead of an exception.

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_ERRORRESULTS_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_ERRORRESULTS_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

struct ErrorResult {
  /// The library that the token belongs to.
  const LibraryFile *Library = nullptr;
  /// The operation that is awaited.
  const clang::FunctionDecl *Operation = nullptr;
  /// The variables and members that receive the error; empty if the result is
  /// dropped.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Variables;
  /// The variables that receive the result's other values: they tell of the
  /// failure, too (nothing was read).
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Values;
  /// What becomes of the error is not known: it is returned, passed on, or
  /// somebody else can see where it is stored.
  bool Escapes = false;
};

/// The error of the operation that \p P awaits, if a token such as as_tuple or
/// redirect_error makes it a value. Uses of the variables in conditions and in
/// calls that write a log do not count as escapes.
std::optional<ErrorResult> errorResultOf(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const SuspensionPoint &P);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_ERRORRESULTS_H
