// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which checks run in the editor. Our checks are on without being named, as in
// the CLI; the user's .clang-tidy and .clangd decide on top of that.

#include "clangd/Wrap.h"
#include "compat/LLVMCompat.h"
#include "engine/TidyConfig.h"

#include <clang-tidy/ClangTidyOptions.h>
#include <llvm/ADT/FunctionExtras.h>

#include <optional>

using clang::tidy::ClangTidyOptions;
using llvm::StringRef;

namespace clang::clangd {
class ThreadsafeFS;
} // namespace clang::clangd

/// clangd's way to ask for the options of a file: a chain of these is called in
/// order, .clang-tidy files before .clangd before the default checks.
using TidyProvider =
    llvm::unique_function<void(ClangTidyOptions &, StringRef) const>;

std::optional<bool> originalIsFast(StringRef Check)
    ASYNC_TIDY_ORIGINAL(IS_FAST_TIDY_CHECK);
std::optional<bool> isFastOrOurs(StringRef Check)
    ASYNC_TIDY_WRAPPER(IS_FAST_TIDY_CHECK);
TidyProvider originalFiles(clang::clangd::ThreadsafeFS &FS)
    ASYNC_TIDY_ORIGINAL(PROVIDE_CLANG_TIDY_FILES);
TidyProvider filesWithOurs(clang::clangd::ThreadsafeFS &FS)
    ASYNC_TIDY_WRAPPER(PROVIDE_CLANG_TIDY_FILES);
async_tidy::compat::DefaultChecksProvider originalDefaults()
    ASYNC_TIDY_ORIGINAL(PROVIDE_DEFAULT_CHECKS);
async_tidy::compat::DefaultChecksProvider defaultsWithOurs()
    ASYNC_TIDY_WRAPPER(PROVIDE_DEFAULT_CHECKS);

/// clangd runs only checks that it has measured to be fast, unless told
/// otherwise, and does not know ours.
std::optional<bool> isFastOrOurs(StringRef Check) {
  if (Check.starts_with("async-"))
    return true;
  return originalIsFast(Check);
}

/// What stands for "no .clang-tidy file names any check". Twice the same glob,
/// so that a user's own "async-*" is not taken for it.
static constexpr StringRef NothingNamed = "async-*,async-*";

TidyProvider filesWithOurs(clang::clangd::ThreadsafeFS &FS) {
  return [Files = originalFiles(FS)](ClangTidyOptions &Opts, StringRef File) {
    Files(Opts, File);
    if (!Opts.Checks || Opts.Checks->empty())
      Opts.Checks = NothingNamed.str();
    else
      Opts.Checks = async_tidy::withOurChecks(*Opts.Checks);
  };
}

/// clangd's own defaults count only if neither file names a check.
static void applyDefaults(ClangTidyOptions &Opts, StringRef File) {
  static const auto Defaults = originalDefaults();
  if (Opts.Checks != NothingNamed)
    return Defaults(Opts, File);
  Opts.Checks.reset();
  Defaults(Opts, File);
  Opts.Checks = async_tidy::withOurChecks(Opts.Checks.value_or(""));
}

async_tidy::compat::DefaultChecksProvider defaultsWithOurs() {
  return applyDefaults;
}
