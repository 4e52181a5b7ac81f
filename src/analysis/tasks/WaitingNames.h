// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the names of functions say of waiting. A name is all there is where a
// body is not seen; the words are those of the library files.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_WAITINGNAMES_H
#define ASYNC_TIDY_ANALYSIS_TASKS_WAITINGNAMES_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// `f.get()`, `f.result()`, `f.wait()`, `t.join()`: has the object's work been
/// done when this member returns?
bool waitsForResult(TranslationUnit &TU, const clang::FunctionDecl *F);

/// As above, or a function that blocks on a task that it is given: `sync_wait`,
/// `blockOn`?
bool blocksOnTask(TranslationUnit &TU, const clang::FunctionDecl *F);

/// `run`, `join_all`, `WaitFor`, `get`: a function that comes back when
/// something is done?
bool returnsWhenDone(TranslationUnit &TU, llvm::StringRef Name);

/// Is that so only if it does not return something to await? `client.run()`
/// that makes a task waits for nothing.
bool mayOnlyStart(TranslationUnit &TU, const clang::FunctionDecl *F);

/// May a function of which nothing else is known finish the work that it is
/// given: `drive_to_end`, `run_loop`?
bool mayFinishWork(TranslationUnit &TU, const clang::FunctionDecl *F);

/// Does the member end, or wait for, what the object does: `stop`,
/// `async_close`?
bool endsWork(TranslationUnit &TU, const clang::FunctionDecl *F);

/// Does the member ask whether work is done: `ready`, `isFinished`?
bool asksWhetherDone(TranslationUnit &TU, const clang::FunctionDecl *F);

/// The name without the word that makes it the asynchronous twin: "wait" of
/// `async_wait`.
llvm::StringRef withoutAsync(TranslationUnit &TU, llvm::StringRef Name);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_WAITINGNAMES_H
