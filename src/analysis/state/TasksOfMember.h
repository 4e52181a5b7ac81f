// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether two tasks can be in the functions that touch a member at all. A
// member that only one background task works on, step by step, is not shared,
// although every one of its functions suspends.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_TASKSOFMEMBER_H
#define ASYNC_TIDY_ANALYSIS_STATE_TASKSOFMEMBER_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is \p F called nowhere but in one function, which awaits each call in place,
/// and is \p Other either that function or called nowhere else? What \p Other
/// does then happens before or after \p F runs, not meanwhile.
bool runsApart(TranslationUnit &TU, const clang::FunctionDecl *F,
               const clang::FunctionDecl *Other);

/// Is \p F private, and called and awaited in one place only, and \p Other
/// either \p F itself or called nowhere but in \p F? Then what Other does is a
/// part of the same run of F, which does not overlap with another one as far as
/// the unit shows.
bool isOfSameRun(TranslationUnit &TU, const clang::FunctionDecl *F,
                 const clang::FunctionDecl *Other);

/// The answers of a unit, kept: TU.shared<TasksOfMember>().
class TasksOfMember {
public:
  explicit TasksOfMember(TranslationUnit &TU) : TU(TU) {}

  /// Do all functions that write \p Member run inside of one task that the
  /// constructor starts, and nobody else? They are private, and all their calls
  /// lead to that one call of the constructor.
  bool hasOneWriter(const clang::FieldDecl *Member);

private:
  using Roots = llvm::SmallPtrSet<const clang::Expr *, 2>;
  /// Adds to \p Out the calls in constructors from which \p F is reached. False
  /// if somebody else can call it.
  bool climb(const clang::FunctionDecl *F, Roots &Out,
             llvm::SmallPtrSetImpl<const clang::FunctionDecl *> &Seen);
  void findWriters();

  TranslationUnit &TU;
  bool KnowsWriters = false;
  llvm::DenseMap<const clang::FieldDecl *,
                 llvm::SmallPtrSet<const clang::FunctionDecl *, 4>>
      Writers;
  llvm::DenseMap<const clang::FieldDecl *, bool> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_TASKSOFMEMBER_H
