// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Futures that stand for no work, but tell those who want to know.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_NOTIFICATIONS_H
#define ASYNC_TIDY_ANALYSIS_TASKS_NOTIFICATIONS_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// The answers of a unit, kept: TU.shared<Notifications>().
class Notifications {
public:
  explicit Notifications(TranslationUnit &TU) : TU(TU) {}

  /// Does \p F start nothing, and only give the future of a promise that it
  /// makes and leaves to somebody else (`auto [p, f] = makePromiseContract();
  /// …; return f;`)? Then whoever drops the future does not want to be told.
  /// Never of a function or type that is [[nodiscard]].
  bool gives(const clang::FunctionDecl *F);

private:
  bool returnsPromisesFuture(const clang::FunctionDecl *F) const;
  bool isPromisesFuture(const clang::Expr *E) const;

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_NOTIFICATIONS_H
