// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which check works on this thread, for the report about a crash, and what its
// work costs.

#ifndef ASYNC_TIDY_CHECKS_RUNNINGCHECK_H
#define ASYNC_TIDY_CHECKS_RUNNINGCHECK_H

#include <llvm/Support/PrettyStackTrace.h>

#include <chrono>
#include <map>
#include <string>

namespace async_tidy {

/// While it lives, the check with this id works on the thread. A crash prints
/// it among the program's own lines ("Stack dump: …") where the host has LLVM's
/// crash handlers installed, as clang-tidy and clangd do.
class RunningCheck : public llvm::PrettyStackTraceEntry {
public:
  explicit RunningCheck(llvm::StringRef Id);
  ~RunningCheck() override;
  void print(llvm::raw_ostream &OS) const override;

private:
  std::string Id, Outer;
  std::chrono::steady_clock::time_point Start;
  unsigned long long VisitsBefore;
};

/// What a check's work came to. What checks share, such as the index of calls,
/// is on the account of the first that asks for it.
struct CheckCost {
  std::chrono::duration<double> Time{0};
  unsigned long long Visits = 0; ///< of statements, see visitedStatements()
};

/// While it lives, sums up the costs of the checks that work on this thread.
class CheckCostListener {
public:
  CheckCostListener();
  ~CheckCostListener();
  CheckCostListener(const CheckCostListener &) = delete;
  CheckCostListener &operator=(const CheckCostListener &) = delete;

  const std::map<std::string, CheckCost> &costs() const { return Costs; }

private:
  friend class RunningCheck;
  CheckCostListener *Outer;
  std::map<std::string, CheckCost> Costs;
};

/// The id of the check that works on this thread; empty if none does. After a
/// crash that an llvm::CrashRecoveryContext has caught, on the same thread: the
/// check that crashed.
std::string runningCheck();

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_RUNNINGCHECK_H
