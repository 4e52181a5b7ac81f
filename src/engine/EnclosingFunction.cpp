// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/EnclosingFunction.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

using namespace async_tidy;
using namespace clang;

FilePlace async_tidy::placeOf(SourceLocation Loc, const SourceManager &SM) {
  SourceLocation FileLoc = SM.getFileLoc(Loc);
  return {SM.getFilename(FileLoc).str(), SM.getFileOffset(FileLoc)};
}

/// "ns::Class::name(int, const T &)", or with the function around it for a
/// lambda.
static std::string nameOf(const FunctionDecl &F, const PrintingPolicy &Policy) {
  if (auto *Method = dyn_cast<CXXMethodDecl>(&F);
      Method && Method->getParent()->isLambda()) {
    const DeclContext *Around = Method->getParent()->getParent();
    while (Around && !isa<FunctionDecl>(Around))
      Around = Around->getParent();
    auto *Outer = dyn_cast_or_null<FunctionDecl>(Around);
    return (Outer ? nameOf(*Outer, Policy) + "::" : std::string()) + "(lambda)";
  }
  std::string Name;
  llvm::raw_string_ostream OS(Name);
  F.printQualifiedName(OS, Policy);
  OS << '(';
  for (unsigned I = 0; I < F.getNumParams(); ++I)
    OS << (I ? ", " : "") << F.getParamDecl(I)->getType().getAsString(Policy);
  OS << ')';
  return Name;
}

namespace {
class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(ASTContext &Ctx, const std::vector<SourceLocation> &Places)
      : SM(Ctx.getSourceManager()), Policy(Ctx.getLangOpts()) {
    Policy.SuppressUnwrittenScope = true;
    for (SourceLocation Loc : Places)
      Wanted.push_back({SM.getDecomposedExpansionLoc(Loc), placeOf(Loc, SM)});
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    // Namespaces may be reopened and have no single extent; everything else is
    // skipped unless a wanted place is in it.
    if (!D ||
        (!isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl, ExportDecl>(
             D) &&
         !anyIn(D->getSourceRange())))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    note(F, F->getSourceRange());
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) {
    note(L->getCallOperator(), L->getSourceRange());
    return true;
  }

  std::map<FilePlace, std::string> Names;

private:
  struct Place {
    std::pair<FileID, unsigned> Expansion;
    FilePlace Key;
  };

  bool contains(SourceRange Range, const Place &P) const {
    auto Begin = SM.getDecomposedExpansionLoc(Range.getBegin());
    auto End =
        SM.getDecomposedLoc(SM.getExpansionRange(Range.getEnd()).getEnd());
    return Begin.first == P.Expansion.first && End.first == P.Expansion.first &&
           Begin.second <= P.Expansion.second &&
           P.Expansion.second <= End.second;
  }
  bool anyIn(SourceRange Range) const {
    return Range.isValid() && llvm::any_of(Wanted, [&](const Place &P) {
             return contains(Range, P);
           });
  }
  /// Outer functions come first, so the innermost one stays.
  void note(const FunctionDecl *F, SourceRange Range) {
    if (!F || Range.isInvalid())
      return;
    for (const Place &P : Wanted)
      if (contains(Range, P))
        Names[P.Key] = nameOf(*F, Policy);
  }

  const SourceManager &SM;
  PrintingPolicy Policy;
  std::vector<Place> Wanted;
};
} // namespace

std::map<FilePlace, std::string>
async_tidy::enclosingFunctions(ASTContext &Ctx,
                               const std::vector<SourceLocation> &Places) {
  if (Places.empty())
    return {};
  Finder F(Ctx, Places);
  F.TraverseDecl(Ctx.getTranslationUnitDecl());
  return std::move(F.Names);
}
