// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a type is known to be awaitable, by every route, and what dropping it
// means.

#include "model/TranslationUnit.h"
#include "test/unit/TestAST.h"

#include <gtest/gtest.h>

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

const char *Prelude = R"cpp(
#include <coroutine>
#include <task.h>
template <class Self, class Initial = std::suspend_always> struct promise_of {
  Self get_return_object();
  Initial initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};
)cpp";

/// The model of a source; `T make();` or a variable names the type in question.
class AwaitableTest : public testing::Test {
protected:
  void parse(const std::string &Code, std::vector<LibraryFile> Files = {}) {
    AST.emplace(Prelude + Code);
    ASSERT_TRUE(AST->ok());
    TU = std::make_unique<TranslationUnit>(
        AST->context(), std::make_shared<Library>(std::move(Files)));
  }
  /// The type that function \p Name returns.
  QualType typeOf(const char *Name) {
    const FunctionDecl *F = AST->function(Name);
    EXPECT_TRUE(F) << Name;
    return F ? F->getReturnType() : QualType();
  }
  AwaitableInfo info(const char *Name = "make") {
    return TU->awaitables().classify(typeOf(Name));
  }
  AwaitRoute route(const char *Name = "make") { return info(Name).Route; }
  StartKind start(const char *Name = "make") { return info(Name).Start; }

  std::optional<TestAST> AST;
  std::unique_ptr<TranslationUnit> TU;
};

TEST_F(AwaitableTest, MemberOperator) {
  parse(R"cpp(
    struct op { std::suspend_always operator co_await() const; };
    struct inherits : op {};
    struct rvalue { std::suspend_always operator co_await() &&; };
    struct deleted { std::suspend_always operator co_await() = delete; };
    template <class T> struct tpl { auto operator co_await() const { return std::suspend_always(); } };
    op make(); inherits derived(); rvalue only_rvalue(); deleted no(); tpl<int> of_template();
    op &reference(); op *pointer();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::MemberOperator);
  EXPECT_EQ(route("derived"), AwaitRoute::MemberOperator);
  EXPECT_EQ(route("only_rvalue"), AwaitRoute::MemberOperator);
  EXPECT_EQ(route("no"), AwaitRoute::None);
  EXPECT_EQ(route("of_template"), AwaitRoute::MemberOperator);
  EXPECT_EQ(route("reference"), AwaitRoute::MemberOperator);
  EXPECT_EQ(route("pointer"), AwaitRoute::None);
  EXPECT_FALSE(info().IsCoroutineType);
}

TEST_F(AwaitableTest, FreeOperator) {
  parse(R"cpp(
    #include <chrono>
    namespace lib {
    struct op {};
    struct derived : op {};
    struct other {};
    struct hidden { friend std::suspend_always operator co_await(hidden); };
    template <class T> struct tpl {};
    std::suspend_always operator co_await(op);
    template <class T> std::suspend_always operator co_await(tpl<T> &&);
    }
    namespace far { struct op {}; template <class T> struct holder {}; }
    std::suspend_always operator co_await(far::op);
    std::suspend_always operator co_await(std::chrono::milliseconds);
    lib::op make(); lib::derived derived(); lib::other other(); lib::hidden hidden();
    lib::tpl<int> of_template(); far::op global(); std::chrono::milliseconds duration();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::FreeOperator);
  EXPECT_EQ(route("derived"), AwaitRoute::FreeOperator);
  EXPECT_EQ(route("other"), AwaitRoute::None);
  EXPECT_EQ(route("hidden"), AwaitRoute::FreeOperator);
  EXPECT_EQ(route("of_template"), AwaitRoute::FreeOperator);
  EXPECT_EQ(route("global"), AwaitRoute::FreeOperator);
  EXPECT_EQ(route("duration"), AwaitRoute::None);
}

TEST_F(AwaitableTest, AwaiterNeedsAllThreeFunctions) {
  parse(R"cpp(
    struct base { bool await_ready(); void await_suspend(std::coroutine_handle<>); };
    struct whole : base { void await_resume(); };
    struct with_template { bool await_ready(); void await_resume();
      template <class P> void await_suspend(std::coroutine_handle<P>); };
    whole make(); base two(); with_template tpl(); std::suspend_always always();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::Awaiter);
  EXPECT_EQ(route("two"), AwaitRoute::None);
  EXPECT_EQ(route("tpl"), AwaitRoute::Awaiter);
  EXPECT_EQ(route("always"), AwaitRoute::Awaiter);
}

