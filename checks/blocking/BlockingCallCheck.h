// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_BLOCKING_BLOCKINGCALLCHECK_H
#define ASYNC_TIDY_CHECKS_BLOCKING_BLOCKINGCALLCHECK_H

#include "analysis/blocking/BlockingPaths.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds calls that block the thread inside a coroutine.
/// docs/checks/async-blocking-call.md says what is reported and what is not.
class BlockingCallCheck : public AsyncCheck {
public:
  BlockingCallCheck(llvm::StringRef Name,
                    clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void report(TranslationUnit &TU, const Coroutine &C,
              const std::vector<BlockingStep> &Path);

  const std::string RawGroups;
  const unsigned MaxDepth;
  const bool ReportBrief;
  BlockingOptions Parsed;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_BLOCKING_BLOCKINGCALLCHECK_H
