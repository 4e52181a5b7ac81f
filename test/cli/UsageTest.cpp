// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

using namespace async_tidy::fixtures;
using testing::HasSubstr;
using testing::Not;

TEST(CliUsage, VersionNamesBothVersions) {
  Project P;
  CliRun R = P.run("--version");
  EXPECT_EQ(R.Code, 0);
  EXPECT_THAT(R.Out, HasSubstr("async-tidy " ASYNC_TIDY_VERSION));
  EXPECT_THAT(R.Out,
              HasSubstr("LLVM " + std::to_string(ASYNC_TIDY_LLVM_MAJOR) + "."));
}

TEST(CliUsage, HelpShowsFlagsExamplesAndExitCodes) {
  Project P;
  for (const char *Args : {"--help", "check --help", "-p x --help"}) {
    CliRun R = P.run(Args);
    EXPECT_EQ(R.Code, 0) << Args;
    EXPECT_THAT(R.Out, HasSubstr("Exit codes"));
    EXPECT_THAT(R.Out, HasSubstr("async-tidy -p build"));
  }
  EXPECT_THAT(P.run("check --help").Out, HasSubstr("--resource-dir"));
}

TEST(CliUsage, MistakesAreTwo) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  for (const char *Args :
       {"-p . --no-such-flag", "-p . -o nonsense",
        "-p . -o json= ", "-p . -o json -o text", "-p . -j0",
        "-p . --timeout x", "-p . --color sometimes", "-p . nosuchfile.cpp",
        "explain", "list extra", "-p . --checks=async-typo",
        "-p . --model=gone.yaml", "-p . -o text=/no/such/folder/file"}) {
    CliRun R = P.run(Args);
    EXPECT_EQ(R.Code, 2) << Args << "\n" << R.Out;
    EXPECT_NE(R.Err, "") << Args;
  }
}

TEST(CliUsage, CheckIsTheDefault) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  EXPECT_EQ(P.run("-p .").Out, P.run("check -p .").Out);
  // Without -p the database is looked for upwards from the file or folder.
  P.Folder.write("sub/x.txt", "");
  EXPECT_EQ(P.run("").Code, 1);
  EXPECT_EQ(P.run("a.cpp").Code, 1);
}

TEST(CliUsage, ListNamesEveryCheck) {
  Project P;
  CliRun Text = P.run("list"), Json = P.run("list --json");
  EXPECT_EQ(Text.Code, 0);
  EXPECT_THAT(Text.Out, HasSubstr("async-blocking-call"));
  auto List = nlohmann::json::parse(Json.Out);
  ASSERT_GE(List.size(), 5u);
  for (const auto &Check : List) {
    EXPECT_THAT(Text.Out, HasSubstr(Check["id"].get<std::string>()));
    EXPECT_NE(Check["summary"].get<std::string>(), "");
  }
}

TEST(CliUsage, ExplainPrintsThePage) {
  Project P;
  CliRun R = P.run("explain async-blocking-call");
  EXPECT_EQ(R.Code, 0);
  EXPECT_THAT(R.Out, HasSubstr("# async-blocking-call"));
  EXPECT_EQ(P.run("explain blocking-call").Out, R.Out);
  CliRun Typo = P.run("explain async-bloking-call");
  EXPECT_EQ(Typo.Code, 2);
  EXPECT_THAT(Typo.Err, HasSubstr("did you mean 'async-blocking-call'"));
}

TEST(CliUsage, SeveralOutputs) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  CliRun R = P.check("-o text -o json=out.json -o sarif=sub.sarif");
  EXPECT_EQ(R.Code, 1);
  EXPECT_THAT(R.Out, HasSubstr("1 finding"));
  auto Read = [&](const char *Name) {
    std::ifstream In(P.Folder(Name));
    return nlohmann::json::parse(In);
  };
  EXPECT_EQ(Read("out.json")["findings"].size(), 1u);
  EXPECT_EQ(Read("out.json")["run"]["exitCode"], 1);
  auto Finding = Read("out.json")["findings"][0];
  EXPECT_EQ(Finding["function"], "napping(int)");
  EXPECT_EQ(Read("sub.sarif")["runs"][0]["results"].size(), 1u);
  CliRun Dash = P.check("-o json=-");
  EXPECT_EQ(nlohmann::json::parse(Dash.Out)["findings"].size(), 1u);
}

