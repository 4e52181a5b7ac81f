// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a call expression runs, in which form, and what running a function runs.

#include "analysis/blocking/BlockingDestructors.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/blocking/ExecutedSteps.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/scheduling/Executors.h"
#include "analysis/scheduling/PoolCoroutines.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/ObjectKey.h"
#include "analysis/syntax/Values.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class CallsTest : public UnitTest {
protected:
  CallParts call(const char *Mark) {
    CallParts P = callParts(AST->at<CallExpr>(Mark));
    EXPECT_TRUE(P) << Mark;
    return P;
  }
  std::string names(const char *Mark) {
    std::string Result;
    for (llvm::StringRef N : callNames(*TU, call(Mark)))
      Result += (Result.empty() ? "" : " ") + N.str();
    return Result;
  }
  bool has(const char *Mark, const CallForm &Form) {
    return hasForm(*TU, call(Mark), Form);
  }
  /// The steps of a function: "f()" a call, "~C" a destructor, "[f]" a callable
  /// that runs in place, "loop"; with "*" if the body that runs is known.
  std::string steps(const char *Name) {
    std::string Result;
    forEachStep(*TU, AST->function(Name), [&](const ExecutedStep &Step) {
      std::string Text;
      auto NameOf = [&] {
        return Step.Parts.Callee ? Step.Parts.Callee->getNameAsString()
                                 : std::string("?");
      };
      switch (Step.What) {
      case ExecutedStep::Kind::Call:
        Text = NameOf() + "()";
        break;
      case ExecutedStep::Kind::Destructor:
        Text = "~" + Step.Class->getNameAsString();
        break;
      case ExecutedStep::Kind::Callable:
        Text = "[" + NameOf() + "]";
        break;
      case ExecutedStep::Kind::Loop:
        Text = "loop";
        break;
      }
      Result += (Result.empty() ? "" : " ") + Text + (Step.Target ? "*" : "");
    });
    return Result;
  }
};

TEST_F(CallsTest, TakesCallsApart) {
  parse(R"cpp(
    struct S {
      int m(int, int = 7);
      int operator()(int);
      S operator+(const S &) const;
      static int s(int);
    };
    int f(int, int);
    void g(S a, S b, int (*p)(int)) {
      /*free*/ f(1, 2);
      /*member*/ a.m(1);
      /*call*/ a(1);
      /*plus*/ a + b;
      /*stat*/ S::s(1);
      /*pointer*/ p(1);
    }
  )cpp");
  CallParts Free = call("free");
  EXPECT_EQ(Free.Callee, AST->function("f")->getCanonicalDecl());
  EXPECT_EQ(Free.Object, nullptr);
  EXPECT_EQ(Free.Args.size(), 2u);
  EXPECT_NE(Free.arg(2), nullptr);
  EXPECT_EQ(Free.arg(3), nullptr);
  EXPECT_EQ(Free.arg(0), nullptr);
  CallParts Member = call("member");
  EXPECT_EQ(variableOf(Member.Object)->getName(), "a");
  ASSERT_EQ(Member.Args.size(), 2u);
  EXPECT_TRUE(isa<CXXDefaultArgExpr>(Member.Args[1]));
  CallParts Call = call("call");
  EXPECT_EQ(variableOf(Call.Object)->getName(), "a");
  EXPECT_EQ(Call.Args.size(), 1u);
  CallParts Plus = call("plus");
  EXPECT_EQ(variableOf(Plus.Object)->getName(), "a");
  EXPECT_EQ(variableOf(Plus.arg(1))->getName(), "b");
  EXPECT_EQ(call("stat").Object, nullptr);
  EXPECT_EQ(call("pointer").Callee, nullptr);
}

TEST_F(CallsTest, SeesThroughWhatKeepsTheValue) {
  parse(R"cpp(
    #include <utility>
    struct S { S(const S &); S(S &&); ~S(); };
    S make();
    void g(S s) {
      S a = /*moved*/ std::move(s);
      S b = /*cast*/ static_cast<S &&>(s);
      const S &c = /*made*/ make();
      auto l = [] {};
      auto l2 = /*copy*/ l;
    }
  )cpp");
  EXPECT_EQ(variableOf(AST->at<Expr>("moved"))->getName(), "s");
  EXPECT_EQ(variableOf(AST->at<Expr>("cast"))->getName(), "s");
  EXPECT_EQ(variableOf(AST->at<Expr>("made")), nullptr);
  EXPECT_TRUE(isa<CallExpr>(stripValue(AST->at<Expr>("made"))));
  EXPECT_NE(lambdaOf(AST->at<Expr>("copy")), nullptr);
}

