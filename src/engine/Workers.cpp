// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/Workers.h"

#include "checks/RunningCheck.h"

#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/thread.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

using namespace async_tidy;
using Clock = std::chrono::steady_clock;

/// clang recurses deeply, and asks for 8 MiB itself.
static constexpr unsigned StackSize = 16u << 20;
static constexpr size_t SignalStackSize = 256u << 10;

/// LLVM's handlers run on the stack that caused the signal, which is of no use
/// when that one is full.
static void useSignalStacks() {
  for (int Signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP}) {
    struct sigaction Action;
    if (sigaction(Signal, nullptr, &Action) == 0) {
      Action.sa_flags |= SA_ONSTACK;
      sigaction(Signal, &Action, nullptr);
    }
  }
}

namespace {
/// This thread's stack for signal handlers. A thread that crashed stays parked
/// on top of it, so it never gets to the destructor.
class SignalStack {
  void *Memory = std::malloc(SignalStackSize);
  stack_t Before = {};

public:
  SignalStack() {
    stack_t Stack = {};
    Stack.ss_size = SignalStackSize;
    Stack.ss_sp = Memory;
    if (Memory && sigaltstack(&Stack, &Before) == 0)
      return;
    std::free(Memory);
    Memory = nullptr;
  }
  ~SignalStack() {
    if (Memory)
      sigaltstack(&Before, nullptr);
    std::free(Memory);
  }
  SignalStack(const SignalStack &) = delete;
  SignalStack &operator=(const SignalStack &) = delete;
};

struct Slot {
  std::optional<UnitOutcome> Outcome;
  std::optional<Clock::time_point> Started;
};

/// Shared with threads that may outlive the run.
struct State : std::enable_shared_from_this<State> {
  std::vector<size_t> Order;
  std::function<UnitResult(size_t)> Work;
  std::chrono::seconds Timeout{0};

  std::mutex Lock;
  std::condition_variable Changed;
  size_t Next = 0; ///< Position in Order.
  size_t Done = 0;
  bool ThreadsLeft = false;
  std::vector<Slot> Slots; ///< By unit.

  void startThread();
  void threadMain();
  /// False when the unit was given up for a timeout in the meantime.
  bool finish(size_t Unit, UnitOutcome Outcome);
  void giveUpOverdue();
  std::optional<Clock::time_point> nextDeadline() const;
};
} // namespace

void State::startThread() {
  llvm::thread Thread(std::optional<unsigned>(StackSize),
                      [Self = shared_from_this()] { Self->threadMain(); });
  Thread.detach();
}

bool State::finish(size_t Unit, UnitOutcome Outcome) {
  std::lock_guard<std::mutex> Guard(Lock);
  if (Slots[Unit].Outcome)
    return false;
  bool Crashed = Outcome.How == UnitOutcome::End::Crashed;
  Slots[Unit].Outcome = std::move(Outcome);
  ++Done;
  if (Crashed) {
    ThreadsLeft = true;
    if (Next < Order.size())
      startThread();
  }
  Changed.notify_all();
  return true;
}

void State::threadMain() {
  SignalStack ForHandlers;
  for (;;) {
    size_t Unit;
    {
      std::lock_guard<std::mutex> Guard(Lock);
      if (Next == Order.size())
        return;
      Unit = Order[Next++];
      Slots[Unit].Started = Clock::now();
    }
    UnitOutcome Outcome;
    llvm::CrashRecoveryContext Recovery;
    if (Recovery.RunSafely([&] { Outcome.Result = Work(Unit); })) {
      if (!finish(Unit, std::move(Outcome)))
        return; // Another thread has taken over.
      continue;
    }
    UnitOutcome Crash;
    Crash.How = UnitOutcome::End::Crashed;
    Crash.Signal = Recovery.RetCode > 128 ? Recovery.RetCode - 128 : 0;
    Crash.Check = runningCheck();
    finish(Unit, std::move(Crash));
    // What the crash left behind (thread-local state, half-built objects) must
    // not be destroyed, so this thread never returns.
    for (;;)
      std::this_thread::sleep_for(std::chrono::hours(24));
  }
}

std::optional<Clock::time_point> State::nextDeadline() const {
  std::optional<Clock::time_point> First;
  if (Timeout.count() > 0)
    for (const Slot &S : Slots)
      if (S.Started && !S.Outcome && (!First || *S.Started + Timeout < *First))
        First = *S.Started + Timeout;
  return First;
}

void State::giveUpOverdue() {
  auto Now = Clock::now();
  for (Slot &S : Slots) {
    if (Timeout.count() == 0 || !S.Started || S.Outcome ||
        Now < *S.Started + Timeout)
      continue;
    S.Outcome = UnitOutcome{UnitOutcome::End::TimedOut, 0, {}, {}};
    ++Done;
    ThreadsLeft = true;
    if (Next < Order.size())
      startThread();
  }
}

WorkersResult async_tidy::runOnWorkers(const std::vector<size_t> &Order,
                                       std::function<UnitResult(size_t)> Work,
                                       const WorkerOptions &Options) {
  llvm::CrashRecoveryContext::Enable();
  useSignalStacks();
  auto Shared = std::make_shared<State>();
  Shared->Order = Order;
  Shared->Work = std::move(Work);
  Shared->Timeout = Options.Timeout;
  Shared->Slots.resize(Order.size());

  std::unique_lock<std::mutex> Guard(Shared->Lock);
  for (size_t I = 0; I < std::min<size_t>(Options.Threads, Order.size()); ++I)
    Shared->startThread();
  size_t Told = 0;
  while (Shared->Done < Order.size()) {
    if (Options.Progress && Told != Shared->Done)
      Options.Progress(Told = Shared->Done, Order.size());
    // A thread that has not taken its unit yet has no deadline; look again
    // soon.
    auto Until = Clock::now() + std::chrono::milliseconds(500);
    if (auto Deadline = Shared->nextDeadline())
      Until = std::min(Until, *Deadline);
    Shared->Changed.wait_until(Guard, Until);
    Shared->giveUpOverdue();
  }
  if (Options.Progress)
    Options.Progress(Shared->Done, Order.size());
  WorkersResult Result;
  Result.ThreadsLeft = Shared->ThreadsLeft;
  for (Slot &S : Shared->Slots)
    Result.Outcomes.push_back(std::move(*S.Outcome));
  return Result;
}
