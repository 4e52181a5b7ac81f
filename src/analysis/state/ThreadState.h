// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that belong to the thread which computed them.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_THREADSTATE_H
#define ASYNC_TIDY_ANALYSIS_STATE_THREADSTATE_H

#include "analysis/flow/LiveAcross.h"

#include <llvm/ADT/StringSet.h>

namespace async_tidy {

enum class ThreadValueKind {
  None,
  Variable, ///< a thread-local variable, or what it points to
  Function, ///< the result of a function that asks about the thread
  Buffer    ///< a result in a buffer that the next call on any thread reuses
};

struct ThreadValue {
  ThreadValueKind Kind = ThreadValueKind::None;
  /// The variable or function.
  const clang::NamedDecl *Source = nullptr;
  explicit operator bool() const { return Kind != ThreadValueKind::None; }
};

/// Functions by what their result is; at first those of the standard library,
/// POSIX, Windows and well-known libraries.
struct ThreadStateNames {
  llvm::StringSet<> TlsFunctions, ErrorFunctions, BufferFunctions;

  ThreadStateNames();
  void add(const llvm::StringSet<> &Tls, const llvm::StringSet<> &Error,
           const llvm::StringSet<> &Buffer);
};

/// Is the value of \p D one that belongs to its thread? Pointers and references
/// to thread-local variables, pointers that are stored in one, results of the
/// listed functions, also through functions that only return them.
ThreadValue threadValueOf(TranslationUnit &TU, const Definition &D,
                          const ThreadStateNames &Names);

/// Is the variable \p E only counted up or down here? That means the same on
/// every thread.
bool isCounted(const FunctionBody &Body, const clang::Expr *E);

/// A read of errno, GetLastError() and their like that follows a suspension
/// with no call in between that could have set it.
struct ErrorRead {
  const clang::Expr *Read = nullptr;
  llvm::StringRef Name;
  std::vector<const SuspensionPoint *> After;
};
std::vector<ErrorRead> errorReads(TranslationUnit &TU, const Coroutine &C,
                                  const ThreadStateNames &Names);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_THREADSTATE_H
