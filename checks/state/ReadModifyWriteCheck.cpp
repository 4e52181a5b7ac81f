// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/state/ReadModifyWriteCheck.h"
#include "analysis/state/BusyFlags.h"

using namespace clang;
using namespace async_tidy;

ReadModifyWriteCheck::ReadModifyWriteCheck(StringRef Name,
                                           tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      CheckThenAct(Options.get("CheckThenAct", true)) {}

void ReadModifyWriteCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckThenAct", CheckThenAct);
}

void ReadModifyWriteCheck::analyze(TranslationUnit &TU) {
  for (const Coroutine *C : reportedCoroutines(TU)) {
    // Nobody but its consumer runs between two values of a generator, nor of
    // what else gives one value after the other.
    if (!C->canSuspend() || isGeneratorOnly(TU.awaitables(), *C) ||
        (isa<CXXMethodDecl>(C->function()) &&
         TU.names().speaksOf(Topic::Pulling, C->function())))
      continue;
    std::vector<StaleWrite> Writes = staleUpdates(TU, *C);
    if (CheckThenAct)
      llvm::append_range(Writes, staleChecks(TU, *C));
    if (Writes.empty() || raisesBusyFlag(TU, *C))
      continue;
    for (const StaleWrite &W : Writes)
      report(TU, W);
  }
}

void ReadModifyWriteCheck::report(TranslationUnit &TU, const StaleWrite &W) {
  if (!firstReportAt(W.Write->getBeginLoc()))
    return;
  std::string Name = W.Object.str();
  if (W.What == StaleWrite::Update)
    diag(W.Write->getBeginLoc(),
         "'%0' is written with a value computed from what was read before a "
         "suspension, and changes made in the meantime are lost",
         "read it again after the suspension", sharedState(TU, W.Object))
        << Name;
  else
    diag(W.Write->getBeginLoc(),
         "'%0' is written because of a test made before a suspension, but "
         "another task may have changed it in the meantime",
         "test it again after the suspension, or mark the work as started "
         "before it",
         sharedState(TU, W.Object))
        << Name;
  note(W.Read->getExprLoc(),
       W.What == StaleWrite::Update ? "read here" : "tested here");
  noteSuspensions(W.Across);
}
