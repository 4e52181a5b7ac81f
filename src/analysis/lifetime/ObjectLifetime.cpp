// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/lifetime/LocalOwner.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

static bool isInitializerList(const CXXRecordDecl *R) {
  return R->isInStdNamespace() && R->getIdentifier() &&
         R->getName() == "initializer_list";
}

static bool isReferenceLike(TranslationUnit &TU, QualType T,
                            const ReferenceKinds &Kinds, unsigned Depth) {
  if (T.isNull() || T->isDependentType())
    return false;
  if (T->isReferenceType())
    return !T->getPointeeType()->isFunctionType();
  if (T->isPointerType())
    return Kinds.Pointers && !T->getPointeeType()->isFunctionType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !Kinds.Views || R->isLambda())
    return false;
  if (isReferenceWrapper(TU, T))
    return false;
  // Clang does not infer [[gsl::Pointer]] for all of them in every version.
  if (isInitializerList(R) || TU.names().in(WordList::View, R) ||
      R->hasAttr<PointerAttr>())
    return true;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (Spec->getSpecializedTemplate()
            ->getTemplatedDecl()
            ->hasAttr<PointerAttr>())
      return true;
  if (R->hasAttr<OwnerAttr>() || R->isInStdNamespace() || Depth >= 2)
    return false;
  // An aggregate of views is a view; a class with a constructor of its own has
  // decided what it keeps.
  return R->isAggregate() && llvm::any_of(R->fields(), [&](const FieldDecl *F) {
           return isReferenceLike(TU, F->getType(), Kinds, Depth + 1);
         });
}

bool async_tidy::isReferenceLike(TranslationUnit &TU, QualType T,
                                 const ReferenceKinds &Kinds) {
  return ::isReferenceLike(TU, T, Kinds, 0);
}

bool async_tidy::isReferenceWrapper(TranslationUnit &TU, QualType T) {
  return TU.names().in(NameList::ReferenceWrapper, T->getAsCXXRecordDecl());
}

bool async_tidy::isReferenceCounted(TranslationUnit &TU,
                                    const CXXRecordDecl *R) {
  return anyClassOf(R, [&](const CXXRecordDecl *B) {
    return B != R && TU.names().in(WordList::SelfOwner, B);
  });
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
                                unsigned Depth);

/// What `std::ref(x)` refers to. Of a reference_wrapper that comes from
/// elsewhere nothing is known; its own lifetime does not matter.
static BoundArgument ofReferenceWrapper(TranslationUnit &TU, const Expr *E,
                                        unsigned Depth) {
  CallParts P = callParts(stripValue(E));
  bool Wraps = TU.names().in(NameList::ReferenceMaker, P.Callee);
  return Wraps && !P.Args.empty() ? lifetimeOf(TU, P.Args.front(), Depth)
                                  : BoundArgument();
}

/// The object whose lifetime a view or a call's result shares: the temporary
/// that a string_view was made from, the argument of a lifetimebound function.
static BoundArgument throughCall(TranslationUnit &TU, const CallParts &P,
                                 unsigned Depth) {
  BoundArgument Result;
  // A pointer among the elements is not what it points to.
  if (P.Object && isOwnerAccess(TU, P) &&
      !(P.E->isGLValue() && P.E->getType()->isPointerType()))
    return lifetimeOf(TU, P.Object, Depth + 1);
  if (P.Object && livesWithLocalOwner(TU, P))
    return lifetimeOf(TU, P.Object, Depth + 1);
  QualType T = P.E->getType();
  bool View = T->isRecordType() &&
              async_tidy::isReferenceLike(TU, T, ReferenceKinds{true, true});
  if (!View && P.E->isPRValue())
    return Result;
  // A view made by a conversion or constructor refers to its source; of other
  // functions that return references nothing is known.
  if (P.Callee && isa<CXXConversionDecl>(P.Callee) && P.Object)
    return isReferenceWrapper(TU, P.Object->getType())
               ? ofReferenceWrapper(TU, P.Object, Depth + 1)
               : lifetimeOf(TU, P.Object, Depth + 1);
  if (isa<CXXConstructExpr>(P.E) && View && !P.Args.empty())
    return lifetimeOf(TU, P.Args.front(), Depth + 1);
  return Result;
}

