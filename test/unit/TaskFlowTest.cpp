// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a task goes, how long an argument and a closure live, and what follows
// from both.

#include "analysis/calls/CallNames.h"
#include "analysis/lifetime/CoroutineLambdas.h"
#include "analysis/lifetime/Dangling.h"
#include "analysis/lifetime/UseAfterSuspension.h"
#include "model/BodyWalk.h"
#include "test/unit/UnitTest.h"

#include <ostream>

namespace async_tidy {
static void PrintTo(TaskFate Fate, std::ostream *Out) {
  static const char *const Names[] = {"Awaited", "Iterated", "Discarded",
                                      "Local",   "Unknown",  "Returned",
                                      "Stored",  "Spawned"};
  *Out << Names[static_cast<int>(Fate)];
}
} // namespace async_tidy

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class TaskFlowTest : public UnitTest {
protected:
  TaskFlowTest()
      : UnitTest(
            "#include <task.h>\n#include <asio.h>\n#include <functional>\n"
            "#include <memory>\n#include <string>\n#include <string_view>\n"
            "#include <vector>\n"
            "co::task<> f(const std::string &s); co::task<int> number(int);\n"
            "co::eager<> g(std::string_view);\n") {}

  /// The function that executes the call after the mark, and the call.
  std::pair<const FunctionBody *, const Expr *> callAt(const char *Mark) {
    SourceLocation Where = AST->location(Mark);
    for (const FunctionDecl *F : AST->functions()) {
      const Expr *Found = nullptr;
      walkExecuted(writtenBody(F), [&](const Stmt *S) {
        if (const auto *Call = dyn_cast<CallExpr>(S);
            Call && Call->getBeginLoc() == Where)
          Found = Call; // the innermost that starts here
        return true;
      });
      if (Found)
        return {&bodyOf(*TU, F), Found};
    }
    ADD_FAILURE() << "no call at " << Mark;
    return {};
  }
  TaskFate fate(const char *Mark) {
    auto [Body, Call] = callAt(Mark);
    return Body ? flowOf(*TU, *Body, Call).Fate : TaskFate::Unknown;
  }
  /// The binding of the first reference-like parameter of the call.
  BoundArgument bound(const char *Mark) {
    auto [Body, Call] = callAt(Mark);
    CallParts Parts = callParts(Call);
    auto All = boundArguments(*TU, Parts, Parts.Callee, ReferenceKinds());
    EXPECT_FALSE(All.empty()) << Mark;
    return All.empty() ? BoundArgument() : All.front();
  }
  Verdict verdict(const char *Mark) {
    auto [Body, Call] = callAt(Mark);
    return judge(*TU, *Body, bound(Mark), flowOf(*TU, *Body, Call));
  }
};

TEST_F(TaskFlowTest, KnowsWhatIsDoneInPlace) {
  parse(R"cpp(
    co::generator<int> gen(int);
    co::task<> in_place(bool c) {
      co_await /*await*/ f("x");
      co_await (c ? /*arm*/ f("x") : f("y"));
      for (int x : /*iterate*/ gen(1)) (void)x;
      /*drop*/ f("x");
      (void)/*cast*/ f("x");
      auto t = /*local*/ f("x");
      co_await std::move(t);
    }
  )cpp");
  EXPECT_EQ(fate("await"), TaskFate::Awaited);
  EXPECT_EQ(fate("arm"), TaskFate::Awaited);
  EXPECT_EQ(fate("iterate"), TaskFate::Iterated);
  EXPECT_EQ(fate("drop"), TaskFate::Discarded);
  EXPECT_EQ(fate("cast"), TaskFate::Discarded);
  EXPECT_EQ(fate("local"), TaskFate::Local);
}

