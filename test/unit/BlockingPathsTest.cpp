// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions block, and by which path.

#include "analysis/blocking/BlockingPaths.h"
#include "model/Annotations.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;
using namespace clang;

namespace {

class BlockingPathsTest : public UnitTest {
protected:
  BlockingPathsTest()
      : UnitTest("#include <task.h>\n#include <chrono>\n#include <thread>\n"
                 "using namespace std::chrono_literals;\n") {
    Options.Groups = {BlockingGroup::Sleep, BlockingGroup::Wait,
                      BlockingGroup::File, BlockingGroup::Socket};
  }
  /// The paths of the function's blocking steps: "a > b > std::sleep; c".
  std::string paths(const char *Name) {
    BlockingPaths Paths(*TU, Options);
    std::string Result;
    for (const BlockingPath &Each : Paths.of(AST->function(Name))) {
      Result += Result.empty() ? "" : "; ";
      std::string Path;
      for (const BlockingStep &S : Each.Steps)
        Path += (Path.empty() ? "" : " > ") + S.Callee;
      Result += Path;
    }
    return Result;
  }

  BlockingOptions Options;
};

TEST_F(BlockingPathsTest, TakesTheShortestPath) {
  parse(R"cpp(
    void nap() { std::this_thread::sleep_for(1ms); }
    void near() { nap(); }
    void far() { near(); }
    void both() { far(); nap(); }
    void harmless() {}
    co::task<> f() { harmless(); both(); co_return; }
  )cpp");
  EXPECT_EQ(paths("f"), "both > nap > std::this_thread::sleep_for");
}

TEST_F(BlockingPathsTest, EndsOnRecursion) {
  parse(R"cpp(
    void b(int);
    void a(int n) { if (n) b(n - 1); }
    void b(int n) { if (n) a(n - 1); }
    void c(int n) { if (n) c(n - 1); std::this_thread::sleep_for(1ms); }
    co::task<> never() { a(3); co_return; }
    co::task<> does() { c(3); co_return; }
  )cpp");
  EXPECT_EQ(paths("never"), "");
  EXPECT_EQ(paths("does"), "c > std::this_thread::sleep_for");
}

TEST_F(BlockingPathsTest, LooksAtTheArgumentsOfEachCall) {
  parse(R"cpp(
    #include <future>
    bool ready(std::future<int> &f, std::chrono::milliseconds t) {
      return f.wait_for(t) == std::future_status::ready;
    }
    co::task<> polls(std::future<int> &f) { ready(f, 0ms); co_return; }
    co::task<> waits(std::future<int> &f) { ready(f, 5ms); co_return; }
  )cpp");
  EXPECT_EQ(paths("polls"), "");
  EXPECT_EQ(paths("waits"), "ready > std::future::wait_for");
}

TEST_F(BlockingPathsTest, CoroutinesDoNotPassItOn) {
  parse(R"cpp(
    co::task<> inner() { std::this_thread::sleep_for(1ms); co_return; }
    co::task<> outer() { co_await inner(); }
  )cpp");
  EXPECT_EQ(paths("inner"), "std::this_thread::sleep_for");
  EXPECT_EQ(paths("outer"), "");
}

TEST_F(BlockingPathsTest, DeclarationsDecide) {
  parse(R"cpp(
    [[clang::annotate("async::blocking")]] void marked();
    [[clang::annotate("async::nonblocking")]] void trusted() {
      std::this_thread::sleep_for(1ms);
    }
    co::task<> f() { marked(); trusted(); co_return; }
  )cpp");
  EXPECT_EQ(paths("f"), "marked");
  EXPECT_EQ(declaredBlocking(AST->function("marked")), true);
  EXPECT_EQ(declaredBlocking(AST->function("trusted")), false);
  EXPECT_EQ(declaredBlocking(AST->function("f")), std::nullopt);
}

TEST_F(BlockingPathsTest, OptionsDecide) {
  parse(R"cpp(
    void mine();
    void nap() { std::this_thread::sleep_for(1ms); }
    co::task<> f() { mine(); nap(); co_return; }
  )cpp");
  Options.Extra["::mine"] = "ask the loop";
  Options.Allowed.insert("::nap");
  EXPECT_EQ(paths("f"), "mine");
  Options.Allowed.clear();
  EXPECT_EQ(paths("f"), "mine; nap > std::this_thread::sleep_for");
  Options.Groups = {BlockingGroup::File};
  EXPECT_EQ(paths("f"), "mine");
}

TEST_F(BlockingPathsTest, NamesFunctionsAsOtherUnitsDo) {
  parse(R"cpp(
    namespace app { void nap(int) { std::this_thread::sleep_for(1ms); } }
    co::task<> f() { app::nap(1); co_return; }
  )cpp");
  std::vector<BlockingPath> Found =
      BlockingPaths(*TU, Options).of(AST->function("f"));
  ASSERT_EQ(Found.size(), 1u);
  ASSERT_EQ(Found[0].Steps.size(), 2u);
  EXPECT_EQ(Found[0].Steps[0].Next, "c:@N@app@F@nap#I#");
  EXPECT_EQ(Found[0].Steps[1].Next, "");
  EXPECT_EQ(Found[0].Steps[1].Cause, BlockingCause::Listed);
}

// Clang gives the lambdas of an inline function one USR.
TEST_F(BlockingPathsTest, TellsLambdasOfOneFunctionApart) {
  parse(R"cpp(
    struct Worker {
      co::task<> f() {
        auto harmless = [](int) {};
        auto naps = [](int) { std::this_thread::sleep_for(1ms); };
        harmless(1);
        naps(1);
        co_return;
      }
    };
  )cpp");
  EXPECT_EQ(paths("f"), "naps > std::this_thread::sleep_for");
}

TEST_F(BlockingPathsTest, AllowedFunctionsTakeNoContendedLock) {
  parse(R"cpp(
    #include <mutex>
    std::mutex m;
    void holds() {
      std::lock_guard<std::mutex> l(m);
      std::this_thread::sleep_for(1ms);
    }
    co::task<> f() { m.lock(); m.unlock(); co_return; }
  )cpp");
  EXPECT_EQ(paths("f"), "m > std::this_thread::sleep_for");
  Options.Allowed.insert("std::mutex::lock");
  EXPECT_EQ(paths("f"), "");
}

TEST_F(BlockingPathsTest, AllowedFunctionsDoNotAllowWhatTheyAreGiven) {
  parse(R"cpp(
    #include <algorithm>
    co::task<> f(int *begin, int *end) {
      std::for_each(begin, end, [](int) { std::this_thread::sleep_for(1ms); });
      co_return;
    }
  )cpp");
  EXPECT_EQ(paths("f"), "std::for_each > std::this_thread::sleep_for");
  Options.Allowed.insert("std::for_each");
  EXPECT_EQ(paths("f"), "std::for_each > std::this_thread::sleep_for");
}

TEST_F(BlockingPathsTest, DeadCodeDoesNotCount) {
  parse(R"cpp(
    co::task<> f() {
      if (false) std::this_thread::sleep_for(1ms);
      co_return;
      std::this_thread::sleep_for(2ms);
    }
  )cpp");
  EXPECT_EQ(paths("f"), "");
}

// One function can be on the way to two ends, of which one path knows more.
TEST_F(BlockingPathsTest, EachPathKnowsWhatItCameThrough) {
  parse(R"cpp(
    #include <fstream>
    void append() { std::ofstream out("x"); }
    void log_line(const char *text) { append(); }
    void save() { append(); }
    void log_config(const char *path) { std::ifstream in(path); log_line(path); }
    co::task<> logs() { log_line("x"); co_return; }
    co::task<> saves() { save(); co_return; }
    co::task<> both() { log_line("x"); save(); log_config("x"); co_return; }
  )cpp");
  EXPECT_EQ(paths("logs"), "");
  EXPECT_EQ(paths("saves"), "save > append > std::basic_ofstream");
  EXPECT_EQ(paths("both"), "save > append > std::basic_ofstream; "
                           "log_config > std::basic_ifstream");
  Options.Groups.push_back(BlockingGroup::Logging);
  EXPECT_EQ(paths("logs"), "log_line > append > std::basic_ofstream");
  Options.Groups = {BlockingGroup::Logging};
  EXPECT_EQ(paths("saves"), "");
  EXPECT_EQ(paths("logs"), "log_line > append > std::basic_ofstream");
}

TEST_F(BlockingPathsTest, MacrosAreNamedWhereTheirTextIs) {
  parse(R"cpp(
    #define NAP() std::this_thread::sleep_for(1ms)
    #define NAPS() NAP()
    #define SAME(x) x
    co::task<> f() {
      NAP();
      NAPS();
      SAME(std::this_thread::sleep_for(1ms));
      SAME(NAP());
      co_return;
    }
  )cpp");
  std::string Macros;
  BlockingPaths Paths(*TU, Options);
  for (const BlockingPath &Path : Paths.of(AST->function("f")))
    Macros += Path.Steps.front().Macro + ";";
  EXPECT_EQ(Macros, "NAP;NAPS;;NAP;");
}

} // namespace
