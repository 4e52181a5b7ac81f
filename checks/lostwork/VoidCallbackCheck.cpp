// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lostwork/VoidCallbackCheck.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CallableBodies.h"
#include "analysis/calls/ForwardingCalls.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/syntax/Values.h"
#include "checks/support/Words.h"
#include "model/BodyWalk.h"
#include "model/ReturnedValues.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

VoidCallbackCheck::VoidCallbackCheck(StringRef Name,
                                     tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      CheckWrappers(Options.get("CheckWrappers", true)),
      CheckFunctions(Options.get("CheckFunctions", true)),
      ReportEager(Options.get("ReportEager", true)),
      Types(nameList("TaskTypes").plain(), nameList("IgnoreTypes").plain(),
            ReportEager),
      IgnoredSinks(nameList("IgnoreSinks")) {}

void VoidCallbackCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckWrappers", CheckWrappers);
  Options.store(Opts, "CheckFunctions", CheckFunctions);
  Options.store(Opts, "ReportEager", ReportEager);
}

void VoidCallbackCheck::analyze(TranslationUnit &TU) {
  for (const FunctionDecl *F : TU.functions()) {
    if (F->isDependentContext())
      continue;
    walkFunction(F, [&](const Stmt *S) {
      CallParts Call = callParts(dyn_cast<Expr>(S));
      if (!Call || !Call.Callee)
        return true;
      if (CheckWrappers)
        checkWrapper(TU, F, Call);
      if (CheckFunctions)
        checkFunction(TU, F, Call);
      return true;
    });
  }
}

/// `function<void(int)>`: a class template that can be called and whose first
/// argument is a signature that returns nothing, whatever its name.
static bool isVoidWrapper(const CXXRecordDecl *R) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!Spec || Spec->getTemplateArgs().size() == 0 ||
      Spec->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const auto *Signature =
      Spec->getTemplateArgs()[0].getAsType()->getAs<FunctionProtoType>();
  return Signature && Signature->getReturnType()->isVoidType() &&
         !memberFunctions(
              Spec, Spec->getASTContext().DeclarationNames.getCXXOperatorName(
                        OO_Call))
              .empty();
}

/// Does the constructor or operator choose by the type of what it is given, as
/// a wrapper does that starts the tasks of its callables?
static bool looksAtResult(const CXXMethodDecl *M) {
  const FunctionDecl *Def = nullptr;
  if (M->isInStdNamespace() || !M->hasBody(Def))
    return false;
  bool Chooses = false;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    Chooses |= If && If->isConstexpr();
    return !Chooses;
  });
  return Chooses;
}

/// A wrapper is made of a callable, gets a new one, or is made in place as the
/// element of a container.
void VoidCallbackCheck::checkWrapper(TranslationUnit &TU, const FunctionDecl *F,
                                     const CallParts &Call) {
  const auto *M = dyn_cast<CXXMethodDecl>(Call.Callee);
  if (!isa<CXXConstructorDecl>(Call.Callee) &&
      !(M && M->getOverloadedOperator() == OO_Equal))
    M = forwardedConstructor(TU, Call);
  if (!M || Call.Args.empty() || !isVoidWrapper(M->getParent()))
    return;
  const CXXRecordDecl *Given = recordOf(Call.Args.front()->getType());
  // A copy of the wrapper, or of another of its kind.
  if (Given && (Given == M->getParent() || isVoidWrapper(Given)))
    return;
  if (looksAtResult(M))
    return;
  std::string Wrapper;
  llvm::raw_string_ostream OS(Wrapper);
  M->getParent()->getNameForDiagnostic(OS, TU.context().getPrintingPolicy(),
                                       /*Qualified=*/true);
  checkCallable(TU, F, Call.Args.front(), M->getParent(), Wrapper);
}

