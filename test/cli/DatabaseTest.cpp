// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace async_tidy::fixtures;
using testing::HasSubstr;
using testing::Not;

TEST(CliDatabase, CleanIsZero) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 0) << R.Out << R.Err;
}

TEST(CliDatabase, FindingsAreOne) {
  Project P;
  P.addUnit("a.cpp", SleepingSource);
  CliRun R = P.check("-o concise");
  EXPECT_EQ(R.Code, 1) << R.Err;
  EXPECT_THAT(R.Out,
              HasSubstr("a.cpp:" + std::to_string(SleepingLine) + ":3:"));
  EXPECT_THAT(R.Out, HasSubstr("[async-blocking-call]"));
}

TEST(CliDatabase, MissingSaysWhatToDo) {
  Project P;
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("no compile_commands.json"));
  EXPECT_THAT(R.Err, HasSubstr("CMAKE_EXPORT_COMPILE_COMMANDS"));
  CliRun Gone = P.run("-p nowhere");
  EXPECT_EQ(Gone.Code, 2);
  EXPECT_THAT(Gone.Err, HasSubstr("nowhere"));
}

TEST(CliDatabase, MalformedNamesThePlace) {
  Project P;
  P.Folder.write("compile_commands.json", "[\n{\"file\": \"a.cpp\"\n");
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("compile_commands.json:3:"));
  P.Folder.write("compile_commands.json", "");
  EXPECT_EQ(P.check().Code, 2);
  P.Folder.write("compile_commands.json", "[]");
  EXPECT_EQ(P.check().Code, 2);
}

TEST(CliDatabase, BadEntriesDoNotStopTheRest) {
  Project P;
  P.addEntry({{"directory", P.Folder()},
              {"file", "gone.cpp"},
              {"command", "g++ -c gone.cpp"}});
  P.addEntry({{"directory", "/no/such/folder"},
              {"file", "b.cpp"},
              {"command", "g++ -c b.cpp"}});
  P.addEntry({{"directory", P.Folder()}, {"file", "nothing.cpp"}});
  P.addEntry({{"directory", P.Folder()},
              {"file", "r.cpp"},
              {"command", "g++ @gone.rsp -c r.cpp"}});
  P.Folder.write("r.cpp", "");
  P.addUnit("a.cpp", SleepingSource);
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 3);
  EXPECT_THAT(R.Out, HasSubstr("[async-blocking-call]"));
  EXPECT_THAT(R.Out, HasSubstr("entry 1 of"));
  EXPECT_THAT(R.Out, HasSubstr("'/no/such/folder' of entry 2"));
  EXPECT_THAT(R.Out, HasSubstr("entry 3 of"));
  EXPECT_THAT(R.Out, HasSubstr("gone.rsp"));
}

TEST(CliDatabase, GccFlagsAndWrappersAreTolerated) {
  Project P;
  P.addUnit("a.cpp", SleepingSource,
            {"-fconserve-stack", "-fno-canonical-system-headers",
             "-fmodules-ts", "-fmodule-mapper=a.modmap",
             "-fdeps-format=p1689r5", "-Werror", "-Wno-not-a-warning-of-clang",
             "-specs=x.specs", "@a.o.modmap", "-flto=auto",
             "-fplugin=/no/plugin.so", "-fprofile-use=/no/profile"});
  P.addEntry({{"directory", P.Folder()},
              {"file", "b.cpp"},
              {"command", "ccache g++ -std=c++20 -DNAME=\"x y\" -c b.cpp"}});
  P.Folder.write("b.cpp", SleepingSource);
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 1) << R.Out << R.Err;
  EXPECT_THAT(R.Out, HasSubstr("2 findings"));
}

