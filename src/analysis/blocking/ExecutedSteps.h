// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything that running a function's body runs: calls, constructions,
// destructors of locals and temporaries, callables that a called function runs
// in place, handlers that are posted back to the same executor.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_EXECUTEDSTEPS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_EXECUTEDSTEPS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

struct ExecutedStep {
  enum class Kind { Call, Destructor, Callable, Loop };
  Kind What = Kind::Call;
  /// The call or loop; for a destructor the DeclStmt or the temporary; for a
  /// callable the call that runs it. For what a default argument or a default
  /// member initialiser evaluates: the expression that uses it.
  const clang::Stmt *At = nullptr;
  /// Parts of the call. For what make_unique<T>(...) and its like construct the
  /// constructor and its arguments.
  CallParts Parts;
  /// The function that runs, if its body is known in this unit.
  const clang::FunctionDecl *Target = nullptr;
  /// Kind::Destructor: the object, if it has a name, and its class.
  const clang::VarDecl *Object = nullptr;
  const clang::CXXRecordDecl *Class = nullptr;
};

/// Calls \p Visit for each step of \p F's own body, in source order.
void forEachStep(TranslationUnit &TU, const clang::FunctionDecl *F,
                 llvm::function_ref<void(const ExecutedStep &)> Visit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_EXECUTEDSTEPS_H
