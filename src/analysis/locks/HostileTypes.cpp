// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/HostileTypes.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"

#include <clang/AST/Attr.h>
#include <llvm/ADT/SetVector.h>

using namespace clang;
using namespace async_tidy;

/// What the library file whose list names \p D says of it, if one does.
static std::optional<std::string> listedText(TranslationUnit &TU, NameList List,
                                             const NamedDecl *D) {
  const LibraryFile *File = TU.names().find(List, D);
  if (!File)
    return std::nullopt;
  const auto &Texts =
      List == NameList::Hostile ? File->Locks.Hostile : File->Threads.Restores;
  StringRef Name = TU.names().qualified(D);
  for (StringRef Key : {Name, StringRef(Name).ltrim(':')}) {
    auto It = Texts.find(Key.str());
    if (It != Texts.end())
      return It->second;
  }
  return "";
}

static const VarDecl *assignedThreadLocal(TranslationUnit &TU, const Stmt *S) {
  const Expr *Target = changedOperand(S);
  if (CallParts P = callParts(dyn_cast<Expr>(S)); !Target && P && P.Callee) {
    // stack.push_back(x), std::exchange(current, x)
    const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
    if (M && !M->isConst() && !isa<CXXConstructorDecl>(M))
      Target = P.Object;
    else if (P.Callee->isInStdNamespace() &&
             (TU.names().speaksOf(Topic::Exchanging, P.Callee) ||
              TU.names().speaksOf(Topic::Swapping, P.Callee)))
      Target = P.arg(1);
  }
  const VarDecl *V = Target ? variableOf(Target) : nullptr;
  return V && V->getTLSKind() != VarDecl::TLS_None ? V : nullptr;
}

static void collectThreadLocals(TranslationUnit &TU, const FunctionDecl *F,
                                llvm::SmallSetVector<const Decl *, 4> &Out) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def))
    return;
  walkFunction(Def, [&](const Stmt *S) {
    if (const VarDecl *V = assignedThreadLocal(TU, S))
      Out.insert(V->getCanonicalDecl());
    return true;
  });
}

/// What of its thread the destructor sets through a listed function: that was
/// set for the object's life.
static std::optional<std::string>
restoredByFunction(TranslationUnit &TU, const CXXDestructorDecl *Dtor) {
  std::optional<std::string> What;
  walkFunction(Dtor, [&](const Stmt *S) {
    const FunctionDecl *Callee = callParts(dyn_cast<Expr>(S)).Callee;
    if (Callee && Callee->getIdentifier() && !isa<CXXMethodDecl>(Callee))
      What = listedText(TU, NameList::ThreadRestore, Callee);
    return !What;
  });
  return What;
}

static bool isUncaughtExceptions(const Stmt *S) {
  const FunctionDecl *Callee = callParts(dyn_cast<Expr>(S)).Callee;
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         Callee->getName().starts_with("uncaught_exception");
}

static bool asksForUncaughtExceptions(const FunctionDecl *F) {
  bool Found = false;
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def))
    return false;
  walkFunction(Def, [&](const Stmt *S) {
    Found |= isUncaughtExceptions(S);
    return !Found;
  });
  return Found;
}

/// Is the count taken when the object is made, to be compared at its end? A
/// destructor that only asks whether the stack unwinds just now carries nothing
/// across the suspension.
static bool remembersUncaught(const CXXRecordDecl *R) {
  if (llvm::any_of(R->ctors(), asksForUncaughtExceptions))
    return true;
  return llvm::any_of(R->fields(), [](const FieldDecl *F) {
    bool Asks = false;
    walkExecuted(F->getInClassInitializer(), [&](const Stmt *S) {
      Asks |= isUncaughtExceptions(S);
      return !Asks;
    });
    return Asks;
  });
}

HostileReason async_tidy::hostileReasonOf(TranslationUnit &TU,
                                          const CXXRecordDecl *R) {
  if (TU.names().in(NameList::TaskBound, R))
    return {};
  if (auto Text = listedText(TU, NameList::Hostile, R))
    return {HostileReason::Listed, *Text,
            TU.names().find(NameList::SavedState, R)};
  if (declaredHostile(R))
    return {HostileReason::Marked, "", nullptr};
  const CXXRecordDecl *Def = definitionOrPattern(R);
  if (!Def || Def->isLambda() || !TU.isProject(Def->getLocation()))
    return {};
  const CXXDestructorDecl *Dtor = Def->getDestructor();
  if (!Dtor || !Dtor->isUserProvided() || !Dtor->isDefined())
    return {};
  llvm::SmallSetVector<const Decl *, 4> Restored;
  // The definition can come after the class.
  if (const FunctionDecl *Body = nullptr; Dtor->isDefined(Body))
    Dtor = cast<CXXDestructorDecl>(Body);
  if (auto What = restoredByFunction(TU, Dtor))
    return {HostileReason::RestoresThread, *What, nullptr};
  collectThreadLocals(TU, Dtor, Restored);
  bool Uncaught = asksForUncaughtExceptions(Dtor) && remembersUncaught(Def);
  if (Restored.empty() && !Uncaught)
    return {};
  if (Uncaught)
    return {HostileReason::CountsExceptions, "", nullptr};
  for (const CXXConstructorDecl *C : Def->ctors()) {
    llvm::SmallSetVector<const Decl *, 4> Set;
    collectThreadLocals(TU, C, Set);
    for (const Decl *V : Restored)
      if (Set.contains(V))
        return {HostileReason::SetsThreadLocal,
                cast<NamedDecl>(V)->getName().str(), nullptr};
  }
  return {};
}
