// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/syntax/Values.h"
#include "model/Annotations.h"
#include "model/StepsFrom.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// `*p`, `p->`, `p.get()`, `p.value()` of a class of the list.
static bool isAccessTo(TranslationUnit &TU, WordList List, const CallParts &P) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  if (!M || !TU.names().in(List, M->getParent()))
    return false;
  OverloadedOperatorKind Op = M->getOverloadedOperator();
  return Op == OO_Star || Op == OO_Arrow ||
         TU.names().in(WordList::HolderPointee, M);
}

/// Is nothing done with the local owner \p V in its function but
/// looking at what it owns? Then it has not given it to somebody else.
static bool keepsWhatItOwns(TranslationUnit &TU, const VarDecl *V) {
  const auto *F =
      dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  if (!F)
    return false;
  const FunctionBody &Body = bodyOf(TU, F);
  return llvm::all_of(Body.uses().of(V), [&](const DeclRefExpr *Ref) {
    const Stmt *Up = Body.consumerOf(Ref);
    while (isa_and_nonnull<MemberExpr>(Up))
      Up = Body.consumerOf(Up);
    CallParts P = callParts(dyn_cast_or_null<Expr>(Up));
    return isAccessTo(TU, WordList::UniqueOwner, P) ||
           (P.Callee && isa<CXXConversionDecl>(P.Callee));
  });
}

/// Is \p Access a look through an owner that is a local of the function and
/// keeps what it owns (`*p`, `p->`, `p.value()`)? Then the object lives as long
/// as the local.
static bool livesWithLocalOwner(TranslationUnit &TU, const CallParts &Access) {
  const VarDecl *V = variableOf(Access.Object);
  if (!V || !V->isLocalVarDeclOrParm() || !V->hasLocalStorage() ||
      V->getType()->isReferenceType())
    return false;
  return isAccessTo(TU, WordList::Optional, Access) ||
         (isAccessTo(TU, WordList::UniqueOwner, Access) &&
          keepsWhatItOwns(TU, V));
}

/// Does the member give access to what a standard container or string owns?
static bool isOwnerAccess(TranslationUnit &TU, const CallParts &P) {
  Names &N = TU.names();
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  const CXXRecordDecl *R = P.objectClass();
  if (!M || !R || !R->isInStdNamespace() || N.in(WordList::UniqueOwner, R) ||
      N.in(WordList::SharedOwner, R))
    return false;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
  bool Owns = R->hasAttr<OwnerAttr>() || (Spec && Spec->getSpecializedTemplate()
                                                      ->getTemplatedDecl()
                                                      ->hasAttr<OwnerAttr>());
  if (!Owns)
    return false;
  if (!M->getIdentifier())
    return M->getOverloadedOperator() == OO_Subscript;
  return N.in(WordList::ContainerElement, M) ||
         N.in(WordList::ContainerStorage, M) ||
         N.in(WordList::ContainerIterator, M);
}

static BoundArgument lifetimeOf(TranslationUnit &TU, const Expr *E,
                                StepsFrom Steps);

/// What `std::ref(x)` refers to. Nothing is known about a reference_wrapper
/// that comes from elsewhere; its own lifetime does not matter.
static BoundArgument ofReferenceWrapper(TranslationUnit &TU, const Expr *E,
                                        StepsFrom Steps) {
  CallParts P = callParts(stripValue(E));
  bool Wraps = TU.names().in(NameList::ReferenceMaker, P.Callee);
  return Wraps && !P.Args.empty() ? lifetimeOf(TU, P.Args.front(), Steps)
                                  : BoundArgument();
}

/// Does \p A end before \p B?
static bool isShorter(const BoundArgument &A, const BoundArgument &B) {
  auto Rank = [](const BoundArgument &Each) {
    switch (Each.Life) {
    case Lifetime::Temporary:
      return 0;
    case Lifetime::Local:
      return 1;
    case Lifetime::Object:
      return 2;
    case Lifetime::Outer:
      return 3;
    case Lifetime::Static:
      return 4;
    }
    return 3;
  };
  return Rank(A) < Rank(B);
}

