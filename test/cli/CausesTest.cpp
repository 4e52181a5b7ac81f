// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What findings say they rest on, and that the line of a library file which
// they offer turns exactly those off that rest on the same fact.

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

using namespace async_tidy::fixtures;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace {

/// Coroutine types and things to be wrong about. `app::task` is lazy.
const char *const Prelude = R"(#include <coroutine>
#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <utility>
namespace app {
template <class T = void> struct task;
struct promise_base {
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception() {}
};
template <> struct task<void> {
  struct promise_type : promise_base {
    task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    void return_void() {}
  };
  task(std::coroutine_handle<promise_type> h) : h(h) {}
  task(task &&o) noexcept : h(std::exchange(o.h, {})) {}
  ~task() { if (h) h.destroy(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
  std::coroutine_handle<promise_type> h;
};
struct tick { bool await_ready() const noexcept { return false; } void await_suspend(std::coroutine_handle<>) {} void await_resume() {} };
}
)";

struct Case {
  const char *Name;
  const char *Check;
  const char *Kind;
  const char *KnownBy;
  /// What the code is run with besides; may be empty.
  const char *Model;
  /// Has a finding that rests on the fact, and one of the same check that rests
  /// on another one.
  const char *Source;
};

void PrintTo(const Case &C, std::ostream *OS) { *OS << C.Name; }

const Case Cases[] = {
    {"LostWork", "async-discarded-awaitable", "lost-work", "body", "", R"(
app::task<> save();
struct probe { bool await_ready(); void await_suspend(std::coroutine_handle<>); void await_resume(); };
probe ask();
app::task<> both() { save(); ask(); co_await app::tick{}; }
)"},
    {"LostWorkBySignature", "async-discarded-awaitable", "lost-work",
     "signature", "", R"(
app::task<> save();
struct probe { bool await_ready(); void await_suspend(std::coroutine_handle<>); void await_resume(); };
probe ask();
app::task<> both() { save(); ask(); co_await app::tick{}; }
)"},
    {"Starter", "async-detached-capture", "starter", "user-model",
     "library: base\nspawn: [{name: app::go, kind: callback}, {name: "
     "app::start, kind: callback}]\n",
     R"(
namespace app { template <class F> void go(F) {} template <class F> void start(F) {} }
void use(int);
void both() {
  int a = 0;
  app::go([&a] { use(a); });
  app::start([&a] { use(a); });
}
)"},
    {"Throws", "async-detached-task", "throws", "body",
     "library: base\nspawn: [{name: app::go, kind: detach}]\n", R"(
namespace app { void go(task<> t); }
app::task<> first() { co_await app::tick{}; throw 1; }
app::task<> second() { co_await app::tick{}; throw 2; }
void both() { app::go(first()); app::go(second()); }
)"},
    {"Blocks", "async-blocking-call", "blocks", "body", "", R"(
extern "C" unsigned sleep(unsigned);
namespace app { void helper() { sleep(1); } void other() { sleep(2); } }
app::task<> both() { app::helper(); app::other(); co_await app::tick{}; }
)"},
    {"BlocksByLibraryFile", "async-blocking-call", "blocks", "library-file", "",
     R"(
extern "C" unsigned sleep(unsigned);
extern "C" int usleep(unsigned);
app::task<> both() { sleep(1); usleep(2); co_await app::tick{}; }
)"},
    {"ThreadLock", "async-lock-across-suspension", "thread-lock",
     "library-file", "", R"(
namespace app {
struct spin { void lock(); void unlock(); bool try_lock(); };
struct held { explicit held(spin &s) : s(s) { s.lock(); } ~held() { s.unlock(); } spin &s; };
}
app::task<> both(std::mutex &m, app::spin &s) {
  { std::lock_guard<std::mutex> lock(m); co_await app::tick{}; }
  { app::held lock(s); co_await app::tick{}; }
}
)"},
    {"ThreadLockByBody", "async-lock-across-suspension", "thread-lock", "body",
     "", R"(
namespace app {
struct spin { void lock(); void unlock(); bool try_lock(); };
struct held { explicit held(spin &s) : s(s) { s.lock(); } ~held() { s.unlock(); } spin &s; };
}
app::task<> both(std::mutex &m, app::spin &s) {
  { std::lock_guard<std::mutex> lock(m); co_await app::tick{}; }
  { app::held lock(s); co_await app::tick{}; }
}
)"},
    {"ThreadBound", "async-hostile-raii", "thread-bound", "body", "", R"(
namespace app {
inline thread_local int level = 0, depth = 0;
struct raise { raise() { ++level; } ~raise() { --level; } };
struct deepen { deepen() { depth = 1; } ~deepen() { depth = 0; } };
struct lift { lift() { level = 1; } ~lift() { level = 0; } };
}
app::task<> both() {
  { app::deepen d; co_await app::tick{}; }
  { app::lift l; co_await app::tick{}; }
}
)"},
    {"ChangesThread", "async-thread-local-across-suspension", "changes-thread",
     "signature", "", R"(
namespace app { inline thread_local int level = 0; struct job : task<> { using task<>::task;
  struct promise_type : promise_base { job get_return_object(); void return_void() {} }; }; }
void use(int);
app::task<> first() { int &l = app::level; co_await app::tick{}; use(l); }
app::job second() { int &l = app::level; co_await app::tick{}; use(l); }
)"},
    {"SharedState", "async-read-modify-write", "shared-state", "body", "", R"(
struct account {
  int balance = 0, limit = 0;
  app::task<> both() {
    int b = balance; co_await app::tick{}; balance = b + 1;
    int l = limit; co_await app::tick{}; limit = l + 1;
  }
};
)"},
    {"SharedStateOfContainer", "async-reference-across-suspension",
     "shared-state", "body", "", R"(
struct table {
  std::string names, texts;
  void grow() { names += 'x'; texts += 'x'; }
  app::task<> both() {
    char &n = names[0]; char &t = texts[0];
    co_await app::tick{};
    n = t;
  }
};
)"},
    {"UsesLater", "async-dangling-argument", "uses-later", "signature", "", R"(
app::task<> print(const std::string &text);
app::task<> store(const std::string &text);
app::task<> both() {
  app::task<> a = print(std::string("a"));
  app::task<> b = store(std::string("b"));
  co_await std::move(a);
  co_await std::move(b);
}
)"},
};

class Causes : public testing::TestWithParam<Case> {
protected:
  json findings(const std::string &Models) {
    CliRun R = P.check("--checks='-*," + std::string(GetParam().Check) +
                       "' -o json " + Models);
    EXPECT_THAT(R.Code, testing::AnyOf(0, 1)) << R.Out << R.Err;
    json Report = json::parse(R.Out, nullptr, false);
    return Report.is_discarded() ? json::array() : Report["findings"];
  }
  Project P;
};

/// Check, line and column of all \p Findings but those that rest on \p Fact.
std::multiset<std::string> places(const json &Findings,
                                  const std::string &Fact) {
  std::multiset<std::string> Result;
  for (const json &F : Findings)
    if (F["cause"]["fact"] != Fact)
      Result.insert(F["check"].get<std::string>() +
                    F["location"]["begin"].dump());
  return Result;
}

TEST_P(Causes, TheModelTurnsExactlyItsFindingsOff) {
  const Case &C = GetParam();
  P.addUnit("a.cpp", std::string(Prelude) + C.Source);
  std::string Models;
  if (*C.Model) {
    P.Folder.write("base.yaml", C.Model);
    Models = "--model base.yaml ";
  }
  json Before = findings(Models);
  json Cause;
  for (const json &F : Before)
    if (Cause.is_null() && F["cause"]["kind"] == C.Kind &&
        F["cause"]["knownBy"] == C.KnownBy)
      Cause = F["cause"];
  ASSERT_FALSE(Cause.is_null()) << Before.dump(2);
  ASSERT_TRUE(Cause.contains("model")) << Cause.dump(2);
  EXPECT_NE(Cause["subject"], "");
  std::multiset<std::string> Others = places(Before, Cause["fact"]);
  EXPECT_FALSE(Others.empty()) << "nothing to be left alone" << Before.dump(2);
  P.Folder.write("wrong.yaml",
                 "library: wrong\n" + Cause["model"].get<std::string>() + "\n");
  EXPECT_EQ(places(findings(Models + "--model wrong.yaml"), ""), Others)
      << Cause.dump(2);
}

INSTANTIATE_TEST_SUITE_P(All, Causes, testing::ValuesIn(Cases),
                         [](const auto &Info) { return Info.param.Name; });

/// 5 coroutines that call one helper, which blocks.
std::string manyCalls() {
  std::string Text = std::string(Prelude) + R"(
extern "C" unsigned sleep(unsigned);
namespace app { void helper() { sleep(1); } }
)";
  for (char Name : {'a', 'b', 'c', 'd', 'e'})
    Text += std::string("app::task<> ") + Name +
            "() { app::helper(); co_await app::tick{}; }\n";
  return Text;
}

TEST(CliFolding, RepeatedFactsAreCounted) {
  Project P;
  P.addUnit("a.cpp", manyCalls());
  CliRun Folded = P.check();
  EXPECT_EQ(Folded.Code, 1);
  EXPECT_THAT(Folded.Out,
              HasSubstr("2 more rest on the same fact: 'helper' blocks"));
  EXPECT_THAT(Folded.Out, HasSubstr("5 findings"));
  CliRun All = P.check("--all");
  EXPECT_THAT(All.Out, Not(HasSubstr("on the same fact")));
  EXPECT_EQ(All.Code, 1);
  // Formats for programs have everything.
  EXPECT_EQ(json::parse(P.check("-o json").Out)["findings"].size(), 5u);
  EXPECT_EQ(P.check("-o concise").Out, P.check("-o concise --all").Out);
}

TEST(CliSurvey, TellsWhatItUnderstood) {
  Project P;
  P.addUnit("a.cpp", manyCalls());
  CliRun R = P.run("survey -p .");
  EXPECT_EQ(R.Code, 0) << R.Err;
  EXPECT_THAT(R.Out, HasSubstr("1 unit analysed, 0 failed"));
  EXPECT_THAT(R.Out, HasSubstr("app::task: lazy"));
  EXPECT_THAT(R.Out, HasSubstr("app::helper: reached by 5 coroutines"));
  EXPECT_THAT(R.Out, HasSubstr("5 findings: 'helper' blocks"));
  EXPECT_THAT(R.Out, HasSubstr("if not: nonblocking: [app::helper]"));
  EXPECT_LE(std::count(R.Out.begin(), R.Out.end(), '\n'), 80);
  json All = json::parse(P.run("survey -p . -o json").Out);
  EXPECT_EQ(All["format"], "async-tidy-survey");
  ASSERT_EQ(All["causes"].size(), 1u) << All.dump(2);
  EXPECT_EQ(All["causes"][0]["findings"], 5);
  EXPECT_EQ(All["causes"][0]["functions"], 5);
}

TEST(CliSurvey, DoesNotDependOnTheNumberOfThreads) {
  Project P;
  for (const char *File : {"a.cpp", "b.cpp", "c.cpp"})
    P.addUnit(File, manyCalls());
  EXPECT_EQ(P.run("survey -p . -o json -j 1").Out,
            P.run("survey -p . -o json -j 3").Out);
}

TEST(CliSurvey, WritesAModelThatIsRead) {
  Project P;
  P.addUnit("a.cpp", manyCalls());
  ASSERT_EQ(P.run("survey -p . --write-model facts.yaml").Code, 0);
  // As written it changes nothing.
  CliRun Same = P.check("-o json --model facts.yaml");
  EXPECT_EQ(json::parse(Same.Out)["findings"].size(), 5u) << Same.Err;
  std::string Text = P.Folder.read("facts.yaml");
  EXPECT_THAT(Text, HasSubstr("# 5 findings: 'helper' blocks"));
  size_t At = Text.find("# app::helper");
  ASSERT_NE(At, std::string::npos) << Text;
  Text.erase(At, 2);
  P.Folder.write("facts.yaml", Text);
  CliRun Off = P.check("-o json --model facts.yaml");
  EXPECT_EQ(Off.Code, 0) << Off.Out << Off.Err;
}

TEST(CliSurvey, KeepsAModelThatIsThere) {
  Project P;
  P.addUnit("a.cpp", manyCalls());
  P.Folder.write("facts.yaml", "library: mine\n");
  CliRun R = P.run("survey -p . --write-model facts.yaml");
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("facts.yaml: the file exists"));
  EXPECT_EQ(P.Folder.read("facts.yaml"), "library: mine\n");
  EXPECT_EQ(P.run("survey -p . --write-model facts.yaml --force").Code, 0);
  EXPECT_THAT(P.Folder.read("facts.yaml"), HasSubstr("app::helper"));
}

TEST(CliSurvey, AUnitThatFailsIsThree) {
  Project P;
  P.addUnit("a.cpp", manyCalls());
  P.addUnit("b.cpp", "#include \"missing.h\"\n");
  CliRun R = P.run("survey -p .");
  EXPECT_EQ(R.Code, 3);
  EXPECT_THAT(R.Out, HasSubstr("1 unit analysed, 1 failed"));
  EXPECT_THAT(R.Out, HasSubstr("Given up on"));
}

} // namespace
