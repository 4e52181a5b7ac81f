// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The local variables of a function that are given awaitables.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_HELDTASKS_H
#define ASYNC_TIDY_ANALYSIS_TASKS_HELDTASKS_H

#include "analysis/flow/LocalUses.h"
#include "analysis/tasks/DroppedTypes.h"

namespace async_tidy {

/// A variable, binding or parameter that holds an awaitable.
struct HeldTask {
  /// A VarDecl, or the BindingDecl of a structured binding.
  const clang::ValueDecl *Variable = nullptr;
  /// The declaration's statement; null for parameters.
  const clang::DeclStmt *Declaration = nullptr;
  /// What makes the awaitable in the initialiser; null if it is assigned or
  /// inserted later, or comes with a parameter.
  const clang::Expr *Source = nullptr;
  /// The type of the awaitable, or of what a container holds.
  clang::QualType Type;
  AwaitableInfo Info;
  /// The variable is an object that contains awaitables.
  bool IsContainer = false;
};

/// Every such variable of the function, in source order. Those that are filled
/// only later are included; the caller looks at their uses.
llvm::SmallVector<HeldTask, 4> heldTasks(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const LostTypes &Types);

/// How one mention of a variable treats what it holds.
enum class Mention {
  Use,     ///< somebody may await it
  None,    ///< tested, counted, discarded: it stays unawaited
  Fill,    ///< a new awaitable is put in
  Accepted ///< dropped on purpose
};
Mention mentionOf(TranslationUnit &TU, const FunctionBody &Body,
                  const HeldTask &Held, const clang::DeclRefExpr *Ref,
                  const LostTypes &Types);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_HELDTASKS_H