TEST_F(AwaitableTest, AwaitTransformOfTheOwnPromise) {
  parse(R"cpp(
    struct task { struct promise_type; };
    struct task::promise_type : promise_of<task> { std::suspend_always await_transform(task &&); };
    struct other { struct promise_type; };
    struct other::promise_type : promise_of<other> { std::suspend_always await_transform(task &&); };
    template <class T> struct tpl {
      struct promise_type : promise_of<tpl> {
        template <class U> std::suspend_always await_transform(tpl<U>);
      };
    };
    task make(); other refuses(); tpl<int> of_template();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::AwaitTransform);
  EXPECT_EQ(route("refuses"), AwaitRoute::None);
  EXPECT_EQ(route("of_template"), AwaitRoute::AwaitTransform);
  auto &Model = TU->awaitables();
  const CXXRecordDecl *Other = Model.promiseOf(typeOf("refuses"));
  EXPECT_TRUE(Model.transforms(Other, typeOf("make")));
  EXPECT_FALSE(Model.transforms(Other, typeOf("refuses")));
}

TEST_F(AwaitableTest, LazyCoroutineTypesThatOwnTheirCoroutine) {
  parse(R"cpp(
    struct task { struct promise_type : promise_of<task> {}; ~task(); };
    struct receipt { struct promise_type : promise_of<receipt> {}; };
    struct eager { struct promise_type : promise_of<eager, std::suspend_never> {}; ~eager(); };
    task make(); receipt no_owner(); eager runs();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::Task);
  EXPECT_TRUE(info().IsCoroutineType);
  EXPECT_EQ(route("no_owner"), AwaitRoute::None);
  EXPECT_EQ(route("runs"), AwaitRoute::None);
}

TEST_F(AwaitableTest, WhatTheUnitAwaits) {
  parse(R"cpp(
    #include <chrono>
    template <class T> struct task {
      struct promise_type : promise_of<task, std::suspend_never> {
        template <class A> std::suspend_always await_transform(A &&);
      };
    };
    struct sleep { int ms; };
    struct event {};
    task<int> make(); task<long> same_template(); sleep nap(); event lvalue_only();
    std::chrono::milliseconds duration();
    task<void> user(event e) {
      co_await make();
      co_await nap();
      co_await e;
      co_await std::chrono::milliseconds(1);
    }
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::SeenAwaited);
  EXPECT_EQ(route("same_template"), AwaitRoute::SeenAwaited);
  EXPECT_EQ(route("nap"), AwaitRoute::SeenAwaited);
  EXPECT_EQ(route("lvalue_only"), AwaitRoute::None);
  EXPECT_EQ(route("duration"), AwaitRoute::None);
}

TEST_F(AwaitableTest, CoroutineTraits) {
  parse(R"cpp(
    struct job { ~job(); };
    template <class T> struct typed { ~typed(); };
    struct plain { ~plain(); };
    template <class... A> struct std::coroutine_traits<job, A...> {
      using promise_type = promise_of<job>;
    };
    template <class T, class... A> struct std::coroutine_traits<typed<T>, A...> {
      struct promise_type : promise_of<typed<T>> {};
    };
    job make(); typed<int> of_template(); plain none();
    job body() { co_return; }
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::Task);
  EXPECT_EQ(route("of_template"), AwaitRoute::Task);
  EXPECT_FALSE(info("none").IsCoroutineType);
}

TEST_F(AwaitableTest, Senders) {
  parse(R"cpp(
    struct sender_t {};
    struct tagged { using sender_concept = sender_t; };
    struct older { using is_sender = void; };
    struct unifex_like {
      template <template <class...> class V, template <class...> class T> using value_types = V<T<>>;
      template <template <class...> class V> using error_types = V<>;
      static constexpr bool sends_done = false;
    };
    struct plain {};
    tagged make(); older old(); unifex_like typed(); plain none();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::Sender);
  EXPECT_EQ(start(), StartKind::Lazy);
  EXPECT_EQ(route("old"), AwaitRoute::Sender);
  EXPECT_EQ(route("typed"), AwaitRoute::Sender);
  EXPECT_EQ(route("none"), AwaitRoute::None);
}

