// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ExecutedSteps.h"
#include "analysis/Executors.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

namespace {
class StepFinder {
public:
  StepFinder(TranslationUnit &TU, const FunctionDecl *F,
             llvm::function_ref<void(const ExecutedStep &)> Visit)
      : TU(TU), F(F), Visit(Visit) {}

  void run() {
    walkFunction(F, [&](const Stmt *S) {
      visit(S);
      return true;
    });
  }

private:
  void visit(const Stmt *S) {
    if (const auto *E = dyn_cast<Expr>(S))
      if (CallParts P = callParts(E))
        visitCall(P);
    if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Decls->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasLocalStorage())
          destroy(S, V, V->getType());
    } else if (const auto *Temp = dyn_cast<CXXBindTemporaryExpr>(S)) {
      destroyTemporary(Temp);
    } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
      destroy(S, nullptr, Delete->getDestroyedType());
    }
  }

  void visitCall(const CallParts &P) {
    ExecutedStep Step;
    Step.At = P.E;
    Step.Parts = P;
    Step.Target = executedFunction(TU, P);
    if (const FunctionDecl *Held = throughVariable(P))
      Step.Target = Held;
    Visit(Step);
    if (!P.Callee || isa<CXXConstructExpr>(P.E))
      return;
    if (runsCallablesInPlace(P)) {
      for (const Expr *A : P.Args)
        visitCallable(P, A);
    } else if (Step.Target) {
      for (unsigned I = 0; I < P.Args.size(); ++I)
        if (invokesParameter(Step.Target, I))
          visitCallable(P, P.Args[I]);
    }
  }

  /// `f()` where f is a std::function or a function pointer: a local that was
  /// initialised with something known and is never assigned.
  const FunctionDecl *throughVariable(const CallParts &P) {
    const auto *Call = dyn_cast<CallExpr>(P.E);
    const Expr *Called = P.Object ? P.Object : Call ? Call->getCallee() : nullptr;
    const VarDecl *V = Called ? variableOf(Called) : nullptr;
    if (!V || isa<ParmVarDecl>(V) || !V->getInit() || isReassigned(V))
      return nullptr;
    if (P.Callee && !isCallableWrapper(P.Callee))
      return nullptr;
    return callableBody(V->getInit());
  }

  static bool isCallableWrapper(const FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return M && M->getOverloadedOperator() == OO_Call &&
           M->getParent()->isInStdNamespace();
  }

  bool isReassigned(const VarDecl *V) {
    if (V->getType().isConstQualified())
      return false;
    if (!V->hasLocalStorage())
      return true;
    bool Assigned = false;
    walkFunction(F, [&](const Stmt *S) {
      if (const auto *Op = dyn_cast<BinaryOperator>(S))
        Assigned |= Op->isAssignmentOp() && variableOf(Op->getLHS()) == V;
      if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S))
        Assigned |= Op->isAssignmentOp() && variableOf(Op->getArg(0)) == V;
      return !Assigned;
    });
    return Assigned;
  }

  /// Does the body of \p Callee call its parameter \p Index, as
  /// `void twice(std::function<void()> f) { f(); f(); }` does?
  bool invokesParameter(const FunctionDecl *Callee, unsigned Index) {
    if (Index >= Callee->getNumParams() ||
        Callee->getParamDecl(Index)->getType()->isBuiltinType())
      return false;
    const ParmVarDecl *Param = Callee->getParamDecl(Index);
    bool Invoked = false;
    walkFunction(Callee, [&](const Stmt *S) {
      const auto *Call = dyn_cast<CallExpr>(S);
      if (!Call || Invoked)
        return !Invoked;
      CallParts P = callParts(Call);
      // A call with a known target is an edge of its own.
      if (!P.Callee || isCallableWrapper(P.Callee))
        Invoked = variableOf(P.Object ? P.Object : Call->getCallee()) == Param;
      return true;
    });
    return Invoked;
  }

  /// Does the called function run a callable argument before it returns, on
  /// this thread? Functions with a visible body answer for themselves.
  bool runsCallablesInPlace(const CallParts &P) {
    if (calls(TU, P, NameList::Invoker))
      return true;
    for (const std::string &Name : callNames(TU, P))
      if (const SpawnEntry *Spawn = TU.library().spawn(Name);
          Spawn && Spawn->Kind == SpawnKind::Callback)
        // A handler that is posted to the loop that runs this coroutine
        // occupies the same thread a moment later.
        return TU.coroutine(F) && P.arg(std::max(1u, Spawn->Executor)) &&
               isEventLoop(TU, P.arg(std::max(1u, Spawn->Executor)));
    return false;
  }

  void visitCallable(const CallParts &P, const Expr *A) {
    ExecutedStep Step;
    Step.What = ExecutedStep::Kind::Callable;
    Step.At = P.E;
    Step.Parts = P;
    Step.Target = callableBody(A);
    if (Step.Target)
      Visit(Step);
  }

  /// The body that calling \p A runs: a lambda's or a named function's.
  const FunctionDecl *callableBody(const Expr *A) {
    if (const LambdaExpr *L = lambdaOf(A))
      return L->getCallOperator();
    const Expr *Value = stripAddress(A);
    // std::function is constructed from the callable.
    if (const auto *C = dyn_cast<CXXConstructExpr>(Value);
        C && C->getNumArgs() >= 1 &&
        C->getConstructor()->getParent()->isInStdNamespace())
      return callableBody(C->getArg(0));
    const auto *Ref = dyn_cast<DeclRefExpr>(Value);
    const auto *Fn = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
    const FunctionDecl *Def = nullptr;
    return Fn && Fn->isDefined(Def) ? Def : nullptr;
  }

  static const Expr *stripAddress(const Expr *A) {
    A = stripValue(A);
    if (const auto *U = dyn_cast<UnaryOperator>(A);
        U && U->getOpcode() == UO_AddrOf)
      A = stripValue(U->getSubExpr());
    return A;
  }

  void destroyTemporary(const CXXBindTemporaryExpr *Temp) {
    // A temporary that becomes the variable itself is destroyed as that.
    destroy(Temp, nullptr, Temp->getType());
  }

  void destroy(const Stmt *At, const VarDecl *V, QualType T, unsigned Depth = 0) {
    const CXXRecordDecl *R =
        T->isReferenceType() ? nullptr
                             : T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || R->hasTrivialDestructor() || Depth > 4)
      return;
    ExecutedStep Step;
    Step.What = ExecutedStep::Kind::Destructor;
    Step.At = At;
    Step.Object = V;
    Step.Class = R;
    if (const CXXDestructorDecl *D = R->getDestructor(); D && D->isUserProvided())
      if (const FunctionDecl *Def = nullptr; D->isDefined(Def))
        Step.Target = Def;
    Visit(Step);
    if (!TU.isProject(R->getLocation()))
      return;
    for (const FieldDecl *Field : R->getDefinition()->fields())
      destroy(At, V, Field->getType(), Depth + 1);
    for (const CXXBaseSpecifier &Base : R->getDefinition()->bases())
      destroy(At, V, Base.getType(), Depth + 1);
  }

  TranslationUnit &TU;
  const FunctionDecl *F;
  llvm::function_ref<void(const ExecutedStep &)> Visit;
};
} // namespace

void async_tidy::forEachStep(TranslationUnit &TU, const FunctionDecl *F,
                             llvm::function_ref<void(const ExecutedStep &)> Visit) {
  StepFinder(TU, F, Visit).run();
}
