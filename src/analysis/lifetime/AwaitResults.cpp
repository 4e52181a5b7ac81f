// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/AwaitResults.h"
#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/TaskDestructors.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

using Part = ReturnedParts::Part;

ReturnedParts::Answer ReturnedParts::of(const CXXMethodDecl *M) {
  return ofFunction(M, {TU, writtenBody(M), limits::LifetimeSteps});
}

ReturnedParts::Answer ReturnedParts::ofFunction(const CXXMethodDecl *M,
                                                StepsFrom Steps) {
  auto [Found, IsNew] = Known.try_emplace(M->getCanonicalDecl());
  if (!IsNew)
    return Found->second; // in a recursion: nothing
  Answer Result;
  if (isObjectLifetimeBound(M))
    Result.What = Part::Object;
  else if (!M->isVirtual())
    walkFunction(M, [&](const Stmt *S) {
      const auto *Return = dyn_cast<ReturnStmt>(S);
      if (Return && Return->getRetValue() && Result.What == Part::Other)
        Result = ofReturned(M, Return->getRetValue(), Steps.into(M));
      return Result.What == Part::Other;
    });
  return Known[M->getCanonicalDecl()] = Result;
}

ReturnedParts::Answer ReturnedParts::ofReturned(const CXXMethodDecl *M,
                                                const Expr *E,
                                                StepsFrom Steps) {
  Answer Result = ofExpr(E, Steps);
  // A copy of a view: where the view lies does not matter.
  const Expr *Copied = stripValue(E);
  if (!M->getReturnType()->isReferenceType() && Copied->isGLValue() &&
      isReferenceLike(TU, Copied->getType(), ReferenceKinds{true, true}) &&
      Result.What != Part::Referred)
    return {};
  return Result;
}

/// Does the call only pass on an object of the same owner: a member of what
/// owns it alone, or a function of the standard library with one argument
/// (std::get, std::launder, std::addressof)?
static const Expr *ownerAccessed(TranslationUnit &TU, const CallParts &P) {
  Names &N = TU.names();
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  if (!M || M->isStatic())
    return P.Callee && P.Args.size() == 1 && P.Callee->isInStdNamespace()
               ? P.Args.front()
               : nullptr;
  OverloadedOperatorKind Op = M->getOverloadedOperator();
  const CXXRecordDecl *R = P.objectClass();
  if (!R || !P.Object)
    return nullptr;
  if (N.in(WordList::Optional, R) || N.in(WordList::UniqueOwner, R))
    return Op == OO_Star || Op == OO_Arrow || N.in(WordList::HolderPointee, M)
               ? P.Object
               : nullptr;
  bool IsElement = Op == OO_Subscript || N.in(WordList::ContainerElement, M) ||
                   N.in(WordList::ContainerStorage, M);
  return IsElement && R->isInStdNamespace() &&
                 !N.in(WordList::SharedOwner, R) && !N.in(WordList::View, R)
             ? P.Object
             : nullptr;
}

ReturnedParts::Answer ReturnedParts::ofCall(const Expr *E, StepsFrom Steps) {
  CallParts P = callParts(E);
  if (!P.Callee)
    return {};
  if (const auto *C = dyn_cast<CXXConstructorDecl>(P.Callee))
    return P.Args.empty() || !isView(TU, C->getParent())
               ? Answer()
               : ofExpr(P.Args.front(), Steps + 1);
  if (const Expr *Owner = ownerAccessed(TU, P))
    return ofExpr(Owner, Steps + 1);
  const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
  const CXXRecordDecl *R = P.objectClass();
  if (!M || M->isStatic() || !R || !P.Object)
    return {};
  if (isCoroutineHandle(R) && M->getReturnType()->isReferenceType()) {
    Answer Handle = ofExpr(P.Object, Steps + 1);
    return Handle.What == Part::Object ? Answer{Part::Frame, Handle.Member}
                                       : Answer();
  }
  if (TU.names().in(WordList::SharedOwner, R)) {
    Answer Pointer = ofExpr(P.Object, Steps + 1);
    return Pointer.What == Part::Other || Pointer.What == Part::Referred
               ? Answer()
               : Answer{Part::State, Pointer.Member};
  }
  // What the conversion of an owner gives (std::string to a view) is its own.
  bool Converts = isa<CXXConversionDecl>(M) && isOfStd(M) &&
                  isReferenceLike(TU, E->getType(), ReferenceKinds{true, true});
  Answer Inner =
      Converts ? Answer{Part::Object, nullptr} : ofFunction(M, Steps.into(M));
  if (Inner.What == Part::Other || Inner.What == Part::Referred)
    return {};
  Answer Outer = ofExpr(P.Object, Steps + 1);
  if (Outer.What == Part::Object)
    return {Inner.What, Outer.Member ? Outer.Member : Inner.Member};
  bool Owned = Outer.What == Part::Frame || Outer.What == Part::State;
  return Owned && Inner.What == Part::Object ? Outer : Answer();
}