/// What the result of a call refers to by [[clang::lifetimebound]]: of several
/// arguments the one that ends first. Without Arg if there is no attribute.
static BoundArgument ofBoundArguments(TranslationUnit &TU, const CallParts &P,
                                      StepsFrom Steps) {
  BoundArgument Result;
  auto Add = [&](const Expr *Arg) {
    BoundArgument Found = lifetimeOf(TU, Arg, Steps + 1);
    if (!Result.Arg || isShorter(Found, Result)) {
      Result = Found;
      Result.Arg = Arg;
    }
  };
  if (P.Object && isObjectLifetimeBound(P.Callee))
    Add(P.Object);
  for (unsigned I = 0; I < P.Args.size(); ++I)
    if (const ParmVarDecl *Param = parameterFor(P.Callee, I);
        Param && isLifetimeBound(Param))
      Add(P.Args[I]);
  return Result;
}

/// `pair<const T &, int>(x, 1)`, `std::tie(x, y)`: what the references and
/// views in it refer to, of several the one that ends first. Without Arg if it
/// is no such thing.
static BoundArgument ofTuple(TranslationUnit &TU, const CallParts &P,
                             StepsFrom Steps) {
  BoundArgument Result;
  const CXXRecordDecl *R = P.E->getType()->getAsCXXRecordDecl();
  SmallVector<QualType, 4> Parts = partsOfTuple(TU, R);
  // Of other functions it is not known what the parts refer to.
  bool Makes = isa<CXXConstructExpr>(P.E) ||
               (!P.Object && P.Callee && P.Callee->isInStdNamespace());
  if (!Makes || !P.E->isPRValue() || Parts.size() != P.Args.size())
    return Result;
  for (unsigned I = 0; I < Parts.size(); ++I) {
    if (!isReferenceLike(TU, Parts[I], ReferenceKinds()) &&
        !isReferenceWrapper(TU, Parts[I]))
      continue;
    BoundArgument Found = lifetimeOf(TU, P.Args[I], Steps + 1);
    if (!Result.Arg || isShorter(Found, Result))
      Result = Found;
    Result.Arg = P.E;
  }
  return Result;
}

/// The object whose lifetime a view or a call's result shares: the temporary
/// that a string_view was made from, the argument of a lifetimebound function.
static BoundArgument throughCall(TranslationUnit &TU, const CallParts &P,
                                 StepsFrom Steps) {
  BoundArgument Result;
  // A pointer among the elements is not what it points to.
  if (P.Object && isOwnerAccess(TU, P) &&
      !(P.E->isGLValue() && P.E->getType()->isPointerType()))
    return lifetimeOf(TU, P.Object, Steps + 1);
  if (P.Object && livesWithLocalOwner(TU, P))
    return lifetimeOf(TU, P.Object, Steps + 1);
  if (P.Callee)
    if (BoundArgument Bound = ofBoundArguments(TU, P, Steps); Bound.Arg)
      return Bound;
  if (BoundArgument Part = ofTuple(TU, P, Steps); Part.Arg)
    return Part;
  QualType T = P.E->getType();
  bool View =
      T->isRecordType() && isReferenceLike(TU, T, ReferenceKinds{true, true});
  if (!View && P.E->isPRValue())
    return Result;
  // A view made by a conversion or constructor refers to its source; nothing is
  // known about other functions that return references.
  if (P.Callee && isa<CXXConversionDecl>(P.Callee) && P.Object)
    return isReferenceWrapper(TU, P.Object->getType())
               ? ofReferenceWrapper(TU, P.Object, Steps + 1)
               : lifetimeOf(TU, P.Object, Steps + 1);
  if (isa<CXXConstructExpr>(P.E) && View && !P.Args.empty())
    return lifetimeOf(TU, P.Args.front(), Steps + 1);
  return Result;
}

