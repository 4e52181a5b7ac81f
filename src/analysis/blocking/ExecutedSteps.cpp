// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/ExecutedSteps.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CallableBodies.h"
#include "analysis/calls/CallableParameters.h"
#include "analysis/calls/ForwardingCalls.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/scheduling/Executors.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// Is \p E the value of an environment variable, also through members that only
/// look at it (`get_env("X").value_or("")`) or in a local?
static bool isOfEnvironment(TranslationUnit &TU, const Expr *E,
                            bool InLocal = true) {
  while (E) {
    E = stripValue(E);
    if (const VarDecl *V = variableOf(E))
      return InLocal && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
             isOfEnvironment(TU, V->getInit(), false);
    CallParts P = callParts(E);
    if (P && TU.names().speaksOf(Topic::Environment, P.Callee))
      return true;
    E = P.Object;
  }
  return false;
}

/// The branch of \p If that runs only because somebody has set an environment
/// variable, which serves tests and debugging; or nullptr.
static const Stmt *branchOfEnvironment(TranslationUnit &TU, const IfStmt *If) {
  const Expr *E = If->getCond();
  bool IsSet = true;
  while (E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<ExprWithCleanups>(E)) {
      E = C->getSubExpr();
      continue;
    }
    const auto *U = dyn_cast<UnaryOperator>(E);
    if (!U || U->getOpcode() != UO_LNot)
      break;
    IsSet = !IsSet;
    E = U->getSubExpr();
  }
  if (!E)
    return nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
    IsSet = IsSet == (B->getOpcode() == BO_NE);
    E = B->getLHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
             Call && Call->getNumArgs() == 2 &&
             (Call->getOperator() == OO_EqualEqual ||
              Call->getOperator() == OO_ExclaimEqual)) {
    IsSet = IsSet == (Call->getOperator() == OO_ExclaimEqual);
    E = Call->getArg(0);
  } else if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    IsSet = IsSet == (R->getOperator() == BO_NE);
    E = R->getLHS();
  } else if (CallParts P = callParts(E);
             P && P.Object &&
             TU.names().in(WordList::ContainerEmptiness, P.Callee)) {
    IsSet = !IsSet;
    E = P.Object;
  }
  if (!isOfEnvironment(TU, E))
    return nullptr;
  return IsSet ? If->getThen() : If->getElse();
}

namespace {
class StepFinder {
public:
  StepFinder(TranslationUnit &TU, const FunctionDecl *F,
             llvm::function_ref<void(const ExecutedStep &)> Visit)
      : TU(TU), F(F), Visit(Visit) {}

