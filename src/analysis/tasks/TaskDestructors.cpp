// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/TaskDestructors.h"
#include "analysis/flow/FunctionBody.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// When a statement of a destructor is reached.
enum class Reached {
  Always,
  WhenDone, ///< only if the coroutine is done
  Sometimes
};

/// A call of a member, in a template's pattern, too.
struct MemberCall {
  StringRef Name;
  const Expr *Object = nullptr; ///< nullptr: `this`
  const CXXMethodDecl *Method = nullptr;
};

} // namespace

static MemberCall memberCall(const Stmt *S) {
  MemberCall Result;
  const auto *Call = dyn_cast<CallExpr>(S);
  if (!Call)
    return Result;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(Callee)) {
    Result.Method = dyn_cast<CXXMethodDecl>(M->getMemberDecl());
    Result.Object = M->getBase();
    if (Result.Method && Result.Method->getIdentifier())
      Result.Name = Result.Method->getName();
  } else if (const auto *D = dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Result.Object = D->isImplicitAccess() ? nullptr : D->getBase();
    if (const IdentifierInfo *II = D->getMember().getAsIdentifierInfo())
      Result.Name = II->getName();
  }
  return Result;
}

/// Is it `h.done()`, `h.destroy()` of a coroutine handle, or of something whose
/// type depends on template arguments?
static bool isHandleCall(const Stmt *S, StringRef Name) {
  MemberCall Call = memberCall(S);
  if (Call.Name != Name || !Call.Object)
    return false;
  const CXXRecordDecl *R = recordOf(Call.Object->getType());
  return R ? isCoroutineHandle(R) : Call.Object->isTypeDependent();
}

/// Is \p F a member of a handle's own class?
static bool isHandleClassOf(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && isCoroutineHandle(M->getParent());
}

static bool isHandle(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  return R && isCoroutineHandle(R);
}

/// The function that may end the coroutine: one of the project that \p S calls
/// on an object, or gives a handle; or nullptr.
static const FunctionDecl *helperOf(const Stmt *S) {
  if (MemberCall Call = memberCall(S); Call.Method) {
    const CXXRecordDecl *R = Call.Method->getParent();
    return !R->isInStdNamespace() && !isCoroutineHandle(R) &&
                   !isa<CXXConversionDecl>(Call.Method)
               ? Call.Method
               : nullptr;
  }
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && !F->isInStdNamespace() && !isHandleClassOf(F) &&
                 llvm::any_of(
                     Call->arguments(),
                     [](const Expr *A) { return isHandle(A->getType()); })
             ? F
             : nullptr;
}

/// Does \p E name a handle or a pointer, so that its truth tells whether there
/// is a coroutine at all? Of a type that depends on template arguments the name
/// is enough.
static bool namesCoroutine(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
      M && (isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()) ||
            isHandleCall(E, "address")))
    E = M->getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (!isa<DeclRefExpr, MemberExpr, CXXDependentScopeMemberExpr>(E))
    return false;
  QualType T = E->getType();
  return T->isPointerType() || T->isDependentType() || isHandle(T);
}

/// `h`, `h != nullptr`, `h.address()`: is there a coroutine?
static bool asksForCoroutine(const Expr *E) {
  if (namesCoroutine(E))
    return true;
  const Expr *L = nullptr, *R = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
    L = B->getLHS();
    R = B->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
             Call && Call->isComparisonOp() && Call->getNumArgs() == 2) {
    L = Call->getArg(0);
    R = Call->getArg(1);
  } else if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    L = Rewritten->getLHS();
    R = Rewritten->getRHS();
  }
  auto IsNull = [](const Expr *Side) {
    bool Null = false;
    walkExecuted(Side, [&](const Stmt *S) {
      Null |= isa<CXXNullPtrLiteralExpr>(S);
      return !Null;
    });
    return Null;
  };
  return L &&
         ((namesCoroutine(L) && IsNull(R)) || (namesCoroutine(R) && IsNull(L)));
}

