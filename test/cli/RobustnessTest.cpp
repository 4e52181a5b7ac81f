// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sys/stat.h>

using namespace async_tidy::fixtures;
using testing::HasSubstr;
using testing::Not;

/// clang 19 and 22 crash in semantic analysis when the call of await_suspend
/// must be evaluated at compile time (llvm-project issue 128965).
static const char *const CrashingCoroutine = R"(#include <coroutine>
struct Awaiter {
  bool await_ready() { return false; }
  consteval void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
Task crashing() { co_await Awaiter(); }
)";

TEST(CliRobustness, ACrashOfTheFrontEndCostsOneUnit) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  P.addUnit("crash.cpp", CrashingCoroutine);
  P.addUnit("pragma.cpp", "#pragma clang __debug crash\n");
  P.addUnit("fatal.cpp", "#pragma clang __debug llvm_fatal_error\n");
  P.addUnit("b.cpp", SleepingSource);
  for (const char *Jobs : {"-j1", "-j3"}) {
    CliRun R = P.check(Jobs);
    EXPECT_EQ(R.Code, 3) << R.Err;
    EXPECT_THAT(R.Out, HasSubstr("a.cpp:"));
    EXPECT_THAT(R.Out, HasSubstr("b.cpp:"));
    EXPECT_THAT(R.Out, HasSubstr("2 findings"));
    for (const char *Name :
         {"\ncrash.cpp: ", "\npragma.cpp: ", "\nfatal.cpp: "})
      EXPECT_THAT(R.Out, HasSubstr(Name));
    EXPECT_THAT(R.Out, HasSubstr("front end crashed"));
  }
}

TEST(CliRobustness, TellsWhatIsTooLarge) {
  std::string Huge = CleanSource;
  Huge +=
      "namespace std { class mutex { public: void lock(); void unlock(); }; }\n"
      "void use(int);\n"
      "Task huge(std::mutex &m) {\n  m.lock();\n";
  for (int I = 0; I < 11000; ++I)
    Huge += "use(1);";
  Huge += "\n  co_await std::suspend_always();\n}\n";
  std::string Line = std::to_string(
      1 +
      std::count(Huge.begin(), Huge.begin() + Huge.find("Task huge"), '\n'));
  Project P;
  P.addUnit("huge.cpp", Huge);
  CliRun Text = P.check();
  EXPECT_EQ(Text.Code, 0) << Text.Out;
  EXPECT_THAT(
      Text.Out,
      HasSubstr("huge.cpp:" + Line +
                ": note: function 'huge' is not analysed completely: "));
  auto Json = nlohmann::json::parse(P.check("-o json").Out);
  ASSERT_EQ(Json["notifications"].size(), 1u);
  EXPECT_EQ(Json["notifications"][0]["kind"], "gap");
  EXPECT_EQ(Json["notifications"][0]["line"], std::stoi(Line));
  CliRun Sarif = P.check("-o sarif");
  EXPECT_EQ(Sarif.Code, 0);
  EXPECT_THAT(Sarif.Err, HasSubstr("huge.cpp:" + Line + ": function 'huge'"));
  auto Told = nlohmann::json::parse(
      Sarif.Out)["runs"][0]["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(Told.size(), 1u);
  EXPECT_EQ(Told[0]["descriptor"]["id"], "gap");
  EXPECT_EQ(Told[0]["level"], "note");
  EXPECT_EQ(P.check("-q -o sarif=out.sarif").Err, "");
}

TEST(CliRobustness, FindingsBehindManyErrorsAreReported) {
  Project P;
  std::string Broken;
  for (int I = 0; I < 40; ++I)
    Broken += "int x" + std::to_string(I) + " = undeclared;\n";
  P.addUnit("a.cpp", Broken + SleepingSource);
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 3);
  EXPECT_THAT(R.Out, HasSubstr("[async-blocking-call]"));
  EXPECT_THAT(R.Out, HasSubstr("and 39 more errors"));
}

TEST(CliRobustness, PipesAreNotWaitedFor) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  P.check();
  ASSERT_EQ(::mkfifo(P.Folder("pipe").c_str(), 0600), 0);
  for (const char *Args :
       {"-p pipe", "-p . --model pipe", "-p . -o json=pipe"}) {
    CliRun R = P.run(Args);
    EXPECT_EQ(R.Code, 2) << Args;
    EXPECT_THAT(R.Err, HasSubstr("pipe")) << Args;
  }
  ASSERT_EQ(::mkfifo(P.Folder(".clang-tidy").c_str(), 0600), 0);
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr(".clang-tidy': it is a pipe"));
}