  void run() {
    walkFunction(F, [&](const Stmt *S) { return visit(S); });
  }

private:
  bool visit(const Stmt *S) {
    if (Handled.contains(S))
      return false;
    if (const auto *E = dyn_cast<Expr>(S)) {
      if (CallParts P = callParts(E))
        visitCall(P);
      else if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(S))
        visitInherited(Inherited);
    }
    if (isa<CallExpr, CXXConstructExpr, InitListExpr>(S))
      visitDefaults(S);
    if (const auto *If = dyn_cast<IfStmt>(S); If && !If->isConsteval())
      if (const Stmt *Branch = branchOfEnvironment(TU, If))
        Handled.insert(Branch);
    if (isa<WhileStmt, DoStmt, ForStmt>(S)) {
      ExecutedStep Step;
      Step.What = ExecutedStep::Kind::Loop;
      Step.At = S;
      emit(Step);
    } else if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
      visitRange(For);
    }
    if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Decls->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasLocalStorage())
          destroy(S, V, V->getType());
    } else if (const auto *Temp = dyn_cast<CXXBindTemporaryExpr>(S)) {
      destroy(Temp, nullptr, Temp->getType());
    } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
      destroy(S, nullptr, Delete->getDestroyedType());
    }
    return true;
  }

  /// begin(), end() and the iterator's steps, which nobody writes.
  void visitRange(const CXXForRangeStmt *For) {
    const Stmt *Outer =
        std::exchange(Where, Where ? Where : For->getRangeInit());
    for (const Stmt *Hidden : {static_cast<const Stmt *>(For->getBeginStmt()),
                               static_cast<const Stmt *>(For->getEndStmt()),
                               static_cast<const Stmt *>(For->getCond()),
                               static_cast<const Stmt *>(For->getInc())})
      walkExecuted(Hidden, [&](const Stmt *Inner) {
        CallParts P = callParts(dyn_cast<Expr>(Inner));
        if (P && isa<CallExpr>(Inner))
          visitCall(P);
        return true;
      });
    Where = Outer;
  }

  /// What defaults evaluate is written elsewhere, but happens here.
  void visitDefaults(const Stmt *S) {
    forEachExecutedChild(S, [&](const Stmt *Child) {
      const Expr *Written = nullptr;
      if (const auto *D = dyn_cast<CXXDefaultArgExpr>(Child))
        Written = D->getExpr();
      else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(Child))
        Written = D->getExpr();
      if (!Written)
        return;
      Handled.insert(Child);
      const Stmt *Outer = std::exchange(Where, Where ? Where : S);
      walkExecuted(Written, [&](const Stmt *Inner) { return visit(Inner); });
      Where = Outer;
    });
  }

  void emit(ExecutedStep &Step) {
    if (Where)
      Step.At = Where;
    Visit(Step);
  }

  void visitCall(const CallParts &P) {
    ExecutedStep Step;
    Step.At = P.E;
    Step.Parts = P;
    if (const Expr *Value = calledValue(P)) {
      FunctionList Bodies = callableBodies(TU, Value);
      for (const FunctionDecl *Body : Bodies) {
        Step.Target = Body;
        emit(Step);
      }
      if (!Bodies.empty())
        return;
    }
    Step.Target = executedFunction(TU, P);
    emit(Step);
    if (!P.Callee)
      return;
    if (calls(TU, P, NameList::SameThread)) {
      for (const Expr *A : P.Args)
        visitCallable(P, A);
      return;
    }
    if (isa<CXXConstructExpr>(P.E))
      return;
    if (const CXXConstructorDecl *Made = forwardedConstructor(TU, P))
      return visitMade(P, Made);
    if (runsCallablesInPlace(P)) {
      for (const Expr *A : P.Args)
        visitCallable(P, A);
    } else if (Step.Target) {
      for (unsigned I = 0; I < P.Args.size(); ++I)
        if (TU.shared<CallableParameters>().invokes(Step.Target, I))
          visitCallable(P, P.Args[I]);
    }
  }

  void visitMade(const CallParts &P, const CXXConstructorDecl *Made) {
    ExecutedStep Step;
    Step.At = Step.Parts.E = P.E;
    Step.Parts.Callee = Made;
    unsigned Skip =
        P.Args.size() - std::min<size_t>(P.Args.size(), Made->getNumParams());
    Step.Parts.Args.append(P.Args.begin() + Skip, P.Args.end());
    Step.Target = executedFunction(TU, Step.Parts);
    emit(Step);
  }

  void visitInherited(const CXXInheritedCtorInitExpr *E) {
    ExecutedStep Step;
    Step.At = Step.Parts.E = E;
    Step.Parts.Callee = E->getConstructor();
    Step.Target = executedFunction(TU, Step.Parts);
    emit(Step);
  }

  /// Does the called function run a callable argument before it returns, on
  /// this thread? Functions with a visible body answer for themselves.
  bool runsCallablesInPlace(const CallParts &P) {
    if (calls(TU, P, NameList::Invoker))
      return true;
    if (!TU.coroutine(F))
      return false;
    // A handler that is posted to the loop that runs this coroutine occupies
    // the same thread a moment later.
    if (const SpawnEntry *Spawn = spawnEntryOf(TU, P);
        Spawn && Spawn->Kind == SpawnKind::Callback) {
      const Expr *Executor = P.arg(std::max(1u, Spawn->Executor));
      return Executor && isEventLoop(TU, Executor);
    }
    return P.Object && startsOperation(TU, P) && isEventLoop(TU, P.Object);
  }

  void visitCallable(const CallParts &P, const Expr *A) {
    for (const FunctionDecl *Body : callableBodies(TU, A)) {
      ExecutedStep Step;
      Step.What = ExecutedStep::Kind::Callable;
      Step.At = P.E;
      Step.Parts = P;
      Step.Target = Body;
      emit(Step);
    }
  }

  /// The class that a unique_ptr destroys, if the variable is made with one.
  QualType ownedType(const VarDecl *V, const CXXRecordDecl *R) const {
    const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
    if (!V || !V->getInit() || !Spec ||
        !TU.names().in(WordList::UniqueOwner, R) ||
        Spec->getTemplateArgs().get(0).getKind() != TemplateArgument::Type)
      return {};
    const Expr *Init = stripValue(V->getInit());
    if (const auto *C = dyn_cast<CXXConstructExpr>(Init); C && C->getNumArgs())
      Init = stripValue(C->getArg(0));
    if (!isa<CXXNewExpr, CallExpr>(Init))
      return {};
    return Spec->getTemplateArgs().get(0).getAsType();
  }

  /// The members that the class's own destructor does not deal with (join,
  /// detach or stop) before their destructors run. Its body answers for what is
  /// waited for with the others; without one, nobody knows.
  static std::vector<const FieldDecl *>
  notEndedByDestructor(const CXXRecordDecl *R) {
    std::vector<const FieldDecl *> Result(R->field_begin(), R->field_end());
    const CXXDestructorDecl *D = R->getDestructor();
    if (!D || !D->isUserProvided())
      return Result;
    const FunctionDecl *Def = nullptr;
    if (!D->isDefined(Def) || !Def->getBody())
      return {};
    llvm::DenseSet<const ValueDecl *> Mentioned;
    walkExecuted(Def->getBody(), [&](const Stmt *S) {
      if (const auto *Member = dyn_cast<MemberExpr>(S))
        Mentioned.insert(Member->getMemberDecl());
      return true;
    });
    llvm::erase_if(Result, [&](const FieldDecl *Field) {
      return Mentioned.contains(Field);
    });
    return Result;
  }

  bool isListedDestructor(const CXXRecordDecl *R) {
    return !TU.library()
                .blocking(TU.names().qualified(R), CallableKind::Destructor)
                .empty();
  }

  void destroy(const Stmt *At, const VarDecl *V, QualType T,
               unsigned Depth = 0) {
    const CXXRecordDecl *R =
        T->isReferenceType()
            ? nullptr
            : T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || R->hasTrivialDestructor())
      return;
    if (Depth > TU.limit(limits::DestroyedParts)) {
      if (TU.isProjectCode(R) || isListedDestructor(R))
        TU.gaveUp(limits::DestroyedParts, F);
      return;
    }
    ExecutedStep Step;
    Step.What = ExecutedStep::Kind::Destructor;
    Step.At = At;
    Step.Object = V;
    Step.Class = R;
    if (const CXXDestructorDecl *D = R->getDestructor();
        D && D->isUserProvided())
      if (const FunctionDecl *Def = nullptr; D->isDefined(Def))
        Step.Target = Def;
    emit(Step);
    if (QualType Owned = ownedType(V, R); !Owned.isNull())
      return destroy(At, V, Owned, Depth + 1);
    if (!TU.isProjectCode(R))
      return;
    for (const FieldDecl *Field : notEndedByDestructor(R->getDefinition()))
      destroy(At, V, Field->getType(), Depth + 1);
    for (const CXXBaseSpecifier &Base : R->getDefinition()->bases())
      destroy(At, V, Base.getType(), Depth + 1);
  }

  TranslationUnit &TU;
  const FunctionDecl *F;
  llvm::function_ref<void(const ExecutedStep &)> Visit;
  /// The expression that uses the default which is being visited, or nullptr.
  const Stmt *Where = nullptr;
  llvm::DenseSet<const Stmt *> Handled;
};
} // namespace

void async_tidy::forEachStep(
    TranslationUnit &TU, const FunctionDecl *F,
    llvm::function_ref<void(const ExecutedStep &)> Visit) {
  StepFinder(TU, F, Visit).run();
}
