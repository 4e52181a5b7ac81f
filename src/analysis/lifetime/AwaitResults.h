// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To whom the object belongs that `co_await` gives a reference to. The awaiter
// and the awaited temporary live until the end of the full-expression
// ([expr.await]/3); binding the result to a reference extends the life of
// neither of them, unless the result itself is a prvalue.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_AWAITRESULTS_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_AWAITRESULTS_H

#include "model/StepsFrom.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

enum class ResultOwner {
  Other,    ///< somebody else, or it is not known
  Awaited,  ///< the awaited temporary or its awaiter: a part of it
  Frame,    ///< the coroutine of the awaited temporary: a part of its promise
  State,    ///< what the awaited temporary owns together with its producer
  Argument, ///< a temporary that the awaited temporary was made from
};

struct AwaitResult {
  ResultOwner Owner = ResultOwner::Other;
  /// The member that the reference comes from, or nullptr.
  const clang::FieldDecl *Member = nullptr;
  const clang::FunctionDecl *Resume = nullptr;
};

/// Of a reference or view that await_resume returns.
AwaitResult resultOfAwait(TranslationUnit &TU, const clang::CoawaitExpr *E);

/// What the references and views that functions return refer to, seen from the
/// object that they are called on. By TranslationUnit::shared.
class ReturnedParts {
public:
  enum class Part {
    Other,
    Object,   ///< the object itself, or what it alone owns
    Frame,    ///< the promise of a coroutine handle in the object
    State,    ///< what the object owns through a shared pointer
    Referred, ///< what a reference, pointer or view in the object refers to
  };
  struct Answer {
    Part What = Part::Other;
    const clang::FieldDecl *Member = nullptr;
  };

  explicit ReturnedParts(TranslationUnit &TU) : TU(TU) {}
  Answer of(const clang::CXXMethodDecl *M);

private:
  Answer ofFunction(const clang::CXXMethodDecl *M, StepsFrom Steps);
  Answer ofReturned(const clang::CXXMethodDecl *M, const clang::Expr *E,
                    StepsFrom Steps);
  Answer ofExpr(const clang::Expr *E, StepsFrom Steps);
  Answer ofCall(const clang::Expr *E, StepsFrom Steps);
  Answer ofMember(const clang::MemberExpr *E, StepsFrom Steps);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, Answer> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_AWAITRESULTS_H