ReturnedParts::Answer ReturnedParts::ofMember(const MemberExpr *E,
                                              StepsFrom Steps) {
  const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
  Answer Base = Field ? ofExpr(E->getBase(), Steps + 1) : Answer();
  if (Base.What == Part::Other || Base.What == Part::Referred)
    return {};
  if (!Base.Member && !Field->isImplicit())
    Base.Member = Field;
  QualType T = Field->getType();
  bool Refers = T->isReferenceType() || isReferenceWrapper(TU, T) ||
                isReferenceLike(TU, T, ReferenceKinds{false, true});
  if (!Refers)
    return Base;
  return Base.What == Part::Object && Base.Member == Field
             ? Answer{Part::Referred, Field}
             : Answer();
}

/// Of a glvalue, the object that it denotes; of a pointer, what it points to;
/// of a view, what it shows.
ReturnedParts::Answer ReturnedParts::ofExpr(const Expr *E, StepsFrom Steps) {
  if (!E || Steps.exceed())
    return {};
  E = E->IgnoreParens();
  if (isa<CXXThisExpr>(E))
    return {Part::Object, nullptr};
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    const Expr *Sub = Cast->getSubExpr();
    Answer From = ofExpr(Sub, Steps + (isa<ExplicitCastExpr>(E) ? 1 : 0));
    // The value of a pointer that lies in the object: it is not known who owns
    // what it points to. A local pointer has been followed.
    if (Cast->getCastKind() == CK_LValueToRValue &&
        E->getType()->isPointerType() && !isa<DeclRefExpr>(Sub->IgnoreParens()))
      return From.What == Part::Object && From.Member &&
                     isa<MemberExpr>(Sub->IgnoreParens())
                 ? Answer{Part::Referred, From.Member}
                 : Answer();
    return From;
  }
  if (const Expr *Inner = stripValue(E, Through::Copies); Inner != E)
    return ofExpr(Inner, Steps);
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref
               ? ofExpr(U->getSubExpr(), Steps + 1)
               : Answer();
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return ofExpr(A->getBase(), Steps + 1);
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    // Both sides are looked at, so a chain of these must be short.
    Answer First = ofExpr(C->getTrueExpr(), Steps + 4);
    return First.What != Part::Other ? First
                                     : ofExpr(C->getFalseExpr(), Steps + 4);
  }
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return ofMember(M, Steps);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    bool Refers =
        V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
        (V->getType()->isReferenceType() || V->getType()->isPointerType());
    return Refers ? ofExpr(V->getInit(), Steps + 1) : Answer();
  }
  return ofCall(E, Steps);
}

