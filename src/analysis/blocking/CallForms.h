// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does a call have one of the forms that a library file describes? Library
// files say "recv does not block with MSG_DONTWAIT", "wait_for(0) is a poll".

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_CALLFORMS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_CALLFORMS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Do all conditions of \p Form hold for the call? False where the AST does not
/// tell. With \p Body, which makes the call, an argument mentions the flags
/// with which it was opened, too.
bool hasForm(TranslationUnit &TU, const CallParts &Parts, const CallForm &Form,
             const FunctionBody *Body = nullptr);

/// The entry that says that this call blocks, or nullptr: by name and kind, in
/// the right form, and not on an object that \p Body made non-blocking before.
const BlockingEntry *blockingEntry(TranslationUnit &TU, const CallParts &Parts,
                                   const FunctionBody &Body);

/// Does \p S mention a macro, constant or variable with such a name?
bool mentionsName(TranslationUnit &TU, const clang::Stmt *S,
                  llvm::function_ref<bool(llvm::StringRef)> Wanted);
/// Does it mention one that is in the list?
bool mentionsListed(TranslationUnit &TU, const clang::Stmt *S, WordList List);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_CALLFORMS_H
