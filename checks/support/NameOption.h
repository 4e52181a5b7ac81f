// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_NAMEOPTION_H
#define ASYNC_TIDY_CHECKS_SUPPORT_NAMEOPTION_H

#include <clang-tidy/ClangTidyCheck.h>
#include <llvm/ADT/StringSet.h>

namespace async_tidy {

/// The qualified names of an option's value, separated by semicolons, in the
/// form of Names::qualified: what lies in the global namespace starts with
/// "::". What is not a qualified name is a configuration error of \p Check.
llvm::StringSet<> namesOfOption(clang::tidy::ClangTidyCheck &Check,
                                llvm::StringRef Id, llvm::StringRef Option,
                                llvm::StringRef Value);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_NAMEOPTION_H