TEST_F(TaskFlowTest, KnowsWhatLeavesTheFunction) {
  parse(R"cpp(
    struct Holder { co::task<> kept; std::vector<co::task<>> all;
      void assign() { kept = /*member*/ f("x"); }
      void insert() { all.push_back(/*element*/ f("x")); } };
    co::task<> *global;
    void opaque(co::task<>);
    static co::task<> pass(co::task<> t) { return t; }
    co::task<> returned() { return /*returned*/ f("x"); }
    co::task<> through() { auto t = /*later*/ f("x"); return t; }
    co::task<> passed() { return pass(/*passed*/ f("x")); }
    void handed() { opaque(/*handed*/ f("x")); }
    void captured() { auto l = [t = /*captured*/ f("x")] {}; }
    void borrowed() { auto t = /*borrowed*/ f("x"); auto l = [&] { (void)t; }; }
    void elements() {
      std::vector<co::task<>> mine;
      mine[0] = /*mine_too*/ f("x");
      co::task<> array[] = {f("x")};
      array[0] = /*array*/ f("x");
    }
    void container(std::vector<co::task<>> &out) {
      std::vector<co::task<>> mine;
      mine.push_back(/*mine*/ f("x"));
      out.push_back(/*theirs*/ f("x"));
    }
  )cpp");
  EXPECT_EQ(fate("member"), TaskFate::Stored);
  EXPECT_EQ(fate("element"), TaskFate::Stored);
  EXPECT_EQ(fate("returned"), TaskFate::Returned);
  EXPECT_EQ(fate("later"), TaskFate::Returned);
  EXPECT_EQ(fate("passed"), TaskFate::Returned);
  EXPECT_EQ(fate("handed"), TaskFate::Unknown);
  EXPECT_EQ(fate("captured"), TaskFate::Local);
  EXPECT_EQ(fate("borrowed"), TaskFate::Local);
  EXPECT_EQ(fate("mine_too"), TaskFate::Local);
  EXPECT_EQ(fate("array"), TaskFate::Local);
  EXPECT_EQ(fate("mine"), TaskFate::Local);
  EXPECT_EQ(fate("theirs"), TaskFate::Stored);
}

TEST_F(TaskFlowTest, KnowsSpawnAndJoin) {
  parse(R"cpp(
    asio::awaitable<void> op(const std::string &s);
    static void helper(co::task<> t) { (void)t; }
    int wait_for(co::task<> t);
    void spawns(asio::io_context &io) {
      asio::co_spawn(io, /*spawned*/ op("x"), asio::detached);
    }
    void joins() {
      helper(/*helper*/ f("x"));
      wait_for(/*waits*/ f("x"));
    }
  )cpp");
  EXPECT_EQ(fate("spawned"), TaskFate::Spawned);
  // The body of the helper is seen: it finishes or drops the task.
  EXPECT_EQ(fate("helper"), TaskFate::Awaited);
  EXPECT_EQ(fate("waits"), TaskFate::Awaited);
}

TEST_F(TaskFlowTest, KnowsHowLongArgumentsLive) {
  parse(R"cpp(
    std::string global;
    const std::string &look();
    struct S { std::string text; std::shared_ptr<std::string> shared;
      void calls(std::string by_value, const std::string &by_reference) {
        std::string local;
        const std::string &alias = local;
        const std::string &extended = std::string("x");
        static std::string stat;
        /*temporary*/ f("x"); /*local*/ f(local); /*alias*/ f(alias);
        /*extended*/ f(extended); /*static*/ f(stat); /*global*/ f(global);
        /*member*/ f(text); /*value*/ f(by_value); /*reference*/ f(by_reference);
        /*pointee*/ f(*shared); /*result*/ f(look());
        /*view*/ g(std::string("x")); /*literal*/ g("x"); /*view_of_local*/ g(local);
      } };
  )cpp");
  EXPECT_EQ(bound("temporary").Life, Lifetime::Temporary);
  EXPECT_EQ(bound("local").Life, Lifetime::Local);
  EXPECT_EQ(bound("alias").Life, Lifetime::Local);
  EXPECT_EQ(bound("extended").Life, Lifetime::Local);
  EXPECT_EQ(bound("static").Life, Lifetime::Static);
  EXPECT_EQ(bound("global").Life, Lifetime::Static);
  EXPECT_EQ(bound("member").Life, Lifetime::Outer);
  EXPECT_EQ(bound("value").Life, Lifetime::Local);
  EXPECT_EQ(bound("reference").Life, Lifetime::Outer);
  EXPECT_EQ(bound("pointee").Life, Lifetime::Outer);
  EXPECT_EQ(bound("result").Life, Lifetime::Outer);
  EXPECT_EQ(bound("view").Life, Lifetime::Temporary);
  EXPECT_EQ(bound("literal").Life, Lifetime::Static);
  EXPECT_EQ(bound("view_of_local").Life, Lifetime::Local);
}

TEST_F(TaskFlowTest, KnowsReferenceLikeTypes) {
  parse(R"cpp(
    struct View { std::string_view text; };
    struct Owner { Owner(std::string_view); std::string_view text; };
    void types(int, int &, int *, std::string_view, std::string, View, Owner,
               std::reference_wrapper<int>, std::initializer_list<int>,
               std::vector<int>::iterator, void (&)(int)) {}
  )cpp");
  std::string Result;
  for (const ParmVarDecl *P : AST->function("types")->parameters())
    Result += isReferenceLike(*TU, P->getType(), ReferenceKinds()) ? "1" : "0";
  EXPECT_EQ(Result, "01010100110");
  const ParmVarDecl *Pointer = AST->function("types")->getParamDecl(2);
  EXPECT_TRUE(
      isReferenceLike(*TU, Pointer->getType(), ReferenceKinds{true, true}));
}