/// What the constructor or braces of \p Made, an object of the class of \p
/// Field, put into \p Field, as far as it is one of the arguments.
static const Expr *initialiserOf(const Expr *Made, const FieldDecl *Field) {
  ArrayRef<Expr *> Inits;
  if (const auto *List = dyn_cast<InitListExpr>(Made))
    Inits = List->inits();
  else if (const auto *Paren = dyn_cast<CXXParenListInitExpr>(Made))
    Inits = Paren->getInitExprs();
  if (!Inits.empty())
    return Field->getFieldIndex() < Inits.size() &&
                   cast<CXXRecordDecl>(Field->getParent())->getNumBases() ==
                       0 &&
                   recordOf(Made->getType()) == Field->getParent()
               ? Inits[Field->getFieldIndex()]
               : nullptr;
  const auto *Construct = dyn_cast<CXXConstructExpr>(Made);
  if (!Construct)
    return nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!Construct->getConstructor()->hasBody(Definition))
    return nullptr;
  for (const CXXCtorInitializer *Init :
       cast<CXXConstructorDecl>(Definition)->inits()) {
    if (Init->getMember() != Field)
      continue;
    const Expr *From = stripValue(Init->getInit());
    if (const auto *U = dyn_cast<UnaryOperator>(From);
        U && U->getOpcode() == UO_AddrOf)
      From = stripValue(U->getSubExpr());
    const auto *P = dyn_cast_or_null<ParmVarDecl>(variableOf(From));
    return P && P->getType()->isReferenceType()
               ? argumentOf(callParts(Construct), P)
               : nullptr;
  }
  return nullptr;
}

/// Is what \p Field of the awaited \p Operand refers to a temporary of the same
/// expression?
static bool refersToTemporary(TranslationUnit &TU, const Expr *Operand,
                              const FieldDecl *Field) {
  const Expr *Made = stripValue(Operand);
  CallParts Maker = callParts(Made);
  // `read(s)` with `Read read(const string &s) { return Read{s}; }`
  bool IsFunction = Maker.Callee && !isa<CXXConstructorDecl>(Maker.Callee);
  const Expr *Returned = IsFunction ? onlyReturnedValue(Maker.Callee) : nullptr;
  const Expr *Init =
      initialiserOf(Returned ? stripValue(Returned) : Made, Field);
  if (Init && Returned) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(variableOf(Init));
    if (!P || !P->getType()->isReferenceType())
      return false;
    Init = argumentOf(Maker, P);
  }
  return Init && lifetimeOf(TU, Init).Life == Lifetime::Temporary;
}

/// Does \p E make a new task: the call of a coroutine, or of a function that is
/// not seen? What a visible function returns, or a copy, may share its state
/// with a member or a cache.
static bool makesTask(TranslationUnit &TU, const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(stripValue(E, Through::StaticCasts));
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Def = nullptr;
  return F && (!F->hasBody(Def) || TU.coroutine(Def));
}

/// Is \p E an object of this full-expression, or a reference to one?
static bool isTemporary(const Expr *E) {
  E = stripValue(E, Through::StaticCasts);
  return E->isPRValue() && E->getType()->isRecordType();
}

AwaitResult async_tidy::resultOfAwait(TranslationUnit &TU,
                                      const CoawaitExpr *E) {
  AwaitResult Result;
  const Expr *Resume = E->getResumeExpr();
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(
      Resume ? Resume->IgnoreImplicit() : nullptr);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!M || !E->getCommonExpr() || !E->getOperand() ||
      E->getOperand()->containsErrors())
    return Result;
  // Notes point at the definition, if there is one.
  Result.Resume = M->hasBody(Definition) ? Definition : M;
  ReturnedParts::Answer Found = TU.shared<ReturnedParts>().of(M);
  Result.Member = Found.Member;
  const Expr *Operand = E->getOperand();
  switch (Found.What) {
  case Part::Other:
    break;
  case Part::Object:
    if (isTemporary(E->getCommonExpr()))
      Result.Owner = ResultOwner::Awaited;
    break;
  case Part::Frame:
    if (isTemporary(Operand) &&
        whenDropped(TU, Operand->getType()) == AtDrop::Destroys)
      Result.Owner = ResultOwner::Frame;
    break;
  case Part::State: {
    const CXXRecordDecl *R = recordOf(Operand->getType());
    if (isTemporary(Operand) && makesTask(TU, Operand) && R &&
        TU.awaitables().classify(Operand->getType()).IsCoroutineType &&
        !TU.names().speaksOf(Topic::SharedType, R) &&
        !TU.names().in(NameList::SharedResult,
                       callParts(stripValue(Operand)).Callee))
      Result.Owner = ResultOwner::State;
    break;
  }
  case Part::Referred:
    if (refersToTemporary(TU, Operand, Found.Member))
      Result.Owner = ResultOwner::Argument;
    break;
  }
  return Result;
}