TEST_F(CallsTest, NamesWhatUsersKnow) {
  parse(R"cpp(
    #include <future>
    #include <fstream>
    #include <sys/socket.h>
    namespace app { int recv(int, void *, int, int); }
    struct Task { int v; };
    Task accept(int port);
    void g(std::future<int> f, std::ifstream in, char *p) {
      /*future*/ f.wait();
      /*posix*/ ::recv(0, p, 1, 0);
      /*own*/ app::recv(0, p, 1, 0);
      /*shared*/ accept(80);
    }
  )cpp");
  EXPECT_NE(names("future").find("std::future::wait"), std::string::npos)
      << "declared in a base class that nobody knows: " << names("future");
  EXPECT_EQ(names("posix"), "::recv");
  EXPECT_EQ(names("own").find("::recv "), std::string::npos) << names("own");
  EXPECT_EQ(names("shared"), "")
      << "a C++ function of the project with the name of a C function";
}

TEST_F(CallsTest, KnowsOverridesThatAreTheOnlyOnes) {
  parse(R"cpp(
    struct Store { virtual int get() = 0; virtual ~Store(); };
    struct File : Store { int get() override { return 1; } };
    struct Two { virtual int get() = 0; };
    struct A : Two { int get() override { return 1; } };
    struct B : Two { int get() override { return 2; } };
    struct Open { virtual int get() { return 0; } };
    void g(Store &s, Two &t, Open &o) {
      /*one*/ s.get();
      /*two*/ t.get();
      /*open*/ o.get();
      A a;
      /*known*/ a.get();
      /*named*/ o.Open::get();
    }
  )cpp");
  EXPECT_EQ(executedFunction(*TU, call("one")), AST->function("File::get"));
  EXPECT_EQ(executedFunction(*TU, call("two")), nullptr);
  EXPECT_EQ(executedFunction(*TU, call("open")), nullptr);
  EXPECT_EQ(executedFunction(*TU, call("known")), AST->function("A::get"));
  EXPECT_EQ(executedFunction(*TU, call("named")), AST->function("Open::get"));
}

TEST_F(CallsTest, CountsCallersAndEscapes) {
  parse(R"cpp(
    void f();
    void g() {}
    void h() { f(); f(); void (*p)() = g; p(); }
    void i() { f(); }
  )cpp");
  CallIndex &Index = TU->shared<CallIndex>();
  EXPECT_EQ(Index.callersOf(AST->function("f")).size(), 3u);
  EXPECT_FALSE(Index.escapes(AST->function("f")));
  EXPECT_EQ(Index.callersOf(AST->function("g")).size(), 0u);
  EXPECT_EQ(Index.escapeCount(AST->function("g")), 1u);
}

TEST_F(CallsTest, RecognisesZeroInItsForms) {
  parse(R"cpp(
    #include <chrono>
    #include <sys/time.h>
    using namespace std::chrono_literals;
    void w(std::chrono::milliseconds);
    void sel(timeval *);
    void poll(int, int, int);
    void g(std::chrono::milliseconds unknown, int n) {
      /*lit*/ w(0ms);
      /*cast*/ w(std::chrono::seconds(0));
      /*zero*/ w(std::chrono::milliseconds::zero());
      /*one*/ w(1ms);
      /*param*/ w(unknown);
      timeval none = {0, 0}, some = {1, 0}, later;
      later.tv_sec = 0;
      later.tv_usec = 0;
      timeval changed = {0, 0};
      changed.tv_sec = n;
      /*none*/ sel(&none);
      /*some*/ sel(&some);
      /*later*/ sel(&later);
      /*changed*/ sel(&changed);
      /*null*/ sel(nullptr);
      constexpr int never = 0;
      /*third*/ poll(1, 2, never);
      /*first*/ poll(0, 2, -1);
    }
  )cpp");
  CallForm Zero;
  Zero.Argument = 1;
  Zero.Zero = true;
  for (const char *Mark : {"lit", "cast", "zero", "none", "later"})
    EXPECT_TRUE(has(Mark, Zero)) << Mark;
  for (const char *Mark : {"one", "param", "some", "changed"})
    EXPECT_FALSE(has(Mark, Zero)) << Mark;
  CallForm Null;
  Null.Argument = 1;
  Null.Null = true;
  EXPECT_TRUE(has("null", Null));
  EXPECT_FALSE(has("none", Null));
  CallForm Third = Zero;
  Third.Argument = 3;
  EXPECT_TRUE(has("third", Third));
  EXPECT_FALSE(has("first", Third));
  CallForm Any = Zero;
  Any.Argument = 0;
  EXPECT_TRUE(has("first", Any));
}

