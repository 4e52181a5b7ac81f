// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a coroutine knows from before a suspension: stale values, stale tests,
// references into containers, and who waits for whom.

#include "analysis/lifetime/AwaitedInPlace.h"
#include "analysis/state/ContainerChanges.h"
#include "analysis/state/SharedState.h"
#include "analysis/state/StaleChecks.h"
#include "analysis/state/StaleUpdates.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class StaleTest : public UnitTest {
protected:
  StaleTest()
      : UnitTest("#include <task.h>\n#include <algorithm>\n#include <map>\n"
                 "#include <memory>\n#include <string>\n#include <vector>\n"
                 "co::task<> work(); co::task<int> number(); bool b(); void "
                 "use(int);\n"
                 "template <class... T> co::task<> when_all(T...);\n") {}

  /// The coroutine of the lambda after the mark.
  const Coroutine &lambda(const char *Mark) {
    const auto *L = AST->at<LambdaExpr>(Mark);
    EXPECT_TRUE(L) << Mark;
    return *TU->coroutine(L->getCallOperator());
  }
  /// "u" for each lost update, "c" for each stale check, with the object.
  std::string stale(const char *Name) {
    std::string Result;
    for (const StaleWrite &W : staleUpdates(*TU, coroutine(Name)))
      Result += "u:" + W.Object.str() + " ";
    for (const StaleWrite &W : staleChecks(*TU, coroutine(Name)))
      Result += "c:" + W.Object.str() + " ";
    return Result;
  }
  /// "m" or "m[]": the container that the named local depends on, with "*" for
  /// an iterator and "->" for what a holder holds.
  std::string inside(const char *Variable) {
    const VarDecl *V = AST->variable(Variable);
    EXPECT_TRUE(V) << Variable;
    return text(insideOf(*TU, {V, nullptr, V->getInit()}));
  }
  static std::string text(const Inside &I) {
    if (!I)
      return "";
    return I.Container.str() + (I.Kind == InsideKind::Iterator  ? "*"
                                : I.Kind == InsideKind::Pointee ? "->"
                                                                : "");
  }
};

TEST_F(StaleTest, FindsLostUpdates) {
  parse(R"cpp(
    struct S {
      int n = 0, k = 0; std::string t; std::vector<int> v;
      co::task<> computed() { int x = n; co_await work(); n = x + 1; }
      co::task<> in_place() { n = n + co_await number(); }
      co::task<> reversed() { n = co_await number() + n; }
      co::task<> compound() { n += co_await number(); }
      co::task<> other() { int x = n; co_await work(); k = x; }
      co::task<> restored() { int x = n; co_await work(); if (b()) n = x; }
      co::task<> changed() { int x = n; co_await work(); ++x; n = x; }
      co::task<> merged() { auto x = t; co_await work(); t = x + t; }
      co::task<> tested() { auto x = t; co_await work(); if (t == x) t = x + "y"; }
      co::task<> read_again() { int x = n; co_await work(); x = n; n = x + 1; }
      co::task<> by_reference() { n = std::max(n, co_await number()); }
    };
  )cpp");
  EXPECT_EQ(stale("computed"), "u:n ");
  EXPECT_EQ(stale("in_place"), "u:n ");
  EXPECT_EQ(stale("changed"), "u:n ");
  for (const char *Fine : {"reversed", "compound", "other", "restored",
                           "merged", "tested", "read_again", "by_reference"})
    EXPECT_EQ(stale(Fine), "") << Fine;
}

TEST_F(StaleTest, FindsChecksThatAreOutOfDate) {
  parse(R"cpp(
    struct S {
      int n = 0; bool on = false; std::shared_ptr<int> p; std::map<int, int> m; std::vector<int> v;
      co::task<> fills() { if (!p) { co_await work(); p = std::make_shared<int>(1); } }
      co::task<> early() { if (on) co_return; co_await work(); on = true; }
      co::task<> limit() { if (n > 0) { co_await work(); --n; } }
      co::task<> by_hand() { if (n > 2) { co_await work(); n = n - 2; } }
      co::task<> room() { if (v.size() < 3) { co_await work(); v.push_back(1); } }
      co::task<> assigned(int k) { if (!m.contains(k)) m[k] = co_await number(); }
      co::task<> inserted(int k) { if (!m.contains(k)) m.emplace(k, co_await number()); }
      co::task<> again() { if (!p) { co_await work(); if (!p) p = std::make_shared<int>(1); } }
      co::task<> marked() { if (on) co_return; on = true; co_await work(); p = nullptr; }
      co::task<> misuse() { if (on) throw 1; co_await work(); on = true; }
      co::task<> actor() { for (;;) { if (!p) { co_await work(); p = std::make_shared<int>(1); } } }
      co::task<> loop() { while (n > 0) { co_await work(); --n; } }
      co::task<> cleared() { if (p) { co_await work(); p.reset(); } }
    };
  )cpp");
  EXPECT_EQ(stale("fills"), "c:p ");
  EXPECT_EQ(stale("early"), "c:on ");
  EXPECT_EQ(stale("limit"), "c:n ");
  EXPECT_EQ(stale("by_hand"), "c:n ");
  EXPECT_EQ(stale("room"), "c:v ");
  EXPECT_EQ(stale("assigned"), "c:m ");
  for (const char *Fine :
       {"inserted", "again", "marked", "misuse", "actor", "loop", "cleared"})
    EXPECT_EQ(stale(Fine), "") << Fine;
}