TEST_F(TaskFlowTest, FindsUsesAfterASuspension) {
  parse(R"cpp(
    void use(const std::string &);
    co::task<> work();
    co::task<> lazy(const std::string &s) { use(s); co_return; }
    co::task<> unused(const std::string &s) { (void)s; co_await work(); }
    co::eager<> before(const std::string &s) { use(s); co_await work(); }
    co::eager<> after(const std::string &s) { co_await work(); use(s); }
    co::eager<> loop(const std::string &s) { for (;;) { use(s); co_await work(); } }
    co::task<> wrapper(const std::string &s) { return lazy(s); }
  )cpp");
  auto Used = [&](const char *Name) {
    const FunctionDecl *F = AST->function(Name);
    return useAfterSuspension(*TU, F, F->getParamDecl(0)) != nullptr;
  };
  EXPECT_TRUE(Used("lazy"));
  EXPECT_FALSE(Used("unused"));
  EXPECT_FALSE(Used("before"));
  EXPECT_TRUE(Used("after"));
  EXPECT_TRUE(Used("loop"));
  EXPECT_TRUE(Used("wrapper"));
}

TEST_F(TaskFlowTest, JudgesArgumentsAgainstTheirTask) {
  parse(R"cpp(
    void opaque(co::task<>);
    co::task<> returns(std::string s) { return /*returned*/ f(s); }
    co::task<> calls() {
      std::string outer;
      co_await /*awaited*/ f("x");
      auto t = /*kept*/ f("x");
      auto u = /*same_scope*/ f(outer);
      auto v = f(outer);
      { std::string inner; v = /*inner*/ f(inner); }
      opaque(/*unknown*/ f("x"));
      co_await v;
    }
  )cpp");
  EXPECT_EQ(verdict("awaited"), Verdict::Safe);
  EXPECT_EQ(verdict("kept"), Verdict::Dangles);
  EXPECT_EQ(verdict("same_scope"), Verdict::Safe);
  EXPECT_EQ(verdict("inner"), Verdict::Dangles);
  EXPECT_EQ(verdict("unknown"), Verdict::Possible);
  EXPECT_EQ(verdict("returned"), Verdict::Dangles);
}

TEST_F(TaskFlowTest, KnowsClosures) {
  parse(R"cpp(
    co::task<> work();
    void closures(int x) {
      auto used = /*used*/ [x]() -> co::task<> { co_await work(); (void)(x + 1); };
      auto unused = /*unused*/ [x]() -> co::task<> { co_await work(); };
      auto none = /*none*/ []() -> co::task<> { co_await work(); };
      auto plain = /*plain*/ [x]() -> co::task<> { return work(); };
      auto before = /*before*/ [x]() -> co::eager<> { (void)(x + 1); co_await work(); };
      auto own = /*own*/ [x](this auto) -> co::task<> { co_await work(); (void)(x + 1); };
      (void)own();
      auto generic = /*generic*/ [x](auto y) -> co::task<> { co_await work(); (void)(x + y); };
      (void)generic(1);
      auto runs = /*runs*/ [x]() -> co::fire_and_forget { co_await work(); };
    }
  )cpp",
        {"-std=c++23"});
  auto Closure = [&](const char *Mark) {
    return closureCoroutine(*TU, AST->at<LambdaExpr>(Mark), nullptr);
  };
  ASSERT_TRUE(Closure("used"));
  EXPECT_TRUE(captureUseAfterSuspension(*TU, *Closure("used")));
  ASSERT_TRUE(Closure("unused"));
  EXPECT_FALSE(captureUseAfterSuspension(*TU, *Closure("unused")));
  EXPECT_FALSE(Closure("none"));
  EXPECT_FALSE(Closure("plain"));
  EXPECT_FALSE(Closure("own"));
  ASSERT_TRUE(Closure("before"));
  EXPECT_FALSE(captureUseAfterSuspension(*TU, *Closure("before")));
  ASSERT_TRUE(Closure("generic"));
  EXPECT_TRUE(captureUseAfterSuspension(*TU, *Closure("generic")));
  EXPECT_FALSE(runsOnWhenDropped(*TU, *Closure("before")));
  ASSERT_TRUE(Closure("runs"));
  EXPECT_TRUE(runsOnWhenDropped(*TU, *Closure("runs")));
}

} // namespace