TEST(CliRobustness, ADeeplyNestedDatabaseIsAnError) {
  Project P;
  P.Folder.write("compile_commands.json",
                 std::string(50000, '[') + std::string(50000, ']'));
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("compile_commands.json:1:101: "));
}

TEST(CliRobustness, DeeplyNestedYamlIsAnError) {
  static constexpr size_t Levels = 50000;
  auto Repeated = [](const std::string &Piece) {
    std::string Text;
    for (size_t I = 0; I < Levels; ++I)
      Text += Piece;
    return Text;
  };
  std::vector<std::string> Values = {Repeated("[") + Repeated("]"),
                                     Repeated("{a: ") + Repeated("}"),
                                     Repeated("["),
                                     Repeated("? [") + Repeated("]"),
                                     "\n" + Repeated("- ") + "a",
                                     "\n" + Repeated("? ") + "a"};
  for (const std::string &Value : Values) {
    SCOPED_TRACE(Value.substr(0, 10));
    Project P;
    P.addUnit("sub/a.cpp", CleanSource);
    P.Folder.write("own.yaml", "library: own\njoins: " + Value + "\n");
    CliRun R = P.check("--model own.yaml");
    EXPECT_EQ(R.Code, 2);
    EXPECT_THAT(R.Err, HasSubstr("own.yaml:"));
    EXPECT_THAT(R.Err, HasSubstr("nested more than 64 levels deep\n"));
    P.Folder.write(".clang-tidy", "Checks: '*'\nUser: " + Value + "\n");
    R = P.check();
    EXPECT_EQ(R.Code, 2);
    EXPECT_THAT(R.Err, HasSubstr(".clang-tidy:"));
    EXPECT_THAT(R.Err, HasSubstr("nested more than 64 levels deep\n"));
    // Nobody reads it.
    P.Folder.write("sub/.clang-tidy", "Checks: '*'\n");
    EXPECT_EQ(P.check().Code, 0);
  }
}

TEST(CliRobustness, APathNamedTwiceIsOneUnit) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  for (const char *Args :
       {"a.cpp a.cpp", "a.cpp . ./a.cpp", "--all-configs a.cpp a.cpp"}) {
    auto Json =
        nlohmann::json::parse(P.check(std::string("-o json ") + Args).Out);
    EXPECT_EQ(Json["run"]["units"]["analysed"], 1) << Args;
    EXPECT_EQ(Json["findings"].size(), 1u) << Args;
  }
}

TEST(CliRobustness, AHangCostsOneUnit) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  // Opening a pipe that nobody writes to never returns.
  P.addUnit("hang.cpp", "#include \"pipe.h\"\n");
  ASSERT_EQ(::mkfifo(P.Folder("pipe.h").c_str(), 0600), 0);
  CliRun R = P.check("--timeout 2 -j1");
  EXPECT_EQ(R.Code, 3) << R.Out << R.Err;
  EXPECT_THAT(R.Out, HasSubstr("not done after 2 s"));
  EXPECT_THAT(R.Out, HasSubstr("1 finding "));
}

TEST(CliRobustness, CompileErrorsAreNamedAndFindingsStillReported) {
  Project P;
  P.addUnit("a.cpp", std::string("#include \"generated.h\"\n") +
                         SleepingSource + "int y = undeclared;\n");
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 3);
  EXPECT_THAT(R.Out, HasSubstr("[async-blocking-call]"));
  EXPECT_THAT(R.Out, HasSubstr("a.cpp:1:10: 'generated.h' file not found"));
  EXPECT_THAT(R.Out, HasSubstr("--extra-arg"));
}

TEST(CliRobustness, WarningsOfTheCompilerAreNotOurs) {
  Project P;
  P.addUnit("a.cpp", "int f() { int unused; }\n",
            {"-Wall", "-Wextra", "-Werror", "-pedantic-errors"});
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 0) << R.Out;
}