TEST(CliUsage, FindingsKnowTheirFunction) {
  Project P;
  P.addUnit("a.cpp", SleepingSource + std::string(R"(
namespace ns {
template <class T> struct Box {
  Task method(const T &value, int = 3) { sleep(1); co_return; }
};
Task outer(char **) {
  auto inner = [](int) -> Task { sleep(1); co_return; };
  co_return;
}
} // namespace ns
#define NAP() sleep(1)
Task macro() { NAP(); co_return; }
)"));
  auto Json = nlohmann::json::parse(P.check("-o json").Out);
  std::vector<std::string> Names;
  for (const auto &Finding : Json["findings"])
    Names.push_back(Finding["function"]);
  EXPECT_EQ(Names, (std::vector<std::string>{
                       "napping(int)", "ns::Box::method(const T &, int)",
                       "ns::outer(char **)::(lambda)", "macro()"}));
}

TEST(CliUsage, ProfilesChecks) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  CliRun R = P.check("--profile-checks -o concise");
  EXPECT_EQ(R.Code, 1);
  EXPECT_THAT(R.Err, HasSubstr(" %  async-blocking-call\n"));
  EXPECT_THAT(R.Err, HasSubstr(" %  all checks\n"));
  EXPECT_EQ(R.Out, P.check("-o concise").Out);
}

TEST(CliUsage, AProfileIsInTheJsonReport) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  P.addUnit("b.cpp", SleepingSource);
  auto RunOf = [&](const std::string &Args) {
    return nlohmann::json::parse(P.check(Args + " -o json").Out)["run"];
  };
  EXPECT_FALSE(RunOf("").contains("profile"));
  nlohmann::json Profile = RunOf("--profile-checks")["profile"];
  double Last = 1e9, Sum = 0;
  std::set<std::string> Checks;
  for (const nlohmann::json &Each : Profile["checks"]) {
    double Seconds = Each["seconds"];
    EXPECT_LE(Seconds, Last);
    Sum += Last = Seconds;
    Checks.insert(Each["check"].get<std::string>());
  }
  EXPECT_EQ(Checks.size(), Profile["checks"].size());
  EXPECT_TRUE(Checks.count("async-blocking-call"));
  EXPECT_NEAR(Profile["checkSeconds"].get<double>(), Sum, 1e-4);
  EXPECT_GT(Profile["seconds"].get<double>(), Sum);
}

TEST(CliUsage, ColoursOnDemand) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  EXPECT_THAT(P.check("--color always").Out, HasSubstr("\033["));
  EXPECT_THAT(P.check("--color never").Out, Not(HasSubstr("\033[")));
  EXPECT_THAT(P.check().Out, Not(HasSubstr("\033[")));
}

TEST(CliConfig, BrokenConfigurationIsTwo) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  P.Folder.write(".clang-tidy", "Checks: '*'\nWrongKey: x\n");
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr(".clang-tidy:2:"));
  EXPECT_EQ(R.Out, "");
  P.Folder.write(".clang-tidy", "CheckOptions:\n  async-foo.Bar: 1\n");
  EXPECT_THAT(P.check().Err, HasSubstr("async-foo.Bar"));
  EXPECT_EQ(P.check().Code, 2);
}

TEST(CliConfig, NoUnitIsTwo) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  std::filesystem::create_directories(P.Folder("empty"));
  P.Folder.write("headers/a.h", "int x;\n");
  for (const char *Args : {"empty", "headers", "empty headers"}) {
    CliRun R = P.check(Args);
    EXPECT_EQ(R.Code, 2) << Args;
    EXPECT_THAT(R.Err, HasSubstr("no C++ file")) << Args;
    EXPECT_EQ(R.Out, "") << Args;
  }
  // A folder beside one that selects something is a slip, not an empty run.
  EXPECT_EQ(P.check("empty a.cpp").Code, 0);
  Project C;
  C.addUnit("a.c", "int x;\n", {}, "gcc");
  CliRun R = C.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("no C++ file"));
}

TEST(CliConfig, NoCheckIsTwo) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  for (const char *Args : {"--checks=-*", "--checks=-async-*"})
    EXPECT_THAT(P.check(Args).Err, HasSubstr("no check enabled")) << Args;
  EXPECT_EQ(P.check("--checks=-*").Code, 2);
  P.Folder.write(".clang-tidy", "Checks: '-async-*'\n");
  EXPECT_EQ(P.check().Code, 2);
  EXPECT_THAT(P.check().Err, HasSubstr("no check"));
  EXPECT_EQ(P.check("--checks=async-*").Code, 0);
}

TEST(CliConfig, ChecksThatDoNotExistAreTwo) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  EXPECT_EQ(P.check("--checks=-async-typo").Code, 2);
  EXPECT_THAT(P.check("--checks=-async-typo").Err, HasSubstr("async-typo"));
  EXPECT_EQ(P.check("--checks=-clang-analyzer-*").Code, 0);
  for (const char *Glob : {"async-typo", "-async-typo"}) {
    P.Folder.write(".clang-tidy", "HeaderFilterRegex: ''\nChecks: '*," +
                                      std::string(Glob) + "'\n");
    CliRun R = P.check();
    EXPECT_EQ(R.Code, 2) << Glob;
    EXPECT_THAT(R.Err, HasSubstr(".clang-tidy:2: no check matches '" +
                                 std::string(Glob) + "'"));
  }
  // A run with checks of its own reads the file all the same.
  EXPECT_EQ(P.check("--checks=async-*").Code, 2);
}