TEST_F(AwaitableTest, LibraryFiles) {
  LibraryFile File;
  File.Id = "lib";
  File.Namespaces = {"lib"};
  TaskEntry Future, Oneway;
  Future.Name = "lib::future";
  Future.Start = StartKind::Eager;
  Future.Drop = DropEffect::Cancelled;
  Oneway.Name = "lib::oneway";
  Oneway.SelfOwning = true;
  File.Tasks = {Future, Oneway};
  File.Awaitables = {"lib::op"};
  File.NotAwaitable = {"lib::event"};
  parse(R"cpp(
    namespace lib {
    inline namespace v1 { template <class T> struct future {}; struct oneway {}; struct op {}; }
    struct event { std::suspend_always operator co_await(); };
    struct unknown {};
    }
    lib::future<int> make(); lib::oneway oneway(); lib::op op(); lib::event event(); lib::unknown unknown();
  )cpp",
        {File});
  EXPECT_EQ(route(), AwaitRoute::Library);
  EXPECT_EQ(start(), StartKind::Eager);
  EXPECT_EQ(info().Drop, DropEffect::Cancelled);
  EXPECT_EQ(info().Owner->Id, "lib");
  EXPECT_TRUE(info("oneway").SelfOwning);
  EXPECT_FALSE(info("oneway").isAwaitable());
  EXPECT_EQ(route("op"), AwaitRoute::Library);
  EXPECT_EQ(route("event"), AwaitRoute::None);
  EXPECT_EQ(route("unknown"), AwaitRoute::None);
  EXPECT_EQ(info("unknown").Owner->Id, "lib");
}

TEST_F(AwaitableTest, GeneratorsAreNotAwaitable) {
  parse(R"cpp(
    struct generator {
      struct promise_type : promise_of<generator> { std::suspend_always yield_value(int); };
      ~generator();
    };
    struct awaitable_generator : generator { std::suspend_always operator co_await(); };
    generator make(); awaitable_generator both(); co::generator<int> stub();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::None);
  EXPECT_TRUE(info().IsGenerator);
  EXPECT_EQ(route("both"), AwaitRoute::MemberOperator);
  EXPECT_TRUE(info("stub").IsGenerator);
}

TEST_F(AwaitableTest, LibraryFilesDecideWhatYields) {
  LibraryFile File;
  File.Id = "lib";
  File.Tasks.resize(3);
  File.Tasks[0].Name = "lib::stream";
  File.Tasks[0].Start = StartKind::Lazy;
  File.Tasks[1].Name = "lib::sequence";
  File.Tasks[1].Generator = true;
  File.Tasks[2].Name = "lib::numbers";
  File.Tasks[2].Pinned = true;
  parse(R"cpp(
    namespace lib {
    template <class Self> struct yields : promise_of<Self> { std::suspend_always yield_value(int); };
    struct stream { using promise_type = yields<stream>; ~stream(); };
    struct sequence { using promise_type = promise_of<sequence>; ~sequence(); };
    struct numbers { using promise_type = yields<numbers>; ~numbers(); };
    }
    lib::stream make(); lib::sequence sequence(); lib::numbers numbers();
  )cpp",
        {File});
  EXPECT_EQ(route(), AwaitRoute::Library);
  EXPECT_FALSE(info().IsGenerator);
  EXPECT_TRUE(info("sequence").IsGenerator);
  // The file says nothing of what it is.
  EXPECT_TRUE(info("numbers").IsGenerator);
  EXPECT_TRUE(info("numbers").IsPinned);
}

TEST_F(AwaitableTest, ResultsAreNoWork) {
  LibraryFile File;
  File.Id = "lib";
  File.Awaitables = {"lib::listed"};
  File.Containers.Presence = {"has_value"};
  parse(R"cpp(
    template <class T> struct result {
      T value; int failure; bool has_value() const; T &operator*();
      std::suspend_always operator co_await(); };
    namespace lib { struct listed : result<int> {}; }
    struct no_promise { int v; explicit operator bool() const; int get(); };
    struct shared : result<int> { int *state; };
    result<int> make(); lib::listed listed(); no_promise plain(); shared shares();
  )cpp",
        {File});
  EXPECT_TRUE(info().IsValue);
  EXPECT_EQ(route(), AwaitRoute::None);
  EXPECT_EQ(route("listed"), AwaitRoute::MemberOperator);
  EXPECT_FALSE(info("plain").IsValue);
  EXPECT_EQ(route("plain"), AwaitRoute::None);
  EXPECT_EQ(route("shares"), AwaitRoute::MemberOperator);
}

