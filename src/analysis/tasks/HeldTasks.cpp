// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/HeldTasks.h"
#include "analysis/calls/ContainerMembers.h"
#include "analysis/syntax/Values.h"

#include "analysis/flow/ValueUse.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

/// Types that hold their template arguments' values and do nothing with them.
static bool isPassiveHolder(TranslationUnit &TU, const CXXRecordDecl *R) {
  return TU.names().in(NameList::PassiveHolder, R);
}

/// The awaitable type that an object of type \p T contains, or null. Only \p T
/// itself and its elements are searched among the project's classes: an object
/// behind a pointer or in a container may have a life of its own.
static QualType heldType(TranslationUnit &TU, const LostTypes &Types,
                         QualType T, const FunctionDecl *F, AwaitableInfo &Info,
                         bool AllowAggregate, unsigned Depth = 0) {
  auto Try = [&](QualType Part, bool Aggregate = false) {
    if (auto Found = Types.find(TU, Part, F)) {
      Info = *Found;
      return Part;
    }
    return Depth < limits::PartsAroundAwaitable
               ? heldType(TU, Types, Part, F, Info, Aggregate, Depth + 1)
               : QualType();
  };
  if (const auto *Array = TU.context().getAsConstantArrayType(T))
    return Try(Array->getElementType(), AllowAggregate);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return QualType();
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
      Spec && isPassiveHolder(TU, Spec)) {
    for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray()) {
      auto Parts = Arg.getKind() == TemplateArgument::Pack
                       ? Arg.getPackAsArray()
                       : ArrayRef<TemplateArgument>(Arg);
      for (const TemplateArgument &Part : Parts)
        if (Part.getKind() == TemplateArgument::Type)
          if (QualType Held = Try(Part.getAsType()); !Held.isNull())
            return Held;
    }
    return QualType();
  }
  R = R->getDefinition();
  if (!AllowAggregate || R->isInStdNamespace() || !R->isAggregate() ||
      R->isDependentContext() || R->hasUserDeclaredDestructor())
    return QualType();
  for (const FieldDecl *Field : R->fields())
    if (QualType Held = Try(Field->getType());
        !Held.isNull() && !Field->getType()->isReferenceType())
      return Held;
  return QualType();
}

/// The expression inside \p Init that makes an awaitable which ends up in the
/// variable, or null.
static const Expr *sourceIn(TranslationUnit &TU, const FunctionBody &Body,
                            const Expr *Init, const LostTypes &Types) {
  const Expr *Found = nullptr;
  walkExecuted(Init, [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    if (!E || Found)
      return false;
    QualType T = freshType(E);
    if (T.isNull() || !isa<CallExpr, CoroutineSuspendExpr>(E))
      return true;
    AwaitableInfo Ignored;
    auto Info = Types.find(TU, T, Body.function());
    // An awaiter that co_await yields is a handle, not work.
    if (Info && !Info->IsCoroutineType && isa<CoroutineSuspendExpr>(E))
      return false;
    if (Info ||
        !heldType(TU, Types, T, Body.function(), Ignored, false).isNull()) {
      // `std::make_pair(f(), 1)` holds what f() makes; f() says more.
      const auto *Call = dyn_cast<CallExpr>(E);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      if (Callee && Callee->isInStdNamespace() && Call->getNumArgs() > 0)
        return true;
      Found = E;
    }
    // What is awaited, or passed to another function, is not in the variable.
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && Callee->isInStdNamespace();
  });
  return Found;
}

/// Does \p Init move an awaitable out of another variable into this one?
static bool movesIn(const Expr *Init) {
  const Expr *E = Init->IgnoreImplicit();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 1 &&
           Construct->getConstructor()->isMoveConstructor() &&
           Construct->getArg(0)->IgnoreParenImpCasts()->isXValue();
  return false;
}

/// Does \p E put an awaitable into the variable that takes it: one that it
/// makes, or one that another variable was given?
static bool brings(TranslationUnit &TU, const FunctionBody &Body, const Expr *E,
                   const LostTypes &Types) {
  if (sourceIn(TU, Body, E, Types))
    return true;
  const VarDecl *From = E->isXValue() ? variableOf(E) : nullptr;
  if (!From || isa<ParmVarDecl>(From))
    return E->isXValue();
  const auto *Default = dyn_cast_or_null<CXXConstructExpr>(From->getInit());
  return From->getInit() && !(Default && Default->getNumArgs() == 0);
}

