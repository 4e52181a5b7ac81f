// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Awaitable.h"

#include "model/Annotations.h"
#include "model/ClassView.h"
#include "model/ReadyValues.h"
#include "model/YieldedValues.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/SetVector.h>

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *AwaitableModel::promiseFromTraits(const CXXRecordDecl *R,
                                                       QualType T) {
  NamespaceDecl *Std = Ctx.getTranslationUnitDecl()
                           ->lookup(DeclarationName(&Ctx.Idents.get("std")))
                           .find_first<NamespaceDecl>();
  if (!Std)
    return nullptr;
  auto *Traits =
      Std->lookup(DeclarationName(&Ctx.Idents.get("coroutine_traits")))
          .find_first<ClassTemplateDecl>();
  if (!Traits)
    return nullptr;
  CanQualType Canon = Ctx.getCanonicalType(T).getUnqualifiedType();
  for (const ClassTemplateSpecializationDecl *Spec :
       Traits->specializations()) {
    const TemplateArgumentList &Args = Spec->getTemplateArgs();
    if (Args.size() > 0 && Args[0].getKind() == TemplateArgument::Type &&
        Ctx.getCanonicalType(Args[0].getAsType()).getUnqualifiedType() == Canon)
      if (const CXXRecordDecl *P = nestedClass(Spec, "promise_type", Ctx))
        return P;
  }
  SmallVector<ClassTemplatePartialSpecializationDecl *, 8> Partials;
  const_cast<ClassTemplateDecl *>(Traits)->getPartialSpecializations(Partials);
  const TemplateDecl *Wanted = templateOfType(T);
  for (const auto *Partial : Partials) {
    const TemplateArgumentList &Args = Partial->getTemplateArgs();
    if (Args.size() == 0 || Args[0].getKind() != TemplateArgument::Type)
      continue;
    QualType First = Args[0].getAsType();
    bool Same = First->isDependentType()
                    ? Wanted && templateOfType(First) &&
                          templateOfType(First)->getCanonicalDecl() ==
                              Wanted->getCanonicalDecl()
                    : Ctx.hasSameUnqualifiedType(First, T);
    if (Same)
      if (const CXXRecordDecl *P = nestedClass(Partial, "promise_type", Ctx))
        return P;
  }
  return nullptr;
}

const CXXRecordDecl *AwaitableModel::promiseOf(QualType T) {
  const CXXRecordDecl *R = T.isNull() ? nullptr : classOf(T);
  if (!R)
    return nullptr;
  if (const CXXRecordDecl *P = nestedClass(R, "promise_type", Ctx))
    return P;
  return promiseFromTraits(R, T.getNonReferenceType());
}

bool AwaitableModel::parameterAccepts(const FunctionDecl *F, QualType T,
                                      bool &Generic) {
  unsigned First = 0;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    First = M->isExplicitObjectMemberFunction() ? 1 : 0;
  if (F->getNumParams() <= First || F->isDeleted())
    return false;
  QualType P = F->getParamDecl(First)->getType().getNonReferenceType();
  if (P->isTemplateTypeParmType()) {
    Generic = true;
    return false;
  }
  return sameClassOrTemplate(P, T);
}

bool AwaitableModel::hasFreeOperator(const CXXRecordDecl *R, QualType T) {
  // Libraries make durations awaitable; a duration is not lost work.
  if (N.qualified(R).starts_with("std::chrono::"))
    return false;
  // Ordinary lookup finds an operator in the global namespace, too.
  llvm::SmallSetVector<const DeclContext *, 8> Scopes;
  for (const CXXRecordDecl *C : associatedClasses(R)) {
    const DeclContext *Scope = C->getDeclContext();
    while (Scope && !Scope->isFileContext())
      Scope = Scope->getParent();
    if (Scope)
      Scopes.insert(Scope->getPrimaryContext());
  }
  Scopes.insert(Ctx.getTranslationUnitDecl());
  DeclarationName Name = Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  for (const DeclContext *Scope : Scopes)
    for (const NamedDecl *D :
         const_cast<DeclContext *>(Scope)->getRedeclContext()->lookup(Name)) {
      bool Generic = false;
      const FunctionDecl *F = D->getAsFunction();
      if (F && parameterAccepts(F, T, Generic))
        return true;
    }
  return false;
}

