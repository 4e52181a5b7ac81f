// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What sources say about a declaration in attributes: clang's own, and
// [[clang::annotate("async::…")]].

#ifndef ASYNC_TIDY_MODEL_ANNOTATIONS_H
#define ASYNC_TIDY_MODEL_ANNOTATIONS_H

#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>

#include <optional>

namespace async_tidy {

/// Does a declaration of \p D carry [[clang::annotate(\p Text)]]?
bool hasAnnotation(const clang::Decl *D, llvm::StringRef Text);

/// What the sources say about a function themselves: true for
/// [[clang::blocking]] and annotate("async::blocking"), false for
/// [[clang::nonblocking]] and annotate("async::nonblocking").
std::optional<bool> declaredBlocking(const clang::FunctionDecl *F);

/// Does the function let the work go that it is given: async::detaches?
bool declaredDetaching(const clang::FunctionDecl *F);

/// Does the function come back when the work is done that it is given or that
/// belongs to its object: async::joins?
bool declaredJoining(const clang::FunctionDecl *F);

/// Is the class one that must not live across a suspension: async::hostile?
bool declaredHostile(const clang::CXXRecordDecl *R);

/// Does the class say that functions which return it are coroutines or wrap
/// one: [[clang::coro_return_type]]?
bool isCoroReturnType(const clang::CXXRecordDecl *R);

/// Must the argument for the parameter live as long as what the function
/// returns: [[clang::lifetimebound]]?
bool isLifetimeBound(const clang::ParmVarDecl *P);

/// The same of the object of a member function, where the attribute follows the
/// parameter list.
bool isObjectLifetimeBound(const clang::FunctionDecl *F);

/// What a coroutine, or the wrapper of one ([[clang::coro_wrapper]]), says
/// about all its arguments.
enum class ArgumentContract {
  None,
  Bound, ///< [[clang::coro_lifetimebound]] on the returned class
  Free   ///< [[clang::coro_disable_lifetimebound]]: it keeps none of them
};
ArgumentContract argumentContract(const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_ANNOTATIONS_H
