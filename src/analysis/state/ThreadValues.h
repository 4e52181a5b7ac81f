// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that belong to the thread which computed them.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_THREADVALUES_H
#define ASYNC_TIDY_ANALYSIS_STATE_THREADVALUES_H

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

/// Functions that the options of a check add to the lists `threads:` of the
/// library files, by name without a leading "::".
struct ThreadStateNames {
  llvm::StringSet<> TlsFunctions, ErrorFunctions, BufferFunctions;
};

/// Is \p F in the library files' \p List or in \p Extra?
bool isListed(TranslationUnit &TU, NameList List,
              const llvm::StringSet<> &Extra, const clang::FunctionDecl *F);

/// Is the value of \p D one that belongs to its thread? Pointers and references
/// to thread-local variables, pointers that are stored in one, results of the
/// listed functions, also through functions that only return them.
ThreadValue threadValueOf(TranslationUnit &TU, const Definition &D,
                          const ThreadStateNames &Names);

/// Is the variable \p E only counted up or down here? That means the same on
/// every thread.
bool isCounted(const FunctionBody &Body, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_THREADVALUES_H
