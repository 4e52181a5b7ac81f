// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The flow analyses on control-flow graphs: what is held, and what is live,
// at which suspension.

#include "analysis/flow/LiveAcross.h"
#include "analysis/locks/HeldLocks.h"
#include "analysis/state/InsideContainer.h"
#include "analysis/state/StaleChecks.h"
#include "analysis/state/StaleUpdates.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class FlowTest : public UnitTest {
protected:
  FlowTest()
      : UnitTest("#include <task.h>\n#include <mutex>\n#include <vector>\n"
                 "co::task<> work(); co::task<int> number(); std::mutex m, n;\n"
                 "bool b(); void use(int);\n") {}

  /// "a:1,3 b:2": what is held at which suspensions, counted from 1.
  std::string held(const char *Name, bool Strict = false) {
    const Coroutine &C = coroutine(Name);
    std::string Result;
    HeldLocks Locks(*TU, TU->shared<LockTypesOfUnit>().with(), C, Strict);
    for (const HeldAcross &H : Locks.across()) {
      Result += (Result.empty() ? "" : " ") + H.Acquired.Path.str() + ":";
      std::string Points;
      for (const SuspensionPoint *P : H.At)
        Points += (Points.empty() ? "" : ",") +
                  std::to_string(P - C.suspensions().begin() + 1);
      Result += Points;
    }
    return Result;
  }
  /// "x:1": locals whose value of before a suspension is read after it.
  std::string live(const char *Name) {
    const Coroutine &C = coroutine(Name);
    auto All = [](const Definition &D) { return D.Value != nullptr; };
    auto Counts = [](const SuspensionPoint &) { return true; };
    auto IsUse = [](const Expr *) { return true; };
    std::string Result;
    for (const LiveValue &V : liveAcross(*TU, C, {All, Counts, IsUse})) {
      Result += (Result.empty() ? "" : " ") + V.Def.Variable->getNameAsString();
      Result += ":" + std::to_string(V.Across.size());
    }
    return Result;
  }
};

TEST_F(FlowTest, KnowsWhatIsHeldAtEachSuspension) {
  parse(R"cpp(
    co::task<> f() {
      co_await work();
      std::unique_lock l(m);
      co_await work();
      l.unlock();
      co_await work();
      m.lock();
      co_await work();
      m.unlock();
      l.lock();
      co_await work();
    }
    co::task<> ready() { std::lock_guard l(m); co_await co::ready(); }
  )cpp");
  EXPECT_EQ(held("f"), "l:2 m:4 l:5");
  EXPECT_EQ(held("f", /*Strict=*/true), "l:2,3,4,5 m:4 l:5");
  EXPECT_EQ(held("ready"), "");
}

TEST_F(FlowTest, JoinsPathsAndLoops) {
  parse(R"cpp(
    co::task<> branch() {
      std::unique_lock l(m);
      if (b()) l.unlock();
      co_await work();
      if (!b()) co_return;
      if (l) co_await work();
    }
    co::task<> loop() {
      for (;;) {
        co_await work();
        if (b()) m.lock(); else m.unlock();
      }
    }
    co::task<> scope() {
      while (b()) { std::lock_guard l(m); if (b()) break; }
      co_await work();
    }
    co::task<> condition() { while (std::lock_guard(m), b()) ; co_await work(); }
  )cpp");
  EXPECT_EQ(held("branch"), "l:1,2");
  EXPECT_EQ(held("loop"), "m:1");
  EXPECT_EQ(held("scope"), "");
  EXPECT_EQ(held("condition"), "");
}

TEST_F(FlowTest, EntersHandlersFromEveryPointOfTheTryBlock) {
  parse(R"cpp(
    co::task<> kept() {
      try { m.lock(); use(1); m.unlock(); } catch (...) {}
      co_await work();
    }
    co::task<> guard() {
      try { std::lock_guard l(m); use(1); } catch (...) {}
      co_await work();
    }
    co::task<> nested() {
      try { try { m.lock(); use(1); m.unlock(); } catch (int) { throw; } }
      catch (...) { n.lock(); }
      co_await work();
    }
  )cpp");
  EXPECT_EQ(held("kept"), "m:1");
  EXPECT_EQ(held("guard"), "");
  EXPECT_EQ(held("nested"), "m:1 n:1");
}

TEST_F(FlowTest, MovesWhatIsHeld) {
  parse(R"cpp(
    co::task<> f() {
      std::unique_lock<std::mutex> a(m), c;
      co_await work();
      c = std::move(a);
      co_await work();
      c.swap(a);
      co_await work();
    }
    struct Two { std::unique_lock<std::mutex> l, k; };
    co::task<> members() {
      Two t{std::unique_lock(m), {}};
      Two u = std::move(t);
      co_await work();
      u.l.unlock();
      co_await work();
    }
  )cpp");
  EXPECT_EQ(held("f"), "a:1 c:2 a:3");
  EXPECT_EQ(held("members"), "u.l:1");
}

TEST_F(FlowTest, GivesUpOnHugeFunctionsWithoutAnAnswer) {
  std::string Body =
      "co::task<> huge() { std::lock_guard l(m); co_await work();\n";
  for (int I = 0; I < 11000; ++I)
    Body += "use(1);";
  parse(Body + "}");
  const Coroutine &C = coroutine("huge");
  HeldLocks Locks(*TU, TU->shared<LockTypesOfUnit>().with(), C);
  EXPECT_TRUE(Locks.gaveUp());
  EXPECT_TRUE(Locks.across().empty());
}

