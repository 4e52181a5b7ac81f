// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When the coroutines of a type start to run, looked up through templates that
// may not be instantiated.

#ifndef ASYNC_TIDY_MODEL_STARTMODEL_H
#define ASYNC_TIDY_MODEL_STARTMODEL_H

#include "model/Names.h"

#include <clang/AST/ASTContext.h>

namespace async_tidy {

class StartModel {
public:
  StartModel(clang::ASTContext &Ctx, Names &N) : Ctx(Ctx), N(N) {}

  /// When coroutines with this promise start, from what initial_suspend()
  /// returns. An awaiter that suspends and hands the coroutine on (to an
  /// executor) starts it without being awaited: eager.
  StartKind ofPromise(const clang::CXXRecordDecl *Promise);

  /// When coroutines start whose initial_suspend() returns this awaiter.
  StartKind ofAwaiter(const clang::CXXRecordDecl *Awaiter);

  /// Does `await_ready()` of this awaiter always return the same value?
  /// \returns that value, or nothing if it is not constant or not visible.
  std::optional<bool> constantReady(const clang::CXXRecordDecl *Awaiter) const;

private:
  clang::ASTContext &Ctx;
  Names &N;
  llvm::DenseMap<const clang::CXXRecordDecl *, StartKind> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_STARTMODEL_H
