// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Awaitable.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *async_tidy::definitionOrPattern(const CXXRecordDecl *R) {
  if (!R)
    return nullptr;
  if (const CXXRecordDecl *Def = R->getDefinition())
    return Def;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    return Spec->getSpecializedTemplate()->getTemplatedDecl()->getDefinition();
  return nullptr;
}

/// The class named by a base specifier or a dependent type, as a declaration
/// whose members can be looked up.
static const CXXRecordDecl *classOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return definitionOrPattern(R);
  if (const auto *TST = T->getAs<TemplateSpecializationType>())
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
            TST->getTemplateName().getAsTemplateDecl()))
      return Template->getTemplatedDecl()->getDefinition();
  return nullptr;
}

/// The template that \p T is a specialisation of, dependent or not.
static const TemplateDecl *templateOf(QualType T) {
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
      return Spec->getSpecializedTemplate();
    return R->getDescribedClassTemplate();
  }
  if (const auto *TST = T->getAs<TemplateSpecializationType>())
    return TST->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

static void collectMembers(const CXXRecordDecl *R, DeclarationName Name,
                           SmallVectorImpl<const FunctionDecl *> &Out,
                           unsigned Depth) {
  R = definitionOrPattern(R);
  if (!R || Depth > 16)
    return;
  for (const NamedDecl *D : R->lookup(Name)) {
    if (const auto *Using = dyn_cast<UsingShadowDecl>(D))
      D = Using->getTargetDecl();
    if (const FunctionDecl *F = D->getAsFunction())
      Out.push_back(F);
  }
  for (const CXXBaseSpecifier &Base : R->bases())
    collectMembers(classOf(Base.getType()), Name, Out, Depth + 1);
}

SmallVector<const FunctionDecl *, 4>
AwaitableModel::members(const CXXRecordDecl *Class, DeclarationName Name) {
  SmallVector<const FunctionDecl *, 4> Result;
  collectMembers(Class, Name, Result, 0);
  return Result;
}

SmallVector<const FunctionDecl *, 4>
AwaitableModel::members(const CXXRecordDecl *Class, StringRef Name) {
  return members(Class, DeclarationName(&Ctx.Idents.get(Name)));
}

std::optional<bool> async_tidy::constantResult(const FunctionDecl *F,
                                               const ASTContext &Ctx) {
  const auto *Body = F ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  if (!Body || Body->size() != 1)
    return std::nullopt;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  bool Result;
  if (!Value || Value->isValueDependent() || Value->containsErrors() ||
      !Value->EvaluateAsBooleanCondition(Result, Ctx))
    return std::nullopt;
  return Result;
}

std::optional<bool> AwaitableModel::constantReady(const CXXRecordDecl *Awaiter) {
  if (!Awaiter)
    return std::nullopt;
  auto Ready = members(Awaiter, "await_ready");
  if (Ready.size() != 1)
    return std::nullopt;
  return constantResult(Ready.front(), Ctx);
}

StartKind AwaitableModel::startOf(const CXXRecordDecl *Promise) {
  if (!Promise)
    return StartKind::Unknown;
  auto [It, New] = Starts.try_emplace(Promise, StartKind::Unknown);
  if (!New)
    return It->second;
  StartKind Result = StartKind::Unknown;
  auto Initial = members(Promise, "initial_suspend");
  // The most derived class comes first and hides the others.
  if (!Initial.empty()) {
    const CXXRecordDecl *Awaiter = classOf(Initial.front()->getReturnType());
    if (auto Ready = constantReady(Awaiter))
      Result = *Ready ? StartKind::Eager : StartKind::Lazy;
  }
  return Starts[Promise] = Result;
}

/// The class that `typename R::Name` names.
static const CXXRecordDecl *nestedClass(const CXXRecordDecl *R, StringRef Name,
                                        ASTContext &Ctx, unsigned Depth = 0) {
  R = definitionOrPattern(R);
  if (!R || Depth > 8)
    return nullptr;
  for (const NamedDecl *D : R->lookup(DeclarationName(&Ctx.Idents.get(Name)))) {
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D)) {
      if (const CXXRecordDecl *C = classOf(Alias->getUnderlyingType()))
        return C;
    } else if (const auto *C = dyn_cast<CXXRecordDecl>(D)) {
      if (const CXXRecordDecl *Def = definitionOrPattern(C))
        return Def;
    } else if (const auto *T = dyn_cast<ClassTemplateDecl>(D)) {
      return T->getTemplatedDecl()->getDefinition();
    }
  }
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *C =
            nestedClass(classOf(Base.getType()), Name, Ctx, Depth + 1))
      return C;
  return nullptr;
}

