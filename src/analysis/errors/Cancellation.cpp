// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/Cancellation.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CancellationTokens.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/errors/Vocabulary.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/TaskOrigin.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/ASTContext.h>

using namespace clang;
using namespace async_tidy;

bool CancellationKind::isCaughtBy(QualType Caught) const {
  if (Caught.isNull())
    return true;
  if (!Class)
    return false;
  QualType Thrown = Class->getASTContext().getTypeDeclType(
      static_cast<const TypeDecl *>(Class));
  return catches(Caught, Thrown);
}

CancellationModel::CancellationModel(TranslationUnit &TU,
                                     const CancellationNames &More)
    : TU(TU), More(More) {
  findProjectKinds();
}

/// The classes that the project throws, catches or makes exception_ptrs of.
static void forEachException(TranslationUnit &TU,
                             llvm::function_ref<void(QualType)> Visit) {
  for (const FunctionDecl *F : TU.functions())
    walkExecuted(writtenBody(F), [&](const Stmt *S) {
      if (const auto *Throw = dyn_cast<CXXThrowExpr>(S)) {
        if (Throw->getSubExpr())
          Visit(Throw->getSubExpr()->getType());
      } else if (const auto *Catch = dyn_cast<CXXCatchStmt>(S)) {
        if (!Catch->getCaughtType().isNull())
          Visit(Catch->getCaughtType());
      } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        if (Callee && Callee->getIdentifier() && Call->getNumArgs() == 1 &&
            Callee->getName() == "make_exception_ptr")
          Visit(Call->getArg(0)->getType());
      }
      return true;
    });
}

/// The exception classes that the project declares: they derive from
/// std::exception.
static void
forEachProjectException(TranslationUnit &TU, const DeclContext *Scope,
                        llvm::function_ref<void(const CXXRecordDecl *)> Visit,
                        unsigned Depth = 0) {
  for (const Decl *D : Scope->decls()) {
    if (Depth > limits::ScopesAroundException ||
        !TU.isProject(D->getLocation()) || D->isInvalidDecl())
      continue;
    if (const auto *NS = dyn_cast<NamespaceDecl>(D))
      forEachProjectException(TU, NS, Visit, Depth + 1);
    const auto *R = dyn_cast<CXXRecordDecl>(D);
    if (!R || !R->isThisDeclarationADefinition() || R->isDependentContext())
      continue;
    if (R->getNumBases() > 0)
      Visit(R);
    forEachProjectException(TU, R, Visit, Depth + 1);
  }
}

void CancellationModel::findProjectKinds() {
  auto Consider = [&](const CXXRecordDecl *R) {
    if (R && !TU.names().libraryOf(R) && !R->isInStdNamespace() &&
        meansCancellation(TU, R))
      ProjectKinds.insert(R->getCanonicalDecl());
  };
  forEachException(TU, [&](QualType T) {
    if (!T->isPointerType() && !T->isDependentType())
      Consider(recordOf(T));
  });
  const CXXRecordDecl *Root = classNamed(TU.context(), "std::exception");
  if (!Root || !Root->hasDefinition())
    return;
  forEachProjectException(TU, TU.context().getTranslationUnitDecl(),
                          [&](const CXXRecordDecl *R) {
                            if (R->isDerivedFrom(Root))
                              Consider(R);
                          });
}

void CancellationModel::addLibrary(const LibraryFile &Lib, StringRef Namespace,
                                   std::vector<CancellationKind> &Kinds) const {
  const size_t First = Kinds.size();
  auto Add = [&](StringRef Name, bool IsCarrier) {
    CancellationKind Kind;
    Kind.Name = Name.ltrim(':').str();
    Kind.Class = classNamed(TU.context(), Name);
    Kind.IsCarrier = IsCarrier;
    Kind.IsExplicit = Lib.Cancellation.Explicit;
    if (IsCarrier && !Lib.Cancellation.Codes.empty())
      Kind.Code =
          StringRef(Lib.Cancellation.Codes.front()).rsplit("::").second.str();
    Kinds.push_back(std::move(Kind));
  };
  for (const std::string &Name : Lib.Cancellation.Exceptions)
    Add(Name, false);
  // One model describes a library and its Boost twin; each throws its own.
  auto IsNear = [&](StringRef Name) {
    return Name.split("::").first == Namespace;
  };
  const auto &Carriers = Lib.Cancellation.Carriers;
  bool AnyNear = llvm::any_of(Carriers, IsNear);
  for (const std::string &Name : Carriers)
    if (!AnyNear || IsNear(Name))
      Add(Name, true);
  // What the unit does not declare matters only if it declares none of them:
  // then `catch (...)` still catches it.
  auto IsDeclared = [](const CancellationKind &Kind) {
    return Kind.Class != nullptr;
  };
  if (std::any_of(Kinds.begin() + First, Kinds.end(), IsDeclared))
    Kinds.erase(std::remove_if(Kinds.begin() + First, Kinds.end(),
                               std::not_fn(IsDeclared)),
                Kinds.end());
}

