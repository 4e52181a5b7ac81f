// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Local owners of spawned tasks for which nothing waits.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_UNJOINEDSCOPES_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_UNJOINEDSCOPES_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// A local variable of a type that owns spawned tasks.
struct UnjoinedScope {
  const clang::VarDecl *Scope = nullptr;
  const ScopeEntry *Entry = nullptr;
  /// The first call that starts a task in it.
  const clang::Expr *Spawn = nullptr;
};

/// The entry of a library file that says that an object of type \p T, or what
/// it refers to, owns spawned work, or nullptr. Bases count.
const ScopeEntry *scopeEntryOf(TranslationUnit &TU, clang::QualType T);

/// The local scopes of \p Body in which tasks are started and which no code
/// joins. A scope that other functions get to see is taken to be joined there.
llvm::SmallVector<UnjoinedScope, 2> unjoinedScopes(TranslationUnit &TU,
                                                   const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_UNJOINEDSCOPES_H