TEST_F(CallsTest, RecognisesFlagsTypesObjectsAndCounts) {
  parse(R"cpp(
    #include <iostream>
    #include <sstream>
    #include <sys/socket.h>
    void g(int fd, char *p, std::istream &any) {
      /*dont*/ recv(fd, p, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
      int flags = MSG_DONTWAIT;
      /*var*/ recv(fd, p, 1, flags);
      /*plain*/ recv(fd, p, 1, MSG_NOSIGNAL);
      int n;
      std::istringstream text("1");
      /*text*/ text >> n;
      /*cin*/ std::cin >> n;
      /*any*/ any >> n;
    }
  )cpp");
  CallForm Flag;
  Flag.Flags = {"MSG_DONTWAIT"};
  EXPECT_TRUE(has("dont", Flag));
  EXPECT_TRUE(has("var", Flag));
  EXPECT_FALSE(has("plain", Flag));
  CallForm Memory;
  Memory.Argument = -1;
  Memory.Types = {"std::basic_istringstream"};
  EXPECT_TRUE(has("text", Memory));
  EXPECT_FALSE(has("any", Memory));
  CallForm Input;
  Input.Argument = -1;
  Input.Objects = {"std::cin"};
  EXPECT_TRUE(has("cin", Input));
  EXPECT_FALSE(has("any", Input));
  CallForm Many;
  Many.MinArguments = 5;
  EXPECT_FALSE(has("plain", Many));
  Many.MinArguments = 4;
  EXPECT_TRUE(has("plain", Many));
  Many.MaxArguments = 3;
  EXPECT_FALSE(has("plain", Many));
}

TEST_F(CallsTest, ComparesObjects) {
  parse(R"cpp(
    struct In { int fd(); int n; };
    struct S {
      In in, other;
      void f(S &s, int n) {
        use(/*a*/ in.n, /*b*/ this->in.n, /*c*/ other.n, /*d*/ s.in.n,
            /*e*/ in.fd(), /*f*/ in.fd(), /*g*/ n);
      }
      void use(int, int, int, int, int, int, int);
    };
  )cpp");
  auto Same = [&](const char *A, const char *B) {
    return sameObject(AST->at<Expr>(A), AST->at<Expr>(B));
  };
  EXPECT_TRUE(Same("a", "b"));
  EXPECT_FALSE(Same("a", "c"));
  EXPECT_FALSE(Same("a", "d"));
  EXPECT_TRUE(Same("e", "f"));
  EXPECT_FALSE(Same("a", "g"));
}

TEST_F(CallsTest, FindsEverythingThatABodyRuns) {
  parse(R"cpp(
    #include <algorithm>
    #include <memory>
    #include <vector>
    void leaf() {}
    int unknown();
    struct Guard { Guard() {} ~Guard() {} };
    struct Holds { Guard g; };
    struct Made { explicit Made(int) {} };
    void direct() { leaf(); unknown(); }
    void objects() { Guard g; }
    void members() { Holds h; }
    int twice(int n = unknown());
    void defaults() { twice(); }
    void closures() { auto l = [] { leaf(); }; l(); [] { leaf(); }(); }
    void never_run() { auto l = [] { leaf(); }; }
    void branch() { if constexpr (false) leaf(); else unknown(); }
    void loops() { while (unknown()) {} }
    void in_place(std::vector<int> &v) {
      std::for_each(v.begin(), v.end(), [](int) { leaf(); });
    }
    void call(void (*f)()) { f(); }
    void passes() { call(leaf); }
    void unevaluated() { (void)sizeof(unknown()); }
  )cpp");
  EXPECT_EQ(steps("direct"), "leaf()* unknown()");
  EXPECT_EQ(steps("objects"), "~Guard* Guard()*");
  EXPECT_NE(steps("members").find("~Guard*"), std::string::npos)
      << steps("members");
  EXPECT_EQ(steps("defaults"), "twice() unknown()");
  EXPECT_NE(steps("closures").find("operator()()*"), std::string::npos);
  EXPECT_EQ(steps("never_run").find("operator()"), std::string::npos);
  EXPECT_EQ(steps("branch"), "unknown()");
  EXPECT_EQ(steps("loops"), "loop unknown()");
  EXPECT_NE(steps("in_place").find("[for_each]*"), std::string::npos)
      << steps("in_place");
  EXPECT_NE(steps("passes").find("[call]*"), std::string::npos)
      << steps("passes");
  EXPECT_EQ(steps("unevaluated"), "");
}

TEST_F(CallsTest, KnowsWhenADestructorHasNothingToWaitFor) {
  parse(R"cpp(
    #include <task.h>
    struct Op {
      ~Op(); void poke();
      bool await_ready(); void await_suspend(std::coroutine_handle<>); void await_resume();
    };
    struct Plain { ~Plain() { stop(); } void stop(); co::task<> async_stop(); co::task<> work(); };
    void take(Op &); void take(Plain &);
    co::task<> f() {
      Op awaited; co_await awaited;
      Op given; take(given);
      Op alone; alone.poke();
      Op untouched;
      Plain ended; ended.stop();
      Plain ends; co_await ends.async_stop();
      Plain lent; take(lent);
      Plain used; co_await used.work();
      Plain moved; auto m = static_cast<Plain &&>(moved);
    }
  )cpp");
  const FunctionBody &Body = bodyOf(*TU, AST->function("f"));
  auto Released = [&](const char *Name) {
    return isReleased(*TU, AST->variable(Name), Body);
  };
  EXPECT_TRUE(Released("awaited"));
  EXPECT_TRUE(Released("given"));
  EXPECT_FALSE(Released("alone"));
  EXPECT_TRUE(Released("untouched"));
  EXPECT_TRUE(Released("ended"));
  EXPECT_TRUE(Released("ends"));
  EXPECT_FALSE(Released("lent"));
  EXPECT_FALSE(Released("used"));
}

TEST_F(CallsTest, TellsPoolsFromEventLoops) {
  parse(R"cpp(
    #include <asio.h>
    #include <vector>
    namespace asio {
    struct thread_pool {
      struct basic_executor_type {};
      basic_executor_type get_executor();
    };
    }
    template <class T> void look(T &&);
    asio::awaitable<void> job();
    asio::awaitable<void> f(asio::thread_pool &pool, asio::io_context &io) {
      auto ex = pool.get_executor();
      look(/*pool*/ pool);
      look(/*px*/ pool.get_executor());
      look(/*var*/ ex);
      look(/*io*/ io);
      look(/*ix*/ io.get_executor());
      look(/*own*/ co_await asio::this_coro::executor);
      /*onpool*/ asio::post(pool, [] {});
      /*onloop*/ asio::post(io, [] {});
    }
  )cpp");
  for (const char *Mark : {"pool", "px", "var"}) {
    EXPECT_TRUE(isPool(*TU, AST->at<Expr>(Mark))) << Mark;
    EXPECT_FALSE(isEventLoop(*TU, AST->at<Expr>(Mark))) << Mark;
  }
  for (const char *Mark : {"io", "ix", "own"}) {
    EXPECT_FALSE(isPool(*TU, AST->at<Expr>(Mark))) << Mark;
    EXPECT_TRUE(isEventLoop(*TU, AST->at<Expr>(Mark))) << Mark;
  }
  EXPECT_TRUE(handsToPool(*TU, call("onpool")));
  EXPECT_FALSE(handsToPool(*TU, call("onloop")));
}

TEST_F(CallsTest, FollowsCoroutinesOntoPools) {
  parse(R"cpp(
    #include <asio.h>
    namespace asio {
    struct thread_pool {};
    }
    asio::awaitable<void> pooled() { co_return; }
    asio::awaitable<void> both() { co_return; }
    asio::awaitable<void> never() { co_return; }
    void start(asio::thread_pool &pool, asio::io_context &io) {
      asio::co_spawn(pool, pooled(), asio::detached);
      asio::co_spawn(pool, both(), asio::detached);
      asio::co_spawn(io, both(), asio::detached);
    }
  )cpp");
  const PoolCoroutines &Pools = TU->shared<PoolCoroutines>();
  auto OnPool = [&](const char *Name) {
    return Pools.runsOnPool(*TU->coroutine(AST->function(Name)));
  };
  EXPECT_TRUE(OnPool("pooled"));
  EXPECT_FALSE(OnPool("both"));
  EXPECT_FALSE(OnPool("never"));
}

} // namespace
