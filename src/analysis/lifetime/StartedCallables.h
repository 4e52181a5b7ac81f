// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls that let a callable run on its own: later, when the caller may have
// returned, or on another thread. Library files name the functions that do it;
// what a project makes of them is read from its bodies.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_STARTEDCALLABLES_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_STARTEDCALLABLES_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"

namespace async_tidy {

/// Does the called function start its callables on their own, as a library file
/// says? The result of the call may still tell when they are done.
bool isStarter(TranslationUnit &TU, const CallParts &Call);

enum class ArgumentFate {
  Unknown,
  Started, ///< handed on to a starter that the function does not wait for
  Kept     ///< put into a member or a global
};

/// What the called function of the project does with its argument \p Index
/// (from 0). What is kept in an object that is a local of the caller, a part of
/// one, a temporary, or owned by a local, is not kept any longer than that:
/// Unknown.
ArgumentFate fateOfArgument(TranslationUnit &TU, const CallParts &Call,
                            unsigned Index);

/// Does the result of the call, a task, future or handle, let somebody wait for
/// the work? Not if it is detached, or dropped although the work goes on.
bool isJoinable(TranslationUnit &TU, const FunctionBody &Body,
                const CallParts &Call);

/// What becomes of parameters, by TranslationUnit::shared.
class StartedCallables {
public:
  explicit StartedCallables(TranslationUnit &TU) : TU(TU) {}
  ArgumentFate of(const clang::FunctionDecl *F, unsigned Index,
                  unsigned Depth = 0);

private:
  ArgumentFate ofCall(const FunctionBody &Body, const CallParts &Call,
                      const clang::Expr *Holder, unsigned Depth);
  ArgumentFate compute(const clang::FunctionDecl *F,
                       const clang::ParmVarDecl *Param, unsigned Depth);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::ParmVarDecl *, ArgumentFate> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_STARTEDCALLABLES_H
