// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The .clang-tidy files of a project as async-tidy reads them: clang's own
// lookup, parser and merging, with our rules on which checks are on.

#ifndef ASYNC_TIDY_ENGINE_TIDYCONFIG_H
#define ASYNC_TIDY_ENGINE_TIDYCONFIG_H

#include "findings/Finding.h"

#include <clang-tidy/ClangTidyOptions.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace async_tidy {

/// What the command line says about checks.
struct TidySettings {
  std::optional<std::string> Checks;   ///< --checks: wins over the files.
  std::vector<std::string> ModelFiles; ///< --model, absolute.
  std::optional<unsigned> LimitFactor; ///< --limit-factor: wins, too.
  /// The project's folder, absolute, or empty. A configuration file outside of
  /// it is not the project's to correct.
  std::string Root;
};

/// The rule on checks. \p Configured are the `Checks` of the configuration
/// files in order, comma-separated; they can remove async checks or pick some.
/// Globs that do not mention "async-" do not count: without any mention, all
/// checks are on.
std::string effectiveChecks(const std::optional<std::string> &CommandLine,
                            llvm::StringRef Configured);

/// The same rule for a front end that runs other checks as well: \p Configured
/// with what it says about other checks, and ours on or off as above.
std::string withOurChecks(llvm::StringRef Configured);

/// Options for the files of one unit. \p Problems gets "file:line:column:
/// message" for every configuration file that cannot be parsed; it must outlive
/// the provider. \p FS finds the files.
std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>
makeOptionsProvider(const TidySettings &Settings,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                    std::vector<RunNotification> &Problems);

/// Everything wrong with the configuration that applies to \p Files (absolute
/// paths): unreadable files, keys of our checks that no check has, values that
/// they do not take, model files with mistakes. Also with --checks globs that
/// match nothing. Empty if all is well.
std::vector<RunNotification>
checkConfiguration(const TidySettings &Settings,
                   const std::vector<std::string> &Files);

/// The ids of the checks that are on for \p File.
std::vector<std::string> enabledChecks(const TidySettings &Settings,
                                       const std::string &File);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_TIDYCONFIG_H
