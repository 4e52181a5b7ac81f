// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_ASYNCTIDYMODULE_H
#define ASYNC_TIDY_CHECKS_ASYNCTIDYMODULE_H

#include "compat/LLVMCompat.h"

namespace async_tidy {

/// The clang-tidy module with every check of Checks.inc. Front ends register
/// it: the plugin behind its version guard, the others unconditionally.
class AsyncTidyModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_ASYNCTIDYMODULE_H
