// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/AnsweredFailure.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <clang/AST/StmtCXX.h>
#include <clang/Basic/SourceManager.h>

using namespace clang;
using namespace async_tidy;

static bool mentionsAny(const Stmt *S,
                        llvm::function_ref<bool(const VarDecl *)> Wanted) {
  bool Found = false;
  walkExecuted(S, [&](const Stmt *Child) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Child);
    const ValueDecl *D = Ref ? Ref->getDecl() : nullptr;
    if (const auto *B = dyn_cast_or_null<BindingDecl>(D))
      D = B->getDecomposedDecl();
    const auto *V = dyn_cast_or_null<VarDecl>(D);
    Found |= V && Wanted(V);
    return !Found;
  });
  return Found;
}

/// Does the await get a stored variable as an argument, or does it happen only
/// because of one: `if (failed) co_await refuse(); else co_await answer();`?
static bool tells(const FunctionBody &Body, const Expr *Await,
                  const HandlerFacts &Facts) {
  auto IsStored = [&](const VarDecl *V) { return Facts.Stores.contains(V); };
  bool Told = false;
  walkExecuted(Await, [&](const Stmt *S) {
    if (CallParts Call = callParts(dyn_cast<Expr>(S)); Call && !Told)
      Told = llvm::any_of(Call.Args, [&](const Expr *Arg) {
        return mentionsAny(Arg, IsStored);
      });
    return !Told;
  });
  const Stmt *Child = Await;
  for (const Stmt *S = Body.parent(Await); S && !Told;
       Child = S, S = Body.parent(S))
    if (isa<IfStmt, ConditionalOperator, SwitchStmt>(S)) {
      const Expr *Condition = conditionOf(S);
      Told = Condition && !Body.isWithin(Child, Condition) &&
             mentionsAny(Condition, IsStored);
    }
  return Told;
}

bool async_tidy::isToldAtEnd(const FunctionBody &Body, AfterFailure &After,
                             const HandlerFacts &Facts,
                             ArrayRef<const Expr *> Next) {
  return !Facts.Stores.empty() && llvm::all_of(Next, [&](const Expr *Await) {
    return tells(Body, Await, Facts) && After.isLast(Await);
  });
}

namespace {

/// What is served in one turn of the loop around a try block.
class ServingLoop {
public:
  ServingLoop(TranslationUnit &TU, const Coroutine &C, const Stmt *Guarded)
      : TU(TU), C(C), Body(bodyOf(TU, C.function())), Guarded(Guarded) {
    for (const Stmt *S = Body.parent(Guarded); S; S = Body.parent(S))
      if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S)) {
        Inner = Inner ? Inner : S;
        Outer = S;
      }
  }

  /// Is there a loop that serves one after the other? It ends by itself or
  /// waits for something else, and one that is served well is not its end.
  bool servesMany() const;
  /// The object whose operation is awaited, if it is the one whose turn it is.
  const VarDecl *served(const Expr *Operand) const;
  /// Does the turn go on with \p V after the try block?
  bool goesOnWith(const VarDecl *V, const Expr *Await) const;

private:
  bool isCurrent(const VarDecl *V) const;
  bool isAccepted(const VarDecl *V) const;
  const VarDecl *objectOf(const Expr *Operand, bool MayAdapt) const;

  TranslationUnit &TU;
  const Coroutine &C;
  const FunctionBody &Body;
  /// The try block, or the await whose error code is looked at.
  const Stmt *Guarded;
  const Stmt *Inner = nullptr, *Outer = nullptr;
};

} // namespace

/// The variables of `for (auto it = all.begin(); it != all.end(); ++it)`, but
/// not those that count attempts; or nullptr.
static const DeclStmt *iteratorsOf(const ForStmt *For) {
  const auto *Init = For && For->getCond()
                         ? dyn_cast_or_null<DeclStmt>(For->getInit())
                         : nullptr;
  return Init && llvm::all_of(Init->decls(),
                              [](const Decl *D) {
                                const auto *V = dyn_cast<VarDecl>(D);
                                return V && !V->getType()->isArithmeticType();
                              })
             ? Init
             : nullptr;
}

bool ServingLoop::servesMany() const {
  // `try { co_await connect(e); co_return; }`: the first one that works.
  if (const auto *Try = dyn_cast<CXXTryStmt>(Guarded)) {
    const CompoundStmt *Block = Try->getTryBlock();
    if (Block->body_empty() ||
        isa<CoreturnStmt, BreakStmt, GotoStmt>(Block->body_back()))
      return false;
  }
  if (!Outer || (Outer == Inner && (isa<CXXForRangeStmt>(Outer) ||
                                    iteratorsOf(dyn_cast<ForStmt>(Outer)))))
    return Outer;
  return llvm::any_of(C.suspensions(), [&](const SuspensionPoint &P) {
    return P.MaySuspend && Body.isWithin(P.E, Outer) &&
           !Body.isWithin(P.E, Guarded);
  });
}