TEST(CliDatabase, NothingIsWritten) {
  Project P;
  P.addUnit("a.cpp", CleanSource,
            {"-MD", "-MF", "dep.d", "-o", "a.o", "-save-temps", "-ftime-trace",
             "--serialize-diagnostics", "a.dia", "--coverage", "-Wp,-MD,w.d",
             "-Xclang", "-dependency-file", "-Xclang", "x.d", "-Xclang",
             "-header-include-file", "-Xclang", "h.txt"},
            "clang++");
  EXPECT_EQ(P.check().Code, 0);
  std::vector<std::string> Names;
  for (const auto &File : std::filesystem::directory_iterator(P.Folder()))
    Names.push_back(File.path().filename());
  std::sort(Names.begin(), Names.end());
  EXPECT_EQ(Names,
            (std::vector<std::string>{"a.cpp", "compile_commands.json"}));
}

TEST(CliDatabase, OtherLanguagesAreSkippedAndCounted) {
  Project P;
  P.addUnit("a.cpp", CleanSource);
  P.addUnit("b.c", "int x;", {}, "gcc");
  CliRun R = P.check("-o json");
  EXPECT_EQ(R.Code, 0);
  auto Units = nlohmann::json::parse(R.Out)["run"]["units"];
  EXPECT_EQ(Units["skipped"], 1);
  EXPECT_EQ(Units["analysed"], 1);
}

TEST(CliDatabase, HeadersBorrowFlags) {
  Project P;
  P.addUnit("a.cpp", CleanSource, {"-DWANTED"});
  P.Folder.write("a.h",
                 std::string("#ifdef WANTED\n") + SleepingSource + "#endif\n");
  CliRun R = P.check("a.h");
  EXPECT_EQ(R.Code, 1) << R.Err;
  EXPECT_THAT(R.Out, HasSubstr("a.h:" + std::to_string(SleepingLine + 1)));
  EXPECT_EQ(P.check("missing.h").Code, 2);
}

TEST(CliDatabase, FindingsInProjectHeadersOnce) {
  Project P;
  P.Folder.write("inc/nap.h", std::string("#pragma once\n") + SleepingSource);
  P.addUnit("a.cpp", "#include \"inc/nap.h\"\n");
  P.addUnit("b.cpp", "#include \"inc/nap.h\"\n");
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 1);
  EXPECT_THAT(R.Out, HasSubstr("1 finding "));
  EXPECT_THAT(R.Out, HasSubstr("inc/nap.h:"));
  Project System;
  System.Folder.write("inc/nap.h", SleepingSource);
  System.addUnit("a.cpp", "#include <nap.h>\n", {"-isystem", "inc"});
  EXPECT_EQ(System.check().Code, 0);
}

TEST(CliDatabase, AFixedCommandNeedsNoDatabase) {
  Project P;
  P.Folder.write("a.cpp",
                 std::string("#ifdef NAP\n") + SleepingSource + "#endif\n");
  EXPECT_EQ(P.run("a.cpp -- -std=c++20 -DNAP").Code, 1);
  EXPECT_EQ(P.run("a.cpp -- -std=c++20").Code, 0);
  EXPECT_EQ(P.run("-- -std=c++20").Code, 2);
}

TEST(CliDatabase, ExtraAndRemovedArguments) {
  Project P;
  P.addUnit("a.cpp", std::string("#ifdef NAP\n") + SleepingSource + "#endif\n",
            {"-DNAP"});
  EXPECT_EQ(P.check("--removed-arg=-DNAP").Code, 0);
  EXPECT_EQ(P.check("--extra-arg=-UNAP").Code, 0);
  EXPECT_EQ(P.check("--extra-arg-before=-UNAP").Code, 1);
}

TEST(CliDatabase, NamesThatNeedCare) {
  Project P;
  P.addUnit("möve 蒼.cpp", SleepingSource);
  P.addUnit("with space/-dash.cpp", SleepingSource);
  CliRun R = P.check();
  EXPECT_EQ(R.Code, 1) << R.Out << R.Err;
  EXPECT_THAT(R.Out, HasSubstr("möve 蒼.cpp:"));
  EXPECT_THAT(R.Out, HasSubstr("2 findings"));
  EXPECT_THAT(P.check("'möve 蒼.cpp'").Out, HasSubstr("1 finding "));
}
