// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls that start a task without anybody learning how it ends.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_LOSTSPAWNS_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_LOSTSPAWNS_H

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

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_LOSTSPAWNS_H
