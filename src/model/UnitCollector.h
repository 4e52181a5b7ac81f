// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_MODEL_UNITCOLLECTOR_H
#define ASYNC_TIDY_MODEL_UNITCOLLECTOR_H

#include "model/TranslationUnit.h"

#include <clang/AST/RecursiveASTVisitor.h>

namespace async_tidy {

/// The one traversal of a unit: finds the project's functions with bodies and
/// notes what is awaited.
///
/// In an editor the traversal scope is the main file, because a header's
/// declarations are read from a precompiled preamble only when they are asked
/// for. Then the headers' declarations that the main file reaches are collected
/// too: functions, variables and classes that it names, and what those name.
class UnitCollector : public clang::RecursiveASTVisitor<UnitCollector> {
public:
  explicit UnitCollector(TranslationUnit &TU) : TU(TU) {}

  /// Fills the lists below, both in the order of the source.
  void collect();

  std::vector<const clang::FunctionDecl *> Functions;
  /// Functions that are coroutines, with the lambda they are the body of.
  std::vector<std::pair<clang::FunctionDecl *, const clang::LambdaExpr *>>
      Coroutines;

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool TraverseDecl(clang::Decl *D);
  bool VisitFunctionDecl(clang::FunctionDecl *F);
  bool VisitLambdaExpr(clang::LambdaExpr *L);
  bool VisitCoawaitExpr(clang::CoawaitExpr *E);
  bool VisitDeclRefExpr(clang::DeclRefExpr *E);
  bool VisitMemberExpr(clang::MemberExpr *E);
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *E);
  bool VisitCXXDeleteExpr(clang::CXXDeleteExpr *E);
  bool VisitDeclaratorDecl(clang::DeclaratorDecl *D);
  bool VisitCXXRecordDecl(clang::CXXRecordDecl *R);

private:
  /// A declaration at namespace level and what was found in it.
  struct Root {
    clang::Decl *D;
    size_t FirstFunction, EndFunction, FirstCoroutine, EndCoroutine;
  };

  bool isForeign(const clang::Decl *D);
  bool add(clang::FunctionDecl *F, const clang::LambdaExpr *Lambda);
  void collectFrom(clang::Decl *D);
  void sortRoots();
  /// Something outside the traversal scope may be used.
  void reach(const clang::Decl *D);
  void reachType(clang::QualType T);
  void enqueueRootOf(const clang::Decl *D);

  TranslationUnit &TU;
  bool ScopeIsRestricted = false;
  llvm::DenseSet<const clang::FunctionDecl *> Seen;
  llvm::DenseSet<const clang::Decl *> Reached, Enqueued;
  std::vector<clang::Decl *> Queue;
  std::vector<Root> Roots;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_UNITCOLLECTOR_H