static BoundArgument ofVariable(TranslationUnit &TU, const VarDecl *V,
                                unsigned Depth) {
  BoundArgument Result;
  if (V->hasGlobalStorage()) {
    Result.Life = Lifetime::Static;
    return Result;
  }
  QualType T = V->getType();
  bool Refers = T->isReferenceType() || T->isPointerType() ||
                isReferenceWrapper(TU, T) ||
                async_tidy::isReferenceLike(TU, T, ReferenceKinds{true, true});
  if (!Refers) {
    Result.Life = Lifetime::Local;
    Result.Variable = V;
    return Result;
  }
  // A reference stands for what it was bound to; a temporary that it extends
  // lives as long as the reference itself.
  if (isa<ParmVarDecl>(V) || !V->getInit() || V->isCXXForRangeDecl())
    return Result;
  Result = lifetimeOf(TU, V->getInit(), Depth + 1);
  if (Result.Life == Lifetime::Temporary) {
    Result.Life = Lifetime::Local;
    Result.Variable = V;
  }
  return Result;
}

static BoundArgument lifetimeOf(TranslationUnit &TU, const Expr *E,
                                unsigned Depth) {
  BoundArgument Result;
  Result.Arg = E;
  if (!E || Depth > 8)
    return Result;
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E)) {
    Result = lifetimeOf(TU, Default->getExpr(), Depth + 1);
    Result.IsDefault = true;
    Result.Arg = E;
    return Result;
  }
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return lifetimeOf(TU, C->getSubExpr(), Depth);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    const Expr *Inner = M->getSubExpr();
    // A materialised view is a copy of the view; what it refers to counts.
    if (async_tidy::isReferenceLike(TU, Inner->getType(),
                                    ReferenceKinds{false, true}))
      return lifetimeOf(TU, Inner, Depth + 1);
    Result.Life = M->getStorageDuration() == SD_Static ? Lifetime::Static
                                                       : Lifetime::Temporary;
    return Result;
  }
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return lifetimeOf(TU, B->getSubExpr(), Depth + 1);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E)) {
    (void)List; // its backing array is a temporary ([dcl.init.list]/6)
    Result.Life = Lifetime::Temporary;
    return Result;
  }
  if (isa<StringLiteral, PredefinedExpr>(E)) {
    Result.Life = Lifetime::Static;
    return Result;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    // The pointer that an element holds is not the element.
    if (Cast->getCastKind() == CK_LValueToRValue &&
        isa<CallExpr>(Cast->getSubExpr()->IgnoreParens()))
      return Result;
    return lifetimeOf(TU, Cast->getSubExpr(), Depth + 1);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_AddrOf
               ? lifetimeOf(TU, U->getSubExpr(), Depth + 1)
               : Result;
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->isArrow() || M->getMemberDecl()->getType()->isReferenceType()
               ? Result
               : lifetimeOf(TU, M->getBase(), Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
      // A captured variable is not this function's: by reference it is that of
      // the enclosing function, a copy lives as long as the closure.
      if (Ref->refersToEnclosingVariableOrCapture() && !V->hasGlobalStorage())
        return Result;
      BoundArgument Found = ofVariable(TU, V, Depth + 1);
      Found.Arg = Result.Arg;
      return Found;
    }
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() == 1 && stripValue(E) != E)
    return lifetimeOf(TU, Call->getArg(0), Depth + 1);
  if (CallParts P = callParts(E)) {
    if (E->isPRValue() && isReferenceWrapper(TU, E->getType()))
      return ofReferenceWrapper(TU, E, Depth + 1);
    BoundArgument Found = throughCall(TU, P, Depth);
    Found.Arg = Result.Arg;
    return Found;
  }
  return Result;
}

BoundArgument async_tidy::lifetimeOf(TranslationUnit &TU, const Expr *E) {
  return ::lifetimeOf(TU, E, 0);
}

