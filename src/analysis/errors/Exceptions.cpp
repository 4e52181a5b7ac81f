// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/Exceptions.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/errors/Vocabulary.h"
#include "analysis/scheduling/CompletionSignatures.h"
#include "analysis/scheduling/CompletionTokens.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/TaskOrigin.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/CXXInheritance.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

bool async_tidy::catches(QualType Handler, QualType Thrown) {
  if (Handler.isNull())
    return true;
  Handler =
      Handler.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  Thrown = Thrown.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (Handler == Thrown)
    return true;
  const CXXRecordDecl *H = Handler->getAsCXXRecordDecl();
  const CXXRecordDecl *T = Thrown->getAsCXXRecordDecl();
  if (!H || !T || !T->hasDefinition() || !H->hasDefinition())
    return false;
  CXXBasePaths Paths;
  return T->isDerivedFrom(H, Paths) &&
         llvm::any_of(
             Paths,
             [](const CXXBasePath &P) { return P.Access == AS_public; }) &&
         !Paths.isAmbiguous(CanQualType::CreateUnsafe(Handler));
}

static bool isStdException(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  return R && R->isInStdNamespace() && R->getIdentifier() &&
         R->getName() == "exception";
}

bool async_tidy::catchesEverything(const CXXTryStmt *Try) {
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
    QualType T = Try->getHandler(I)->getCaughtType();
    if (T.isNull() || isStdException(T))
      return true;
  }
  return false;
}

const CXXRecordDecl *async_tidy::classNamed(ASTContext &Ctx, StringRef Name) {
  const DeclContext *Scope = Ctx.getTranslationUnitDecl();
  Name.consume_front("::");
  while (true) {
    auto [First, Rest] = Name.split("::");
    const NamedDecl *Found = nullptr;
    for (const NamedDecl *D :
         Scope->lookup(DeclarationName(&Ctx.Idents.get(First))))
      if (isa<NamespaceDecl, NamespaceAliasDecl, TypeDecl, ClassTemplateDecl>(
              D->getUnderlyingDecl()))
        Found = D->getUnderlyingDecl();
    if (const auto *Alias = dyn_cast_or_null<NamespaceAliasDecl>(Found))
      Found = Alias->getNamespace();
    const CXXRecordDecl *R = nullptr;
    if (const auto *Type = dyn_cast_or_null<TypeDecl>(Found))
      R = Ctx.getTypeDeclType(Type)->getAsCXXRecordDecl();
    if (Rest.empty())
      return R;
    if (const auto *NS = dyn_cast_or_null<NamespaceDecl>(Found))
      Scope = NS;
    else if (R)
      Scope = R;
    else
      return nullptr;
    Name = Rest;
  }
}

/// Is an exception of this kind caught by a try block of \p Body around it?
static bool isCaught(const FunctionBody &Body, const ThrowSite &Site) {
  auto Catches = [&](const CXXTryStmt *Try) {
    if (Site.Types.empty())
      return catchesEverything(Try);
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      for (QualType T : Site.Types)
        if (catches(Try->getHandler(I)->getCaughtType(), T))
          return true;
    return false;
  };
  const Stmt *Child = Site.Where;
  for (const Stmt *S = Body.parent(Child); S; Child = S, S = Body.parent(S))
    if (const auto *Try = dyn_cast<CXXTryStmt>(S))
      if (Try->getTryBlock() == Child && Catches(Try))
        return true;
  return false;
}

static bool isNothrow(TranslationUnit &TU, const FunctionDecl *F) {
  if (TU.names().in(NameList::NoThrow, F))
    return true;
  const auto *Proto = F->getType()->getAs<FunctionProtoType>();
  // What nobody instantiates yet is as its template says.
  if (Proto && Proto->getExceptionSpecType() == EST_Uninstantiated)
    Proto = Proto->getExceptionSpecTemplate()
                ->getType()
                ->getAs<FunctionProtoType>();
  if (!Proto || isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) ||
      Proto->getExceptionSpecType() == EST_DependentNoexcept)
    return false;
  return Proto->isNothrow();
}

const ThrowSite *ExceptionFlow::escape(const FunctionDecl *F) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def) || !Def->getBody() || isNothrow(TU, Def))
    return nullptr;
  auto It = Known.find(Def);
  if (It != Known.end())
    return It->second.get();
  bool TooDeep = Active.size() > TU.limit(limits::ThrowingCalls);
  if (TooDeep && !Active.contains(Def))
    TU.gaveUp(limits::ThrowingCalls, Def);
  if (TooDeep || !Active.insert(Def).second) {
    // A function in a cycle throws if something else in the cycle does.
    MetActive = true;
    return nullptr;
  }
  bool Outer = std::exchange(MetActive, false);
  std::optional<ThrowSite> Site = search(Def);
  Active.erase(Def);
  bool Incomplete = MetActive && !Active.empty();
  MetActive = Outer || Incomplete;
  if (!Site && Incomplete)
    return nullptr;
  auto &Slot = Known[Def];
  if (Site)
    Slot = std::make_unique<ThrowSite>(*Site);
  return Slot.get();
}

