// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far an analysis has gone from the expression that it was asked about.
// Recursive functions pass it on in place of a depth:
//
//   if (!E || Steps.exceed())
//     return {};
//   return path(TU, inner(E), Steps + 1);

#ifndef ASYNC_TIDY_MODEL_STEPSFROM_H
#define ASYNC_TIDY_MODEL_STEPSFROM_H

#include "model/Limits.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

class StepsFrom {
public:
  StepsFrom(TranslationUnit &TU, const clang::Stmt *Start, const Limit &Bound)
      : TU(&TU), Start(Start), Bound(&Bound) {}

  StepsFrom operator+(unsigned More) const {
    StepsFrom Next = *this;
    Next.Taken += More;
    return Next;
  }
  /// One step, into the body of \p F. This object has to outlive the result.
  StepsFrom into(const clang::FunctionDecl *F) const;

  /// Are they more than the limit? Then the function with the start is told of.
  /// Not so in a recursion: it has no end, and no limit would be enough. Nor in
  /// the functions of a library, which pass on what is their own.
  bool exceed() const {
    if (Taken <= (Recurs ? Bound->Value : TU->limit(*Bound)))
      return false;
    if (!Recurs && (!Inside || TU->isProjectCode(Inside)))
      TU->gaveUp(*Bound, Start);
    return true;
  }

private:
  TranslationUnit *TU;
  const clang::Stmt *Start;
  const Limit *Bound;
  unsigned Taken = 0;
  /// The body that is looked at, and the steps of the call that leads there.
  const clang::FunctionDecl *Inside = nullptr;
  const StepsFrom *Caller = nullptr;
  bool Recurs = false; ///< Some body is inside of itself.
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_STEPSFROM_H