SmallVector<BoundArgument, 4>
async_tidy::boundArguments(TranslationUnit &TU, const CallParts &Call,
                           const FunctionDecl *Callee,
                           const ReferenceKinds &Kinds) {
  SmallVector<BoundArgument, 4> Result;
  unsigned First = 0;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Method && Method->isExplicitObjectMemberFunction())
    First = 1;
  for (unsigned I = 0;
       I < Call.Args.size() && First + I < Callee->getNumParams(); ++I) {
    const ParmVarDecl *Param = Callee->getParamDecl(First + I);
    if (!isReferenceLike(TU, Param->getType(), Kinds))
      continue;
    BoundArgument B = lifetimeOf(TU, Call.Args[I]);
    B.Param = Param;
    Result.push_back(B);
  }
  if (!Call.Object || !Method || Method->isStatic())
    return Result;
  if (First == 1) {
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
  B.Param = First == 1 ? Callee->getParamDecl(0) : nullptr;
  Result.push_back(B);
  return Result;
}

/// The references to the parameter (nullptr: to `this`) that the body itself
/// evaluates, captures of lambdas included.
static SmallVector<const Expr *, 8> usesOf(const FunctionBody &Body,
                                           const ParmVarDecl *Param) {
  SmallVector<const Expr *, 8> Uses;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && Param) {
      if (Ref->getDecl() == Param)
        Uses.push_back(Ref);
    } else if (const auto *This = dyn_cast<CXXThisExpr>(S); This && !Param) {
      Uses.push_back(This);
    }
    return true;
  });
  return Uses;
}

/// `(void)x;` and passing `this` to shared_from_this() need nothing later.
static bool isHarmlessUse(const FunctionBody &Body, const Expr *Use) {
  const Stmt *Up = Body.parent(Use);
  while (Up && isa<ImplicitCastExpr, ParenExpr>(Up))
    Up = Body.parent(Up);
  const auto *Cast = dyn_cast_or_null<CastExpr>(Up);
  return Cast && Cast->getType()->isVoidType();
}

const Stmt *async_tidy::useAfterSuspension(TranslationUnit &TU,
                                           const FunctionDecl *F,
                                           const ParmVarDecl *Param) {
  const Coroutine *C = TU.coroutine(F);
  const FunctionBody &Body = bodyOf(TU, F);
  if (!Body.body())
    return nullptr;
  for (const Expr *Use : usesOf(Body, Param)) {
    if (isHarmlessUse(Body, Use))
      continue;
    if (!C) {
      // A wrapper: does it hand the parameter to a coroutine that it returns?
      const auto *Return = Body.enclosing<ReturnStmt>(Use);
      if (!Return || !Param)
        continue;
      for (const Stmt *Up = Body.parent(Use); Up && Up != Return;
           Up = Body.parent(Up))
        if (CallParts P = callParts(dyn_cast<Expr>(Up)))
          if (const FunctionDecl *Inner = executedFunction(TU, P);
              Inner && Inner != F && TU.coroutine(Inner))
            for (const BoundArgument &B :
                 boundArguments(TU, P, Inner, ReferenceKinds()))
              if (B.Param && useAfterSuspension(TU, Inner, B.Param) &&
                  stripValue(B.Arg) == stripValue(Use))
                return Use;
      continue;
    }
    if (C->isLazy())
      return Use;
    for (const SuspensionPoint &Point : C->suspensions())
      if (Point.MaySuspend && canFollow(Body, Point.E, Use))
        return Use;
  }
  return nullptr;
}

/// The statement whose end destroys the variable: its compound statement, or
/// the loop or condition that declares it.
static const Stmt *scopeOf(const FunctionBody &Body, const VarDecl *V) {
  const Stmt *Scope = nullptr;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *Decl = dyn_cast<DeclStmt>(S))
      if (llvm::is_contained(Decl->decls(),
                             static_cast<const clang::Decl *>(V)))
        Scope = Body.parent(S);
    return !Scope;
  });
  return Scope;
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
