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
  const char *Before; ///< in front of the coroutine
  const char *Piece;  ///< of its body; '#' is the number
  bool InBody = true; ///< else the pieces are at namespace scope
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
    {"Closures", "",
     "auto c# = [&]() -> co::task<> { co_await work(#); }; "
     "co_await c#();\n"},
    {"Helpers", "",
     "void helper#(std::future<int> &f) { f.get(); }\n"
     "co::task<> caller#(std::future<int> &f) { helper#(f); co_return; }\n",
     false},
    {"ChainOfHelpers", "void helper0(std::future<int> &f) { f.get(); }\n",
     "void helper@(std::future<int> &f) { helper#(f); }\n", false},
};

std::string code(const Shape &S, int N) {
  std::string Pieces;
  for (int I = 0; I < N; ++I) {
    std::string Piece = S.Piece;
    for (size_t At; (At = Piece.find('#')) != std::string::npos;)
      Piece.replace(At, 1, std::to_string(I));
    for (size_t At; (At = Piece.find('@')) != std::string::npos;)
      Piece.replace(At, 1, std::to_string(I + 1));
    Pieces += Piece;
  }
  std::string Parameters;
  if (std::string(S.Name) == "Branches")
    for (int I = 0; I < N; ++I)
      Parameters += "extern bool v" + std::to_string(I) + ";\n";
  std::string Text = "#include \"task.h\"\n#include <exception>\n"
                     "#include <future>\n#include <mutex>\n#include <vector>\n"
                     "void use(int);\nco::task<> work(int);\n"
                     "extern std::vector<int> all;\n" +
                     Parameters + S.Before;
  if (!S.InBody)
    return Text + Pieces;
  return Text + "co::task<> body(std::future<int> &future, std::mutex &m) {\n" +
         Pieces + "co_return;\n}\n";
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
