// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that can be called: which bodies run when one is, and which functions
// call the ones they are given.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CALLABLES_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CALLABLES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

using FunctionList = llvm::SmallVector<const clang::FunctionDecl *, 2>;

/// The bodies that calling the value \p E can run, if it is a lambda, a named
/// function, a pointer to a member function, an object with call operators
/// (all of an overload set), what std::bind, std::mem_fn or a std::function
/// wraps, a local that holds one of these and is never assigned. Empty if it is
/// not known.
FunctionList callableBodies(TranslationUnit &TU, const clang::Expr *E);

/// What \p Parts calls if that is a value rather than a named function: the
/// object of a std::function or std::bind call, a pointer. Else nullptr.
const clang::Expr *calledValue(const CallParts &Parts);

/// Is the variable, or a member of it, assigned after its initialisation?
/// True for variables that other functions can reach and assign.
bool isReassigned(const clang::VarDecl *V);

/// The elements that are constructed from the call's arguments, in place: T of
/// make_unique<T>(…), emplace_back(…), construct_at(…): any function that
/// forwards all it is given and names T as its result, its first template
/// argument or its container's. The constructor, if there is only one for so
/// many arguments; else nullptr.
const clang::CXXConstructorDecl *forwardedConstructor(TranslationUnit &TU,
                                                      const CallParts &Parts);

/// Which functions call their type-erased parameters (function pointers,
/// std::function), themselves or by passing them on; by TU.shared.
class CallableParameters {
public:
  explicit CallableParameters(TranslationUnit &TU) : TU(TU) {}
  /// Does running \p F call its parameter \p Index before it returns?
  bool invokes(const clang::FunctionDecl *F, unsigned Index,
               unsigned Depth = 0);

private:
  bool compute(const clang::FunctionDecl *F, const clang::ParmVarDecl *Param,
               unsigned Depth);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::ParmVarDecl *, bool> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CALLABLES_H