AwaitRoute AwaitableModel::ownRoute(const CXXRecordDecl *R, QualType T) {
  auto Op = members(R, Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait));
  if (llvm::any_of(Op, [](const FunctionDecl *F) { return !F->isDeleted(); }))
    return AwaitRoute::MemberOperator;
  if (!members(R, "await_ready").empty() &&
      !members(R, "await_suspend").empty() &&
      !members(R, "await_resume").empty())
    return AwaitRoute::Awaiter;
  if (hasFreeOperator(R, T))
    return AwaitRoute::FreeOperator;
  return AwaitRoute::None;
}

/// Can a temporary be the operand? Not if the only operators are for lvalues.
static bool takesTemporaries(ArrayRef<const FunctionDecl *> Operators) {
  return llvm::any_of(Operators, [](const FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return !F->isDeleted() &&
           (!M || M->getRefQualifier() != RQ_LValue || M->isConst());
  });
}

static const Decl *keyOf(const CXXRecordDecl *R, QualType T) {
  if (const TemplateDecl *Template = templateOfType(T))
    return Template->getCanonicalDecl();
  return R->getCanonicalDecl();
}

bool AwaitableModel::transforms(const CXXRecordDecl *Promise, QualType T) {
  if (!Promise || T.isNull())
    return false;
  bool Generic = false;
  for (const FunctionDecl *F : members(Promise, "await_transform"))
    if (parameterAccepts(F, T.getNonReferenceType(), Generic))
      return true;
  return false;
}

/// Does a template take what its parameters allow only under a condition?
static bool isConstrained(const FunctionDecl *F) {
  const FunctionTemplateDecl *Template = F->getDescribedFunctionTemplate();
  return !Template || Template->hasAssociatedConstraints() ||
         Template->getTemplateParameters()->size() > 1 ||
         F->getNumParams() > 1 ||
         F->getReturnType()->getAs<DependentNameType>();
}

bool AwaitableModel::accepts(const CXXRecordDecl *Promise, QualType T) {
  const CXXRecordDecl *R =
      T.isNull() || T->isPointerType() ? nullptr : recordOf(T);
  if (!Promise || !R)
    return false;
  auto Operators =
      members(R, Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait));
  if (!Operators.empty() && !takesTemporaries(Operators))
    return false;
  auto Transforms = members(Promise, "await_transform");
  bool Own = ownRoute(R, T) != AwaitRoute::None;
  if (Transforms.empty())
    return Own;
  if (transforms(Promise, T))
    return true;
  bool Seen = Awaited.contains(keyOf(R, T.getNonReferenceType()));
  for (const FunctionDecl *F : Transforms) {
    bool Generic = false;
    parameterAccepts(F, T, Generic);
    if (Generic && (isConstrained(F) ? Seen : Own || Seen))
      return true;
  }
  return false;
}

void AwaitableModel::noteAwaited(const Expr *Operand, QualType Result) {
  QualType T = Ctx.getCanonicalType(Operand->getType()).getUnqualifiedType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return;
  Awaited.insert(keyOf(R, T));
  if (!Operand->isLValue())
    AwaitedTemporaries.insert(keyOf(R, T));
  if (!Result->isDependentType())
    Results[T.getTypePtr()] = Result;
}

StartKind AwaitableModel::startOfType(QualType T) {
  ClassView Promise = ClassView::of(T).nested(&Ctx.Idents.get("promise_type"));
  if (!Promise)
    return Starts.ofPromise(promiseOf(T));
  return Starts.ofAwaiter(
      Promise.resultOf(&Ctx.Idents.get("initial_suspend")).definition());
}

const CXXRecordDecl *AwaitableModel::awaiterOf(QualType T) {
  ClassView Awaiter = ClassView::of(T);
  DeclarationName Operator =
      Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  if (Awaiter && !members(Awaiter.definition(), Operator).empty())
    Awaiter = Awaiter.resultOf(Operator);
  return Awaiter.definition();
}

QualType AwaitableModel::resultOf(QualType T) {
  if (T.isNull())
    return QualType();
  T = Ctx.getCanonicalType(T.getNonReferenceType()).getUnqualifiedType();
  auto Seen = Results.find(T.getTypePtr());
  if (Seen != Results.end())
    return Seen->second;
  ClassView Awaiter = ClassView::of(T);
  if (!Awaiter || T->isDependentType())
    return QualType();
  const CXXRecordDecl *Promise = promiseOf(T);
  if (Promise && !members(Promise, "return_void").empty() &&
      members(Promise, "return_value").empty())
    return Ctx.VoidTy;
  DeclarationName Operator =
      Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  if (!members(Awaiter.definition(), Operator).empty())
    Awaiter = Awaiter.resultOf(Operator);
  return Awaiter ? Awaiter.resultTypeOf(&Ctx.Idents.get("await_resume"))
                 : QualType();
}

