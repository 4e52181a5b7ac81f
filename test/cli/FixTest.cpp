// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace async_tidy::fixtures;
using testing::HasSubstr;

/// A coroutine that drops a task which it could await.
static const char *const Discarding = R"(
Task helper();
Task dropping() {
  helper();
  co_return;
}
)";

/// Task with the awaiter that CleanSource's has not.
static std::string withAwaiter(const std::string &Tail) {
  std::string Text = CleanSource;
  std::string Open = "struct Task { ";
  Text.insert(
      Text.find(Open) + Open.size(),
      "bool await_ready(); void await_suspend(std::coroutine_handle<>); "
      "void await_resume(); ");
  return Text + Tail;
}

static std::string readFile(const std::string &Path) {
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

TEST(CliFix, FixesAndIsIdempotent) {
  Project P;
  P.addUnit("a.cpp", withAwaiter(Discarding));
  CliRun Before = P.check("-o concise");
  ASSERT_EQ(Before.Code, 1) << Before.Out << Before.Err;
  CliRun R = P.check("--fix");
  EXPECT_EQ(R.Code, 0) << R.Out;
  EXPECT_THAT(R.Err, HasSubstr("fixes of 1 finding in 1 file"));
  std::string Fixed = readFile(P.Folder("a.cpp"));
  EXPECT_THAT(Fixed, HasSubstr("  co_await helper();\n"));
  EXPECT_EQ(P.check("--fix").Code, 0);
  EXPECT_EQ(readFile(P.Folder("a.cpp")), Fixed);
}

TEST(CliFix, AHeaderOfTwoUnitsIsFixedOnce) {
  Project P;
  P.Folder.write("h.h", "#pragma once\n" + withAwaiter(Discarding));
  P.addUnit("a.cpp", "#include \"h.h\"\n");
  P.addUnit("b.cpp", "#include \"h.h\"\n");
  EXPECT_EQ(P.check("--fix -j2").Code, 0);
  std::string Fixed = readFile(P.Folder("h.h"));
  size_t At = Fixed.find("co_await helper();");
  ASSERT_NE(At, std::string::npos);
  EXPECT_EQ(Fixed.find("co_await co_await"), std::string::npos);
}

TEST(CliFix, UnitsWithErrorsAreLeftAlone) {
  Project P;
  std::string Text = withAwaiter(Discarding) + "int x = undeclared;\n";
  P.addUnit("a.cpp", Text);
  CliRun R = P.check("--fix");
  EXPECT_EQ(R.Code, 3);
  EXPECT_THAT(R.Out, HasSubstr("[async-discarded-awaitable]"));
  EXPECT_EQ(readFile(P.Folder("a.cpp")), Text);
}
