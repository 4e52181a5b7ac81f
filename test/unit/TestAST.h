// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The AST of a small source, for tests of the model and the analyses.
//
//   TestAST AST(R"cpp(
//     #include <task.h>
//     co::task<> f() { /*here*/ co_await co::yield(); }
//   )cpp");
//   ASSERT_TRUE(AST.ok());
//   const FunctionDecl *F = AST.function("f");
//   const CoawaitExpr *E = AST.at<CoawaitExpr>("here");

#ifndef ASYNC_TIDY_TEST_TESTAST_H
#define ASYNC_TIDY_TEST_TESTAST_H

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Frontend/ASTUnit.h>
#include <clang/Lex/Lexer.h>

#include <memory>
#include <string>
#include <vector>

namespace async_tidy::test {

class TestAST {
public:
  /// Parses \p Code as C++20 (an argument "-std=c++23" overrides) with
  /// test/stubs and the system's headers on the include path.
  explicit TestAST(const std::string &Code, std::vector<std::string> Args = {});
  ~TestAST();

  /// False after a compile error; the test's output then has the messages.
  bool ok() const;

  clang::ASTContext &context() { return Unit->getASTContext(); }
  const clang::SourceManager &sources() { return Unit->getSourceManager(); }

  /// The declaration of the main file with this name or qualified name; a
  /// definition rather than a mere declaration, a pattern rather than its
  /// instantiations. nullptr if there is none.
  template <typename T> const T *find(llvm::StringRef Name);
  const clang::FunctionDecl *function(llvm::StringRef Name) {
    return find<clang::FunctionDecl>(Name);
  }
  const clang::VarDecl *variable(llvm::StringRef Name) {
    return find<clang::VarDecl>(Name);
  }
  const clang::CXXRecordDecl *record(llvm::StringRef Name) {
    return find<clang::CXXRecordDecl>(Name);
  }

  /// Every function of the main file that is written with a body, lambdas
  /// included, in source order.
  std::vector<const clang::FunctionDecl *> functions();

  /// The outermost statement or expression of type T that starts at the token
  /// after the comment /*Mark*/ of the main file; nullptr if there is none.
  template <typename T> const T *at(llvm::StringRef Mark);

  /// Where the token after the comment /*Mark*/ starts.
  clang::SourceLocation location(llvm::StringRef Mark);
  /// The line of \p Loc, 1-based; the code's first line is 1.
  unsigned line(clang::SourceLocation Loc) {
    return sources().getExpansionLineNumber(Loc);
  }

private:
  std::unique_ptr<clang::ASTUnit> Unit;
};

namespace detail {
template <typename T>
class FindDecl : public clang::RecursiveASTVisitor<FindDecl<T>> {
public:
  FindDecl(const clang::SourceManager &SM, llvm::StringRef Name)
      : SM(SM), Name(Name) {}

  bool VisitNamedDecl(clang::NamedDecl *D) {
    auto *Wanted = llvm::dyn_cast<T>(D);
    if (!Wanted || D->isImplicit() ||
        !SM.isInMainFile(SM.getExpansionLoc(D->getLocation())) ||
        (D->getNameAsString() != Name && D->getQualifiedNameAsString() != Name))
      return true;
    if (!Found || (!isDefinition(Found) && isDefinition(Wanted)))
      Found = Wanted;
    return true;
  }

  const T *Found = nullptr;

private:
  static bool isDefinition(const clang::Decl *D) {
    if (auto *F = llvm::dyn_cast<clang::FunctionDecl>(D))
      return F->isThisDeclarationADefinition();
    if (auto *Tag = llvm::dyn_cast<clang::TagDecl>(D))
      return Tag->isThisDeclarationADefinition();
    return true;
  }

  const clang::SourceManager &SM;
  llvm::StringRef Name;
};

class CollectFunctions : public clang::RecursiveASTVisitor<CollectFunctions> {
public:
  explicit CollectFunctions(const clang::SourceManager &SM) : SM(SM) {}

  bool VisitFunctionDecl(clang::FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && !F->isImplicit() &&
        !F->isDefaulted() &&
        SM.isInMainFile(SM.getExpansionLoc(F->getLocation())))
      Found.push_back(F);
    return true;
  }
  bool VisitLambdaExpr(clang::LambdaExpr *L) {
    return VisitFunctionDecl(L->getCallOperator());
  }

  std::vector<const clang::FunctionDecl *> Found;

private:
  const clang::SourceManager &SM;
};

template <typename T>
class FindStmt : public clang::RecursiveASTVisitor<FindStmt<T>> {
public:
  FindStmt(const clang::SourceManager &SM, clang::SourceLocation Where)
      : SM(SM), Where(Where) {}

  bool VisitStmt(clang::Stmt *S) {
    if (!llvm::isa<T>(S) || SM.getExpansionLoc(S->getBeginLoc()) != Where)
      return true;
    Found = llvm::cast<T>(S);
    return false;
  }

  const T *Found = nullptr;

private:
  const clang::SourceManager &SM;
  clang::SourceLocation Where;
};
} // namespace detail

template <typename T> const T *TestAST::find(llvm::StringRef Name) {
  detail::FindDecl<T> Finder(sources(), Name);
  Finder.TraverseAST(context());
  return Finder.Found;
}

inline std::vector<const clang::FunctionDecl *> TestAST::functions() {
  detail::CollectFunctions Collector(sources());
  Collector.TraverseAST(context());
  return std::move(Collector.Found);
}

template <typename T> const T *TestAST::at(llvm::StringRef Mark) {
  clang::SourceLocation Where = location(Mark);
  if (Where.isInvalid())
    return nullptr;
  detail::FindStmt<T> Finder(sources(), Where);
  Finder.TraverseAST(context());
  return Finder.Found;
}

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_TESTAST_H