void AwaitableModel::describe(AwaitableInfo &Info, const CXXRecordDecl *R,
                              QualType T) {
  const LibraryFile *Owner = nullptr;
  StringRef Name = N.qualified(R);
  Info.Entry = N.library().task(Name, &Owner);
  if (Info.Entry) {
    Info.Owner = Owner;
    Info.Start = Info.Entry->Start;
    Info.Drop = Info.Entry->Drop;
    Info.SelfOwning = Info.Entry->SelfOwning.value_or(false);
    Info.IsGenerator = Info.Entry->Generator.value_or(false);
    Info.IsPinned = Info.Entry->Pinned.value_or(false);
  } else {
    Info.Owner = N.libraryOf(R);
  }
  if (Info.Promise && Info.Start == StartKind::Unknown)
    Info.Start = startOfType(T);
}

/// Does an object of the class own something, so that dropping it unused is a
/// loss? A coroutine type without that is a receipt at most.
static bool ownsSomething(const CXXRecordDecl *R) {
  R = definitionOrPattern(R);
  if (R && R->isDependentContext())
    return R->hasUserDeclaredDestructor();
  return R && !R->hasTrivialDestructor();
}

bool AwaitableModel::isSender(const CXXRecordDecl *R) {
  if (hasMember(R, "sender_concept", Ctx) || hasMember(R, "is_sender", Ctx))
    return true;
  // libunifex has no tag: these three are what makes a typed sender there.
  return hasMember(R, "value_types", Ctx) && hasMember(R, "error_types", Ctx) &&
         hasMember(R, "sends_done", Ctx);
}

/// The routes of a type that cannot be awaited by itself.
AwaitRoute AwaitableModel::promiseRoute(const AwaitableInfo &Info,
                                        const CXXRecordDecl *R, QualType T) {
  const Decl *Key = keyOf(R, T);
  if (!Info.Promise)
    return AwaitedTemporaries.contains(Key) &&
                   !N.qualified(R).starts_with("std::")
               ? AwaitRoute::SeenAwaited
               : AwaitRoute::None;
  if (transforms(Info.Promise, T))
    return AwaitRoute::AwaitTransform;
  if (Awaited.contains(Key))
    return AwaitRoute::SeenAwaited;
  if (Info.Start == StartKind::Lazy && ownsSomething(R))
    return AwaitRoute::Task;
  return AwaitRoute::None;
}

AwaitableInfo AwaitableModel::compute(const CXXRecordDecl *R, QualType T) {
  AwaitableInfo Info;
  Info.Promise = promiseOf(T);
  Info.IsCoroutineType = Info.Promise != nullptr || isCoroReturnType(R);
  describe(Info, R, T);
  if (N.in(NameList::NotAwaitable, R))
    return Info;
  Info.Route = ownRoute(R, T);
  bool Listed = Info.Entry || N.typeIn(NameList::Awaitable, T);
  if (!Listed && (Info.Promise || Info.Route != AwaitRoute::None) &&
      isReadyValue(R, N)) {
    Info.IsValue = true;
    Info.IsCoroutineType = false;
    Info.Route = AwaitRoute::None;
    return Info;
  }
  if (Info.Route != AwaitRoute::None)
    return Info;
  // A library file that says what the type is knows better than the promise's
  // members.
  const TaskEntry *Said = Info.Entry;
  if (Info.Promise &&
      !(Said && (Said->Generator || Said->Start != StartKind::Unknown ||
                 Said->Drop != DropEffect::Unknown)))
    Info.IsGenerator = yieldsValues(Info.Promise, N);
  if (Info.IsGenerator)
    return Info;
  if (Listed) {
    Info.Route = AwaitRoute::Library;
  } else if (isSender(R)) {
    Info.Route = AwaitRoute::Sender;
    Info.Start = StartKind::Lazy;
  } else {
    Info.Route = promiseRoute(Info, R, T);
  }
  return Info;
}

const AwaitableInfo &AwaitableModel::classify(QualType T) {
  static const AwaitableInfo No;
  if (T.isNull())
    return No;
  T = Ctx.getCanonicalType(T.getNonReferenceType()).getUnqualifiedType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R && T->getAs<TemplateSpecializationType>())
    R = classOf(T);
  if (!R)
    return No;
  auto It = Cache.find(T.getTypePtr());
  if (It != Cache.end())
    return It->second;
  // No reference into the map is held while computing: classify recurses.
  AwaitableInfo Info = compute(R, T);
  return Cache[T.getTypePtr()] = Info;
}
