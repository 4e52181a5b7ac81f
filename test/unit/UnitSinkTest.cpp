// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run gets to know from the checks of a unit besides their diagnostics.

#include "model/UnitSink.h"
#include "findings/Rule.h"
#include "test/support/RunTidy.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;

namespace {

class UnitSinkTest : public UnitTest {};

TEST_F(UnitSinkTest, KeepsEachGapOnce) {
  parse("void second(); namespace n { void first() {} } void second() {}");
  for (int Twice = 0; Twice < 2; ++Twice) {
    Sink->gap(AST->function("second"), "it is too large");
    Sink->gap(AST->function("first"), "it is too large");
    Sink->gap(AST->function("first"), "it is too deep");
  }
  std::string All;
  for (const AnalysisGap &Gap : Sink->gaps())
    All += std::to_string(Gap.Line) + " " + Gap.Function + ": " + Gap.Reason +
           "\n";
  EXPECT_EQ(All, "1 n::first: it is too deep\n1 n::first: it is too large\n"
                 "1 second: it is too large\n");
}

TEST_F(UnitSinkTest, IsOfOneUnit) {
  UnitSink Outer;
  {
    UnitSink Inner;
    EXPECT_EQ(UnitSink::ofThread(), &Inner);
  }
  EXPECT_EQ(UnitSink::ofThread(), &Outer);
}

TEST_F(UnitSinkTest, HearsWhatTheChecksTell) {
  RunConfig Run;
  Run.Checks = "-*,async-*";
  Run.Options = "async-blocking-call.AllowedFunctions: known;unknown";
  std::string Text = "#include <task.h>\nvoid known();\n"
                     "co::task<> f() { known(); co_await co::yield(); }\n";
  UnitSink Told;
  TidyResult Result =
      runTidy(ASYNC_TIDY_TEST_DIR "/checks/sink.cpp", Run, &Text);
  EXPECT_EQ(Result.Error, "");
  EXPECT_EQ(Told.costs().size(), allRules().size());
  EXPECT_TRUE(Told.gaps().empty());
  std::map<ListedOptionName, bool> Expected = {
      {{"async-blocking-call", "AllowedFunctions", "known"}, true},
      {{"async-blocking-call", "AllowedFunctions", "unknown"}, false}};
  EXPECT_EQ(Told.optionNames(), Expected);
}

} // namespace
