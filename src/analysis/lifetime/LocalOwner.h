// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that a local variable owns through a smart pointer or an optional.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_LOCALOWNER_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_LOCALOWNER_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is \p Access a `*p`, `p->…` or `p.get()` of a local or by-value parameter
/// that keeps what it owns until its end: a std::optional, or a
/// std::unique_ptr that its function neither moves nor hands to anybody? Of a
/// std::shared_ptr there may be copies.
bool livesWithLocalOwner(TranslationUnit &TU, const CallParts &Access);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_LOCALOWNER_H
