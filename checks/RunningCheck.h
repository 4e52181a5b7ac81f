// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which check works on this thread, for the report about a crash, and what its
// work costs.

#ifndef ASYNC_TIDY_CHECKS_RUNNINGCHECK_H
#define ASYNC_TIDY_CHECKS_RUNNINGCHECK_H

#include "model/UnitSink.h"

#include <llvm/Support/PrettyStackTrace.h>

#include <chrono>
#include <string>

namespace async_tidy {

/// While it lives, the check with this id works on the thread. A crash prints
/// it among the program's own lines ("Stack dump: …") where the host has LLVM's
/// crash handlers installed, as clang-tidy and clangd do.
class RunningCheck : public llvm::PrettyStackTraceEntry {
public:
  /// \p Sink, if any, is told what the check's work costs.
  RunningCheck(llvm::StringRef Id, UnitSink *Sink);
  ~RunningCheck() override;
  void print(llvm::raw_ostream &OS) const override;

private:
  std::string Id, Outer;
  UnitSink *Sink;
  std::chrono::steady_clock::time_point Start;
  unsigned long long VisitsBefore;
};

/// The id of the check that works on this thread; empty if none does. After a
/// crash that an llvm::CrashRecoveryContext has caught, on the same thread: the
/// check that crashed.
std::string runningCheck();

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_RUNNINGCHECK_H
