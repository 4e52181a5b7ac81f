// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a catch handler does with the exception that it has caught.

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_CATCHHANDLERS_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_CATCHHANDLERS_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

struct HandlerFacts {
  /// It calls a function of the project that rethrows what it does not know.
  bool Rethrows = false;
  /// It throws, rethrows or calls what does not return; on some path.
  bool Throws = false;
  /// The exception (as an exception_ptr or the object) is stored where it is
  /// used later, or given to another object. A free function that returns
  /// nothing is taken to log it.
  bool PassesOn = false;
  /// It compares the exception with one that is expected, and reports a
  /// difference: a test.
  bool Asserts = false;
  /// The caught object, or nullptr.
  const clang::VarDecl *Exception = nullptr;
  /// Variables and members that it sets.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Sets;
  /// Variables of the function that have the failure, or what it was turned
  /// into, after the handler: themselves or a part of them was assigned, or a
  /// member function was given something.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Stores;
};

/// \p Handler is part of \p Body.
HandlerFacts factsOf(TranslationUnit &TU, const FunctionBody &Body,
                     const clang::CXXCatchStmt *Handler);

/// The first handler of \p Try that \p Catches says yes to, given its caught
/// type (null for `catch (...)`); or nullptr.
const clang::CXXCatchStmt *
firstHandler(const clang::CXXTryStmt *Try,
             llvm::function_ref<bool(clang::QualType)> Catches);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_CATCHHANDLERS_H
