// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the tokens among the arguments of an asynchronous operation say about
// its outcome: that it is dropped, or turned into values or into a future.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONTOKENS_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONTOKENS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The first class for which \p Wanted is true among the class of \p T, what it
/// refers to, and the template arguments of either at any depth: a token inside
/// adapters such as bind_executor. Nullptr if there is none.
const clang::CXXRecordDecl *
classInType(clang::QualType T,
            llvm::function_ref<bool(const clang::CXXRecordDecl *)> Wanted);

/// Is a class of the list among those of \p T, as for classInType?
bool typeMentions(Names &N, NameList List, clang::QualType T);

/// Does an argument have such a token? Default arguments count: the executor
/// of an I/O object can fix the token.
bool hasToken(TranslationUnit &TU, const CallParts &Parts, NameList List);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONTOKENS_H
