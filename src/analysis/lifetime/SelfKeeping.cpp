// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/SelfKeeping.h"
#include "model/BodyWalk.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// The class whose object a shared pointer of type \p T owns, or nullptr.
static const CXXRecordDecl *ownedClass(TranslationUnit &TU, QualType T) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Spec || !TU.names().in(WordList::SharedOwner, Spec) ||
      Spec->getTemplateArgs().size() == 0 ||
      Spec->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return Spec->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

static bool isRelated(const CXXRecordDecl *A, const CXXRecordDecl *B) {
  if (!A || !B)
    return false;
  A = A->getCanonicalDecl();
  B = B->getCanonicalDecl();
  return A == B || (A->hasDefinition() && B->hasDefinition() &&
                    (A->isDerivedFrom(B) || B->isDerivedFrom(A)));
}

/// Does \p V get a counted reference to `*this`?
static bool ownsThis(TranslationUnit &TU, const VarDecl *V) {
  if (!V->hasLocalStorage() || V->getType()->isReferenceType() || !V->getInit())
    return false;
  Names &N = TU.names();
  bool Shares = ownedClass(TU, V->getType()) != nullptr;
  bool Owns = false;
  walkExecuted(V->getInit(), [&](const Stmt *S) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
      const CXXMethodDecl *M = Call->getMethodDecl();
      Owns |= N.in(WordList::SelfReference, M) &&
              !N.speaksOf(Topic::WeakReference, M) &&
              isa<CXXThisExpr>(
                  Call->getImplicitObjectArgument()->IgnoreParenImpCasts());
    }
    Owns |= Shares && isa<CXXThisExpr>(S);
    return !Owns;
  });
  return Owns;
}

bool async_tidy::keepsItself(TranslationUnit &TU, const FunctionDecl *F) {
  const Coroutine *C = F ? TU.coroutine(F) : nullptr;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  const auto *Body = C ? dyn_cast_or_null<CompoundStmt>(C->body()) : nullptr;
  if (!Body || !M)
    return false;
  for (const ParmVarDecl *P : F->parameters())
    if (!M->getParent()->isLambda() && !P->getType()->isReferenceType() &&
        isRelated(ownedClass(TU, P->getType()), M->getParent()))
      return true;
  // Only what stands at the body's own level is in the frame to the end.
  for (const Stmt *S : Body->body()) {
    const auto *Declaration = dyn_cast<DeclStmt>(S);
    if (llvm::any_of(suspensionsIn(S, TU.context()),
                     [](const SuspensionPoint &P) { return P.MaySuspend; }))
      return false;
    if (Declaration)
      for (const Decl *D : Declaration->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && ownsThis(TU, V))
          return true;
  }
  return false;
}
