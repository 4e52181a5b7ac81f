// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/unit/TestAST.h"

#include <clang/Tooling/Tooling.h>

#include <gtest/gtest.h>

using namespace clang;
using namespace async_tidy::test;

TestAST::TestAST(const std::string &Code, std::vector<std::string> Args) {
  std::vector<std::string> All = {"-std=c++20", "-isystem",
                                  ASYNC_TIDY_TEST_DIR "/stubs", "-resource-dir",
                                  ASYNC_TIDY_TEST_RESOURCE_DIR};
  All.insert(All.end(), Args.begin(), Args.end());
  Unit = tooling::buildASTFromCodeWithArgs(Code, All, "input.cpp",
                                           "async-tidy-test");
}

TestAST::~TestAST() = default;

bool TestAST::ok() const {
  return Unit && !Unit->getDiagnostics().hasErrorOccurred();
}

SourceLocation TestAST::location(StringRef Mark) {
  StringRef Text = sources().getBufferData(sources().getMainFileID());
  std::string Comment = ("/*" + Mark + "*/").str();
  size_t At = Text.find(Comment);
  if (At == StringRef::npos)
    return {};
  At = Text.find_first_not_of(" \t\n", At + Comment.size());
  if (At == StringRef::npos)
    return {};
  return sources()
      .getLocForStartOfFile(sources().getMainFileID())
      .getLocWithOffset(At);
}

TEST(TestAST, FindsByNameAndMark) {
  TestAST AST(R"cpp(
    #include <task.h>
    co::task<> f();
    co::task<> f() { auto named = [] { return 1; }; /*here*/ co_await co::yield(); }
    namespace n { struct S; struct S { int f() { return /*one*/ 1; } }; }
  )cpp");
  ASSERT_TRUE(AST.ok());
  ASSERT_TRUE(AST.function("f"));
  EXPECT_TRUE(AST.function("f")->hasBody());
  EXPECT_EQ(AST.line(AST.function("f")->getLocation()), 4u);
  ASSERT_TRUE(AST.function("n::S::f"));
  EXPECT_EQ(AST.line(AST.function("n::S::f")->getLocation()), 5u);
  ASSERT_TRUE(AST.record("S"));
  EXPECT_TRUE(AST.record("S")->hasDefinition());
  EXPECT_TRUE(AST.variable("named"));
  EXPECT_FALSE(AST.variable("missing"));
  EXPECT_TRUE(AST.at<CoawaitExpr>("here"));
  EXPECT_FALSE(AST.at<CoawaitExpr>("one"));
  ASSERT_TRUE(AST.at<IntegerLiteral>("one"));
  EXPECT_FALSE(AST.at<Expr>("nowhere"));
}

TEST(TestAST, SaysThatTheSourceDoesNotCompile) {
  EXPECT_FALSE(TestAST("int f() { return missing; }").ok());
}
