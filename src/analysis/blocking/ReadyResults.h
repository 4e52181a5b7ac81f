// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does the code around a call show that the result it asks for is there?

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_READYRESULTS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_READYRESULTS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Was \p Object part of the operand of a co_await before \p P?
bool isAwaitedBefore(const clang::Expr *Object, const CallParts &P,
                     const FunctionBody &Body);

/// Is the result behind `f.get()` polled before, as in
/// `if (f.wait_for(0s) == std::future_status::ready) use(f.get());`, or awaited
/// (`co_await when_ready(f); use(f.get());`), or was it set by the function
/// itself (`auto f = p.get_future(); p.set_value(1); use(f.get());`)? Or has
/// the future its value from the start: `make_ready_future(1)`, those of
/// `co_await when_all(...)`, the one that a continuation is given?
bool isPolledBefore(TranslationUnit &TU, const CallParts &P,
                    const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_READYRESULTS_H