TEST(CliConfig, AnUnreadableConfigurationIsTwo) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  std::filesystem::create_directories(P.Folder(".clang-tidy"));
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr(".clang-tidy': it is a folder"));
}

TEST(CliConfig, ABadFileMattersOnlyWhereItIsInherited) {
  for (bool Unreadable : {false, true}) {
    Project P;
    P.addUnit("sub/a.cpp", CleanSource);
    if (Unreadable)
      std::filesystem::create_directories(P.Folder(".clang-tidy"));
    else
      P.Folder.write(".clang-tidy", "Checks: [\n");
    CliRun R = P.check();
    EXPECT_EQ(R.Code, 2);
    EXPECT_THAT(R.Err, HasSubstr(P.Folder(".clang-tidy")));
    P.Folder.write("sub/.clang-tidy", "Checks: '*'\n");
    R = P.check();
    EXPECT_EQ(R.Code, 0) << R.Err;
    EXPECT_EQ(R.Err, "");
    P.Folder.write("sub/.clang-tidy", "InheritParentConfig: true\n");
    R = P.check();
    EXPECT_EQ(R.Code, 2);
    EXPECT_THAT(R.Err, HasSubstr(P.Folder(".clang-tidy")));
    // One unit for which it counts is enough.
    P.Folder.write("sub/.clang-tidy", "Checks: '*'\n");
    P.addUnit("other/b.cpp", CleanSource);
    EXPECT_EQ(P.check().Code, 2);
    EXPECT_EQ(P.check("sub").Code, 0);
  }
}

TEST(CliConfig, UnknownKeysAboveTheProjectAreAWarning) {
  Project P;
  P.addUnit("sub/a.cpp", SleepingSource);
  P.Folder.write(".clang-tidy", "KeyOfTomorrow: x\n");
  EXPECT_EQ(P.check().Code, 2);
  CliRun R = P.check("--root sub");
  EXPECT_EQ(R.Code, 1) << R.Err;
  EXPECT_THAT(R.Out, HasSubstr(".clang-tidy:1: warning: unknown key "
                               "'KeyOfTomorrow'"));
}

TEST(CliConfig, ForeignChecksDoNotHurt) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  P.Folder.write(".clang-tidy", "Checks: '-*,bugprone-*,my-own-check'\n"
                                "HeaderFilterRegex: 'src/.*'\n"
                                "WarningsAsErrors: '*'\n"
                                "CheckOptions:\n  bugprone-x.Y: 3\n");
  CliRun R = P.check("-o concise");
  EXPECT_EQ(R.Code, 1) << R.Err;
  EXPECT_THAT(R.Out, HasSubstr("[async-blocking-call]"));
}

TEST(CliConfig, ChecksAreRemovedAndPicked) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  P.Folder.write(".clang-tidy", "Checks: '-async-blocking-call'\n");
  EXPECT_EQ(P.check().Code, 0);
  EXPECT_EQ(P.check("--checks='async-*'").Code, 1);
  P.Folder.write(".clang-tidy", "---\n");
  EXPECT_EQ(P.check("--checks=-async-blocking-call").Code, 0);
}

TEST(CliConfig, NolintSilences) {
  Project P;
  std::string Source = SleepingSource;
  Source.replace(Source.find("sleep(1);"), 9, "sleep(1); // NOLINT(async-*)");
  P.addUnit("a.cpp", Source);
  EXPECT_EQ(P.check().Code, 0);
}

TEST(CliConfig, AnOpenNolintBlockIsTold) {
  Project P;
  P.addUnit("a.cpp", std::string("// NOLINTBEGIN(async-*)\n") + SleepingSource);
  CliRun R = P.check();
  EXPECT_THAT(R.Out, HasSubstr("NOLINTBEGIN"));
  EXPECT_THAT(R.Out, HasSubstr("a.cpp:1:4"));
}

