// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every way in which a guard comes to hold a lock and gives it up, the
// functions that the analysis gives up on, and the bounds of its work.

#include "analysis/locks/HeldLocks.h"
#include "analysis/flow/LiveAcross.h"
#include "model/BodyWalk.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class HeldLocksTest : public UnitTest {
protected:
  HeldLocksTest()
      : UnitTest("#include <task.h>\n#include <memory>\n#include <mutex>\n"
                 "#include <optional>\n#include <shared_mutex>\n"
                 "co::task<> work(); co::task<int> number();\n"
                 "std::mutex m, n; std::shared_mutex s;\n"
                 "bool b(); void use(int);\n") {}

  /// "a:1,3 b:2": what is held at which suspensions, counted from 1.
  std::string held(const char *Name) {
    const Coroutine &C = coroutine(Name);
    std::string Result;
    HeldLocks Locks(*TU, TU->shared<LockTypesOfUnit>().with(), C);
    for (const HeldAcross &H : Locks.across()) {
      Result += (Result.empty() ? "" : " ") + H.Acquired.Path.str() + ":";
      for (const SuspensionPoint *P : H.At)
        Result += (P == H.At.front() ? "" : ",") +
                  std::to_string(P - C.suspensions().begin() + 1);
    }
    return Result;
  }
};

TEST_F(HeldLocksTest, ReadsTheConstructorsTags) {
  parse(R"cpp(
    co::task<> adopt() { m.lock(); std::lock_guard l(m, std::adopt_lock); co_await work(); }
    co::task<> defer() {
      std::unique_lock l(m, std::defer_lock); co_await work();
      l.lock(); co_await work();
    }
    co::task<> attempt() {
      std::unique_lock l(m, std::try_to_lock);
      if (l) co_await work(); else co_await work();
    }
    co::task<> tried() {
      std::unique_lock l(m, std::defer_lock);
      if (l.try_lock()) co_await work();
      else co_await work();
    }
    co::task<> empty() { std::unique_lock<std::mutex> l; co_await work(); }
    co::task<> reader() { std::shared_lock l(s); co_await work(); }
    co::task<> both() { std::scoped_lock l(m, n); co_await work(); }
    co::task<> nothing() { std::scoped_lock l; co_await work(); }
  )cpp");
  EXPECT_EQ(held("adopt"), "l:1");
  EXPECT_EQ(held("defer"), "l:2");
  EXPECT_EQ(held("attempt"), "l:1");
  EXPECT_EQ(held("tried"), "l:1");
  EXPECT_EQ(held("empty"), "");
  EXPECT_EQ(held("reader"), "l:1");
  EXPECT_EQ(held("both"), "l:1");
  EXPECT_EQ(held("nothing"), "");
}