/// Is the variable set by something outside of the try block that gives the
/// next one: `auto s = co_await acceptor.async_accept()`, `accept(s)`? What is
/// connected anew each time is the same one again.
bool ServingLoop::isAccepted(const VarDecl *V) const {
  return llvm::any_of(C.suspensions(), [&](const SuspensionPoint &P) {
    if (!Body.isWithin(P.E, Inner) || Body.isWithin(P.E, Guarded) || !P.Operand)
      return false;
    CallParts Call = callParts(stripValue(P.Operand));
    if (!Call || !TU.names().speaksOf(Topic::Accepting, Call.Callee))
      return false;
    auto IsIt = [&](const VarDecl *Other) { return Other == V; };
    return mentionsAny(P.Operand, IsIt) ||
           (V->getInit() && Body.isWithin(P.E, V->getInit()));
  });
}

bool ServingLoop::isCurrent(const VarDecl *V) const {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Inner))
    if (V == Range->getLoopVariable())
      return true;
  if (const DeclStmt *Iterators = iteratorsOf(dyn_cast<ForStmt>(Inner)))
    if (llvm::is_contained(Iterators->decls(), V))
      return true;
  return isAccepted(V);
}

/// The variable that \p E names or is a part of: `c` of `c.socket`,
/// `it->second` and `*c`. Not what a reference was initialised with: the loop's
/// own variable is one.
static const VarDecl *rootVariable(const Expr *E) {
  while ((E = E ? stripValue(E) : nullptr)) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const ValueDecl *D = Ref->getDecl();
      if (const auto *B = dyn_cast<BindingDecl>(D))
        D = B->getDecomposedDecl();
      return dyn_cast<VarDecl>(D);
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = U->getSubExpr();
    else if (CallParts Call = callParts(E))
      E = Call.Object;
    else
      return nullptr;
  }
  return nullptr;
}

/// Does the call hand on the object itself, by reference, as a pointer or by
/// moving it, rather than what it is called with?
static bool handsOn(TranslationUnit &TU, const ParmVarDecl *P,
                    const Expr *Arg) {
  QualType T = P ? P->getType() : QualType();
  const CXXRecordDecl *R = recordOf(T);
  if (!R)
    return false;
  if (T->isReferenceType() || T->isPointerType())
    return !T->getPointeeType().isConstQualified();
  const auto *Made = dyn_cast<CXXConstructExpr>(Arg->IgnoreImplicit());
  return TU.names().in(WordList::SharedOwner, R) ||
         (Made && Made->getConstructor()->isMoveConstructor());
}

/// The object of `c.send()`, `async_write(c.socket, …)`, `serve(c)`; of a task
/// that a function adapts (`with_timeout(c.send())`) the task's.
const VarDecl *ServingLoop::objectOf(const Expr *Operand, bool MayAdapt) const {
  CallParts Call = callParts(Operand ? stripValue(Operand) : nullptr);
  if (!Call || !Call.Callee || Call.Callee->isOverloadedOperator())
    return nullptr;
  if (Call.Object && !isa<CXXThisExpr>(Call.Object->IgnoreParenImpCasts()))
    return rootVariable(Call.Object);
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    const Expr *Arg = Call.Args[I];
    if (MayAdapt && isa<CallExpr>(stripValue(Arg)) &&
        TU.awaitables().classify(Arg->getType()).isAwaitable())
      return objectOf(Arg, /*MayAdapt=*/false);
    if (handsOn(TU, parameterFor(Call.Callee, I), Arg))
      return rootVariable(Arg);
  }
  return nullptr;
}

const VarDecl *ServingLoop::served(const Expr *Operand) const {
  const VarDecl *V = objectOf(Operand, /*MayAdapt=*/true);
  return V && isCurrent(V) ? V : nullptr;
}

bool ServingLoop::goesOnWith(const VarDecl *V, const Expr *Await) const {
  return Body.isWithin(Await, Inner) && !Body.isWithin(Await, Guarded) &&
         TU.sources().isBeforeInTranslationUnit(Guarded->getEndLoc(),
                                                Await->getExprLoc()) &&
         mentionsAny(Await, [&](const VarDecl *Other) { return Other == V; });
}

bool async_tidy::isFailureOfOne(TranslationUnit &TU, const Coroutine &C,
                                const Stmt *Guarded,
                                ArrayRef<SuspensionPoint> Points,
                                ArrayRef<const Expr *> Next) {
  ServingLoop Loop(TU, C, Guarded);
  return Loop.servesMany() &&
         llvm::all_of(Points, [&](const SuspensionPoint &P) {
           const VarDecl *V = Loop.served(P.Operand);
           return V && llvm::none_of(Next, [&](const Expr *Await) {
                    return Loop.goesOnWith(V, Await);
                  });
         });
}