std::vector<CancellationKind>
CancellationModel::inSight(const Coroutine &C,
                           ArrayRef<SuspensionPoint> Points) const {
  std::vector<CancellationKind> Kinds;
  if (C.framework() && C.framework()->Cancellation.Uncatchable)
    return Kinds;
  llvm::SmallSetVector<const LibraryFile *, 4> Libraries;
  std::map<const LibraryFile *, std::string> Namespaces;
  auto See = [&](const NamedDecl *D) {
    const LibraryFile *Lib = D ? TU.names().libraryOf(D) : nullptr;
    if (!Lib || !Libraries.insert(Lib))
      return;
    Namespaces[Lib] = TU.names().qualified(D).split("::").first.str();
  };
  See(recordOf(C.function()->getReturnType()));
  for (const SuspensionPoint &P : Points) {
    const Expr *Operand = P.Operand ? stripValue(P.Operand) : nullptr;
    if (!Operand || Operand->isTypeDependent())
      continue;
    See(recordOf(Operand->getType()));
    if (CallParts Parts = callParts(Operand)) {
      See(Parts.Callee);
      See(Parts.objectClass());
    }
  }
  for (const LibraryFile *Lib : Libraries)
    addLibrary(*Lib, Namespaces[Lib], Kinds);
  for (const CXXRecordDecl *R : ProjectKinds)
    Kinds.push_back(
        {R, TU.names().qualified(R).ltrim(':').str(), /*IsCarrier=*/false, ""});
  SmallVector<StringRef, 4> Names;
  for (const auto &Entry : More.Exceptions)
    Names.push_back(Entry.getKey());
  llvm::sort(Names);
  for (StringRef Name : Names)
    Kinds.push_back({classNamed(TU.context(), Name), Name.ltrim(':').str(),
                     /*IsCarrier=*/false, ""});
  return Kinds;
}

bool CancellationModel::canDeliver(const SuspensionPoint &P,
                                   const CancellationKind &Kind) const {
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
  return delivers(P, Kind, Seen);
}

bool CancellationModel::delivers(const SuspensionPoint &P,
                                 const CancellationKind &Kind,
                                 FunctionSet &Seen) const {
  if (!TU.shared<ExceptionFlow>().awaitCanThrow(P))
    return false;
  TaskOrigin Origin = originOf(TU, P.Operand);
  bool IsUnknown = Origin.Unknown || Origin.empty();
  if ((IsUnknown && !Kind.IsExplicit) ||
      llvm::any_of(Origin.Opaque, [&](const Expr *E) {
        return Kind.IsExplicit
                   ? isCancellable(E)
                   : TU.shared<ExceptionFlow>().operationFailure(E) !=
                         AwaitFailure::None;
      }))
    return true;
  return llvm::any_of(Origin.Coroutines, [&](const FunctionDecl *F) {
    return bodyDelivers(F, Kind, Seen);
  });
}

/// Is the operation named in a library file, or given a token: an object of a
/// class that has one of the functions that ask for cancellation?
bool CancellationModel::isCancellable(const Expr *Operation) const {
  CallParts Call = callParts(stripValue(Operation));
  if (!Call || calls(TU, Call, NameList::CancellableOperation))
    return bool(Call);
  auto IsToken = [&](const Expr *E) {
    return isCancellationToken(TU, E->getType(),
                               [&](const NamedDecl *D) { return isCheck(D); });
  };
  return (Call.Object && IsToken(Call.Object)) ||
         llvm::any_of(Call.Args, IsToken);
}

bool CancellationModel::bodyDelivers(const FunctionDecl *F,
                                     const CancellationKind &Kind,
                                     FunctionSet &Seen) const {
  if (!Seen.insert(F).second)
    return false;
  const Coroutine *C = TU.coroutine(F);
  if (!C)
    return true;
  bool Delivers = llvm::any_of(C->suspensions(), [&](const SuspensionPoint &P) {
    return P.MaySuspend && delivers(P, Kind, Seen);
  });
  auto Throws = [&](ArrayRef<QualType> Types) {
    return llvm::any_of(Types, [&](QualType T) {
      return Kind.Class && recordOf(T) &&
             recordOf(T)->getCanonicalDecl() == Kind.Class->getCanonicalDecl();
    });
  };
  walkExecuted(C->body(), [&](const Stmt *S) {
    if (Delivers)
      return false;
    if (const auto *Throw = dyn_cast<CXXThrowExpr>(S))
      Delivers = Throw->getSubExpr() && Throws(Throw->getSubExpr()->getType());
    else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const ThrowSite *Site = TU.shared<ExceptionFlow>().escape(
          executedFunction(TU, callParts(Call)));
      Delivers = throwsIfCancelled(Call) || (Site && Throws(Site->Types));
    }
    return !Delivers;
  });
  return Delivers;
}

bool CancellationModel::isCode(const NamedDecl *D) const {
  return TU.names().in(NameList::CancellationCode, D) ||
         (!More.Codes.empty() && More.Codes.contains(TU.names().qualified(D)));
}

bool CancellationModel::isCheck(const NamedDecl *D) const {
  return TU.names().in(NameList::CancellationCheck, D) ||
         (!More.Checks.empty() &&
          More.Checks.contains(TU.names().qualified(D)));
}

bool CancellationModel::asksForCancellation(const Stmt *S) const {
  bool Asks = false;
  Names &N = TU.names();
  walkExecuted(S, [&](const Stmt *Child) {
    const NamedDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Child))
      D = Ref->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(Child))
      D = Member->getMemberDecl();
    else if (const auto *Dependent =
                 dyn_cast<CXXDependentScopeMemberExpr>(Child)) {
      const IdentifierInfo *Name = Dependent->getMember().getAsIdentifierInfo();
      Asks |= Name && N.speaksOf(Topic::Stopping, Name->getName());
    }
    Asks |= D && (N.speaksOf(Topic::Stopping, D) || isCode(D) || isCheck(D));
    return !Asks;
  });
  return Asks;
}

bool CancellationModel::throwsIfCancelled(const Stmt *S) const {
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    const Expr *Operand = stripValue(Await->getOperand());
    if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Operand))
      return isCheck(Ref->getDecl());
    if (CallParts Parts = callParts(Operand); Parts && Parts.Callee)
      return isCheck(Parts.Callee);
    return false;
  }
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F)
    return false;
  // A check whose result is nothing can only throw.
  return isNamedThrower(TU, F) || (isCheck(F) && Call->getType()->isVoidType());
}
