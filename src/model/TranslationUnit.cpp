// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/TranslationUnit.h"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <map>
#include <mutex>

using namespace clang;
using namespace async_tidy;

llvm::Expected<std::shared_ptr<const Library>>
TranslationUnit::loadLibrary(const std::vector<std::string> &UserFiles) {
  static std::mutex Mutex;
  static std::map<std::vector<std::string>, std::shared_ptr<const Library>> Loaded;
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Loaded.find(UserFiles);
  if (It != Loaded.end())
    return It->second;
  auto Lib = Library::load(UserFiles);
  if (!Lib)
    return Lib.takeError();
  Loaded[UserFiles] = *Lib;
  return *Lib;
}

namespace async_tidy {

/// The one traversal: finds functions with bodies and notes what is awaited.
class UnitCollector : public RecursiveASTVisitor<UnitCollector> {
public:
  explicit UnitCollector(TranslationUnit &TU) : TU(TU) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    if (D && isa<TranslationUnitDecl>(D))
      return RecursiveASTVisitor::TraverseDecl(D);
    if (D && D->getLexicalDeclContext() &&
        D->getLexicalDeclContext()->isFileContext() && isForeign(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    add(F, nullptr);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) {
    if (L->isGenericLambda()) {
      add(L->getCallOperator(), L);
      // The call operator's instantiations hang off the closure class, which
      // is implicit code and not traversed.
      if (FunctionTemplateDecl *Template = L->getDependentCallOperator())
        for (FunctionDecl *Spec : Template->specializations())
          if (add(Spec, L))
            TraverseStmt(Spec->getBody());
      return true;
    }
    add(L->getCallOperator(), L);
    return true;
  }

  bool VisitCoawaitExpr(CoawaitExpr *E) {
    if (!E->isImplicit() && E->getOperand() &&
        !E->getOperand()->isTypeDependent())
      TU.Awaitables.noteAwaited(E->getOperand(), E->getType());
    return true;
  }

  /// Coroutines are made after the traversal, when every awaited type is known.
  std::vector<std::pair<FunctionDecl *, const LambdaExpr *>> Found;

private:
  bool isForeign(const Decl *D) {
    const SourceManager &SM = TU.sources();
    SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
    if (Loc.isInvalid() || SM.isInSystemHeader(Loc))
      return true;
    if (SM.isInMainFile(Loc))
      return false;
    const auto *NS = dyn_cast<NamespaceDecl>(D);
    return NS && !NS->isInline() && !NS->isAnonymousNamespace() &&
           TU.library().libraryOfName(TU.names().qualified(NS));
  }

  bool add(FunctionDecl *F, const LambdaExpr *Lambda) {
    if (!F->doesThisDeclarationHaveABody() || !Seen.insert(F).second)
      return false;
    TU.Functions.push_back(F);
    if (isa_and_nonnull<CoroutineBodyStmt>(F->getBody()) && !F->isInvalidDecl())
      Found.push_back({F, Lambda});
    return true;
  }

  TranslationUnit &TU;
  llvm::DenseSet<const FunctionDecl *> Seen;
};

} // namespace async_tidy

TranslationUnit::TranslationUnit(ASTContext &Ctx,
                                 std::shared_ptr<const Library> Lib)
    : Ctx(Ctx), Lib(std::move(Lib)), NameTable(*this->Lib),
      Awaitables(Ctx, NameTable) {
  UnitCollector Collector(*this);
  for (Decl *D : Ctx.getTraversalScope())
    Collector.TraverseDecl(D);
  for (auto [F, Lambda] : Collector.Found) {
    Storage.push_back(std::make_unique<Coroutine>(F, Awaitables, NameTable, Lambda));
    CoroutineList.push_back(Storage.back().get());
    ByFunction[F] = Storage.back().get();
  }
  const SourceManager &SM = Ctx.getSourceManager();
  // Equal places (a pattern and its instantiations) keep the traversal's order.
  std::stable_sort(CoroutineList.begin(), CoroutineList.end(), [&](const Coroutine *A, const Coroutine *B) {
    return SM.isBeforeInTranslationUnit(A->function()->getLocation(),
                                        B->function()->getLocation());
  });
}

TranslationUnit::~TranslationUnit() = default;

const Coroutine *TranslationUnit::coroutine(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def))
    return nullptr;
  return ByFunction.lookup(Def);
}

bool TranslationUnit::isProject(SourceLocation Loc) const {
  const SourceManager &SM = Ctx.getSourceManager();
  Loc = SM.getExpansionLoc(Loc);
  return Loc.isValid() && !SM.isInSystemHeader(Loc);
}

static std::unique_ptr<TranslationUnit> &current() {
  static thread_local std::unique_ptr<TranslationUnit> Current;
  return Current;
}

TranslationUnit &TranslationUnit::of(ASTContext &Ctx,
                                     std::shared_ptr<const Library> Lib) {
  std::unique_ptr<TranslationUnit> &Current = current();
  if (!Current || &Current->Ctx != &Ctx || Current->Lib != Lib)
    Current = std::make_unique<TranslationUnit>(Ctx, std::move(Lib));
  return *Current;
}

void TranslationUnit::forget() { current().reset(); }