TEST_F(HeldLocksTest, FollowsTheGuardsOwner) {
  parse(R"cpp(
    void take(std::unique_lock<std::mutex>);
    co::task<> released() { std::unique_lock l(m); auto *r = l.release(); co_await work(); r->unlock(); }
    co::task<> moved() { std::unique_lock l(m); auto k = std::move(l); co_await work(); k.unlock(); co_await work(); }
    co::task<> given() { std::unique_lock l(m); take(std::move(l)); co_await work(); }
    co::task<> reassigned() { std::unique_lock l(m); l = std::unique_lock<std::mutex>(); co_await work(); }
    co::task<> replaced() { std::unique_lock l(m); l = std::unique_lock(n); co_await work(); }
    co::task<> optional() {
      std::optional<std::lock_guard<std::mutex>> l;
      co_await work();
      l.emplace(m);
      co_await work();
      l.reset();
      co_await work();
    }
    co::task<> heap() { auto l = std::make_unique<std::lock_guard<std::mutex>>(m); co_await work(); }
    struct Field { std::lock_guard<std::mutex> g; Field() : g(m) {} };
    co::task<> field() { Field f; co_await work(); }
    co::task<> parameter(std::unique_lock<std::mutex> l) { co_await work(); l.unlock(); co_await work(); }
    co::task<> borrowed(std::unique_lock<std::mutex> &l) { co_await work(); }
    co::task<> condition() {
      if (std::lock_guard l(m); b()) co_await work();
      co_await work();
    }
    co::task<> initialiser() { std::lock_guard l(m); int x = co_await number(); use(x); }
    co::task<> captured() { auto f = [l = std::unique_lock(m)] {}; co_await work(); }
    co::task<> other() { auto f = [] { std::lock_guard l(m); }; f(); co_await work(); }
  )cpp");
  EXPECT_EQ(held("released"), "");
  EXPECT_EQ(held("moved"), "k:1");
  EXPECT_EQ(held("given"), "");
  EXPECT_EQ(held("reassigned"), "");
  EXPECT_EQ(held("replaced"), "l:1");
  EXPECT_EQ(held("optional"), "l:2");
  EXPECT_EQ(held("heap"), "l:1");
  EXPECT_EQ(held("field"), "f.g:1");
  EXPECT_EQ(held("parameter"), "l:1");
  EXPECT_EQ(held("borrowed"), "");
  EXPECT_EQ(held("condition"), "l:1");
  EXPECT_EQ(held("initialiser"), "l:1");
  EXPECT_EQ(held("captured"), "f.:1");
  EXPECT_EQ(held("other"), "");
}

TEST_F(HeldLocksTest, TakesAnAttributeForALock) {
  parse(R"cpp(
    struct __attribute__((scoped_lockable)) Plain {};
    struct __attribute__((scoped_lockable)) Defaulted { Defaulted() = default; ~Defaulted(); };
    struct __attribute__((capability("mutex"))) Mutex {
      void Lock() __attribute__((acquire_capability()));
      void Unlock() __attribute__((release_capability()));
    };
    Mutex mu;
    co::task<> plain() { { Plain p; } co_await work(); Plain q; co_await work(); }
    co::task<> defaulted() { Defaulted d; co_await work(); }
    co::task<> raw() { mu.Lock(); co_await work(); mu.Unlock(); co_await work(); }
    co::task<> required() __attribute__((requires_capability(mu))) { co_await work(); }
  )cpp");
  EXPECT_EQ(held("plain"), "q:2");
  EXPECT_EQ(held("defaulted"), "d:1");
  EXPECT_EQ(held("raw"), "mu:1");
  EXPECT_EQ(held("required"), "mu:1");
}

TEST_F(HeldLocksTest, EndsTheScopeOfGuardsWithoutDestructor) {
  // In a pattern the graph has no destructors of dependent types.
  parse(R"cpp(
    template <class M> co::task<> pattern(M &mutex) {
      { std::unique_lock<M> l(mutex, std::defer_lock); l.lock(); }
      co_await work();
      std::unique_lock<M> k(mutex, std::defer_lock);
      k.lock();
      co_await work();
    }
  )cpp");
  EXPECT_EQ(held("pattern"), "k:2");
}

