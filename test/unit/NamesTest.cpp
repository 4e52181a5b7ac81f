// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/unit/UnitTest.h"

using namespace clang;
using namespace async_tidy;
using namespace async_tidy::test;

namespace {

class NamesTest : public UnitTest {};

// Short names are the ones that a std::string keeps inside itself, so that they
// would move when a table of strings grows.
TEST_F(NamesTest, NamesStayValidWhileMoreAreAsked) {
  std::string Code = "void f();\n";
  for (int I = 0; I < 500; ++I)
    Code += "void g" + std::to_string(I) + "();\n";
  parse(Code);
  llvm::StringRef First = TU->names().qualified(AST->function("f"));
  const char *Place = First.data();
  for (const Decl *D : TU->context().getTranslationUnitDecl()->decls())
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      TU->names().qualified(F);
  EXPECT_EQ(First, "::f");
  EXPECT_EQ(TU->names().qualified(AST->function("f")).data(), Place);
}

} // namespace
