// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What tells a generator from a task whose promise has a yield_value, too:
// `co_yield co_error(e)` and `co_yield next_tick` talk to the promise and give
// nobody a value.

#ifndef ASYNC_TIDY_MODEL_YIELDEDVALUES_H
#define ASYNC_TIDY_MODEL_YIELDEDVALUES_H

#include "model/Names.h"

namespace async_tidy {

/// Can a coroutine with this promise yield values? One of its yield_value takes
/// what the type is a generator of (an argument of the template), a scalar, or
/// an object that it keeps; errors, tags, awaiters and orders to the promise
/// are none.
bool yieldsValues(const clang::CXXRecordDecl *Promise, Names &N);

/// Is it an error, or a class that holds nothing but errors?
bool isErrorClass(const clang::CXXRecordDecl *R, Names &N);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_YIELDEDVALUES_H
