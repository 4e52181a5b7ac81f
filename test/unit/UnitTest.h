// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A test that looks at one small source through the unit's model.

#ifndef ASYNC_TIDY_TEST_UNITTEST_H
#define ASYNC_TIDY_TEST_UNITTEST_H

#include "model/TranslationUnit.h"
#include "test/unit/TestAST.h"

#include <gtest/gtest.h>

namespace async_tidy::test {

class UnitTest : public testing::Test {
protected:
  /// \p Prelude is what a test program puts before all of its sources.
  explicit UnitTest(std::string Prelude = "") : Prelude(std::move(Prelude)) {}

  /// The test fails if the source does not compile.
  void parse(const std::string &Code, std::vector<std::string> Args = {}) {
    AST.emplace(Prelude + Code, std::move(Args));
    ASSERT_TRUE(AST->ok());
    auto Lib = TranslationUnit::loadLibrary({});
    ASSERT_TRUE(bool(Lib));
    TU.reset();
    TU = std::make_unique<TranslationUnit>(AST->context(), *Lib,
                                           &Sink.emplace());
  }

  const Coroutine &coroutine(const char *Name) {
    const Coroutine *C = TU->coroutine(AST->function(Name));
    EXPECT_TRUE(C) << Name;
    return *C;
  }

  std::optional<TestAST> AST;
  std::optional<UnitSink> Sink; ///< of the source parsed last
  std::unique_ptr<TranslationUnit> TU;

private:
  std::string Prelude;
};

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_UNITTEST_H