std::optional<ThrowSite> ExceptionFlow::search(const FunctionDecl *F) {
  std::optional<ThrowSite> Result;
  const FunctionBody &Body = bodyOf(TU, F);
  // A failure counts more than a cancellation, wherever it is.
  auto IsFound = [&] { return Result && !Result->IsCancellation; };
  walkFunction(F, [&](const Stmt *S) {
    if (IsFound())
      return false;
    auto Site = siteAt(S);
    if (Site && (!Result || !Site->IsCancellation) && !isCaught(Body, *Site))
      Result = Site;
    return !IsFound();
  });
  return Result;
}

std::optional<ThrowSite> ExceptionFlow::siteAt(const Stmt *S) {
  ThrowSite Site;
  Site.Where = S;
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(S)) {
    Site.IsExplicit = true;
    if (const Expr *Thrown = Throw->getSubExpr())
      Site.Types.push_back(Thrown->getType());
    return Site;
  }
  if (isa<CoawaitExpr, DependentCoawaitExpr>(S)) {
    SuspensionPoint P = suspensionsIn(S, TU.context()).front();
    AwaitFailure Failure = awaitFailure(P);
    if (Failure == AwaitFailure::None)
      return std::nullopt;
    Site.IsCancellation = Failure == AwaitFailure::Cancellation;
    addCarriers(P, Site);
    return Site;
  }
  if (isa<CallExpr, CXXConstructExpr>(S))
    return siteAtCall(cast<Expr>(S));
  return std::nullopt;
}

/// An operation whose failures are all of one class: what its await throws is
/// that, not just anything.
void ExceptionFlow::addCarriers(const SuspensionPoint &P, ThrowSite &Site) {
  const LibraryFile *Lib = carrierLibrary(P);
  if (!Lib)
    return;
  for (const std::string &Name : Lib->Cancellation.Carriers)
    if (const CXXRecordDecl *R = classNamed(TU.context(), Name))
      Site.Types.push_back(
          TU.context().getTypeDeclType(static_cast<const TypeDecl *>(R)));
}

/// The library that makes an exception of the operation's error code; nullptr
/// if the await can throw anything else.
const LibraryFile *ExceptionFlow::carrierLibrary(const SuspensionPoint &P) {
  auto &Signatures = TU.shared<CompletionSignatures>();
  const auto *Call = dyn_cast_or_null<CallExpr>(stripValue(P.Operand));
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (const LibraryFile *Lib = F ? TU.names().libraryOf(F) : nullptr) {
    // A library's combinator passes on what the tasks throw.
    for (const Expr *Arg : callParts(Call).Args)
      if (!Arg->isTypeDependent() &&
          TU.awaitables().classify(Arg->getType()).IsCoroutineType)
        return nullptr;
    bool Anything = Signatures.of(Call).Failure == CompletionFailure::Anything;
    return Anything ? nullptr : Lib;
  }
  // An operation of the project, composed of those of a library.
  TaskOrigin Origin = originOf(TU, P.Operand);
  if (Origin.Unknown || !Origin.Coroutines.empty())
    return nullptr;
  const LibraryFile *Library = nullptr;
  for (const Expr *E : Origin.Opaque) {
    Completion C = Signatures.of(E);
    if (C.Failure > CompletionFailure::ErrorCode)
      return nullptr;
    Library = C.Library;
  }
  return Library;
}

/// Does \p F's last parameter return an error by reference?
static bool returnsErrorCode(TranslationUnit &TU, const FunctionDecl *F) {
  if (F->getNumParams() == 0)
    return false;
  QualType T = F->getParamDecl(F->getNumParams() - 1)->getType();
  return T->isLValueReferenceType() && isErrorCode(TU, T) &&
         !T.getNonReferenceType().isConstQualified();
}

/// Has \p F a sibling that reports in a further parameter what \p F throws?
static bool hasErrorCodeSibling(TranslationUnit &TU, const FunctionDecl *F) {
  // Closing and cancelling have both forms, too.
  if (!F->getIdentifier() || returnsErrorCode(TU, F) ||
      isCleanupOperation(TU, F) || F->isVariadic())
    return false;
  for (const NamedDecl *D : F->getDeclContext()->lookup(F->getDeclName())) {
    const FunctionDecl *Sibling = D->getUnderlyingDecl()->getAsFunction();
    if (Sibling && Sibling->getNumParams() == F->getNumParams() + 1 &&
        returnsErrorCode(TU, Sibling))
      return true;
  }
  return false;
}

