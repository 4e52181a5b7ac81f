// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RAII types, other than locks, whose effect is bound to the thread or to the
// stack of scopes: a suspension takes them to another thread or out of order.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_HOSTILETYPES_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_HOSTILETYPES_H

#include "model/TranslationUnit.h"

#include <string>

namespace async_tidy {

/// Why an object must not live across a suspension.
struct HostileReason {
  enum Kind {
    None,
    Listed,         ///< in a library file or an option, with the words in Text
    Marked,         ///< annotated "async::hostile"
    RestoresThread, ///< its destructor restores Text of the thread
    CountsExceptions, ///< it compares std::uncaught_exceptions() at both ends
    SetsThreadLocal   ///< it sets the variable Text for its own life
  };
  Kind Why = None;
  std::string Text;
  /// The library whose coroutines save and restore what the object sets, so
  /// that it is none for them; or nullptr.
  const LibraryFile *SavedBy = nullptr;

  explicit operator bool() const { return Why != None; }
};

/// What is known against an object of class \p R.
HostileReason hostileReasonOf(TranslationUnit &TU,
                              const clang::CXXRecordDecl *R);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_HOSTILETYPES_H
