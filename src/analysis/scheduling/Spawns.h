// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls that start a task, and whether anybody can learn how it ends.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_SPAWNS_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_SPAWNS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

#include <llvm/ADT/StringSet.h>

namespace async_tidy {

/// Why nobody learns how a spawned task ends.
enum class LostOutcome {
  Token,         ///< the completion token drops it
  Handler,       ///< the completion handler does not look at it
  DroppedHandle, ///< the future or handle is dropped
  Detached       ///< the function's purpose is to detach
};

struct LostSpawn {
  LostOutcome Why = LostOutcome::Token;
  CallParts Parts;
  /// The task, or the callable that makes it.
  const clang::Expr *Task = nullptr;
  /// What drops the outcome: the token, the handler, the variable's use.
  const clang::Expr *By = nullptr;
  /// The entry that describes the function, or nullptr.
  const SpawnEntry *Entry = nullptr;
};

/// What \p Call, a call that \p Body executes, starts without anybody learning
/// how it ends; nothing if it starts no task, if somebody learns it, or if the
/// library makes a failure loud. \p MoreTokens: further types that drop it.
std::optional<LostSpawn> lostSpawn(TranslationUnit &TU,
                                   const FunctionBody &Body,
                                   const clang::CallExpr *Call,
                                   const llvm::StringSet<> &MoreTokens);

/// What a promise does with an exception that leaves the coroutine.
enum class UnhandledException {
  Unknown, ///< not visible
  Loud,    ///< rethrows or terminates
  Kept,    ///< stores it, passes it on or looks at it
  Dropped  ///< does nothing with it
};
UnhandledException unhandledException(TranslationUnit &TU,
                                      const clang::CXXRecordDecl *Promise);

/// Is \p C's return type nothing that one could await, join or ask: the
/// coroutine runs at the call and owns itself?
bool isFireAndForget(TranslationUnit &TU, const Coroutine &C);

/// A local variable of a type that owns spawned tasks.
struct UnjoinedScope {
  const clang::VarDecl *Scope = nullptr;
  const ScopeEntry *Entry = nullptr;
  /// The first call that starts a task in it.
  const clang::Expr *Spawn = nullptr;
};

/// The local scopes of \p Body in which tasks are started and which no code
/// joins. A scope that other functions get to see is taken to be joined there.
llvm::SmallVector<UnjoinedScope, 2> unjoinedScopes(TranslationUnit &TU,
                                                   const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_SPAWNS_H
