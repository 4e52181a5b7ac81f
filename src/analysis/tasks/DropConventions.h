// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code base itself believes about dropping a result: where nearly
// every call of a function drops its future, that is how the function is meant,
// and the few who use it are the exception. After "Bugs as Deviant Behavior"
// (Engler et al., SOSP 2001).

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_DROPCONVENTIONS_H
#define ASYNC_TIDY_ANALYSIS_TASKS_DROPCONVENTIONS_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// The answers of a unit, kept: TU.shared<DropConventions>().
class DropConventions {
public:
  explicit DropConventions(TranslationUnit &TU) : TU(TU) {}

  /// Do at least four calls of \p F in the unit, and four of five, drop what it
  /// returns? Never of a function or type that is [[nodiscard]].
  bool isDropped(const clang::FunctionDecl *F);

  /// Does \p F start nothing, and only give the future of a promise that it
  /// makes and leaves to somebody else (`auto [p, f] = makePromiseContract();
  /// …; return f;`)? Then the future is a notification, and whoever drops it
  /// does not want to be told.
  bool isNotification(const clang::FunctionDecl *F);

private:
  bool count(const clang::FunctionDecl *F) const;
  bool returnsPromisesFuture(const clang::FunctionDecl *F) const;
  bool isPromisesFuture(const clang::Expr *E) const;

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Dropped, Notifications;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_DROPCONVENTIONS_H