TEST_F(AwaitableTest, StartFromInitialSuspend) {
  parse(R"cpp(
    void post(std::coroutine_handle<>);
    struct hands_on { bool await_ready() { return false; }
      void await_suspend(std::coroutine_handle<> h) { post(h); } void await_resume() {} };
    struct resumes { bool await_ready() { return false; }
      void await_suspend(std::coroutine_handle<> h) { h.resume(); } void await_resume() {} };
    struct keeps { std::coroutine_handle<> self; bool await_ready() { return false; }
      void await_suspend(std::coroutine_handle<> h) { self = h; } void await_resume() {} };
    struct asks { bool await_ready() { return false; }
      template <class P> void await_suspend(std::coroutine_handle<P> h) { h.promise().n = 1; } void await_resume() {} };
    struct derived : std::suspend_always { void await_resume() {} };
    struct always_ready { bool await_ready() { return true; }
      void await_suspend(std::coroutine_handle<>); void await_resume(); };
    struct decides { bool lazy; bool await_ready() { return !lazy; }
      void await_suspend(std::coroutine_handle<>); void await_resume(); };
    struct hidden { bool await_ready(); void await_suspend(std::coroutine_handle<>); void await_resume(); };
    template <class I> struct task {
      struct promise_type : promise_of<task, I> {};
      std::suspend_always operator co_await();
    };
    struct deduced { struct promise_type { deduced get_return_object();
      auto initial_suspend() noexcept { return std::suspend_never(); } }; };
    template <class T> struct deduced_template { struct promise_type {
      auto initial_suspend() noexcept { return std::suspend_always(); } }; };
    task<std::suspend_always> make(); task<std::suspend_never> never(); task<hands_on> posted();
    task<resumes> resumed(); task<keeps> kept(); task<asks> asked(); task<derived> base();
    task<always_ready> ready(); task<decides> depends(); task<hidden> unknown();
    deduced eager_auto(); deduced_template<int> lazy_auto();
    co::task<> lazy_stub(); co::eager<> eager_stub();
  )cpp");
  EXPECT_EQ(start(), StartKind::Lazy);
  EXPECT_EQ(start("never"), StartKind::Eager);
  EXPECT_EQ(start("posted"), StartKind::Eager);
  EXPECT_EQ(start("resumed"), StartKind::Eager);
  EXPECT_EQ(start("kept"), StartKind::Lazy);
  EXPECT_EQ(start("asked"), StartKind::Lazy);
  EXPECT_EQ(start("base"), StartKind::Lazy);
  EXPECT_EQ(start("ready"), StartKind::Eager);
  EXPECT_EQ(start("depends"), StartKind::Unknown);
  EXPECT_EQ(start("unknown"), StartKind::Unknown);
  EXPECT_EQ(start("eager_auto"), StartKind::Eager);
  EXPECT_EQ(start("lazy_auto"), StartKind::Lazy);
  EXPECT_EQ(start("lazy_stub"), StartKind::Lazy);
  EXPECT_EQ(start("eager_stub"), StartKind::Eager);
}

TEST_F(AwaitableTest, IncompleteAndDependentTypes) {
  parse(R"cpp(
    struct incomplete;
    template <class T> struct undefined;
    template <class T> struct task {
      struct promise_type : promise_of<task> {};
      ~task();
      std::suspend_always operator co_await();
    };
    template <class T> using alias = task<T>;
    incomplete make(); undefined<int> no_template(); int scalar();
    template <class T> task<T> dependent();
    template <class T> alias<T> dependent_alias();
    template <class T> T parameter();
    template <class T> typename T::type member();
  )cpp");
  EXPECT_EQ(route(), AwaitRoute::None);
  EXPECT_EQ(route("no_template"), AwaitRoute::None);
  EXPECT_EQ(route("scalar"), AwaitRoute::None);
  EXPECT_EQ(route("dependent"), AwaitRoute::MemberOperator);
  EXPECT_EQ(start("dependent"), StartKind::Lazy);
  EXPECT_EQ(route("dependent_alias"), AwaitRoute::MemberOperator);
  EXPECT_EQ(route("parameter"), AwaitRoute::None);
  EXPECT_EQ(route("member"), AwaitRoute::None);
}

