// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where an analysis stops, it says so, and goes further if it may.

#include "model/Limits.h"
#include "analysis/calls/CallableParameters.h"
#include "analysis/flow/ForwardFlow.h"
#include "analysis/flow/ValueUse.h"
#include "model/BodyWalk.h"
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

std::string downwards(int From, const std::string &Text) {
  std::string Result;
  for (int I = From; I > 0; --I)
    Result += repeat(I, I, Text);
  return Result;
}

/// Code that reaches a limit.
struct Case {
  const char *Name;
  const Limit *Reached;
  const char *Function; ///< the one that is told of
  std::string Code;
  unsigned Hidden = 1; ///< findings that there are with twice the limit
};

const char Prelude[] =
    "#include <task.h>\n#include <asio.h>\n#include <functional>\n#include "
    "<future>\n"
    "#include <memory>\n#include <mutex>\n#include <poll.h>\n"
    "#include <string>\n#include <vector>\n"
    "extern \"C\" unsigned sleep(unsigned);\n"
    "void use(int); bool flag(); co::task<> work();\n";

const std::vector<Case> &cases() {
  static const std::vector<Case> All = {
      {"BodySize", &limits::BodySize, "f",
       "std::mutex m;\nco::task<> f() { m.lock(); co_await work();\n" +
           repeat(1, 11000, "use(#);") + "}\n"},
      {"PathLength", &limits::PathLength, "f",
       "struct S0 { int n; };\n" + repeat(1, 14, "struct S# { S@ s; };\n") +
           "S14 root;\nco::task<> f() {\n  int n = root" + repeat(1, 14, ".s") +
           ".n;\n  co_await work();\n  root" + repeat(1, 14, ".s") +
           ".n = n + 1;\n}\n"},
      {"LifetimeSteps", &limits::LifetimeSteps, "f",
       "co::task<> later(const std::string &s);\n"
       "co::task<> f() {\n  auto t = later(" +
           repeat(1, 10, "static_cast<const std::string &>(") +
           "std::string(\"x\")" + repeat(1, 10, ")") +
           ");\n  co_await work();\n  co_await t;\n}\n"},
      {"ContainerSteps", &limits::ContainerSteps, "Server::f",
       "class Server {\n  std::vector<int> v;\npublic:\n"
       "  void add(int i) { v.push_back(i); }\n"
       "  co::task<> f() {\n    auto i0 = v.begin();\n" +
           repeat(1, 7, "auto i# = i@; ") +
           "\n    co_await work();\n    use(*i7);\n  }\n};\n"},
      {"ThreadValueCalls", &limits::ThreadValueCalls, "f",
       "int &t0() { static thread_local int x; return x; }\n" +
           repeat(1, 6, "int &t#() { use(#); return t@(); }\n") +
           "co::task<> f() { int &r = t6(); co_await work(); r = 1; }\n"},
      {"GuardsOfGuards", &limits::GuardsOfGuards, "f",
       "std::mutex m;\nvoid holder() { std::unique_lock l(m); sleep(1); }\n"
       "co::task<> f() {\n  std::unique_lock l0(m, std::defer_lock);\n" +
           repeat(1, 3, "  std::unique_lock l#(l@, std::defer_lock);\n") +
           "  l3.lock();\n  use(1);\n  l3.unlock();\n  co_await work();\n}\n"},
      {"CallableSteps", &limits::CallableSteps, "f",
       "void blocks() { sleep(1); }\n"
       "co::task<> f() {\n  auto c0 = &blocks;\n" +
           repeat(1, 8, "auto c# = c@; ") + "c8();\n  co_await work();\n}\n"},
      {"TaskCalls", &limits::TaskCalls, "f",
       "std::vector<co::task<>> kept;\n"
       "void p0(co::task<> t) { kept.push_back(std::move(t)); }\n" +
           repeat(1, 6, "void p#(co::task<> t) { p@(std::move(t)); }\n") +
           "co::task<> later(const std::string &s);\n"
           "void f() { std::string s; p6(later(s)); }\n"},
      {"OriginSteps", &limits::OriginSteps, "f",
       "asio::io_context ctx;\n"
       "asio::awaitable<void> o0() { throw 1; co_return; }\n" +
           repeat(1, 8, "asio::awaitable<void> o#() { return o@(); }\n") +
           "void f() { asio::co_spawn(ctx, o8(), asio::detached); }\n"},
      {"ThrowingCalls", &limits::ThrowingCalls, "t5",
       "asio::io_context ctx;\n" + repeat(0, 29, "void t#(int);\n") +
           repeat(1, 29, "void t#(int i) { t@(i); }\n") +
           "void t0(int i) { if (i) throw 1; }\n"
           "asio::awaitable<void> f() { t29(1); co_return; }\n"
           "void g() { asio::co_spawn(ctx, f(), asio::detached); }\n"},
      {"BlockingCalls", &limits::BlockingCalls, "b5",
       repeat(0, 69, "void b#(int);\n") +
           downwards(69, "void b#(int t) { b@(t); }\n") +
           "void b0(int t) { poll(nullptr, 0, t); }\n"
           "co::task<> f() { b69(5); co_await work(); }\n"},
      {"CallsWithParameters", &limits::CallsWithParameters, "b",
       "void b(int t) { " + repeat(1, 17, "poll(nullptr, 0, t); ") +
           "}\nco::task<> f() { b(5); co_await work(); }\n",
       /*Hidden=*/0},
      {"DestroyedParts", &limits::DestroyedParts, "f",
       "struct D0 {\n"
       "  std::future<void> f = std::async([] {});\n"
       "  ~D0() { f.get(); }\n};\n" +
           repeat(1, 7, "struct D# { D@ d; };\n") +
           "co::task<> f() { D7 x; co_await work(); }\n"},
      {"InitialisersOfLocks", &limits::InitialisersOfLocks, "f",
       "extern std::mutex m;\n"
       "struct L0 { std::unique_lock<std::mutex> l; };\n" +
           repeat(1, 9, "struct L# { L@ l; };\n") +
           "co::task<> f() {\n  L9 x{" + repeat(1, 9, "{") +
           "std::unique_lock(m)" + repeat(1, 9, "}") +
           "};\n  co_await work();\n}\n"},
      {"FunctionsOfGuard", &limits::FunctionsOfGuard, "G::~G",
       "class G {\n  std::mutex &m;\n  void u0() { m.unlock(); }\n" +
           repeat(1, 9, "  void u#() { u@(); }\n") +
           "public:\n  G(std::mutex &m) : m(m) { m.lock(); }\n"
           "  ~G() { u9(); }\n};\nextern std::mutex m;\n"
           "co::task<> f() { G g(m); co_await work(); }\n"},
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
    return std::any_of(
        Told->gaps().begin(), Told->gaps().end(), [&](const AnalysisGap &Gap) {
          return Gap.Reason == Reason && Gap.Function == GetParam().Function &&
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
  run(2);
  EXPECT_FALSE(tellsOf(2));
  EXPECT_EQ(Result.Findings.size(), Before + GetParam().Hidden);
}

INSTANTIATE_TEST_SUITE_P(Limits, LimitTest, testing::ValuesIn(cases()),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

class SingleLimitTest : public UnitTest {
protected:
  /// "function: reason" of the only gap.
  std::string gap() {
    if (Sink->gaps().size() != 1)
      return std::to_string(Sink->gaps().size()) + " gaps";
    const AnalysisGap &Gap = *Sink->gaps().begin();
    return Gap.Function + ": " + Gap.Reason;
  }
};

TEST_F(SingleLimitTest, CallbackCalls) {
  parse("#include <functional>\n#include <vector>\n"
        "void c0(std::function<void()> f) { f(); }\n" +
        repeat(1, 5, "void c#(std::function<void()> f) { c@(f); }\n") +
        "void s0(std::vector<int> v) { v.clear(); }\n" +
        repeat(1, 5, "void s#(std::vector<int> v) { s@(v); }\n"));
  CallableParameters Parameters(*TU);
  EXPECT_FALSE(Parameters.invokes(AST->function("s5"), 0));
  EXPECT_TRUE(Sink->gaps().empty());
  EXPECT_TRUE(CallableParameters(*TU).invokes(AST->function("c4"), 0));
  EXPECT_FALSE(Parameters.invokes(AST->function("c5"), 0));
  EXPECT_EQ(gap(), "c5: a callback goes from it through more than 4 other "
                   "functions");
  TranslationUnit Raised(AST->context(), *TranslationUnit::loadLibrary({}),
                         nullptr, 2);
  EXPECT_TRUE(CallableParameters(Raised).invokes(AST->function("c5"), 0));
}

TEST_F(SingleLimitTest, NestingAroundValue) {
  parse("int g(); void f() { (void)((((g())))); }");
  // No limit allows any step.
  TranslationUnit None(AST->context(), *TranslationUnit::loadLibrary({}),
                       &*Sink, 0);
  const clang::FunctionDecl *F = AST->function("f");
  const clang::Expr *Call = nullptr;
  walkFunction(F, [&](const clang::Stmt *S) {
    if (isa<clang::CallExpr>(S))
      Call = cast<clang::Expr>(S);
    return true;
  });
  ASSERT_TRUE(Call);
  EXPECT_EQ(useOfValue(bodyOf(*TU, F), Call).Kind, ValueUse::Ignored);
  EXPECT_TRUE(Sink->gaps().empty());
  EXPECT_EQ(useOfValue(bodyOf(None, F), Call).Kind, ValueUse::Other);
  EXPECT_EQ(gap(), "f: a value in it is nested in more than 0 expressions");
}

/// A million facts hold everywhere.
struct ManyFacts {
  struct State {
    size_t size() const { return 64'000'000; }
  };
  void enter(State &) {}
  bool join(State &, const State &) { return false; }
  void step(State &, const clang::CFGElement &, bool) {}
  void branch(State &, const clang::CFGBlock &, unsigned) {}
  void unwind(State &, const clang::CXXTryStmt &) {}
};

TEST_F(SingleLimitTest, FlowSteps) {
  parse("void use(int); void f() { use(1); }");
  ManyFacts Domain;
  const clang::FunctionDecl *F = AST->function("f");
  EXPECT_FALSE(ForwardFlow<ManyFacts>(bodyOf(*TU, F), Domain).run());
  EXPECT_EQ(gap(),
            "f: its control flow needs more than 2000000 steps to follow");
  TranslationUnit Raised(AST->context(), *TranslationUnit::loadLibrary({}),
                         nullptr, 100);
  EXPECT_TRUE(ForwardFlow<ManyFacts>(bodyOf(Raised, F), Domain).run());
}

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
  const clang::FunctionDecl *F = AST->function("inner"),
                            *G = AST->function("outer");
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
  EXPECT_TRUE((StepsFrom(Alone, Start, limits::TaskCalls) + 5).exceed());
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
