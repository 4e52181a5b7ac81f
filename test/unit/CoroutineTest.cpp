// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines of a unit and the points at which they suspend.

#include "model/TranslationUnit.h"
#include "test/unit/TestAST.h"

#include <gtest/gtest.h>

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class CoroutineTest : public testing::Test {
protected:
  void parse(const std::string &Code, std::vector<LibraryFile> Files = {}) {
    AST.emplace("#include <task.h>\n" + Code);
    ASSERT_TRUE(AST->ok());
    TU = std::make_unique<TranslationUnit>(
        AST->context(), std::make_shared<Library>(std::move(Files)));
  }
  const Coroutine &coroutine(const char *Name) {
    const Coroutine *C = TU->coroutine(AST->function(Name));
    EXPECT_TRUE(C) << Name;
    return *C;
  }
  std::string kinds(const char *Name) {
    std::string Result;
    for (const SuspensionPoint &P : coroutine(Name).suspensions())
      Result += P.What == SuspensionPoint::Kind::Yield ? 'y'
                : P.MaySuspend                         ? 'a'
                                                       : 'r';
    return Result;
  }

  std::optional<TestAST> AST;
  std::unique_ptr<TranslationUnit> TU;
};

TEST_F(CoroutineTest, FindsSuspensionPointsInOrder) {
  parse(R"cpp(
    co::generator<int> sequence() { co_yield 1; co_yield 2; }
    co::task<int> number();
    co::task<> f() {
      co_await co::yield();
      co_await co::ready();
      int n = co_await number() + co_await number();
      auto lambda = []() -> co::task<> { co_await co::yield(); };
      (void)sizeof(n), (void)lambda;
      if constexpr (sizeof(int) == 1)
        co_await co::yield();
    }
    co::task<> empty() { co_return; }
    co::task<> only_ready() { co_await co::ready(); }
  )cpp");
  EXPECT_EQ(kinds("sequence"), "yy");
  EXPECT_EQ(kinds("f"), "araa");
  EXPECT_EQ(kinds("empty"), "");
  EXPECT_TRUE(coroutine("f").canSuspend());
  EXPECT_FALSE(coroutine("empty").canSuspend());
  EXPECT_FALSE(coroutine("only_ready").canSuspend());
  const SuspensionPoint &First = coroutine("f").suspensions().front();
  EXPECT_EQ(coroutine("f").suspensionOf(First.E), &First);
  EXPECT_EQ(coroutine("empty").suspensionOf(First.E), nullptr);
}

TEST_F(CoroutineTest, KnowsStartAndPromise) {
  parse(R"cpp(
    co::task<> lazy() { co_return; }
    co::eager<> eager() { co_return; }
    co::fire_and_forget owns_itself() { co_return; }
    void plain() {}
  )cpp");
  EXPECT_TRUE(coroutine("lazy").isLazy());
  EXPECT_EQ(coroutine("eager").start(), StartKind::Eager);
  EXPECT_EQ(coroutine("owns_itself").start(), StartKind::Eager);
  ASSERT_TRUE(coroutine("lazy").promise());
  EXPECT_EQ(coroutine("lazy").promise()->getName(), "promise_type");
  EXPECT_EQ(TU->coroutine(AST->function("plain")), nullptr);
  EXPECT_EQ(TU->coroutine(nullptr), nullptr);
}

TEST_F(CoroutineTest, LibraryFilesPinTasks) {
  LibraryFile File;
  File.Id = "app";
  File.Tasks.resize(2);
  File.Tasks[0].Name = "app::job";
  File.Tasks[0].Pinned = true;
  File.Tasks[1].Name = "co::task";
  std::vector<LibraryFile> Files;
  Files.push_back(std::move(File));
  parse(R"cpp(
    namespace app {
    template <class T> struct job : co::task<T> {
      struct promise_type {
        job get_return_object(); std::suspend_never initial_suspend() noexcept;
        std::suspend_always final_suspend() noexcept;
        void return_void(); void unhandled_exception(); };
    }; }
    app::job<void> stays() { co_await co::yield(); }
    app::job<void> elsewhere();
    co::task<> moves() { co_await co::yield(); }
    template <class T> app::job<T> pattern(T t) { co_await t; }
    void plain() {}
  )cpp",
        std::move(Files));
  EXPECT_TRUE(coroutine("stays").isPinned());
  EXPECT_FALSE(coroutine("moves").isPinned());
  EXPECT_TRUE(coroutine("pattern").isPinned());
  auto Pinned = [&](const char *Name) {
    return isPinned(TU->awaitables(), AST->function(Name));
  };
  EXPECT_TRUE(Pinned("stays"));
  EXPECT_TRUE(Pinned("elsewhere"));
  EXPECT_FALSE(Pinned("moves"));
  EXPECT_FALSE(Pinned("plain"));
}

TEST_F(CoroutineTest, ListsLambdasPatternsAndInstantiations) {
  parse(R"cpp(
    template <class T> co::task<T> tpl(T t) { co_await co::yield(); co_return t; }
    struct member {
      co::task<> f() { co_return; }
      template <class T> co::task<> g(T) { co_return; }
    };
    co::task<> user(member m) {
      co_await tpl(1);
      co_await m.g(1);
      auto generic = [](auto x) -> co::task<> { co_await x; };
      co_await generic(co::yield());
    }
  )cpp");
  unsigned Patterns = 0, Lambdas = 0;
  for (const Coroutine *C : TU->coroutines()) {
    Patterns += C->isDependent();
    Lambdas += C->lambda() != nullptr;
  }
  // tpl, tpl<int>, f, g, g<int>, user, the lambda and its instantiation.
  EXPECT_EQ(TU->coroutines().size(), 8u);
  EXPECT_EQ(Patterns, 3u);
  EXPECT_EQ(Lambdas, 2u);
}

} // namespace
