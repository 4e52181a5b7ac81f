// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The facts that findings rest on, put into words: AsyncCheck::diag wants one
// of each. Where several hold a finding up, leastCertain() chooses the one to
// doubt first.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_CAUSES_H
#define ASYNC_TIDY_CHECKS_SUPPORT_CAUSES_H

#include "model/Cause.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

class AccessPath;
struct CallParts;

/// The language says so of the code that the finding shows.
inline Cause byLanguage() { return {}; }

/// The fact to doubt first; \p A if both are as certain.
Cause leastCertain(Cause A, Cause B);

/// A type of the option \p Option counts as \p Info says: a dropped \p T loses
/// something.
Cause lostWork(TranslationUnit &TU, clang::QualType T,
               const AwaitableInfo &Info);

/// Calling \p Starter starts work that runs on afterwards. \p Entry describes
/// it, if a library file does.
Cause startsWork(TranslationUnit &TU, const clang::FunctionDecl *Starter,
                 const SpawnEntry *Entry);

/// An exception comes out of \p Source, a coroutine, operation or type.
/// \p What says which: "an exception", "cancellation ('system_error')".
Cause letsOut(TranslationUnit &TU, const clang::NamedDecl *Source, KnownBy By,
              llvm::StringRef What);

/// \p Callee keeps its thread waiting, for \p Reason ("it reaches 'read'").
Cause blocksThread(TranslationUnit &TU, llvm::StringRef Callee,
                   llvm::StringRef Usr, KnownBy By, llvm::StringRef Reason);

/// An object of the type of \p Held is, or locks, a lock of its thread.
Cause threadLock(TranslationUnit &TU, const AccessPath &Held);

/// An object of the type of \p Held must stay on its thread, for \p Reason.
Cause threadBound(TranslationUnit &TU, const AccessPath &Held,
                  llvm::StringRef Reason);

/// What \p Source, a function or variable, gives belongs to the thread.
Cause threadBound(TranslationUnit &TU, const clang::NamedDecl *Source);
/// The same of a macro or function that is only known by what is written.
Cause threadBound(TranslationUnit &TU, llvm::StringRef Written,
                  const clang::NamedDecl *Source);

/// Coroutines of the type of \p C can continue on another thread.
Cause changesThread(TranslationUnit &TU, const Coroutine &C);

/// Other tasks can change what \p Object denotes in \p C.
Cause sharedState(TranslationUnit &TU, const AccessPath &Object);

/// \p F, of which only the declaration is seen, uses its arguments after it
/// has returned.
Cause usesLater(TranslationUnit &TU, const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_CAUSES_H
