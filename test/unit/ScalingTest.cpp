// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the work of each check grows with the code: by visited statements, which
// do not depend on the machine. Four times the code may cost five times the
// visits.

#include "findings/Rule.h"
#include "model/UnitSink.h"
#include "test/support/RunTidy.h"

#include <gtest/gtest.h>

#include <map>

using namespace async_tidy;
using namespace async_tidy::test;

namespace {

struct Shape {
  const char *Name;
  const char *Before;     ///< in front of the coroutine
  const char *Piece;      ///< of its body; '#' is the number, '@' the next one
  bool InBody = true;     ///< else the pieces are at namespace scope
  const char *After = ""; ///< at the end; '$' is how many pieces there are
};

const Shape Shapes[] = {
    {"WaitsForOneFuture", "", "int v# = #; use(v#); future.get();\n"},
    {"Futures", "", "std::future<int> f#; f#.get();\n"},
    {"FulfilledFutures", "",
     "std::promise<int> p#; auto f# = p#.get_future(); p#.set_value(1); "
     "f#.get();\n"},
    {"Locals", "", "int v# = #; use(v#);\n"},
    {"Suspensions", "", "co_await work(#);\n"},
    {"HeldTasks", "", "auto t# = work(#); co_await t#;\n"},
    {"LostTasks", "", "auto t# = work(#);\n"},
    {"Guards", "", "{ std::lock_guard l#(m); use(#); }\n"},
    {"GuardsAcross", "",
     "{ std::lock_guard l#(m); use(#); } co_await work(#);\n"},
    {"Branches", "", "if (v#) use(#); else co_await work(#);\n"},
    {"References", "", "int &r# = all[#]; co_await work(#); use(r#);\n"},
    {"Handlers", "",
     "try { co_await work(#); } catch (const std::exception &e#) { "
     "use(#); }\n"},
    {"KeptErrors", "",
     "std::exception_ptr e#; try { co_await work(#); } catch (...) { "
     "e# = std::current_exception(); }\n"},
    {"Closures", "",
     "auto c# = [&]() -> co::task<> { co_await work(#); }; "
     "co_await c#();\n"},
    {"Helpers", "",
     "void helper#(std::future<int> &f) { f.get(); }\n"
     "co::task<> caller#(std::future<int> &f) { helper#(f); co_return; }\n",
     false},
    {"ChainOfHelpers", "void helper0(std::future<int> &f) { f.get(); }\n",
     "void helper@(std::future<int> &f) { helper#(f); }\n", false},
    {"CoroutineOverChain", "void helper0(std::future<int> &f) { f.get(); }\n",
     "void helper@(std::future<int> &f) { helper#(f); }\n", false,
     "co::task<> body(std::future<int> &f) { helper$(f); co_return; }\n"},
    {"CallersOfOneChain",
     "void helper0(std::future<int> &f) { f.get(); }\n"
     "void helper1(std::future<int> &f) { helper0(f); }\n"
     "void helper2(std::future<int> &f) { helper1(f); }\n",
     "co::task<> caller#(std::future<int> &f) { helper2(f); co_return; }\n",
     false},
    {"CallersOfOne",
     "void helper(std::future<int> &f) { f.get(); }\n"
     "co::task<> other(const int &v) { co_await work(v); use(v); }\n",
     "co::task<> caller#(std::future<int> &f, int v) { helper(f); "
     "co_await other(v); }\nauto start#(int v) { return other(v); }\n",
     false},
    {"CallsOfOne", "co::task<> other(const int &v) { co_await work(v); }\n",
     "int v# = #; co_await other(v#); auto t# = other(v#); co_await t#;\n"},
    {"PlainClosures", "",
     "int v# = #; auto c# = [&, v#] { use(v#); }; c#(); co_await work(#);\n"},
    {"StoredCallables", "void go();\n",
     "std::function<void()> c# = &go; c#(); co_await work(#);\n"},
    {"OneCallable",
     "void go();\nco::task<> body() { std::function<void()> c = &go;\n",
     "c(); co_await work(#);\n", false, "}\n"},
    {"Overrides",
     "struct Base { virtual void run(std::future<int> &);\n"
     "virtual co::task<> go(const int &); virtual ~Base(); };\n",
     "struct D# : Base { void run(std::future<int> &f) override { f.get(); }\n"
     "co::task<> go(const int &v) override { co_await work(v); use(v); } };\n"
     "co::task<> caller#(Base &b, std::future<int> &f) { b.run(f); "
     "co_await b.go(#); }\n",
     false},
    {"DiamondsOfCalls", "void j0(std::future<int> &f) { f.get(); }\n",
     "void l#(std::future<int> &f) { j#(f); }\n"
     "void r#(std::future<int> &f) { j#(f); }\n"
     "void j@(std::future<int> &f) { l#(f); r#(f); }\n",
     false, "co::task<> body(std::future<int> &f) { j$(f); co_return; }\n"},
    {"DiamondsOfHarmlessCalls", "void j0(int i) { use(i); }\n",
     "void l#(int i) { j#(i); }\nvoid r#(int i) { j#(i); }\n"
     "void j@(int i) { l#(i); r#(i); }\n",
     false,
     "co::task<> body(std::mutex &m) { try { std::lock_guard l(m); j$(1);\n"
     "co_await work(1); } catch (...) { j$(2); } }\n"},
    {"DiamondsOfCoroutines", "co::task<> j0(int &i) { co_await work(i); }\n",
     "co::task<> l#(int &i) { co_await j#(i); use(i); }\n"
     "co::task<> r#(int &i) { co_await j#(i); i = 1; }\n"
     "co::task<> j@(int &i) { co_await l#(i); co_await r#(i); }\n",
     false, "co::task<> body(int &i) { co_await j$(i); use(i); }\n"},
    {"DiamondsOfTasks", "co::task<> j0(int &i) { co_await work(i); }\n",
     "co::task<> l#(int &i) { return j#(i); }\n"
     "co::task<> r#(int &i) { auto t = j#(i); return t; }\n"
     "co::task<> j@(int &i) { return i ? l#(i) : r#(i); }\n",
     false,
     "co::task<> body(int &i) { auto t = j$(i); co_await std::move(t); }\n"},
    {"DiamondsOfThrows", "void j0(int i) { throw i; }\n",
     "void l#(int i) { j#(i); }\nvoid r#(int i) { j#(i); }\n"
     "void j@(int i) { l#(i); r#(i); }\n",
     false,
     "co::task<> body() { try { co_await work(1); } catch (...) { j$(2); } "
     "}\n"},
    {"DiamondsOfBases", "",
     "struct A# { std::mutex m; virtual ~A#(); };\n"
     "struct B# : virtual A# {}; struct C# : virtual A# {};\n"
     "struct D# : B#, C# {}; struct E# : D# {};\n"
     "co::task<> caller#(E# &e) { std::lock_guard l(e.m); "
     "co_await work(#); }\n",
     false},
    {"ChainOfBases", "struct D0 { std::mutex m; int x; virtual ~D0(); };\n",
     "struct D@ : D# {};\n", false,
     "co::task<> body(D$ &d) { std::lock_guard l(d.m); d.x = 1; "
     "co_await work(1); use(d.x); }\n"},
    {"ChainOfMembers", "struct D0 { std::mutex m; ~D0(); };\n",
     "struct D@ { D# d; };\n"
     "co::task<> caller#() { D@ d; co_await work(#); }\n",
     false},
    {"EndedMembers",
     "struct End { std::future<int> f; ~End() { f.wait(); } };\n"
     "struct All {\n",
     "End e#;\n", false,
     "~All(); };\nco::task<> body() { All a; co_await work(1); }\n"},
    {"TaskTypes", "",
     "struct T# {}; co::task<T#> make#();\n"
     "co::task<> caller#() { co_await make#(); }\n",
     false},
    {"HandlersOfOneTry",
     "template <int> struct E : std::exception {};\n"
     "co::task<> body() { try { co_await work(0); }\n",
     "catch (const E<#> &e) { use(#); }\n", false, "}\n"},
    {"Cases", "co::task<> body(int k) { switch (k) {\n",
     "case #: co_await work(#); use(all[#]); break;\n", false, "} }\n"},
    {"Loops", "",
     "for (int &x# : all) { co_await work(x#); use(x#); }\n"
     "while (all[#]) { co_await work(#); }\n"},
    {"OneLocal", "co::task<> body() { int v = 0; int *p = &v;\n",
     "co_await work(*p); use(v); v = #;\n", false, "}\n"},
    {"OneGuard",
     "co::task<> body(std::mutex &m) { std::unique_lock<std::mutex> l(m);\n",
     "l.unlock(); co_await work(#); l.lock(); use(#);\n", false, "}\n"},
    {"OneTaskVector", "co::task<> body() { std::vector<co::task<>> v;\n",
     "v.push_back(work(#)); use(#);\n", false,
     "for (auto &t : v) co_await t; }\n"},
    {"SpawnsInOneScope",
     "cppcoro::task<> job(int &);\n"
     "cppcoro::task<> body() { cppcoro::async_scope scope;\n",
     "int v# = #; scope.spawn(job(v#));\n", false,
     "co_await scope.join(); }\n"},
    {"SpawnsInNoScope",
     "asio::awaitable<void> job(int &);\nvoid body(asio::io_context &io) {\n",
     "int v# = #; asio::co_spawn(io, job(v#), asio::detached);\n", false,
     "}\n"},
    {"SpawnedClosures", "void body(asio::io_context &io) {\n",
     "int v# = #; asio::post(io, [&] { v# = 1; }); use(v#);\n", false, "}\n"},
    {"Threads", "void go();\n", "std::thread t#(go); t#.join();\n"},
    {"SpawnsBeforeAnEndlessLoop", "void body(asio::io_context &io) {\n",
     "if (all[#]) { int v# = #; asio::post(io, [&] { use(v#); }); }\n", false,
     "while (true) use(1); }\n"},
    {"CheckedState", "",
     "if (all[#] == 0) { co_await work(#); all[#] = 1; }\n"},
};

void replaceAll(std::string &Text, char Mark, int Number) {
  for (size_t At; (At = Text.find(Mark)) != std::string::npos;)
    Text.replace(At, 1, std::to_string(Number));
}

std::string code(const Shape &S, int N) {
  std::string Pieces, After = S.After;
  for (int I = 0; I < N; ++I) {
    std::string Piece = S.Piece;
    replaceAll(Piece, '#', I);
    replaceAll(Piece, '@', I + 1);
    Pieces += Piece;
  }
  replaceAll(After, '$', N);
  std::string Parameters;
  if (std::string(S.Name) == "Branches")
    for (int I = 0; I < N; ++I)
      Parameters += "extern bool v" + std::to_string(I) + ";\n";
  std::string Text = "#include \"asio.h\"\n#include \"frameworks.h\"\n"
                     "#include \"task.h\"\n#include <exception>\n"
                     "#include <functional>\n#include <future>\n"
                     "#include <mutex>\n#include <thread>\n#include <vector>\n"
                     "void use(int);\nco::task<> work(int);\n"
                     "extern std::vector<int> all;\n" +
                     Parameters + S.Before;
  if (!S.InBody)
    return Text + Pieces + After;
  return Text + "co::task<> body(std::future<int> &future, std::mutex &m) {\n" +
         Pieces + "co_return;\n}\n" + After;
}

std::map<std::string, CheckCost> costs(const Shape &S, int N) {
  RunConfig Run;
  Run.Checks = "async-*";
  std::string Text = code(S, N);
  UnitSink Sink;
  TidyResult Result =
      runTidy(ASYNC_TIDY_TEST_DIR "/checks/scaling.cpp", Run, &Text);
  EXPECT_EQ(Result.Error, "");
  EXPECT_FALSE(Result.hasCompileError()) << Text.substr(0, 2000);
  return Sink.costs();
}

class ScalingTest : public testing::TestWithParam<Shape> {};

TEST_P(ScalingTest, FourTimesTheCodeIsAtMostFiveTimesTheWork) {
  static constexpr int Small = 50;
  auto One = costs(GetParam(), Small), Four = costs(GetParam(), 4 * Small);
  EXPECT_EQ(One.size(), allRules().size());
  unsigned long long All = 0;
  for (const auto &[Check, Cost] : One) {
    All += Cost.Visits;
    EXPECT_LE(Four[Check].Visits, 5 * Cost.Visits)
        << Check << ": " << Cost.Visits << " to " << Four[Check].Visits;
  }
  EXPECT_GT(All, unsigned(Small));
}

INSTANTIATE_TEST_SUITE_P(Shapes, ScalingTest, testing::ValuesIn(Shapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

} // namespace