const CXXRecordDecl *AwaitableModel::promiseFromTraits(const CXXRecordDecl *R,
                                                       QualType T) {
  NamespaceDecl *Std = Ctx.getTranslationUnitDecl()
                               ->lookup(DeclarationName(&Ctx.Idents.get("std")))
                               .find_first<NamespaceDecl>();
  if (!Std)
    return nullptr;
  auto *Traits = Std->lookup(DeclarationName(&Ctx.Idents.get("coroutine_traits")))
                     .find_first<ClassTemplateDecl>();
  if (!Traits)
    return nullptr;
  CanQualType Canon = Ctx.getCanonicalType(T).getUnqualifiedType();
  for (const ClassTemplateSpecializationDecl *Spec : Traits->specializations()) {
    const TemplateArgumentList &Args = Spec->getTemplateArgs();
    if (Args.size() > 0 && Args[0].getKind() == TemplateArgument::Type &&
        Ctx.getCanonicalType(Args[0].getAsType()).getUnqualifiedType() == Canon)
      if (const CXXRecordDecl *P = nestedClass(Spec, "promise_type", Ctx))
        return P;
  }
  SmallVector<ClassTemplatePartialSpecializationDecl *, 8> Partials;
  const_cast<ClassTemplateDecl *>(Traits)->getPartialSpecializations(Partials);
  const TemplateDecl *Wanted = templateOf(T);
  for (const auto *Partial : Partials) {
    const TemplateArgumentList &Args = Partial->getTemplateArgs();
    if (Args.size() == 0 || Args[0].getKind() != TemplateArgument::Type)
      continue;
    QualType First = Args[0].getAsType();
    bool Same = First->isDependentType()
                    ? Wanted && templateOf(First) &&
                          templateOf(First)->getCanonicalDecl() ==
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

/// Is \p Pattern, a function's parameter type, `X`, `X<…>` or a reference to
/// one, where \p T is that class, a specialisation of that template, or derived
/// from it?
static bool sameClassOrTemplate(QualType Pattern, QualType T, unsigned Depth = 0) {
  if (Depth > 4)
    return false;
  Pattern = Pattern.getNonReferenceType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const CXXRecordDecl *P = Pattern->getAsCXXRecordDecl();
  if (R && P && !Pattern->isDependentType() &&
      R->getCanonicalDecl() == P->getCanonicalDecl())
    return true;
  const TemplateDecl *PT = templateOf(Pattern);
  const TemplateDecl *TT = templateOf(T);
  if (PT && TT && Pattern->isDependentType() &&
      PT->getCanonicalDecl() == TT->getCanonicalDecl())
    return true;
  if (R && R->hasDefinition())
    for (const CXXBaseSpecifier &Base : R->getDefinition()->bases())
      if (!Base.getType()->isDependentType() &&
          sameClassOrTemplate(Pattern, Base.getType(), Depth + 1))
        return true;
  return false;
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
  DeclarationName Name =
      Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  llvm::SmallVector<const CXXRecordDecl *, 4> Classes{R};
  for (unsigned I = 0; I < Classes.size() && I < 16; ++I)
    if (const CXXRecordDecl *Def = Classes[I]->getDefinition())
      for (const CXXBaseSpecifier &Base : Def->bases())
        if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
          Classes.push_back(B);
  for (const CXXRecordDecl *C : Classes) {
    const DeclContext *Scope = C->getDeclContext();
    while (Scope && !Scope->isFileContext())
      Scope = Scope->getParent();
    if (!Scope)
      continue;
    for (const NamedDecl *D :
         const_cast<DeclContext *>(Scope)->getRedeclContext()->lookup(Name)) {
      bool Generic = false;
      if (const FunctionDecl *F = D->getAsFunction())
        if (parameterAccepts(F, T, Generic))
          return true;
    }
  }
  return false;
}

AwaitRoute AwaitableModel::ownRoute(const CXXRecordDecl *R, QualType T) {
  auto Op = members(R, Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait));
  if (llvm::any_of(Op, [](const FunctionDecl *F) { return !F->isDeleted(); }))
    return AwaitRoute::MemberOperator;
  if (!members(R, "await_ready").empty() && !members(R, "await_suspend").empty() &&
      !members(R, "await_resume").empty())
    return AwaitRoute::Awaiter;
  if (hasFreeOperator(R, T))
    return AwaitRoute::FreeOperator;
  return AwaitRoute::None;
}

bool AwaitableModel::accepts(const CXXRecordDecl *Promise, QualType T) {
  if (!Promise || T.isNull())
    return false;
  auto Transforms = members(Promise, "await_transform");
  bool Own = classify(T).isAwaitable();
  if (Transforms.empty()) {
    const CXXRecordDecl *R = recordOf(T);
    return R && !T->isPointerType() && ownRoute(R, T) != AwaitRoute::None;
  }
  bool Generic = false;
  for (const FunctionDecl *F : Transforms)
    if (parameterAccepts(F, T, Generic))
      return true;
  return Generic && Own;
}

void AwaitableModel::noteAwaited(QualType T) {
  if (const CXXRecordDecl *R = T.isNull() ? nullptr
                                          : T.getNonReferenceType()->getAsCXXRecordDecl()) {
    const TemplateDecl *Template = templateOf(T.getNonReferenceType());
    Awaited.insert(Template ? Template->getCanonicalDecl()
                            : static_cast<const Decl *>(R->getCanonicalDecl()));
  }
}

void AwaitableModel::describe(AwaitableInfo &Info, const CXXRecordDecl *R) {
  const LibraryFile *Owner = nullptr;
  StringRef Name = N.qualified(R);
  Info.Entry = N.library().task(Name, &Owner);
  if (Info.Entry) {
    Info.Owner = Owner;
    Info.Start = Info.Entry->Start;
    Info.Drop = Info.Entry->Drop;
    Info.SelfOwning = Info.Entry->SelfOwning;
    Info.IsGenerator = Info.Entry->Generator;
  } else {
    Info.Owner = N.libraryOf(R);
  }
  if (Info.Promise && Info.Start == StartKind::Unknown)
    Info.Start = startOf(Info.Promise);
}

/// Does an object of the class own something, so that dropping it unused is a
/// loss? A coroutine type without that is a receipt at most.
static bool ownsSomething(const CXXRecordDecl *R) {
  return R->hasDefinition() && !R->isDependentContext() &&
         !R->hasTrivialDestructor();
}

AwaitableInfo AwaitableModel::compute(const CXXRecordDecl *R, QualType T) {
  AwaitableInfo Info;
  Info.Promise = promiseOf(T);
  Info.IsCoroutineType = Info.Promise != nullptr;
  describe(Info, R);
  if (N.in(NameList::NotAwaitable, R))
    return Info;
  Info.Route = ownRoute(R, T);
  bool Yields = Info.Promise && !members(Info.Promise, "yield_value").empty();
  if (Info.Route == AwaitRoute::None && (Yields || Info.IsGenerator)) {
    Info.IsGenerator = true;
    return Info;
  }
  if (Info.Route != AwaitRoute::None)
    return Info;
  if (Info.Entry || N.typeIn(NameList::Awaitable, T)) {
    Info.Route = AwaitRoute::Library;
  } else if (!members(R, "sender_concept").empty() ||
             nestedClass(R, "sender_concept", Ctx)) {
    Info.Route = AwaitRoute::Sender;
    Info.Start = StartKind::Lazy;
  } else if (Info.Promise) {
    bool Generic = false;
    for (const FunctionDecl *F : members(Info.Promise, "await_transform"))
      if (parameterAccepts(F, T, Generic))
        Info.Route = AwaitRoute::AwaitTransform;
    const TemplateDecl *Template = templateOf(T);
    const Decl *Key = Template ? Template->getCanonicalDecl()
                               : static_cast<const Decl *>(R->getCanonicalDecl());
    if (Info.Route == AwaitRoute::None && Awaited.contains(Key))
      Info.Route = AwaitRoute::SeenAwaited;
    if (Info.Route == AwaitRoute::None && Info.Start == StartKind::Lazy &&
        ownsSomething(R))
      Info.Route = AwaitRoute::Task;
  }
  return Info;
}

const AwaitableInfo &AwaitableModel::classify(QualType T) {
  static const AwaitableInfo No;
  if (T.isNull())
    return No;
  T = Ctx.getCanonicalType(T.getNonReferenceType()).getUnqualifiedType();
  if (T->isDependentType())
    return No;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return No;
  auto It = Cache.find(T.getTypePtr());
  if (It != Cache.end())
    return It->second;
  // No reference into the map is held while computing: classify recurses.
  AwaitableInfo Info = compute(R, T);
  return Cache[T.getTypePtr()] = Info;
}
