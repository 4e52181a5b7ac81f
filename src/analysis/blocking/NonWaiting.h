// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code around a call tells about whether it will wait: a future that
// is known to be ready, a descriptor that is known to be in non-blocking mode.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_NONWAITING_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_NONWAITING_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is the result behind `f.get()` polled before, as in
/// `if (f.wait_for(0s) == std::future_status::ready) use(f.get());`, or awaited
/// (`co_await when_ready(f); use(f.get());`), or was it set by the function
/// itself (`auto f = p.get_future(); p.set_value(1); use(f.get());`)?
bool isPolledBefore(TranslationUnit &TU, const CallParts &P,
                    const FunctionBody &Body);

/// Does the code show that the call's descriptor is in non-blocking mode (it is
/// put there before the call, or EAGAIN is tested), or that its readiness was
/// awaited?
bool isNonBlockingDescriptor(TranslationUnit &TU, const CallParts &P,
                             const FunctionBody &Body);

/// Does one of the two above show that the listed call will not wait?
bool isProvenHarmless(TranslationUnit &TU, const BlockingEntry &Entry,
                      const CallParts &P, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_NONWAITING_H