std::optional<ThrowSite> ExceptionFlow::siteAtCall(const Expr *E) {
  CallParts Parts = callParts(E);
  const FunctionDecl *F = Parts.Callee;
  if (!F || isNothrow(TU, F))
    return std::nullopt;
  ThrowSite Site;
  Site.Where = E;
  if (TU.names().in(NameList::Thrower, F) || hasErrorCodeSibling(TU, F)) {
    Site.IsExplicit = F->isNoReturn();
    return Site;
  }
  const FunctionDecl *Target = executedFunction(TU, Parts);
  // What the call of a coroutine throws, its await throws.
  if (!Target || !TU.isProjectCode(Target) ||
      isa<CoroutineBodyStmt>(Target->getBody()))
    return std::nullopt;
  const ThrowSite *Inner = escape(Target);
  if (!Inner)
    return std::nullopt;
  Site.Types = Inner->Types;
  Site.IsExplicit = Inner->IsExplicit;
  Site.IsCancellation = Inner->IsCancellation;
  return Site;
}

bool ExceptionFlow::resumeCanThrow(const Expr *Resume) {
  const auto *Call =
      dyn_cast_or_null<CallExpr>(Resume ? Resume->IgnoreImplicit() : nullptr);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F)
    return true;
  if (isNothrow(TU, F))
    return false;
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def) || !Def->getBody() || !TU.isProjectCode(Def))
    return true;
  return escape(Def) != nullptr;
}

/// A timer, a sleep, a point at which a coroutine asks whether it is cancelled.
static bool failsOnlyIfCancelled(TranslationUnit &TU, const Expr *Operation) {
  Operation = stripValue(Operation);
  CallParts Call = callParts(Operation);
  const NamedDecl *D = Call.Callee;
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Operation))
    D = Ref->getDecl();
  return D && (TU.names().in(NameList::OnlyCancelled, D) ||
               TU.names().in(NameList::CancellationCheck, D));
}

AwaitFailure ExceptionFlow::operationFailure(const Expr *Operation) {
  if (TU.shared<CompletionSignatures>().of(Operation).Failure ==
      CompletionFailure::None)
    return AwaitFailure::None;
  return failsOnlyIfCancelled(TU, Operation) ? AwaitFailure::Cancellation
                                             : AwaitFailure::Any;
}

AwaitFailure ExceptionFlow::awaitFailure(const SuspensionPoint &P) {
  if (P.What == SuspensionPoint::Kind::Yield || !P.MaySuspend)
    return AwaitFailure::None;
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(P.E))
    if (!resumeCanThrow(Suspend->getResumeExpr()))
      return AwaitFailure::None;
  const Expr *Operand = P.Operand;
  // In a pattern: what the operation is, and whether its token gives errors as
  // values, is for the instances to tell.
  if (Operand && Operand->isTypeDependent())
    return AwaitFailure::None;
  CallParts Parts = callParts(Operand ? stripValue(Operand) : nullptr);
  if (Parts && (hasToken(TU, Parts, NameList::NonThrowingToken) ||
                calls(TU, Parts, NameList::NonThrowingToken) ||
                calls(TU, Parts, NameList::NoThrow) ||
                calls(TU, Parts, NameList::AsyncLock)))
    return AwaitFailure::None;
  if (Operand && TU.names().typeIn(NameList::NoThrow, Operand->getType()))
    return AwaitFailure::None;
  if (Operand && failsOnlyIfCancelled(TU, Operand))
    return AwaitFailure::Cancellation;
  TaskOrigin Origin = originOf(TU, Operand);
  if (Origin.Unknown || Origin.empty())
    return AwaitFailure::Any;
  AwaitFailure Worst = AwaitFailure::None;
  for (const Expr *E : Origin.Opaque)
    Worst = std::max(Worst, operationFailure(E));
  for (const FunctionDecl *F : Origin.Coroutines)
    if (const ThrowSite *Site = escape(F))
      Worst = std::max(Worst, Site->IsCancellation ? AwaitFailure::Cancellation
                                                   : AwaitFailure::Any);
  return Worst;
}

const ThrowSite *ExceptionFlow::failure(const FunctionDecl *F) {
  const ThrowSite *Site = escape(F);
  return Site && !Site->IsCancellation ? Site : nullptr;
}
