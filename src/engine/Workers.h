// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs units on threads so that none can take the others down: a unit that
// crashes the front end, overflows its stack or never ends costs that unit
// only.

#ifndef ASYNC_TIDY_ENGINE_WORKERS_H
#define ASYNC_TIDY_ENGINE_WORKERS_H

#include "engine/Unit.h"

#include <chrono>
#include <functional>
#include <vector>

namespace async_tidy {

struct UnitOutcome {
  enum class End { Done, Crashed, TimedOut };
  End How = End::Done;
  int Signal = 0;    ///< With Crashed; 0 if unknown.
  std::string Check; ///< With Crashed: the check that ran, or empty.
  UnitResult Result; ///< With Done.
};

struct WorkerOptions {
  unsigned Threads = 1;
  /// Per unit; zero: no limit.
  std::chrono::seconds Timeout{0};
  /// Called on the calling thread after each unit.
  std::function<void(size_t Done, size_t Total)> Progress;
};

struct WorkersResult {
  std::vector<UnitOutcome> Outcomes; ///< By unit, not by time.
  /// A thread crashed or hangs. It cannot be ended, so the process must leave
  /// with _Exit once its outputs are written.
  bool ThreadsLeft = false;
};

/// Calls \p Work(I) once for each I of \p Order, which is a permutation of
/// 0…n-1, starting them in that order. \p Work is copied; what it refers to
/// must live until the process ends if ThreadsLeft.
WorkersResult runOnWorkers(const std::vector<size_t> &Order,
                           std::function<UnitResult(size_t)> Work,
                           const WorkerOptions &Options);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_WORKERS_H
