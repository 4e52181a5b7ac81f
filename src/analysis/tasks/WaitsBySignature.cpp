// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/WaitsBySignature.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitingNames.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/SourceManager.h>

using namespace clang;
using namespace async_tidy;

/// A task, a sender, or what is awaited through an operator, as futures are: no
/// mere awaiter of an operation.
static bool isTask(TranslationUnit &TU, QualType T) {
  const AwaitableInfo &Info = TU.awaitables().classify(T);
  return Info.isAwaitable() && !Info.IsGenerator &&
         (Info.IsCoroutineType || Info.Route == AwaitRoute::Sender ||
          Info.Route == AwaitRoute::MemberOperator ||
          Info.Route == AwaitRoute::FreeOperator);
}

/// Nothing has happened to the task yet: \p E calls what makes it, or names a
/// local that was initialised with such a call and not mentioned before.
static bool isFresh(TranslationUnit &TU, const FunctionBody &Body,
                    const Expr *E) {
  const Expr *Value = stripValue(E);
  if (isa<CallExpr>(Value))
    return Value->isPRValue();
  const VarDecl *V = variableOf(Value);
  if (!V || !V->isLocalVarDecl() || !V->hasLocalStorage() || !V->getInit() ||
      V->getType()->isReferenceType())
    return false;
  const Expr *Init = stripValue(V->getInit());
  if (!isa<CallExpr>(Init) || !Init->isPRValue())
    return false;
  return llvm::none_of(Body.uses().of(V), [&](const DeclRefExpr *Ref) {
    return TU.sources().isBeforeInTranslationUnit(Ref->getBeginLoc(),
                                                  E->getBeginLoc());
  });
}

static const ClassTemplateSpecializationDecl *
specialisationIn(TranslationUnit &TU, WordList List, QualType T) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return Spec && TU.names().in(List, Spec) &&
                 Spec->getTemplateArgs().size() > 0 &&
                 Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type
             ? Spec
             : nullptr;
}

/// `optional<tuple<…>>`, as std::execution's sync_wait gives it: empty if the
/// work was stopped.
static bool isCompletion(TranslationUnit &TU, QualType T) {
  const auto *Optional = specialisationIn(TU, WordList::Optional, T);
  const CXXRecordDecl *Inner =
      Optional
          ? Optional->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl()
          : nullptr;
  return TU.names().in(WordList::Tuple, Inner);
}

/// Is \p Result what a coroutine that awaits a \p Task gets?
static bool isResultOf(TranslationUnit &TU, QualType Result, QualType Task) {
  if (Result->isVoidType())
    return false;
  ASTContext &Ctx = TU.context();
  QualType Awaited = TU.awaitables().resultOf(Task);
  if (!Awaited.isNull())
    return Ctx.hasSameUnqualifiedType(Result.getNonReferenceType(),
                                      Awaited.getNonReferenceType());
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Task.getNonReferenceType()->getAsCXXRecordDecl());
  return Spec && Spec->getTemplateArgs().size() > 0 &&
         Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         Ctx.hasSameUnqualifiedType(Result,
                                    Spec->getTemplateArgs()[0].getAsType());
}

/// Is \p Result, in a template's declaration, a parameter T of the template,
/// and \p Task a specialisation for that T?
static bool isParameterOf(QualType Result, QualType Task) {
  const auto *T = Result->getAs<TemplateTypeParmType>();
  const auto *Spec =
      Task.getNonReferenceType()->getAs<TemplateSpecializationType>();
  return T && Spec &&
         llvm::any_of(Spec->template_arguments(),
                      [&](const TemplateArgument &A) {
                        return A.getKind() == TemplateArgument::Type &&
                               A.getAsType().getCanonicalType() ==
                                   Result.getCanonicalType();
                      });
}

/// Does the name say that the function comes back when the task is done? A type
/// alone does not: `Stream promised(task<Stream>)` gives a stand-in at once,
/// and a result of type bool may be an answer of its own.
static bool isNamedForWaiting(TranslationUnit &TU, const FunctionDecl *F) {
  return blocksOnTask(TU, F) || mayFinishWork(TU, F) ||
         (F->getIdentifier() && returnsWhenDone(TU, F->getName()));
}

/// `T run(task<T>)`
static bool takesAndWaits(TranslationUnit &TU, const CallParts &Call,
                          const FunctionBody &Body) {
  const FunctionDecl *F = Call.Callee;
  const FunctionTemplateDecl *Primary = F->getPrimaryTemplate();
  const FunctionDecl *Pattern = Primary ? Primary->getTemplatedDecl() : nullptr;
  for (unsigned I = 0; I < Call.Args.size() && I < F->getNumParams(); ++I) {
    QualType T = F->getParamDecl(I)->getType();
    if (!isTask(TU, T) || !isFresh(TU, Body, Call.Args[I]))
      continue;
    if ((isNamedForWaiting(TU, F) && isResultOf(TU, F->getReturnType(), T)) ||
        isCompletion(TU, F->getReturnType()) ||
        (Pattern && I < Pattern->getNumParams() &&
         isParameterOf(Pattern->getReturnType(),
                       Pattern->getParamDecl(I)->getType())))
      return true;
  }
  return false;
}

/// `task.get()`, `task.wait()`
static bool waitsForObject(TranslationUnit &TU, const CallParts &Call,
                           const FunctionBody &Body) {
  const auto *M = dyn_cast<CXXMethodDecl>(Call.Callee);
  if (!M || !Call.Object)
    return false;
  bool Waits = TU.names().speaksOf(Topic::Waiting, M);
  if ((!Waits && !TU.names().speaksOf(Topic::Getting, M)) ||
      !isTask(TU, Call.Object->getType()))
    return false;
  QualType Result = M->getReturnType();
  return ((Waits && Result->isVoidType()) ||
          isResultOf(TU, Result, Call.Object->getType())) &&
         isFresh(TU, Body, Call.Object);
}

bool async_tidy::waitsBySignature(TranslationUnit &TU, const CallParts &Call,
                                  const FunctionBody &Body) {
  const FunctionDecl *F = Call.Callee;
  // A visible body tells more, and an awaitable result is none yet.
  if (!F || F->isDefined() || isOfStd(F) ||
      F->getReturnType()->isReferenceType() ||
      TU.awaitables().classify(F->getReturnType()).isAwaitable())
    return false;
  return takesAndWaits(TU, Call, Body) || waitsForObject(TU, Call, Body);
}
