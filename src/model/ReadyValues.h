// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that hold a result, not work: Expected, Optional, Try, outcomes. Some
// libraries let coroutines await them to get at the value or to pass the
// failure on; nothing is lost when such an object is dropped.

#ifndef ASYNC_TIDY_MODEL_READYVALUES_H
#define ASYNC_TIDY_MODEL_READYVALUES_H

#include "model/Names.h"

namespace async_tidy {

/// Does an object of the class have its value or its failure in itself, and
/// tell which? It converts to bool or can be asked, it gives the value, and it
/// has neither a coroutine nor a share in a state that somebody else completes.
bool isReadyValue(const clang::CXXRecordDecl *R, Names &N);

/// Does this member do nothing but give a value that its object has already?
bool onlyReads(const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_READYVALUES_H
