// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One coroutine: its function or lambda, its promise, and the points at which
// it can suspend.

#ifndef ASYNC_TIDY_MODEL_COROUTINE_H
#define ASYNC_TIDY_MODEL_COROUTINE_H

#include "model/Awaitable.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

#include <string>

namespace async_tidy {

/// A co_await or co_yield as written. The initial suspend of a lazy coroutine
/// is not among them: ask Coroutine::start().
struct SuspensionPoint {
  enum class Kind { Await, Yield };
  Kind What = Kind::Await;
  /// CoawaitExpr, CoyieldExpr or DependentCoawaitExpr.
  const clang::Expr *E = nullptr;
  /// What is awaited or yielded, as written.
  const clang::Expr *Operand = nullptr;
  /// False if the awaiter is always ready (`await_ready` returns a constant
  /// true: suspend_never, asio's this_coro::executor).
  bool MaySuspend = true;

  clang::SourceLocation location() const { return E->getExprLoc(); }
};

class Coroutine {
public:
  Coroutine(const clang::FunctionDecl *F, AwaitableModel &Awaitables, Names &N,
            const clang::LambdaExpr *Lambda);

  const clang::FunctionDecl *function() const { return Function; }
  /// The lambda whose call operator this is, or nullptr.
  const clang::LambdaExpr *lambda() const { return Lambda; }
  const clang::CoroutineBodyStmt *coroutineBody() const { return Body; }
  /// The statements as written.
  const clang::Stmt *body() const { return Body->getBody(); }
  /// The promise's class; nullptr in a template's pattern where it depends on
  /// the arguments.
  const clang::CXXRecordDecl *promise() const { return Promise; }
  StartKind start() const { return Start; }
  bool isLazy() const { return Start == StartKind::Lazy; }
  /// Does it stay on one thread, whatever it awaits? What belongs to its thread
  /// is then still its own after a suspension; other coroutines of the thread
  /// may have run in between.
  bool isPinned() const { return Pinned; }
  /// The pattern of a template, with dependent types.
  bool isDependent() const { return Function->isDependentContext(); }
  /// In source order, without those in nested lambdas.
  llvm::ArrayRef<SuspensionPoint> suspensions() const { return Points; }
  /// The suspension point of this await or yield expression, or nullptr.
  const SuspensionPoint *suspensionOf(const clang::Expr *E) const;
  bool canSuspend() const;
  /// The coroutine as it would be if \p E, a call of its body, were awaited.
  Coroutine awaiting(const clang::Expr *E) const;
  /// Is \p S an await or yield, or what `awaiting` was given? Quicker than
  /// suspensionOf.
  bool isSuspension(const clang::Stmt *S) const {
    return S == Imagined ||
           llvm::isa<clang::CoroutineSuspendExpr, clang::DependentCoawaitExpr>(
               S);
  }
  /// The library whose task type this coroutine returns, or nullptr.
  const LibraryFile *framework() const { return Framework; }

private:
  const clang::FunctionDecl *Function;
  const clang::LambdaExpr *Lambda;
  const clang::CoroutineBodyStmt *Body;
  const clang::CXXRecordDecl *Promise = nullptr;
  StartKind Start = StartKind::Unknown;
  bool Pinned = false;
  const LibraryFile *Framework = nullptr;
  llvm::SmallVector<SuspensionPoint, 8> Points;
  const clang::Expr *Imagined = nullptr;
};

/// Is the coroutine a synchronous sequence (std::generator), whose body runs on
/// its consumer's thread and may wait there?
bool isGeneratorOnly(AwaitableModel &Awaitables, const Coroutine &C);

/// As Coroutine::isPinned, of any function that returns a task, whether or not
/// its body is seen.
bool isPinned(AwaitableModel &Awaitables, const clang::FunctionDecl *F);

/// The suspension points that evaluating \p S can reach, in source order.
llvm::SmallVector<SuspensionPoint, 4>
suspensionsIn(const clang::Stmt *S, const clang::ASTContext &Ctx);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_COROUTINE_H