TEST_F(StaleTest, KnowsWhoWaits) {
  parse(R"cpp(
    static co::task<> part(int &n) { int x = n; co_await work(); n = x + 1; }
    static co::task<> kept(int &n) { int x = n; co_await work(); n = x + 1; }
    co::task<> visible(int &n) { int x = n; co_await work(); n = x + 1; }
    static co::task<> of_global(int &n) { int x = n; co_await work(); n = x + 1; }
    static co::task<> unused(int &n) { int x = n; co_await work(); n = x + 1; }
    int global;
    co::task<> caller() {
      int n = 0, total = 0, both = 0, loose = 0;
      co_await part(n);
      auto t = kept(n);
      co_await std::move(t);
      co_await visible(n);
      co_await of_global(global);
      auto alone = /*alone*/ [&]() -> co::task<> { total = total + co_await number(); };
      co_await alone();
      co_await /*direct*/ [&]() -> co::task<> { total = total + co_await number(); }();
      auto joined = /*joined*/ [&]() -> co::task<> { both = both + co_await number(); };
      co_await when_all(joined(), joined());
      auto given = /*given*/ [&]() -> co::task<> { loose = loose + co_await number(); };
      co_await given();
      auto copy = given;
    }
  )cpp");
  auto Part = [&](const Coroutine &C) {
    return TU->shared<AwaitedInPlace>().isPartOfCaller(C);
  };
  EXPECT_TRUE(Part(coroutine("part")));
  EXPECT_FALSE(Part(coroutine("kept")));
  EXPECT_FALSE(Part(coroutine("visible")));
  EXPECT_FALSE(Part(coroutine("unused")));
  EXPECT_TRUE(Part(lambda("alone")));
  EXPECT_TRUE(Part(lambda("direct")));
  EXPECT_FALSE(Part(lambda("joined")));
  EXPECT_FALSE(Part(lambda("given")));
  EXPECT_EQ(stale("part"), "");
  EXPECT_EQ(stale("kept"), "u:n ");
  EXPECT_EQ(stale("visible"), "u:n ");
  EXPECT_EQ(stale("of_global"), "u:n ");
  EXPECT_TRUE(staleUpdates(*TU, lambda("alone")).empty());
  EXPECT_FALSE(staleUpdates(*TU, lambda("joined")).empty());
}

TEST_F(StaleTest, FindsTheContainer) {
  parse(R"cpp(
    struct S {
      std::vector<int> v; std::map<int, int> m; std::unique_ptr<int> u; std::string s; int plain;
      void f() {
        int &element = v[0]; int *address = &v.front(); auto iterator = v.begin();
        auto found = std::find(v.begin(), v.end(), 1); auto ranged = std::ranges::find(v, 1);
        auto first = m.emplace(1, 2).first; auto &value = m.at(1); int *held = u.get();
        std::string_view view = s; const char *chars = s.c_str();
        int copy = v[0]; int &member = plain; auto count = std::ranges::count(v, 1);
        int &through = *iterator;
      }
    };
  )cpp");
  EXPECT_EQ(inside("element"), "v");
  EXPECT_EQ(inside("address"), "v");
  EXPECT_EQ(inside("iterator"), "v*");
  EXPECT_EQ(inside("found"), "v*");
  EXPECT_EQ(inside("ranged"), "v*");
  EXPECT_EQ(inside("first"), "m*");
  EXPECT_EQ(inside("value"), "m");
  EXPECT_EQ(inside("held"), "u->");
  EXPECT_EQ(inside("view"), "s");
  EXPECT_EQ(inside("chars"), "s");
  EXPECT_EQ(inside("through"), "v");
  for (const char *None : {"copy", "member", "count"})
    EXPECT_EQ(inside(None), "") << None;
}

TEST_F(StaleTest, KnowsWhatInvalidates) {
  parse(R"cpp(
    struct S {
      std::vector<int> grows; std::map<int, int> adds, erases; std::vector<int> assigned, built;
      std::unique_ptr<int> own, reset;
      S() { built.push_back(1); }
      S &operator=(const S &o) { assigned = o.assigned; return *this; }
      void change() { grows.push_back(1); adds[1] = 2; erases.erase(1); reset.reset(); }
      void use() {
        int &a = grows[0]; int &b = adds[1]; int &c = erases[1]; int &d = assigned[0];
        int &e = built[0]; int &f = *own; int &g = *reset;
      }
      void fill() { own = std::make_unique<int>(1); int &h = *own; }
    };
  )cpp");
  auto Invalid = [&](const char *Variable, const char *User) {
    const VarDecl *V = AST->variable(Variable);
    return TU->shared<ContainerChanges>().invalidating(
               insideOf(*TU, {V, nullptr, V->getInit()}), AST->function(User),
               {V, nullptr, V->getInit()}) != nullptr;
  };
  EXPECT_TRUE(Invalid("a", "use"));
  EXPECT_FALSE(Invalid("b", "use"));
  EXPECT_TRUE(Invalid("c", "use"));
  EXPECT_FALSE(Invalid("d", "use"));
  EXPECT_FALSE(Invalid("e", "use"));
  EXPECT_TRUE(Invalid("f", "use"));
  EXPECT_TRUE(Invalid("g", "use"));
  EXPECT_FALSE(Invalid("h", "fill"));
}

} // namespace
