// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a coroutine call binds to reference-like parameters, how long that
// lives, and whether the coroutine still needs it after a suspension. A
// coroutine copies its parameters into the frame ([dcl.fct.def.coroutine]/13);
// of a reference or a view only the reference.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_OBJECTLIFETIME_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_OBJECTLIFETIME_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Which reference-like types count.
struct ReferenceKinds {
  bool Pointers = false;
  bool Views = true; ///< string_view, span, iterators: [[gsl::Pointer]]
};

/// Does a value of the type refer to something that it does not own?
/// References, classes that clang knows or infers as gsl::Pointer,
/// initializer_list, and classes with such a field. std::reference_wrapper does
/// not count: it says so at the call.
bool isReferenceLike(TranslationUnit &TU, clang::QualType T,
                     const ReferenceKinds &Kinds);

/// Is it a std::reference_wrapper?
bool isReferenceWrapper(TranslationUnit &TU, clang::QualType T);

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

/// How long the object lives that \p E denotes or refers to.
BoundArgument lifetimeOf(TranslationUnit &TU, const clang::Expr *E);

/// The first use of the parameter (nullptr: of `this`) in \p F that can run
/// after a suspension, the initial one of a lazy coroutine included. Of a
/// function that is no coroutine but returns one made from the parameter: where
/// it passes it on. Nullptr: none, or not known.
const clang::Stmt *useAfterSuspension(TranslationUnit &TU,
                                      const clang::FunctionDecl *F,
                                      const clang::ParmVarDecl *Param);

/// Does the class, or a base of it, count references to its objects
/// (std::enable_shared_from_this)?
bool isReferenceCounted(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Is the local variable gone when \p Holder, another local, still lives: is it
/// declared in a scope that ends earlier?
bool diesBefore(const FunctionBody &Body, const clang::VarDecl *V,
                const clang::VarDecl *Holder);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_OBJECTLIFETIME_H