TEST_F(HeldLocksTest, TellsWhichLockIsHeldAtAnExpression) {
  parse(R"cpp(
    int before(), inside(), after(), last();
    void guarded() {
      before();
      { std::lock_guard l(m); inside(); }
      after();
    }
    void branches(bool b) {
      std::unique_lock l(m);
      if (b)
        l.unlock();
      else
        l.unlock();
      after();
      l.lock();
      last();
    }
  )cpp");
  auto Held = [&](const char *Function, auto &&IsTaken, const char *At) {
    const FunctionBody &Body = bodyOf(*TU, AST->function(Function));
    LocksAtExpressions Locks(*TU, Body);
    const Stmt *Taken = nullptr, *E = nullptr;
    walkExecuted(Body.body(), [&](const Stmt *S) {
      CallParts P = callParts(dyn_cast<Expr>(S));
      if (P && P.Callee && IsTaken(P))
        Taken = S;
      if (P && P.Callee && P.Callee->getNameAsString() == At)
        E = S;
      return true;
    });
    EXPECT_TRUE(Taken && E) << Function << " " << At;
    return Taken && E && Locks.isHeld(Taken, E);
  };
  auto IsGuard = [](const CallParts &P) {
    return isa<CXXConstructorDecl>(P.Callee);
  };
  auto IsLock = [](const CallParts &P) {
    return P.Callee->getNameAsString() == "lock";
  };
  EXPECT_FALSE(Held("guarded", IsGuard, "before"));
  EXPECT_TRUE(Held("guarded", IsGuard, "inside"));
  EXPECT_FALSE(Held("guarded", IsGuard, "after"));
  EXPECT_FALSE(Held("branches", IsGuard, "after"));
  EXPECT_TRUE(Held("branches", IsLock, "last"));
  EXPECT_FALSE(Held("branches", IsGuard, "last"));
}

TEST_F(HeldLocksTest, RecordsWhatItGivesUpOn) {
  std::string Body =
      "\nco::task<> huge() { std::lock_guard l(m); co_await work();\n";
  for (int I = 0; I < 11000; ++I)
    Body += "use(1);";
  parse(Body +
        "}\nco::task<> small() { std::lock_guard l(m); co_await work(); }");
  EXPECT_EQ(held("small"), "l:1");
  EXPECT_TRUE(Sink->gaps().empty());
  EXPECT_EQ(held("huge"), "");
  EXPECT_EQ(held("huge"), "");
  ASSERT_EQ(Sink->gaps().size(), 1u);
  const AnalysisGap &Gap = *Sink->gaps().begin();
  EXPECT_EQ(Gap.Function, "huge");
  EXPECT_EQ(Gap.Line, AST->line(AST->function("huge")->getLocation()));
  EXPECT_NE(Gap.Reason, "");
}

/// A coroutine with \p N locks, each in a branch and followed by a suspension,
/// which all are held at every later suspension.
std::string branches(int N) {
  std::string Text = "co::task<> many() {\n";
  for (int I = 0; I < N; ++I) {
    std::string L = "l" + std::to_string(I), V = "v" + std::to_string(I);
    Text += "std::unique_lock " + L + "(m); int " + V + " = " +
            std::to_string(I) + "; if (b()) " + L +
            ".unlock(); co_await work(); use(" + V + ");\n";
  }
  return Text + "}";
}

TEST_F(HeldLocksTest, StaysWithinItsBudget) {
  parse(branches(40));
  {
    HeldLocks Locks(*TU, TU->shared<LockTypesOfUnit>().with(),
                    coroutine("many"));
    EXPECT_EQ(Locks.across().size(), 40u);
    EXPECT_EQ(Locks.across().front().At.size(), 40u);
    EXPECT_TRUE(Sink->gaps().empty());
  }
  parse(branches(2500));
  const Coroutine &C = coroutine("many");
  EXPECT_GE(C.suspensions().size(), 2500u);
  HeldLocks Locks(*TU, TU->shared<LockTypesOfUnit>().with(), C);
  auto All = [](const Definition &D) { return D.Value != nullptr; };
  auto Counts = [](const SuspensionPoint &) { return true; };
  auto IsUse = [](const Expr *) { return true; };
  std::vector<LiveValue> Live = liveAcross(*TU, C, {All, Counts, IsUse});
  // Either the answer or a gap, never a part of the answer.
  EXPECT_EQ(Locks.gaveUp(), !Sink->gaps().empty());
  if (Locks.gaveUp()) {
    EXPECT_TRUE(Locks.across().empty());
  } else {
    EXPECT_EQ(Locks.across().size(), 2500u);
    EXPECT_EQ(Live.size(), 2500u);
  }
}

} // namespace
