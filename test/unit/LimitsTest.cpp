// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where an analysis stops, it says so, and goes further if it may.

#include "model/Limits.h"
#include "model/StepsFrom.h"
#include "test/support/RunTidy.h"
#include "test/unit/UnitTest.h"

using namespace async_tidy;
using namespace async_tidy::test;

namespace {

/// "#" in \p Text is each number from \p From to \p To, "@" the one before it.
std::string repeat(int From, int To, const std::string &Text) {
  std::string Result;
  for (int I = From; I <= To; ++I)
    for (char C : Text)
      Result += C == '#'   ? std::to_string(I)
                : C == '@' ? std::to_string(I - 1)
                           : std::string(1, C);
  return Result;
}

/// Code that reaches a limit.
struct Case {
  const char *Name;
  const Limit *Reached;
  const char *Function; ///< the one that is told of
  std::string Code;
  /// With a factor that suffices there is this many findings more.
  unsigned Hidden = 1;
  unsigned Factor = 2;
};

const char Prelude[] =
    "#include <task.h>\n#include <functional>\n#include <future>\n"
    "#include <memory>\n#include <mutex>\n#include <poll.h>\n"
    "#include <string>\n#include <vector>\n"
    "extern \"C\" unsigned sleep(unsigned);\n"
    "void use(int); bool flag(); co::task<> work();\n";

const std::vector<Case> &cases() {
  static const std::vector<Case> All = {
CASES
  };
  return All;
}

class LimitTest : public testing::TestWithParam<Case> {
protected:
  void run(unsigned Factor) {
    RunConfig Run;
    Run.Checks = "async-*";
    Run.Options = "AsyncLimitFactor: " + std::to_string(Factor);
    std::string Text = Prelude + GetParam().Code;
    Told.reset();
    Told.emplace();
    Result = runTidy(ASYNC_TIDY_TEST_DIR "/checks/limits.cpp", Run, &Text);
    EXPECT_EQ(Result.Error, "");
    EXPECT_FALSE(Result.hasCompileError()) << Text;
  }

  bool tellsOf(unsigned Factor) const {
    const Limit &L = *GetParam().Reached;
    std::string Reason = L.Reason;
    Reason.replace(Reason.find("%0"), 2,
                   std::to_string(std::min(L.Value * Factor, L.Most)));
    return std::any_of(Told->gaps().begin(), Told->gaps().end(),
                       [&](const AnalysisGap &Gap) {
                         return Gap.Reason == Reason &&
                                Gap.Function == GetParam().Function &&
                                Gap.Line != 0 && Gap.IsLimit;
                       });
  }

  std::optional<UnitSink> Told;
  TidyResult Result;
};

TEST_P(LimitTest, IsToldAndCanBeRaised) {
  run(1);
  size_t Before = Result.Findings.size();
  EXPECT_TRUE(tellsOf(1));
  EXPECT_EQ(Told->gaps().size(), 1u);
  run(GetParam().Factor);
  EXPECT_FALSE(tellsOf(GetParam().Factor));
  EXPECT_TRUE(Told->gaps().empty());
  EXPECT_EQ(Result.Findings.size(), Before + GetParam().Hidden);
}

INSTANTIATE_TEST_SUITE_P(Limits, LimitTest, testing::ValuesIn(cases()),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

class StepsFromTest : public UnitTest {
protected:
  void parse() {
    UnitTest::parse("void inner() {} void outer() { inner(); }");
    Start = *AST->function("outer")->getBody()->child_begin();
  }
  const clang::Stmt *Start = nullptr;
};

TEST_F(StepsFromTest, TellsOfTheFunctionWithTheStart) {
  parse();
  StepsFrom Steps(*TU, Start, limits::ContainerSteps);
  EXPECT_FALSE((Steps + 10).exceed());
  EXPECT_TRUE(Sink->gaps().empty());
  for (int Twice = 0; Twice < 2; ++Twice)
    EXPECT_TRUE((Steps + 5 + 6).exceed());
  ASSERT_EQ(Sink->gaps().size(), 1u);
  EXPECT_EQ(Sink->gaps().begin()->Function, "outer");
}

TEST_F(StepsFromTest, IsQuietAboutRecursion) {
  parse();
  const FunctionDecl *F = AST->function("inner"), *G = AST->function("outer");
  StepsFrom Steps(*TU, Start, limits::TaskCalls), A = Steps.into(F),
                                                  B = A.into(G);
  StepsFrom Again = B.into(F);
  EXPECT_FALSE((Again + 1).exceed());
  EXPECT_TRUE((Again + 2).exceed());
  EXPECT_TRUE(Sink->gaps().empty());
  EXPECT_TRUE((B + 3).exceed());
  EXPECT_EQ(Sink->gaps().size(), 1u);
}

TEST_F(StepsFromTest, DoesNotProposeWhatCannotBe) {
  parse();
  TranslationUnit Raised(AST->context(), *TranslationUnit::loadLibrary({}),
                         &*Sink, MaxLimitFactor);
  EXPECT_EQ(Raised.limit(limits::TaskCalls), limits::TaskCalls.Most);
  EXPECT_EQ(Raised.limit(limits::BodySize), 4'000'000u);
  Raised.gaveUp(limits::TaskCalls, Start);
  Raised.gaveUp(limits::BodySize, AST->function("inner"));
  ASSERT_EQ(Sink->gaps().size(), 2u);
  for (const AnalysisGap &Gap : Sink->gaps())
    EXPECT_FALSE(Gap.IsLimit);
}

TEST_F(StepsFromTest, ListensToNobody) {
  parse();
  TranslationUnit Alone(AST->context(), *TranslationUnit::loadLibrary({}));
  Alone.gaveUp(limits::TaskCalls, Start);
  EXPECT_TRUE(StepsFrom(Alone, Start, limits::TaskCalls).into(nullptr).exceed() ==
              false);
  EXPECT_TRUE(Sink->gaps().empty());
}

TEST(Limits, MostIsNotLessThanTheValue) {
  for (const Limit *L :
       {&limits::BodySize, &limits::FlowSteps, &limits::PathLength,
        &limits::ThrowingCalls, &limits::FunctionsOfGuard}) {
    EXPECT_GT(L->Most, L->Value);
    EXPECT_LE(L->Most / L->Value, MaxLimitFactor);
  }
}

} // namespace