/// Adds what the condition \p E, which holds if \p Holds, says of the place
/// that it guards.
static void addCondition(const Expr *E, bool Holds, Reached &Place) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot)
    return addCondition(U->getSubExpr(), !Holds, Place);
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->getOpcode() == (Holds ? BO_LAnd : BO_LOr)) {
    addCondition(B->getLHS(), Holds, Place);
    addCondition(B->getRHS(), Holds, Place);
    return;
  }
  if (isHandleCall(E, "done")) {
    if (Holds && Place == Reached::Always)
      Place = Reached::WhenDone;
    return;
  }
  if (asksForCoroutine(E))
    return;
  Place = Reached::Sometimes;
}

/// Does \p S leave the function?
static bool leaves(const Stmt *S) {
  bool Leaves = false;
  walkExecuted(S, [&](const Stmt *Child) {
    Leaves |= isa<ReturnStmt>(Child);
    return !Leaves;
  });
  return Leaves;
}

/// When \p Body reaches \p S.
static Reached reachedWhen(const FunctionBody &Body, const Stmt *S) {
  Reached Place = Reached::Always;
  for (const Stmt *Up = Body.parent(S), *Child = S; Up;
       Child = Up, Up = Body.parent(Up)) {
    if (const auto *If = dyn_cast<IfStmt>(Up)) {
      // `if consteval` has no condition; a destructor runs at run time.
      if (!If->getCond())
        Place = (Child == If->getThen()) == If->isNegatedConsteval()
                    ? Place
                    : Reached::Sometimes;
      else if (Child != If->getCond())
        addCondition(If->getCond(), Child == If->getThen(), Place);
    } else if (const auto *Block = dyn_cast<CompoundStmt>(Up)) {
      // `if (!h.done()) { …; return; }` before it.
      for (const Stmt *Before : Block->body()) {
        if (Before == Child)
          break;
        const auto *Guard = dyn_cast<IfStmt>(Before);
        if (Guard && Guard->getCond() && leaves(Guard->getThen()))
          addCondition(Guard->getCond(), false, Place);
      }
    } else if (!isa<Expr, ExprWithCleanups>(Up)) {
      Place = Reached::Sometimes; // a loop, a handler, a switch
    }
  }
  return Place;
}

TaskDestructors::Ending TaskDestructors::endingOf(const FunctionDecl *F,
                                                  unsigned Depth) {
  auto [Found, IsNew] = Endings.try_emplace(F->getCanonicalDecl());
  if (!IsNew)
    return Found->second;
  Ending Result;
  const FunctionDecl *Def = nullptr;
  if (!F->hasBody(Def))
    Def = F->getTemplateInstantiationPattern();
  bool TooDeep = Depth > TU.limit(limits::DestroyedParts);
  if (TooDeep)
    TU.gaveUp(limits::DestroyedParts, F);
  if (!Def || !Def->hasBody() || TooDeep) {
    Result.Unclear = true;
    return Endings[F->getCanonicalDecl()] = Result;
  }
  const FunctionBody &Body = bodyOf(TU, Def);
  walkExecuted(Body.body(), [&](const Stmt *S) {
    Ending Inner;
    // A helper of the class or of its promise: `reset()`, `promise().drop()`.
    if (isHandleCall(S, "destroy"))
      Inner.Destroys = true;
    else if (const FunctionDecl *Helper = helperOf(S))
      Inner = endingOf(Helper, Depth + 1);
    else
      return true;
    Reached Place = reachedWhen(Body, S);
    Result.Destroys |= Inner.Destroys && Place == Reached::Always;
    Result.Unclear |=
        Inner.Unclear || (Inner.Destroys && Place == Reached::Sometimes);
    return true;
  });
  return Endings[F->getCanonicalDecl()] = Result;
}

AtDrop TaskDestructors::of(const CXXRecordDecl *R) { return ofClass(R, 0); }

AtDrop TaskDestructors::ofClass(const CXXRecordDecl *R, unsigned Depth) {
  R = definitionOrPattern(R);
  if (!R || Depth > TU.limit(limits::DestroyedParts))
    return AtDrop::Unknown;
  auto [Found, IsNew] = Known.try_emplace(R, AtDrop::Unknown);
  if (!IsNew)
    return Found->second;
  AtDrop Own = AtDrop::LetsRun;
  if (const CXXDestructorDecl *D = R->getDestructor();
      D && D->isUserProvided()) {
    Ending End = endingOf(D, 0);
    Own = End.Destroys  ? AtDrop::Destroys
          : End.Unclear ? AtDrop::Unknown
                        : AtDrop::LetsRun;
  }
  return Known[R] = ofParts(R, Own, Depth);
}