static bool bindsTemporary(const VarDecl *V) {
  if (!V->getType()->isReferenceType())
    return true;
  const Expr *Init = V->getInit();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Init))
    Init = Cleanups->getSubExpr();
  const auto *Temporary =
      dyn_cast<MaterializeTemporaryExpr>(Init->IgnoreImpCasts());
  return isa<MaterializeTemporaryExpr>(Init) || Temporary ||
         Init->IgnoreImplicit()->isPRValue();
}

static void addVariable(TranslationUnit &TU, const FunctionBody &Body,
                        const LostTypes &Types, const VarDecl *V,
                        const DeclStmt *D, SmallVectorImpl<HeldTask> &Out) {
  if (!V->hasLocalStorage() || V->isInvalidDecl() || V->isImplicit() ||
      V->isInitCapture())
    return;
  if (V->getInit() && !bindsTemporary(V))
    return;
  HeldTask Held;
  Held.Declaration = D;
  if (V->getInit()) {
    Held.Source = sourceIn(TU, Body, V->getInit(), Types);
    if (!Held.Source && movesIn(V->getInit()))
      Held.Source = V->getInit();
  }
  auto Add = [&](const ValueDecl *Variable, QualType T) {
    Held.Variable = Variable;
    Held.Type = T.getNonReferenceType();
    if (auto Info = Types.find(TU, T, Body.function())) {
      Held.Info = *Info;
      Held.IsContainer = false;
      Out.push_back(Held);
      return;
    }
    Held.Type = heldType(TU, Types, T.getNonReferenceType(), Body.function(),
                         Held.Info, /*AllowAggregate=*/true);
    Held.IsContainer = true;
    if (!Held.Type.isNull())
      Out.push_back(Held);
  };
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(V)) {
    for (const BindingDecl *B : Decomposition->bindings())
      if (!B->getType().isNull())
        Add(B, B->getType());
    return;
  }
  Add(V, V->getType());
}

SmallVector<HeldTask, 4> async_tidy::heldTasks(TranslationUnit &TU,
                                               const FunctionBody &Body,
                                               const LostTypes &Types) {
  SmallVector<HeldTask, 4> Result;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          addVariable(TU, Body, Types, V, D, Result);
    return true;
  });
  return Result;
}

/// Is the call one that only puts something into its object, or asks for its
/// size?
static Mention containerCall(TranslationUnit &TU, const FunctionBody &Body,
                             const CXXMemberCallExpr *Call,
                             const LostTypes &Types) {
  const CXXMethodDecl *M = Call->getMethodDecl();
  if (!isMemberOfHolder(TU, callParts(Call)))
    return Mention::Use;
  Names &N = TU.names();
  if (N.in(WordList::ContainerSize, M) ||
      N.in(WordList::ContainerEmptiness, M) ||
      N.in(WordList::ContainerPresence, M))
    return Mention::None;
  if (!(fillsContainer(TU, M) || N.in(WordList::ContainerResize, M)) ||
      !useOfValue(Body, Call).isLost())
    return Mention::Use;
  for (const Expr *Arg : Call->arguments())
    if (brings(TU, Body, Arg, Types))
      return Mention::Fill;
  return Mention::None;
}

Mention async_tidy::mentionOf(TranslationUnit &TU, const FunctionBody &Body,
                              const HeldTask &Held, const DeclRefExpr *Ref,
                              const LostTypes &Types) {
  ValueUseInfo Use = useOfValue(Body, Ref);
  switch (Use.Kind) {
  case ValueUse::Discarded:
  case ValueUse::Tested:
    return Mention::None;
  case ValueUse::Ignored:
    return Mention::Accepted;
  case ValueUse::Assigned: {
    if (!useOfValue(Body, cast<Expr>(Use.By)).isLost())
      return Mention::Use;
    const Expr *Right = nullptr;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Use.By))
      Right = Call->getArg(1);
    else if (const auto *Assign = dyn_cast<BinaryOperator>(Use.By))
      Right = Assign->getRHS();
    return Right && brings(TU, Body, Right, Types) ? Mention::Fill
                                                   : Mention::None;
  }
  case ValueUse::Passed:
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Use.By);
        Call && Held.IsContainer &&
        variableOf(Call->getImplicitObjectArgument()) == Held.Variable)
      return containerCall(TU, Body, Call, Types);
    return Mention::Use;
  default:
    return Mention::Use;
  }
}