TEST_F(AwaitableTest, WhatAPromiseAccepts) {
  parse(R"cpp(
    struct foreign { std::suspend_always operator co_await(); };
    struct lvalue { std::suspend_always operator co_await() &; };
    struct open { struct promise_type : promise_of<open> {}; };
    struct strict { struct promise_type; ~strict(); };
    struct strict::promise_type : promise_of<strict> { std::suspend_always await_transform(strict); };
    struct generic { struct promise_type : promise_of<generic> {
      template <class A> A &&await_transform(A &&a); }; };
    struct constrained { struct promise_type : promise_of<constrained> {
      template <class A> requires (sizeof(A) > 100) A &&await_transform(A &&a); }; };
    struct none { struct promise_type : promise_of<none> {
      template <class A> void await_transform(A &&) = delete; }; };
    foreign make(); lvalue only_lvalue(); open p1(); strict p2(); generic p3(); constrained p4(); none p5();
    int scalar();
  )cpp");
  auto Accepts = [&](const char *Promise, const char *Value) {
    return TU->awaitables().accepts(TU->awaitables().promiseOf(typeOf(Promise)),
                                    typeOf(Value));
  };
  EXPECT_TRUE(Accepts("p1", "make"));
  EXPECT_FALSE(Accepts("p1", "only_lvalue"));
  EXPECT_FALSE(Accepts("p1", "scalar"));
  EXPECT_TRUE(Accepts("p2", "p2"));
  EXPECT_FALSE(Accepts("p2", "make"));
  EXPECT_TRUE(Accepts("p3", "make"));
  EXPECT_FALSE(Accepts("p4", "make"));
  EXPECT_FALSE(Accepts("p5", "make"));
  EXPECT_FALSE(TU->awaitables().accepts(nullptr, typeOf("make")));
}

TEST_F(AwaitableTest, WhatAwaitingYields) {
  parse(R"cpp(
    template <class T> struct result { bool await_ready(); void await_suspend(std::coroutine_handle<>); T await_resume(); };
    struct op { result<int> operator co_await(); };
    struct incomplete_awaiter;
    struct opaque { incomplete_awaiter operator co_await(); };
    struct task { struct promise_type : promise_of<task> {}; ~task(); };
    op make(); result<bool> direct(); opaque unknown(); task of_promise();
    co::task<bool> stub(); co::task<> stub_void();
  )cpp");
  auto Result = [&](const char *Name) {
    QualType T = TU->awaitables().resultOf(typeOf(Name));
    return T.isNull() ? "?" : T.getAsString(AST->context().getPrintingPolicy());
  };
  EXPECT_EQ(Result("make"), "int");
  EXPECT_EQ(Result("direct"), "bool");
  EXPECT_EQ(Result("unknown"), "?");
  EXPECT_EQ(Result("of_promise"), "void");
  EXPECT_EQ(Result("stub"), "bool");
  EXPECT_EQ(Result("stub_void"), "void");
}

TEST_F(AwaitableTest, ConstantReadiness) {
  parse(R"cpp(
    struct yes { constexpr bool await_ready() { return true; } };
    struct no : yes { bool await_ready() { return false; } };
    struct maybe { bool b; bool await_ready() { return b; } };
    struct overloaded { bool await_ready() { return true; } bool await_ready() const { return true; } };
    yes make(); no derived(); maybe depends(); overloaded two();
  )cpp");
  auto Ready = [&](const char *Name) {
    return TU->awaitables().constantReady(typeOf(Name)->getAsCXXRecordDecl());
  };
  EXPECT_EQ(Ready("make"), true);
  EXPECT_EQ(Ready("derived"), false);
  EXPECT_EQ(Ready("depends"), std::nullopt);
  EXPECT_EQ(Ready("two"), std::nullopt);
}

} // namespace