static BoundArgument ofVariable(TranslationUnit &TU, const VarDecl *V,
                                StepsFrom Steps) {
  BoundArgument Result;
  if (V->hasGlobalStorage()) {
    Result.Life = Lifetime::Static;
    return Result;
  }
  QualType T = V->getType();
  bool Refers = T->isReferenceType() || T->isPointerType() ||
                isReferenceWrapper(TU, T) ||
                isReferenceLike(TU, T, ReferenceKinds{true, true});
  if (!Refers) {
    Result.Life = Lifetime::Local;
    Result.Variable = V;
    return Result;
  }
  // A reference stands for what it was bound to; a temporary that it extends
  // lives as long as the reference itself.
  if (isa<ParmVarDecl>(V) || !V->getInit() || V->isCXXForRangeDecl())
    return Result;
  Result = lifetimeOf(TU, V->getInit(), Steps + 1);
  if (Result.Life == Lifetime::Temporary) {
    Result.Life = Lifetime::Local;
    Result.Variable = V;
  }
  return Result;
}

/// `{s}`, `Ref{s}`, `Ref(s)` of an aggregate with references or views in it:
/// what those fields refer to, of several the one that ends first. Without Arg
/// if it is no such thing.
static BoundArgument ofAggregate(TranslationUnit &TU, const Expr *E,
                                 StepsFrom Steps) {
  ArrayRef<Expr *> Inits;
  if (const auto *List = dyn_cast<InitListExpr>(E))
    Inits = List->inits();
  else if (const auto *Paren = dyn_cast<CXXParenListInitExpr>(E))
    Inits = Paren->getInitExprs();
  const CXXRecordDecl *R = recordOf(E->getType());
  BoundArgument Result;
  if (Inits.empty() || !R || !R->isAggregate() || R->getNumBases() ||
      R->isUnion())
    return Result;
  size_t I = 0;
  for (const FieldDecl *Field : R->fields()) {
    if (I == Inits.size())
      break;
    const Expr *Init = Inits[I++];
    QualType T = Field->getType();
    if (!T->isReferenceType() && !isReferenceLike(TU, T, ReferenceKinds()))
      continue;
    BoundArgument Found = lifetimeOf(TU, Init, Steps + 1);
    if (!Result.Arg || isShorter(Found, Result))
      Result = Found;
    Result.Arg = E;
  }
  return Result;
}

static BoundArgument lifetimeOf(TranslationUnit &TU, const Expr *E,
                                StepsFrom Steps) {
  BoundArgument Result;
  Result.Arg = E;
  if (!E || Steps.exceed())
    return Result;
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E)) {
    Result = lifetimeOf(TU, Default->getExpr(), Steps + 1);
    Result.IsDefault = true;
    Result.Arg = E;
    return Result;
  }
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return lifetimeOf(TU, C->getSubExpr(), Steps);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    const Expr *Inner = M->getSubExpr();
    // A materialised view is a copy of the view; what it refers to counts.
    if (isReferenceLike(TU, Inner->getType(), ReferenceKinds{false, true}))
      return lifetimeOf(TU, Inner, Steps + 1);
    Result.Life = M->getStorageDuration() == SD_Static ? Lifetime::Static
                                                       : Lifetime::Temporary;
    return Result;
  }
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return lifetimeOf(TU, B->getSubExpr(), Steps + 1);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E)) {
    (void)List; // its backing array is a temporary ([dcl.init.list]/6)
    Result.Life = Lifetime::Temporary;
    return Result;
  }
  if (BoundArgument Part = ofAggregate(TU, E, Steps); Part.Arg)
    return Part;
  if (isa<StringLiteral, PredefinedExpr>(E)) {
    Result.Life = Lifetime::Static;
    return Result;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    // The pointer that an element holds is not the element.
    if (Cast->getCastKind() == CK_LValueToRValue &&
        isa<CallExpr>(Cast->getSubExpr()->IgnoreParens()))
      return Result;
    return lifetimeOf(TU, Cast->getSubExpr(), Steps + 1);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_AddrOf
               ? lifetimeOf(TU, U->getSubExpr(), Steps + 1)
               : Result;
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->isArrow() || M->getMemberDecl()->getType()->isReferenceType()
               ? Result
               : lifetimeOf(TU, M->getBase(), Steps + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
      // A captured variable is not this function's: by reference it is that of
      // the enclosing function, a copy lives as long as the closure.
      if (Ref->refersToEnclosingVariableOrCapture() && !V->hasGlobalStorage())
        return Result;
      BoundArgument Found = ofVariable(TU, V, Steps + 1);
      Found.Arg = Result.Arg;
      return Found;
    }
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() == 1 && stripValue(E) != E)
    return lifetimeOf(TU, Call->getArg(0), Steps + 1);
  if (CallParts P = callParts(E)) {
    if (E->isPRValue() && isReferenceWrapper(TU, E->getType()))
      return ofReferenceWrapper(TU, E, Steps + 1);
    BoundArgument Found = throughCall(TU, P, Steps);
    Found.Arg = Result.Arg;
    return Found;
  }
  return Result;
}