/// What the destructor of a `std::unique_ptr` does: that of its deleter, or of
/// what it points to.
AtDrop TaskDestructors::ofUniqueOwner(const CXXRecordDecl *Owner,
                                      unsigned Depth) {
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Owner);
  SmallVector<const CXXRecordDecl *, 2> Args;
  for (unsigned I = 0; Spec && I < Spec->getTemplateArgs().size(); ++I)
    if (Spec->getTemplateArgs()[I].getKind() == TemplateArgument::Type)
      Args.push_back(classOf(Spec->getTemplateArgs()[I].getAsType()));
  if (Args.empty())
    return AtDrop::Unknown;
  const CXXRecordDecl *Deleter = Args.size() > 1 ? Args[1] : nullptr;
  if (!Deleter || Deleter->isInStdNamespace())
    return Args[0] ? ofClass(Args[0], Depth + 1) : AtDrop::LetsRun;
  DeclarationName Operator =
      TU.context().DeclarationNames.getCXXOperatorName(OO_Call);
  AtDrop Result = AtDrop::LetsRun;
  for (const FunctionDecl *Call : memberFunctions(Deleter, Operator)) {
    Ending End = endingOf(Call, 0);
    if (End.Destroys)
      return AtDrop::Destroys;
    if (End.Unclear)
      Result = AtDrop::Unknown;
  }
  return Result;
}

/// What destroying a base or member of type \p T does.
AtDrop TaskDestructors::ofPart(QualType T, unsigned Depth) {
  const CXXRecordDecl *Part = classOf(T);
  if (!Part || T->isReferenceType())
    return AtDrop::LetsRun;
  if (TU.names().in(WordList::UniqueOwner, Part))
    return ofUniqueOwner(Part, Depth);
  // Others may own what a shared pointer does.
  if (TU.names().in(WordList::SharedOwner, Part))
    return ofUniqueOwner(Part, Depth) == AtDrop::LetsRun ? AtDrop::LetsRun
                                                         : AtDrop::Unknown;
  if (!Part->isInStdNamespace())
    return ofClass(Part, Depth + 1);
  // std::optional, std::variant: what they can hold.
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Part);
  AtDrop Result = AtDrop::LetsRun;
  for (unsigned I = 0; Spec && I < Spec->getTemplateArgs().size(); ++I)
    if (const TemplateArgument &Arg = Spec->getTemplateArgs()[I];
        Arg.getKind() == TemplateArgument::Type)
      if (const CXXRecordDecl *R = classOf(Arg.getAsType());
          R && !R->isInStdNamespace())
        if (AtDrop OfArg = ofClass(R, Depth + 1); OfArg != AtDrop::LetsRun)
          Result = OfArg;
  return Result;
}

/// What the class does with its bases and members, if its own destructor does
/// \p Own.
AtDrop TaskDestructors::ofParts(const CXXRecordDecl *R, AtDrop Own,
                                unsigned Depth) {
  AtDrop Result = Own;
  auto Add = [&](QualType T) {
    if (Result == AtDrop::Destroys)
      return;
    if (AtDrop Part = ofPart(T, Depth); Part != AtDrop::LetsRun)
      Result = Part;
  };
  for (const CXXBaseSpecifier &Base : R->bases())
    Add(Base.getType());
  for (const FieldDecl *Field : R->fields())
    Add(Field->getType());
  return Result;
}

AtDrop async_tidy::whenDropped(TranslationUnit &TU, QualType T) {
  switch (TU.awaitables().classify(T).Drop) {
  case DropEffect::NeverRuns:
  case DropEffect::Cancelled:
  case DropEffect::Joined:
    return AtDrop::Destroys;
  case DropEffect::RunsOn:
    return AtDrop::LetsRun;
  case DropEffect::Terminates:
    return AtDrop::Unknown;
  case DropEffect::Unknown:
    break;
  }
  const CXXRecordDecl *R = classOf(T);
  return R ? TU.shared<TaskDestructors>().of(R) : AtDrop::Unknown;
}
