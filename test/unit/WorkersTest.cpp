// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/RunningCheck.h"
#include "engine/Run.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <numeric>
#include <thread>

using namespace async_tidy;
using End = UnitOutcome::End;

static std::vector<size_t> inOrder(size_t N) {
  std::vector<size_t> Order(N);
  std::iota(Order.begin(), Order.end(), size_t(0));
  return Order;
}

static UnitResult named(size_t I) {
  UnitResult Result;
  Result.Notifications.push_back(
      {RunNotification::Kind::Warning, std::to_string(I), ""});
  return Result;
}

/// Uses the whole stack. The result depends on every frame, so that no tail
/// call makes a loop of it.
static int overflow(int Depth) {
  volatile char Frame[4096];
  Frame[Depth % 4096] = char(Depth);
  return Depth < 0 ? 0 : overflow(Depth + 1) + Frame[Depth % 4096];
}

TEST(Workers, ResultsAreByUnit) {
  for (unsigned Threads : {1u, 4u}) {
    WorkerOptions Options;
    Options.Threads = Threads;
    auto Order = inOrder(50);
    std::reverse(Order.begin(), Order.end());
    auto Result = runOnWorkers(Order, named, Options);
    EXPECT_FALSE(Result.ThreadsLeft);
    ASSERT_EQ(Result.Outcomes.size(), 50u);
    for (size_t I = 0; I < 50; ++I)
      EXPECT_EQ(Result.Outcomes[I].Result.Notifications.at(0).Path,
                std::to_string(I));
  }
}

TEST(Workers, ACrashNamesTheCheckThatRan) {
  auto Result = runOnWorkers(
      inOrder(3),
      [](size_t I) {
        { RunningCheck Finished("async-finished", nullptr); }
        if (I == 1) {
          RunningCheck Outer("async-outer", nullptr);
          RunningCheck Running("async-running", nullptr);
          std::raise(SIGSEGV);
        }
        if (I == 2)
          std::raise(SIGSEGV);
        return named(I);
      },
      WorkerOptions());
  EXPECT_EQ(Result.Outcomes[1].Check, "async-running");
  std::string Ours = crashMessage(Result.Outcomes[1]);
  EXPECT_NE(Ours.find("async-tidy's check async-running crashed"),
            std::string::npos)
      << Ours;
  EXPECT_EQ(Ours.find("front end"), std::string::npos) << Ours;
  EXPECT_EQ(Result.Outcomes[2].Check, "");
  std::string Theirs = crashMessage(Result.Outcomes[2]);
  EXPECT_NE(Theirs.find("front end crashed"), std::string::npos) << Theirs;
}

TEST(Workers, ACrashCostsOneUnit) {
  WorkerOptions Options;
  Options.Threads = 2;
  auto Result = runOnWorkers(
      inOrder(8),
      [](size_t I) {
        if (I == 1)
          std::raise(SIGSEGV);
        if (I == 3)
          std::abort();
        if (I == 5)
          overflow(0);
        if (I == 6)
          throw 1; // Ends in std::terminate.
        return named(I);
      },
      Options);
  EXPECT_TRUE(Result.ThreadsLeft);
  for (size_t I = 0; I < 8; ++I) {
    bool Crashes = I == 1 || I == 3 || I == 5 || I == 6;
    EXPECT_EQ(Result.Outcomes[I].How, Crashes ? End::Crashed : End::Done) << I;
  }
  EXPECT_EQ(Result.Outcomes[1].Signal, SIGSEGV);
  EXPECT_EQ(Result.Outcomes[3].Signal, SIGABRT);
  EXPECT_EQ(Result.Outcomes[5].Signal, SIGSEGV);
}

TEST(Workers, EveryThreadMayCrash) {
  WorkerOptions Options;
  Options.Threads = 1;
  auto Result = runOnWorkers(
      inOrder(5),
      [](size_t I) -> UnitResult {
        if (I != 4)
          std::raise(SIGSEGV);
        return named(I);
      },
      Options);
  EXPECT_EQ(Result.Outcomes[3].How, End::Crashed);
  EXPECT_EQ(Result.Outcomes[4].How, End::Done);
}

TEST(Workers, AHangCostsOneUnit) {
  static std::atomic<bool> Release = false;
  WorkerOptions Options;
  Options.Threads = 1;
  Options.Timeout = std::chrono::seconds(1);
  auto Begin = std::chrono::steady_clock::now();
  auto Result = runOnWorkers(
      inOrder(3),
      [](size_t I) {
        while (I == 0 && !Release)
          std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return named(I);
      },
      Options);
  Release = true;
  EXPECT_LT(std::chrono::steady_clock::now() - Begin, std::chrono::seconds(60));
  EXPECT_TRUE(Result.ThreadsLeft);
  EXPECT_EQ(Result.Outcomes[0].How, End::TimedOut);
  EXPECT_EQ(Result.Outcomes[1].How, End::Done);
  EXPECT_EQ(Result.Outcomes[2].How, End::Done);
}