TEST_F(FlowTest, KnowsWhatLivesAcross) {
  parse(R"cpp(
    co::task<> f(std::vector<int> v) {
      int before = 1, after = 2, dead = 3;
      use(before + dead);
      co_await work();
      use(before);
      after = 3;
      use(after);
    }
    co::task<> loop(std::vector<int> v) {
      for (int x : v) { use(x); co_await work(); }
    }
    co::task<> again() {
      for (;;) { int x = 1; use(x); co_await work(); }
    }
    co::task<> twice() {
      int x = 1;
      co_await work();
      co_await work();
      use(x);
    }
    co::task<> in_order() { int x = 1; use(co_await number() + x); }
  )cpp");
  EXPECT_EQ(live("f"), "before:1");
  EXPECT_EQ(live("loop"), "__begin1:1 __end1:1");
  EXPECT_EQ(live("again"), "");
  EXPECT_EQ(live("twice"), "x:2");
  EXPECT_EQ(live("in_order"), "x:1");
}

TEST_F(FlowTest, FollowsStaleValues) {
  parse(R"cpp(
    int g;
    co::task<> lost() { int v = g; co_await work(); int w = v; g = w + 1; }
    co::task<> in_place() { g = g + co_await number(); }
    co::task<> reversed() { g += co_await number(); }
    co::task<> cleared() { int v = g; co_await work(); v = 0; g = v; }
    co::task<> only_one_path(bool c) {
      if (c) { if (g == 0) { co_await work(); } }
      g = 1;
    }
    co::task<> on_every_path() { if (g == 0) { co_await work(); g = 1; } }
  )cpp");
  auto Updates = [&](const char *F) {
    return staleUpdates(*TU, coroutine(F)).size();
  };
  auto Checks = [&](const char *F) {
    return staleChecks(*TU, coroutine(F)).size();
  };
  EXPECT_EQ(Updates("lost"), 1u);
  EXPECT_EQ(Updates("in_place"), 1u);
  EXPECT_EQ(Updates("reversed"), 0u);
  EXPECT_EQ(Updates("cleared"), 0u);
  EXPECT_EQ(Checks("only_one_path"), 0u);
  EXPECT_EQ(Checks("on_every_path"), 1u);
}

TEST_F(FlowTest, NamesTheSameObjectTheSameWay) {
  parse(R"cpp(
    struct S {
      int a; S *next; std::vector<int> v;
      int &get() { return a; }
      void f(S &other, int i) {
        int &r = a;
        /*1*/ a; /*2*/ this->a; /*3*/ (*this).a; /*4*/ get(); /*5*/ r;
        /*6*/ other.a; /*7*/ next->a; /*8*/ (*next).a;
        /*9*/ v[i]; /*10*/ this->v[i]; /*11*/ v[i + 1];
      }
    };
  )cpp");
  auto Path = [&](const char *Mark) {
    return pathOf(*TU, AST->at<Expr>(Mark));
  };
  for (const char *Same : {"2", "3", "4", "5"})
    EXPECT_TRUE(Path("1") == Path(Same)) << Same;
  EXPECT_TRUE(Path("7") == Path("8"));
  EXPECT_TRUE(Path("9") == Path("10"));
  for (const char *Other : {"6", "7", "9"})
    EXPECT_FALSE(Path("1") == Path(Other)) << Other;
  EXPECT_FALSE(Path("9") == Path("11"));
  EXPECT_EQ(Path("1").str(), "a");
  EXPECT_EQ(Path("7").str(), "next.a");
  EXPECT_EQ(Path("9").str(), "v[]");
}

TEST_F(FlowTest, TellsLocksByTheirDeclarations) {
  parse(R"cpp(
    struct Spin { void lock(); bool try_lock(); void unlock(); };
    struct Door { void lock(); void unlock(); };
    struct Async { co::awaiter<> lock(); void unlock(); };
    struct Null { void lock() {} bool try_lock() { return true; } void unlock() {} };
    struct Guard { Guard(Spin &s) : s(s) { s.lock(); } ~Guard() { s.unlock(); } Spin &s; };
    struct AsyncGuard { AsyncGuard(Async &a) : a(a) {} ~AsyncGuard() { a.unlock(); } Async &a; };
    struct Owner { Guard g; };
    struct Plain { ~Plain() { use(1); } };
    void types(Spin &Spin_, Door &Door_, Async &Async_, Null &Null_, Guard &Guard_,
               AsyncGuard &AsyncGuard_, Owner &Owner_, Plain &Plain_);
  )cpp");
  LockTypes &Types = TU->shared<LockTypesOfUnit>().with();
  // The parameters of `types` have the types.
  auto Type = [&](const char *Name) {
    for (const ParmVarDecl *P : AST->function("types")->parameters())
      if (P->getName() == Name)
        return P->getType().getNonReferenceType();
    return QualType();
  };
  EXPECT_TRUE(Types.isThreadMutex(Type("Spin_")));
  EXPECT_FALSE(Types.isThreadMutex(Type("Door_")));
  EXPECT_FALSE(Types.isThreadMutex(Type("Async_")));
  EXPECT_FALSE(Types.isThreadMutex(Type("Null_")));
  EXPECT_TRUE(Types.isAsyncMutex(Type("Async_")));
  EXPECT_EQ(Types.holdOf(Type("Guard_")).Kind, HoldKind::Thread);
  EXPECT_EQ(Types.holdOf(Type("AsyncGuard_")).Kind, HoldKind::Async);
  EXPECT_EQ(Types.holdOf(Type("Owner_")).Shape, HoldShape::Members);
  EXPECT_EQ(Types.holdOf(Type("Plain_")).Kind, HoldKind::None);
}

} // namespace
