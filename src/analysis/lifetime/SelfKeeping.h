// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Member coroutines that keep their own object alive.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_SELFKEEPING_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_SELFKEEPING_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does \p F, a coroutine, take a counted reference to its `*this` into its
/// frame before it can first suspend: `auto self = shared_from_this();`,
/// `intrusive_ptr<Session> self(this);`, a parameter `shared_ptr<Session>
/// self`? Also a lambda that captures `this`. Before a lazy coroutine is
/// resumed for the first time only a parameter keeps the object; the caller
/// has to see that it is started while the object lives.
bool keepsItself(TranslationUnit &TU, const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_SELFKEEPING_H
