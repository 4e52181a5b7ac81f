// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a coroutine call binds to reference-like parameters, and how long that
// lives. A coroutine copies its parameters into the frame
// ([dcl.fct.def.coroutine]/13); of a reference or a view only the reference.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_OBJECTLIFETIME_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_OBJECTLIFETIME_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/lifetime/ReferenceTypes.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

enum class Lifetime {
  Static,    ///< as long as the program
  Outer,     ///< owned by somebody else: a member, what a pointer points to
  Local,     ///< a local variable or by-value parameter of the caller
  Temporary, ///< the full-expression
  Object     ///< `*this` of a class whose objects are reference counted
};

struct BoundArgument {
  const clang::ParmVarDecl *Param = nullptr; ///< nullptr: the object argument
  const clang::Expr *Arg = nullptr;
  Lifetime Life = Lifetime::Outer;
  const clang::VarDecl *Variable = nullptr; ///< Lifetime::Local
  bool IsDefault = false;                   ///< a default argument
};

/// The reference-like bindings of a call of \p Callee.
llvm::SmallVector<BoundArgument, 4>
boundArguments(TranslationUnit &TU, const CallParts &Call,
               const clang::FunctionDecl *Callee, const ReferenceKinds &Kinds);

/// The argument that \p Call gives to the parameter \p P of its function, or
/// nullptr; the object for an explicit object parameter.
const clang::Expr *argumentOf(const CallParts &Call,
                              const clang::ParmVarDecl *P);

/// How long the object lives that \p E denotes or refers to.
BoundArgument lifetimeOf(TranslationUnit &TU, const clang::Expr *E);

/// Is the local variable gone when \p Holder, another local, still lives: is it
/// declared in a scope that ends earlier?
bool diesBefore(const FunctionBody &Body, const clang::VarDecl *V,
                const clang::VarDecl *Holder);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_OBJECTLIFETIME_H