TEST(CliConfig, NamesThatNothingHasAreAWarning) {
  Project P;
  std::string Own =
      std::string(CleanSource) + "namespace app { void pause(); }\n";
  P.addUnit("a.cpp", Own);
  P.addUnit("b.cpp", SleepingSource);
  P.Folder.write(".clang-tidy", "CheckOptions:\n"
                                "  async-blocking-call.AllowedFunctions: "
                                "'app::pause;sleep;app::puase'\n");
  auto Json = nlohmann::json::parse(P.check("-o json").Out);
  // What one of the units declares is known.
  ASSERT_EQ(Json["notifications"].size(), 1u);
  EXPECT_EQ(Json["notifications"][0]["kind"], "warning");
  EXPECT_EQ(Json["notifications"][0]["message"],
            "option 'AllowedFunctions' of async-blocking-call names "
            "'app::puase', which no file of this run declares; correct the "
            "name, or remove it if it is gone");
  EXPECT_EQ(P.check().Code, 0);
  EXPECT_THAT(P.check("-o json").Err, HasSubstr("warning: option"));
}

TEST(CliConfig, LimitsCanBeRaised) {
  Project P;
  std::string Source = CleanSource;
  Source += "extern \"C\" unsigned sleep(unsigned);\n"
            "void blocks() { sleep(1); }\n"
            "Task calls() {\n  auto call0 = &blocks;\n";
  for (int I = 1; I <= 8; ++I)
    Source += "  auto call" + std::to_string(I) + " = call" +
              std::to_string(I - 1) + ";\n";
  Source += "  call8();\n  co_await std::suspend_always();\n}\n";
  P.addUnit("a.cpp", Source);
  CliRun Cut = P.check();
  EXPECT_EQ(Cut.Code, 0) << Cut.Out;
  EXPECT_THAT(Cut.Out, HasSubstr("what it calls comes through more than 6 "
                                 "variables or wrappers"));
  EXPECT_THAT(Cut.Out, HasSubstr("--limit-factor"));
  CliRun Raised = P.check("--limit-factor 2");
  EXPECT_EQ(Raised.Code, 1) << Raised.Out;
  EXPECT_THAT(Raised.Out, Not(HasSubstr("not analysed completely")));
  P.Folder.write(".clang-tidy", "CheckOptions:\n  AsyncLimitFactor: 2\n");
  EXPECT_EQ(P.check().Code, 1);
  EXPECT_EQ(P.check("--limit-factor 1").Code, 0);
  P.Folder.write(".clang-tidy",
                 "CheckOptions:\n  async-blocking-call.AsyncLimitFactor: 2\n");
  EXPECT_EQ(P.check().Code, 1);
  EXPECT_EQ(P.check("--limit-factor 1").Code, 0);
}

TEST(CliConfig, LimitFactorsOutOfRangeAreErrors) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  for (const char *Value : {"0", "101", "-1", "1.5", "two", "''"}) {
    P.Folder.write(".clang-tidy", std::string("CheckOptions:\n"
                                              "  AsyncLimitFactor: ") +
                                      Value + "\n");
    CliRun R = P.check();
    EXPECT_EQ(R.Code, 2) << Value;
    EXPECT_THAT(R.Err, HasSubstr("option 'AsyncLimitFactor' is '"));
    EXPECT_THAT(R.Err, HasSubstr("'; it takes a whole number from 1 to 100"));
    // Once, not once for each check.
    EXPECT_EQ(R.Err.find("AsyncLimitFactor"), R.Err.rfind("AsyncLimitFactor"));
  }
  P.Folder.write(".clang-tidy", "");
  for (const char *Value : {"0", "101", "-1", "two"}) {
    CliRun R = P.check(std::string("--limit-factor=") + Value);
    EXPECT_EQ(R.Code, 2) << Value;
    EXPECT_THAT(R.Err, HasSubstr("--limit-factor"));
  }
}

TEST(CliConfig, ModelFilesTeachOwnLibraries) {
  Project P;
  std::string Source = SleepingSource;
  Source.replace(Source.find("sleep(unsigned)"), 15, "snooze(unsigned)");
  Source.replace(Source.find("sleep(1)"), 8, "snooze(1)");
  P.addUnit("sub/a.cpp", Source);
  EXPECT_EQ(P.check().Code, 0);
  P.Folder.write("conf/own.yaml", "library: own\ntitle: Own\n"
                                  "blocking:\n"
                                  "  - name: '::snooze'\n"
                                  "    group: sleep\n");
  CliRun R = P.check("--model conf/own.yaml");
  EXPECT_EQ(R.Code, 1) << R.Err;
  P.Folder.write("sub/.clang-tidy",
                 "CheckOptions:\n  AsyncModelFiles: ../conf/own.yaml\n");
  EXPECT_EQ(P.check().Code, 1);
  P.Folder.write("conf/own.yaml", "library: own\ntitle: Own\nbloking: []\n");
  CliRun Bad = P.check();
  EXPECT_EQ(Bad.Code, 2);
  EXPECT_THAT(Bad.Err, HasSubstr("own.yaml:3:"));
}
