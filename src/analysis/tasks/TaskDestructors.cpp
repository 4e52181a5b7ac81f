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
enum class Reached { Always, WhenDone, Sometimes };

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

/// The function of the project that \p S calls on an object, or nullptr.
static const CXXMethodDecl *helperOf(const Stmt *S) {
  MemberCall Call = memberCall(S);
  const CXXRecordDecl *R = Call.Method ? Call.Method->getParent() : nullptr;
  return R && !R->isInStdNamespace() && !isCoroutineHandle(R) &&
                 !isa<CXXConversionDecl>(Call.Method)
             ? Call.Method
             : nullptr;
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
  // `h`, `h != nullptr`, `h.address()`: is there a coroutine?
  bool Calls = false;
  walkExecuted(E, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    Calls |= Call && !isa<CXXOperatorCallExpr>(S) &&
             !isa_and_nonnull<CXXConversionDecl>(F) &&
             !isHandleCall(S, "address");
    return !Calls;
  });
  if (Calls)
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
      if (Child != If->getCond())
        addCondition(If->getCond(), Child == If->getThen(), Place);
    } else if (const auto *Block = dyn_cast<CompoundStmt>(Up)) {
      // `if (!h.done()) { …; return; }` before it.
      for (const Stmt *Before : Block->body()) {
        if (Before == Child)
          break;
        const auto *Guard = dyn_cast<IfStmt>(Before);
        if (Guard && leaves(Guard->getThen()))
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
  if (!Def || !Def->hasBody() || Depth > limits::DestroyedParts.Value) {
    Result.Unclear = true;
    return Endings[F->getCanonicalDecl()] = Result;
  }
  const FunctionBody &Body = bodyOf(TU, Def);
  walkExecuted(Body.body(), [&](const Stmt *S) {
    Ending Inner;
    // A helper of the class or of its promise: `reset()`, `promise().drop()`.
    if (isHandleCall(S, "destroy"))
      Inner.Destroys = true;
    else if (const CXXMethodDecl *Helper = helperOf(S))
      Inner = endingOf(Helper, Depth + 1);
    else
      return true;
    Reached Place = reachedWhen(Body, S);
    Result.Destroys |= Inner.Destroys && Place == Reached::Always;
    Result.DestroysDone |=
        Inner.DestroysDone || (Inner.Destroys && Place == Reached::WhenDone);
    Result.Unclear |=
        Inner.Unclear || (Inner.Destroys && Place == Reached::Sometimes);
    return true;
  });
  return Endings[F->getCanonicalDecl()] = Result;
}

AtDrop TaskDestructors::of(const CXXRecordDecl *R) { return ofClass(R, 0); }

AtDrop TaskDestructors::ofClass(const CXXRecordDecl *R, unsigned Depth) {
  R = definitionOrPattern(R);
  if (!R || Depth > limits::DestroyedParts.Value)
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

/// Does the deleter of a `std::unique_ptr<promise, deleter>` destroy the frame?
bool TaskDestructors::deleterDestroys(const CXXRecordDecl *Owner) {
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Owner);
  if (!Spec || Spec->getTemplateArgs().size() < 2 ||
      Spec->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Deleter =
      classOf(Spec->getTemplateArgs()[1].getAsType());
  if (!Deleter || Deleter->isInStdNamespace())
    return false;
  DeclarationName Operator =
      TU.context().DeclarationNames.getCXXOperatorName(OO_Call);
  return llvm::any_of(
      memberFunctions(Deleter, Operator),
      [&](const FunctionDecl *Call) { return endingOf(Call, 0).Destroys; });
}

/// What the class does with its bases and members, if its own destructor does
/// \p Own.
AtDrop TaskDestructors::ofParts(const CXXRecordDecl *R, AtDrop Own,
                                unsigned Depth) {
  AtDrop Result = Own;
  auto Add = [&](QualType T) {
    const CXXRecordDecl *Part = classOf(T);
    if (Result == AtDrop::Destroys || !Part || T->isReferenceType())
      return;
    if (TU.names().in(WordList::UniqueOwner, Part)) {
      if (deleterDestroys(Part))
        Result = AtDrop::Destroys;
      return;
    }
    // Who else owns what a shared pointer does is not known.
    if (Part->isInStdNamespace() || TU.names().in(WordList::SharedOwner, Part))
      return;
    if (AtDrop OfPart = ofClass(Part, Depth + 1); OfPart != AtDrop::LetsRun)
      Result = OfPart;
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
