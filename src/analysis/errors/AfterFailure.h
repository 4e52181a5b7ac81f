// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a coroutine gets to after an operation was cancelled: does it go on to
// suspend again, or does it leave?

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_AFTERFAILURE_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_AFTERFAILURE_H

#include "analysis/errors/Cancellation.h"
#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

/// What tells of a failure, and how.
struct FailureFacts {
  using Declarations = llvm::SmallPtrSetImpl<const clang::ValueDecl *>;

  /// The values that tell of it: the caught exception, an error code, flags
  /// that were set. A decision that looks at one of them or asks for
  /// cancellation, and one of whose outcomes leaves, is taken to leave.
  const Declarations &Tells;
  /// Variables that are true after the failure, such as an error code: a
  /// condition that only asks for one of them has a known outcome.
  const Declarations *Errors = nullptr;
  /// Await expressions that throw when cancelled end the search, too: for
  /// operations that report by error code.
  bool ThrowingAwaitsLeave = false;
  /// The failure is a cancellation that an error code tells: a comparison of it
  /// with a code that is another one has a known outcome.
  bool TellsByCode = false;
};

class AfterFailure {
public:
  /// What \p Failure refers to must live as long as this object.
  AfterFailure(TranslationUnit &TU, const Coroutine &C,
               const CancellationModel &Model, const FailureFacts &Failure);

  using Reached = llvm::SmallVector<const clang::Expr *, 4>;

  /// The suspension points that control can reach from the beginning of
  /// \p Handler without passing another one, the nearest first, cleanup
  /// operations aside; none if every path leaves. Without a control-flow graph
  /// only the first.
  Reached afterHandler(const clang::CXXCatchStmt *Handler);

  /// Can the coroutine end after \p Await without another suspension, and can
  /// it do nothing else? False without a control-flow graph.
  bool isLast(const clang::Expr *Await);

  /// Can control come from \p Await back to it?
  bool returnsTo(const clang::Expr *Await);

private:
  void explore(const clang::CFGBlock *Block, unsigned Index, Reached &Out,
               bool Prune, const clang::Expr *Through);
  bool scan(const clang::CFGBlock *Block, unsigned Index, Reached &Out,
            const clang::Expr *Through) const;
  bool isCleanup(const clang::CoroutineSuspendExpr *E) const;
  bool decidesToLeave(const clang::CFGBlock *Block);
  bool leaves(const clang::Stmt *Branch) const;
  std::optional<bool> knownOutcome(const clang::CFGBlock *Block) const;
  std::optional<bool> comparedOutcome(const clang::CFGBlock *Block) const;
  bool canLeave(const clang::CFGBlock *Block);
  bool isAbout(const clang::Stmt *Condition, unsigned Depth = 0) const;
  bool exploreFrom(const clang::Expr *Await, Reached &Out, bool Prune,
                   const clang::Expr *Through);
  bool leavesLoop(const clang::Stmt *Break) const;
  const clang::Stmt *decisionOf(const clang::CFGBlock *Block) const;
  const clang::Expr *structural(const clang::CXXCatchStmt *Handler) const;

  TranslationUnit &TU;
  const Coroutine &C;
  const FunctionBody &Body;
  const CancellationModel &Model;
  FailureFacts Failure;
  /// The statement whose loop must be left: the try, or the await.
  const clang::Stmt *Origin = nullptr;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_AFTERFAILURE_H