const Expr *async_tidy::argumentOf(const CallParts &Call,
                                   const ParmVarDecl *P) {
  if (P->isExplicitObjectParameter())
    return Call.Object;
  for (unsigned I = 0; Call.Callee && I < Call.Args.size(); ++I)
    if (const ParmVarDecl *Each = parameterFor(Call.Callee, I);
        Each && Each->getFunctionScopeIndex() == P->getFunctionScopeIndex())
      return Call.Args[I];
  return nullptr;
}

BoundArgument async_tidy::lifetimeOf(TranslationUnit &TU, const Expr *E) {
  return ::lifetimeOf(TU, E, {TU, E, limits::LifetimeSteps});
}

SmallVector<BoundArgument, 4>
async_tidy::boundArguments(TranslationUnit &TU, const CallParts &Call,
                           const FunctionDecl *Callee,
                           const ReferenceKinds &Kinds) {
  SmallVector<BoundArgument, 4> Result;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    const ParmVarDecl *Param = parameterFor(Callee, I);
    if (!Param || !(isReferenceLike(TU, Param->getType(), Kinds) ||
                    isReferenceWrapper(TU, Param->getType())))
      continue;
    BoundArgument B = lifetimeOf(TU, Call.Args[I]);
    B.Param = Param;
    Result.push_back(B);
  }
  if (!Call.Object || !Method || Method->isStatic())
    return Result;
  bool IsExplicit = Method->isExplicitObjectMemberFunction();
  if (IsExplicit) {
    if (!isReferenceLike(TU, Callee->getParamDecl(0)->getType(), Kinds))
      return Result;
  }
  BoundArgument B;
  const Expr *Object = Call.Object->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(Object)) {
    B.Life = isReferenceCounted(TU, Method->getParent()) ? Lifetime::Object
                                                         : Lifetime::Outer;
  } else if (Object->getType()->isPointerType()) {
    // `p->f()` of a local that owns the object.
    CallParts Access = callParts(Object);
    if (!Access.Object || !livesWithLocalOwner(TU, Access))
      return Result;
    B = lifetimeOf(TU, Access.Object);
  } else if (Object->isPRValue() || isa<MaterializeTemporaryExpr>(Object)) {
    B.Life = Lifetime::Temporary;
  } else {
    B = lifetimeOf(TU, Object);
  }
  B.Arg = Call.Object;
  B.Param = IsExplicit ? Callee->getParamDecl(0) : nullptr;
  Result.push_back(B);
  return Result;
}

/// The statement whose end destroys the variable: its compound statement, or
/// the loop or condition that declares it.
static const Stmt *scopeOf(const FunctionBody &Body, const VarDecl *V) {
  const DeclStmt *Declaration = Body.uses().declarationOf(V);
  return Declaration ? Body.parent(Declaration) : nullptr;
}

bool async_tidy::diesBefore(const FunctionBody &Body, const VarDecl *V,
                            const VarDecl *Holder) {
  if (isa<ParmVarDecl>(V))
    return false;
  const Stmt *Inner = scopeOf(Body, V);
  const Stmt *Outer = scopeOf(Body, Holder);
  if (!Inner)
    return false;
  if (isa<ParmVarDecl>(Holder))
    return Inner != Body.body();
  return Outer && Inner != Outer && Body.isWithin(Inner, Outer);
}