/// What calling \p Callable returns, if that is known.
static std::optional<QualType> taskOf(TranslationUnit &TU,
                                      const Expr *Callable) {
  // A function that is only declared says what it returns, too.
  QualType T = Callable->getType().getNonReferenceType();
  if (T->isFunctionPointerType())
    T = T->getPointeeType();
  const auto *Declared = T->getAs<FunctionType>();
  FunctionList Bodies = callableBodies(TU, Callable);
  T = Declared             ? Declared->getReturnType()
      : Bodies.size() == 1 ? resultTypeOf(Bodies.front())
                           : QualType();
  return T.isNull() || T->isReferenceType() ? std::nullopt : std::optional(T);
}

/// Does the call run its first callable with what follows it (std::thread,
/// std::call_once)? That is taken by forwarding references; algorithms take
/// their callable by value, at the end.
static bool isFirstCalled(const CallParts &Call) {
  return isa<CXXConstructorDecl>(Call.Callee) ||
         (Call.Callee->getNumParams() > 1 &&
          Call.Callee->parameters().back()->getType()->isReferenceType());
}

void VoidCallbackCheck::checkFunction(TranslationUnit &TU,
                                      const FunctionDecl *F,
                                      const CallParts &Call) {
  // What a completion handler returns is ignored, whatever the operation.
  if (!calls(TU, Call, NameList::IgnoresResult) && !startsOperation(TU, Call))
    return;
  const NamedDecl *Named = Call.Callee;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Call.Callee))
    Named = C->getParent();
  const Expr *Callable = nullptr;
  for (const Expr *A : Call.Args) {
    if (!taskOf(TU, A) && !isVoidWrapper(recordOf(A->getType())))
      continue;
    // What follows a thread's callable is given to that.
    if (Callable && isOfStd(Call.Callee) && isFirstCalled(Call))
      break;
    Callable = A;
  }
  // Wrappers have been looked at where they were made.
  if (!Callable || isVoidWrapper(recordOf(Callable->getType())))
    return;
  // A slot or handler may well be a coroutine that starts at the call and goes
  // on alone (`connect(button, &clicked, [] -> QCoro::Task<> {…})`).
  std::optional<QualType> Task = taskOf(TU, Callable);
  if (Task && (isOfStd(Call.Callee) ||
               TU.awaitables().classify(*Task).Start == StartKind::Lazy))
    checkCallable(TU, F, Callable, Named, Named->getQualifiedNameAsString());
}

void VoidCallbackCheck::checkCallable(TranslationUnit &TU,
                                      const FunctionDecl *F,
                                      const Expr *Callable,
                                      const NamedDecl *Sink,
                                      const std::string &Shown) {
  std::optional<QualType> Task = taskOf(TU, Callable);
  if (!Task)
    return;
  QualType T = *Task;
  FunctionList Bodies = callableBodies(TU, Callable);
  const FunctionDecl *Target = Bodies.empty() ? nullptr : Bodies.front();
  std::optional<AwaitableInfo> Info = Types.find(TU, T, F);
  if (!Info || IgnoredSinks.contains(TU.names().qualified(Sink)) ||
      (Target && goesOnAlone(TU, T, *Info) && TU.coroutine(Target) &&
       !TU.shared<ExceptionFlow>().failure(Target)))
    return;
  const Expr *Given = stripValue(Callable);
  if (!TU.isProject(Given->getBeginLoc()) ||
      !firstReportAt(Given->getBeginLoc()))
    return;
  diag(Given->getBeginLoc(), "'%0' drops the %1 that this callable returns: %2",
       Info->Start == StartKind::Lazy
           ? "hand the task to something that runs it and sees how it ends"
           : "catch its failures in the coroutine, or hand the task to "
             "something "
             "that sees how it ends",
       lostWork(TU, T, *Info))
      << Shown << nounFor(*Info) << consequenceOf(*Info);
  if (Target && !isa<LambdaExpr>(Given))
    note(Target->getLocation(), "it calls this");
}
