// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/DroppedTypes.h"
#include "analysis/calls/AcquiringNames.h"
#include "analysis/tasks/TaskDestructors.h"
#include "model/BodyWalk.h"
#include "model/ReadyValues.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

static StringRef withoutGlobal(StringRef Name) {
  Name.consume_front("::");
  return Name;
}

/// Is what it awaits always there, so that awaiting it does nothing, or only
/// gives what the object holds?
static bool doesNothing(TranslationUnit &TU, QualType T,
                        const AwaitableInfo &Info) {
  if (Info.Route != AwaitRoute::Awaiter &&
      Info.Route != AwaitRoute::MemberOperator)
    return false;
  const CXXRecordDecl *Awaiter = TU.awaitables().awaiterOf(T);
  if (!Awaiter || TU.awaitables().constantReady(Awaiter) != true)
    return false;
  QualType Result = TU.awaitables().resultOf(T);
  if (!Result.isNull() && Result->isVoidType())
    return true;
  auto Resume = memberFunctions(Awaiter, "await_resume");
  return !Resume.empty() && onlyReads(Resume.front());
}

/// Is \p E `std::move(member)` of the object at hand?
static bool movesMember(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  if (!Call || Call->getNumArgs() != 1)
    return false;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  const NamedDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    Named = Ref->getDecl();
  else if (const auto *Overloads = dyn_cast<OverloadExpr>(Callee);
           Overloads && Overloads->getNumDecls())
    Named = (*Overloads->decls_begin())->getUnderlyingDecl();
  if (!Named || !Named->isInStdNamespace() || !Named->getIdentifier() ||
      Named->getName() != "move")
    return false;
  const Expr *Moved = Call->getArg(0)->IgnoreParenImpCasts();
  const auto *Member = dyn_cast<MemberExpr>(Moved);
  return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts());
}

/// Is it `h.resume()` of a coroutine handle?
static bool resumes(const Stmt *S) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  return M && M->getIdentifier() && M->getName() == "resume" &&
         isCoroutineHandle(M->getParent());
}

/// Does the destructor hand on what the object holds, or resume its coroutine?
/// Then an awaitable that nobody awaits starts its work when it is dropped, and
/// is made for that.
static bool handsOnAtEnd(const CXXRecordDecl *R, bool IsCoroutineType) {
  const CXXRecordDecl *Def = R->getDefinition();
  const CXXDestructorDecl *D = Def ? Def->getDestructor() : nullptr;
  const FunctionDecl *Body = D;
  if (D && !D->hasBody(Body))
    Body = D->getTemplateInstantiationPattern();
  if (!Body || !Body->getBody())
    return false;
  bool HandsOn = false;
  walkExecuted(Body->getBody(), [&](const Stmt *S) {
    HandsOn |= IsCoroutineType ? resumes(S) : movesMember(S);
    return !HandsOn;
  });
  return HandsOn;
}

/// `DetachedTask`: a task that has started and is named for going on alone.
static bool goesOnByName(TranslationUnit &TU, const CXXRecordDecl *R,
                         const AwaitableInfo &Info) {
  return Info.Start == StartKind::Eager &&
         TU.names().speaksOf(Topic::DetachedType, R);
}

std::optional<AwaitableInfo> LostTypes::find(TranslationUnit &TU, QualType T,
                                             const FunctionDecl *F) const {
  const CXXRecordDecl *R = T.isNull() ? nullptr : classOf(T);
  if (!R || T->isPointerType())
    return std::nullopt;
  StringRef Name = withoutGlobal(TU.names().qualified(R));
  if (Ignored.contains(Name))
    return std::nullopt;
  AwaitableInfo Info = TU.awaitables().classify(T);
  bool Counts = Info.isAwaitable() || Task.contains(Name);
  // Meant to be awaited in this very coroutine, such as `co_await sleep{10}`
  // where only the promise knows what that is.
  const Coroutine *C = Counts ? nullptr : TU.coroutine(F);
  if (C && !Info.SelfOwning && !Info.IsGenerator && !Name.starts_with("std::"))
    Counts = TU.awaitables().transforms(C->promise(), T);
  if (!Counts || (!ReportEager && Info.Start == StartKind::Eager))
    return std::nullopt;
  if (!Info.Entry && !Task.contains(Name) &&
      (doesNothing(TU, T, Info) || goesOnByName(TU, R, Info) ||
       handsOnAtEnd(R, Info.IsCoroutineType)))
    return std::nullopt;
  return Info;
}

bool async_tidy::goesOnAlone(TranslationUnit &TU, QualType T,
                             const AwaitableInfo &Info) {
  bool RunsOn = Info.Start == StartKind::Eager &&
                (Info.Drop == DropEffect::RunsOn ||
                 (Info.Drop == DropEffect::Unknown &&
                  whenDropped(TU, T) != AtDrop::Destroys));
  if (!RunsOn)
    return false;
  QualType Result = TU.awaitables().resultOf(T);
  // A type that cannot be awaited at all gives what its promise takes.
  return Result.isNull()
             ? Info.Promise &&
                   !memberFunctions(Info.Promise, "return_void").empty()
             : Result->isVoidType();
}

/// What a call in a template's pattern returns: the result of its callee, or of
/// all candidates if they agree. Nothing if there may be others: the operators
/// of the language, and what the arguments' namespaces have.
static QualType candidateType(const CallExpr *Call) {
  if (isa<CXXOperatorCallExpr>(Call))
    return QualType();
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  llvm::SmallVector<const NamedDecl *, 4> Candidates;
  if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(Callee);
      Lookup && Lookup->requiresADL())
    return QualType();
  if (const auto *Overloads = dyn_cast<OverloadExpr>(Callee))
    llvm::append_range(Candidates, Overloads->decls());
  else if (const auto *Member = dyn_cast<MemberExpr>(Callee))
    Candidates.push_back(Member->getMemberDecl());
  else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    Candidates.push_back(Ref->getDecl());
  QualType Common;
  for (const NamedDecl *D : Candidates) {
    const FunctionDecl *F = D->getUnderlyingDecl()->getAsFunction();
    QualType T = F ? F->getReturnType() : QualType();
    if (T.isNull() || T->isReferenceType() || !classOf(T))
      return QualType();
    if (!Common.isNull() && classOf(Common) != classOf(T))
      return QualType();
    Common = T;
  }
  return Common;
}

QualType async_tidy::freshType(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (E->getType()->isSpecificBuiltinType(BuiltinType::Dependent))
      return candidateType(Call);
    return E->isPRValue() ? E->getType() : QualType();
  }
  bool Makes = isa<CoawaitExpr, CoyieldExpr, CXXTemporaryObjectExpr>(E);
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    Makes = Cast->getCastKind() == CK_ConstructorConversion ||
            isa<InitListExpr>(Cast->getSubExpr()->IgnoreImplicit());
  return Makes && E->isPRValue() ? E->getType() : QualType();
}

bool async_tidy::isNamedGuard(TranslationUnit &TU, const ValueDecl *V) {
  return TU.names().speaksOf(Topic::Guard, V);
}

bool async_tidy::acquires(TranslationUnit &TU, const CallParts &Call) {
  return TU.names().callIn(NameList::AsyncLock, Call.Callee,
                           Call.objectClass()) ||
         acquiresByName(TU, Call.Callee);
}