TEST(CliRobustness, FailuresAreToldWhenNoTextReportIs) {
  Project P;
  P.addUnit("a.cpp", "#include \"gone.h\"\n");
  CliRun R = P.check("--quiet -o sarif=out.sarif");
  EXPECT_EQ(R.Code, 3);
  EXPECT_EQ(R.Out, "");
  EXPECT_THAT(R.Err, HasSubstr("gone.h"));
}

TEST(CliRobustness, OutputDoesNotDependOnThreads) {
  Project P;
  for (int I = 0; I < 12; ++I)
    P.addUnit("u" + std::to_string(I) + ".cpp",
              SleepingSource + std::string(size_t(I) * 400, '\n'));
  P.addUnit("broken.cpp", "int x = ;\n");
  for (const char *Format : {"text", "json", "sarif"}) {
    std::string Args = std::string("-o ") + Format + " --jobs ";
    CliRun One = P.check(Args + "1"), Four = P.check(Args + "4");
    EXPECT_EQ(One.Code, 3);
    // The command line itself is in the reports.
    auto Normal = [](std::string Text) {
      for (size_t At; (At = Text.find("\"4\"")) != std::string::npos;)
        Text[At + 1] = '1';
      return Text;
    };
    EXPECT_EQ(Normal(One.Out), Normal(Four.Out)) << Format;
  }
}

TEST(CliRobustness, AMovedBinaryFindsClangsHeaders) {
  Project P;
  P.addUnit("a.cpp", "#include <stddef.h>\n#include <stdint.h>\nsize_t x;\n");
  std::string Copy = P.Folder("elsewhere/bin/renamed");
  std::filesystem::create_directories(P.Folder("elsewhere/bin"));
  std::filesystem::copy_file(ASYNC_TIDY_CLI, Copy);
  CliRun R = P.run("-p .", Copy);
  EXPECT_EQ(R.Code, 0) << R.Out << R.Err;
  // Headers beside the moved binary win over everything else.
  P.Folder.write("elsewhere/lib/clang/" +
                     std::to_string(ASYNC_TIDY_LLVM_MAJOR) +
                     "/include/stddef.h",
                 "#error from beside the binary\n");
  EXPECT_THAT(P.run("-p .", Copy).Out, HasSubstr("from beside the binary"));
  EXPECT_EQ(P.run("-p .", Copy).Code, 3);
  EXPECT_EQ(
      P.run("-p . --resource-dir='" ASYNC_TIDY_TEST_RESOURCE_DIR "'", Copy)
          .Code,
      0);
}

TEST(CliRobustness, AWrongResourceDirIsAUsageError) {
  Project P;
  P.addUnit("a.cpp", "");
  CliRun R = P.check("--resource-dir=/no/such/dir");
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("/no/such/dir"));
}

// An initiating function returns a task without being a coroutine; whether its
// body is read must not make a difference.
TEST(CliRobustness, SkippedBodiesAreNoCoroutines) {
  Project P;
  P.Folder.write("sys/net.h", R"cpp(#pragma once
#include <task.h>
namespace net {
co::task<> made();
template <class F> co::task<> initiate(F &&f) { f(); return made(); }
inline co::task<> start(const int &n) { (void)n; return made(); }
template <class F> co::task<> only_declared(F &&f);
})cpp");
  const char *Source = R"cpp(#include <net.h>
co::task<> a() { return net::initiate([] {}); }
co::task<> b() { return net::start(1); }
)cpp";
  std::vector<std::string> Flags = {"-std=c++20", "-isystem", "sys", "-I",
                                    ASYNC_TIDY_SOURCE_DIR "/test/stubs"};
  P.addUnit("a.cpp", Source, Flags);
  for (const char *Skip : {"none", "system"}) {
    CliRun R = P.check("a.cpp --skip-bodies=" + std::string(Skip));
    EXPECT_EQ(R.Code, 0) << Skip << R.Out << R.Err;
  }
  P.addUnit("b.cpp", R"cpp(#include <net.h>
struct callback {};
co::task<> c() { return net::only_declared(callback{}); }
)cpp",
            Flags);
  for (const char *Skip : {"none", "system"}) {
    CliRun R = P.check("b.cpp --skip-bodies=" + std::string(Skip));
    EXPECT_EQ(R.Code, 1) << Skip << R.Out << R.Err;
    EXPECT_THAT(R.Out, HasSubstr("async-dangling-argument"));
  }
}
