// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/TaskFlow.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/ContainerMembers.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/scheduling/UnjoinedScopes.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/EndedOnPurpose.h"
#include "analysis/tasks/LentTasks.h"
#include "analysis/tasks/WaitingNames.h"
#include "analysis/tasks/WaitsForWork.h"
#include "model/Annotations.h"
#include "model/StepsFrom.h"

using namespace clang;
using namespace async_tidy;

namespace {

class FlowFinder {
public:
  FlowFinder(TranslationUnit &TU, const FunctionBody &Body, StepsFrom Calls)
      : TU(TU), Body(Body), Calls(Calls) {}

  TaskFlow follow(const Expr *E) {
    const Stmt *Node = E;
    while (const Stmt *Up = Body.parent(Node)) {
      if (isTransparent(Up, Node)) {
        Node = Up;
        continue;
      }
      if (isa<CoawaitExpr, DependentCoawaitExpr>(Up))
        return {TaskFate::Awaited, nullptr, Up, true};
      // The generator is suspended while its consumer has what it yields: all
      // that lives here, temporaries included, is there until it goes on.
      if (isa<CoyieldExpr>(Up))
        return {TaskFate::Awaited, nullptr, Up, true};
      if (isa<ReturnStmt, CoreturnStmt>(Up))
        return {TaskFate::Returned, nullptr, Up, false};
      if (const auto *Lambda = dyn_cast<LambdaExpr>(Up)) {
        if (borrows(Lambda, Node))
          return {TaskFate::Local, nullptr, Up, false};
        Node = Up; // the closure owns the task now
        continue;
      }
      if (const auto *For = dyn_cast<CXXForRangeStmt>(Up);
          For && For->getRangeInit() == Node)
        return {TaskFate::Iterated, nullptr, Up, true};
      if (const auto *Decl = dyn_cast<DeclStmt>(Up))
        return held(declaredBy(Decl, Node), Up);
      if (const auto *Assign = dyn_cast<BinaryOperator>(Up);
          Assign && Assign->isAssignmentOp() && Assign->getRHS() == Node)
        return assigned(Assign->getLHS(), Up);
      if (isa<MemberExpr>(Up)) {
        // A field of an aggregate that holds the task, or the name of the
        // member function that is called next.
        Node = Up;
        continue;
      }
      if (CallParts P = callParts(dyn_cast<Expr>(Up))) {
        const Expr *Next = nullptr;
        TaskFlow Flow = intoCall(P, cast<Expr>(Node), Next);
        if (!Next)
          return Flow;
        Node = Next;
        continue;
      }
      break;
    }
    // A new-expression, a subscript, an initialiser of a member …: unknown.
    const Stmt *Up = Body.parent(Node);
    if (Up && isa<Expr>(Up))
      return {TaskFate::Unknown, nullptr, Up, false};
    // A started task does not stop because its handle is dropped.
    if (Started)
      return {TaskFate::Spawned, nullptr, Started, false};
    return {TaskFate::Discarded, nullptr, Node, true};
  }

private:
  static bool isTransparent(const Stmt *Up, const Stmt *Node) {
    if (isa<ExprWithCleanups, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
            ParenExpr, CastExpr, InitListExpr, CXXStdInitializerListExpr,
            ConstantExpr>(Up))
      return true;
    if (const auto *C = dyn_cast<ConditionalOperator>(Up))
      return C->getCond() != Node;
    if (const auto *B = dyn_cast<BinaryOperator>(Up))
      return B->getOpcode() == BO_Comma && B->getRHS() == Node;
    if (const auto *U = dyn_cast<UnaryOperator>(Up))
      return U->getOpcode() == UO_AddrOf;
    if (const auto *C = dyn_cast<CXXConstructExpr>(Up))
      return C->getNumArgs() == 1 &&
             C->getConstructor()->isCopyOrMoveConstructor();
    return false;
  }

  /// Is \p Init captured by reference, so that the variable keeps the task?
  static bool borrows(const LambdaExpr *Lambda, const Stmt *Init) {
    auto InitIt = Lambda->capture_init_begin();
    for (const LambdaCapture &C : Lambda->captures())
      if (*InitIt++ == Init)
        return C.getCaptureKind() == LCK_ByRef;
    return false;
  }

  static const VarDecl *declaredBy(const DeclStmt *Decl, const Stmt *Init) {
    for (const auto *D : Decl->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && V->getInit() == Init)
        return V;
    return Decl->isSingleDecl() ? dyn_cast<VarDecl>(Decl->getSingleDecl())
                                : nullptr;
  }

  /// The variable whose part \p E is: an element of an array or container, a
  /// field of an object that is not behind a pointer.
  const VarDecl *wholeOf(const Expr *E) const {
    for (unsigned N = 0; N < limits::PartsOfVariable; ++N) {
      E = stripValue(E);
      if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
        E = M->getBase();
      else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
        E = Subscript->getBase();
      else if (const Expr *Container = containerOf(TU, callParts(E)))
        E = Container;
      else
        break;
    }
    return variableOf(E);
  }

  TaskFlow assigned(const Expr *Target, const Stmt *At) {
    const VarDecl *V = wholeOf(Target);
    if (V && V->hasLocalStorage() && !V->getType()->isReferenceType())
      return held(V, At);
    return {TaskFate::Stored, nullptr, At, false};
  }

  /// The worst of what the function does with the variable that holds the task.
  TaskFlow held(const VarDecl *V, const Stmt *At) {
    if (!V)
      return {TaskFate::Unknown, nullptr, At, false};
    if (!V->hasLocalStorage())
      return {TaskFate::Stored, V, At, false};
    // A future that nobody asks waits for nothing.
    if (Started && Body.uses().of(V).empty() && !isa<ParmVarDecl>(V) &&
        !calls(TU, callParts(Started), NameList::JoinedFuture) &&
        TU.names().speaksOf(Topic::FutureType, recordOf(V->getType())) &&
        !TU.awaitables().classify(V->getType()).isAwaitable())
      return {TaskFate::Spawned, nullptr, Started, false};
    TaskFlow Worst{TaskFate::Local, V, At, false};
    if (!Visiting.insert(V).second)
      return Worst;
    for (const DeclRefExpr *Ref : Body.uses().of(V)) {
      TaskFlow Use = useOf(Ref);
      if (Use.Fate > Worst.Fate) {
        Worst.Fate = Use.Fate;
        Worst.Sink = Use.Sink;
      }
    }
    Visiting.erase(V);
    return Worst;
  }

  /// A use of a holder: only a use as a value hands the task on.
  TaskFlow useOf(const DeclRefExpr *Ref) {
    TaskFlow Local{TaskFate::Local, nullptr, Ref, false};
    const Stmt *Up = Body.parent(Ref);
    if (const auto *M = dyn_cast_or_null<MemberExpr>(Up)) {
      // t.start(), ts.push_back(…), for (auto &t : ts) …: consumers by name.
      const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Body.parent(M));
      return Call && startsTask(Call)
                 ? TaskFlow{TaskFate::Spawned, nullptr, Call, false}
                 : Local;
    }
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Up);
        Assign && Assign->getLHS() == Ref)
      return Local;
    // An element of an array, like that of a container, is not followed.
    Up = Body.consumerOf(Ref);
    if (isa_and_nonnull<ArraySubscriptExpr>(Up))
      return Local;
    if (const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(Up);
        Op && Op->getNumArgs() && Op->getArg(0) == Ref)
      return Local;
    TaskFlow Flow = follow(Ref);
    // Whoever gets the address, or a reference, does not keep the task: it ends
    // with its holder.
    const auto *Address = dyn_cast_or_null<UnaryOperator>(Up);
    if (((Address && Address->getOpcode() == UO_AddrOf) ||
         isLent(callParts(dyn_cast_or_null<Expr>(Up)), Ref)) &&
        Flow.Fate != TaskFate::Spawned)
      return Local;
    return Flow.Fate < TaskFate::Local ? Local : Flow;
  }

  /// `t.start()`, `t.detach()`: does a member without arguments or with a
  /// callback run the task on?
  bool startsTask(const CXXMemberCallExpr *Call) const {
    Names &N = TU.names();
    const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
    return N.speaksOf(Topic::Starting, M) || N.speaksOf(Topic::Detaching, M) ||
           N.speaksOf(Topic::Releasing, M);
  }

  bool isInsertion(const CallParts &P) const {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
    if (!M || !P.Object)
      return false;
    if (M->getOverloadedOperator() == OO_Equal)
      return true;
    return isMemberOfHolder(TU, P) && fillsContainer(TU, M);
  }

  /// The task is an argument or the object of a call. Sets \p Next to go on
  /// with the call's own value.
  TaskFlow intoCall(const CallParts &P, const Expr *Node, const Expr *&Next) {
    const auto *Call = dyn_cast<CallExpr>(P.E);
    bool IsObject = (Call && Node == Call->getCallee()) ||
                    (P.Object && stripValue(P.Object) == stripValue(Node));
    QualType Result = P.E->getType();
    bool Carries = TU.awaitables().classify(Result).isAwaitable();
    if (isForwarder(P)) {
      Next = P.E;
      return {};
    }
    if (calls(TU, P, NameList::BlockOn) || declaredJoining(P.Callee))
      return {TaskFate::Awaited, nullptr, P.E, true};
    // A join that is no task itself has waited; any other waits when somebody
    // waits for what it gives.
    if (calls(TU, P, NameList::Join) && !IsObject) {
      if (!Result->isRecordType())
        return {TaskFate::Awaited, nullptr, P.E, true};
      Next = P.E;
      return {};
    }
    if (const SpawnEntry *Spawn = spawnEntryOf(TU, P)) {
      if (std::optional<TaskFlow> Flow = intoCancellingScope(*Spawn, P))
        return *Flow;
      if (Spawn->Kind == SpawnKind::Detach || !Result->isRecordType())
        return {TaskFate::Spawned, nullptr, P.E, false};
      // What becomes of the handle, future or wrapped task?
      const AwaitableInfo &Handle = TU.awaitables().classify(Result);
      if (Handle.Start != StartKind::Lazy &&
          Handle.Drop != DropEffect::Cancelled)
        Started = P.E;
      Next = P.E;
      return {};
    }
    if (isInsertion(P) && !IsObject)
      return intoContainer(P);
    if (Carries) {
      Next = P.E;
      return {};
    }
    if (isa<CXXConstructExpr>(P.E)) {
      // An aggregate or wrapper that keeps the task: goes where it goes.
      Next = P.E;
      return {};
    }
    if (IsObject && startsTask(dyn_cast<CXXMemberCallExpr>(P.E)))
      return {TaskFate::Spawned, nullptr, P.E, false};
    // `f(x).get()`: a member that gives the result waits for it.
    if (IsObject && blocksOnTask(TU, P.Callee))
      return {TaskFate::Awaited, nullptr, P.E, true};
    return IsObject ? TaskFlow{TaskFate::Discarded, nullptr, P.E, true}
                    : intoFunction(P, Node, Next);
  }

  /// The task is added to a scope whose end cancels it (`kj::TaskSet`): as if
  /// the variable or the object that the scope belongs to held it.
  std::optional<TaskFlow> intoCancellingScope(const SpawnEntry &Spawn,
                                              const CallParts &P) {
    if (Spawn.Kind != SpawnKind::Scope || !P.Object)
      return std::nullopt;
    const Expr *Object = P.Object->IgnoreParenImpCasts();
    const ScopeEntry *Scope = scopeEntryOf(TU, Object->getType());
    if (!Scope || !Scope->Cancels)
      return std::nullopt;
    const VarDecl *V = wholeOf(Object);
    if (V && V->hasLocalStorage() && !V->getType()->isReferenceType())
      return TaskFlow{TaskFate::Local, V, P.E, false};
    const auto *Member = dyn_cast<MemberExpr>(Object);
    if (Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()) &&
        !Member->getMemberDecl()->getType()->isReferenceType())
      return TaskFlow{TaskFate::Stored, nullptr, P.E, false};
    return std::nullopt;
  }

  /// The task is an argument of a function that is not known to the library
  /// files: its body tells, or else its result. A function that takes a task
  /// and gives a value has waited for it. Sets \p Next if it gives back what
  /// holds the task, or the future of it.
  TaskFlow intoFunction(const CallParts &P, const Expr *Node,
                        const Expr *&Next) {
    TaskFlow Unknown{TaskFate::Unknown, nullptr, P.E, false};
    const FunctionDecl *F = executedFunction(TU, P);
    // A coroutine that keeps the task in its frame and that nobody awaits goes
    // on when this function has returned.
    if (const Coroutine *C = F ? TU.coroutine(F) : nullptr;
        C && !C->isLazy() &&
        !TU.awaitables().classify(P.E->getType()).isAwaitable())
      return {C->canSuspend() ? TaskFate::Spawned : TaskFate::Awaited, nullptr,
              P.E, !C->canSuspend()};
    if (F && TU.isProject(F->getLocation()) && !Calls.into(F).exceed()) {
      for (unsigned I = 0; I < P.Args.size() && I < F->getNumParams(); ++I)
        if (stripValue(P.Args[I]) == stripValue(Node)) {
          FlowFinder Inner(TU, bodyOf(TU, F), Calls.into(F));
          TaskFlow Flow = Inner.held(F->getParamDecl(I), P.E);
          // Who gets the result has what the function made of the task.
          if (Flow.Fate == TaskFate::Returned &&
              P.E->getType()->isRecordType()) {
            if (Inner.Started)
              Started = P.E;
            Next = P.E;
            return {};
          }
          bool Waits = Flow.Fate <= TaskFate::Local ||
                       (Flow.Fate == TaskFate::Spawned && Flow.Sink &&
                        waitsAfter(TU, bodyOf(TU, F), Flow.Sink));
          if (Waits)
            return {TaskFate::Awaited, nullptr, P.E, true};
          // Stored in an object that is a local here: it lives as long as that.
          const VarDecl *Keeper = P.Object ? variableOf(P.Object) : nullptr;
          if (Flow.Fate == TaskFate::Stored && Keeper &&
              Keeper->hasLocalStorage() &&
              !Keeper->getType()->isReferenceType() &&
              !Keeper->getType()->isPointerType())
            return held(Keeper, P.E);
          return {Flow.Fate, nullptr, P.E, false};
        }
      return Unknown;
    }
    // A function that gets the task by const reference cannot keep it: tasks
    // are moved, not copied. Nor does one that gives the parameter no name.
    const FunctionDecl *Def = nullptr;
    bool IsDefined = P.Callee && P.Callee->isDefined(Def);
    for (unsigned I = 0; P.Callee && I < P.Args.size(); ++I)
      if (I < P.Callee->getNumParams() &&
          stripValue(P.Args[I]) == stripValue(Node)) {
        QualType T = P.Callee->getParamDecl(I)->getType();
        bool Const = T->isLValueReferenceType() &&
                     T->getPointeeType().isConstQualified();
        if (Const || (IsDefined && !Def->getParamDecl(I)->getIdentifier()))
          return {TaskFate::Discarded, nullptr, P.E, true};
      }
    if (endsTask(TU, P.Callee))
      return endedBy(P, Node);
    QualType Result = P.E->getType();
    bool GivesValue = !Result->isVoidType() && !Result->isReferenceType() &&
                      !TU.awaitables().classify(Result).IsCoroutineType;
    return GivesValue ? TaskFlow{TaskFate::Awaited, nullptr, P.E, true}
                      : Unknown;
  }

  /// `dropped(std::move(task))`: what has started may go on.
  TaskFlow endedBy(const CallParts &P, const Expr *Task) {
    const AwaitableInfo &Info =
        TU.awaitables().classify(Task->getType().getNonReferenceType());
    bool Ends = Info.Start == StartKind::Lazy ||
                Info.Drop == DropEffect::Cancelled ||
                Info.Drop == DropEffect::Joined;
    return {Ends ? TaskFate::Discarded : TaskFate::Spawned, nullptr, P.E, Ends};
  }

  TaskFlow intoContainer(const CallParts &P) {
    const VarDecl *V = wholeOf(P.Object);
    if (V && V->hasLocalStorage() && !V->getType()->isReferenceType())
      return held(V, P.E);
    return {TaskFate::Stored, nullptr, P.E, false};
  }

  static bool isForwarder(const CallParts &P) {
    return P.Callee && P.Callee->isInStdNamespace() &&
           P.Callee->getIdentifier() &&
           llvm::is_contained({"move", "forward"}, P.Callee->getName());
  }

  TranslationUnit &TU;
  const FunctionBody &Body;
  llvm::SmallPtrSet<const VarDecl *, 4> Visiting;
  /// The call that has started the task and returned a handle.
  const Expr *Started = nullptr;
  /// From the task's function to this one.
  const StepsFrom Calls;
};

} // namespace

TaskFlow async_tidy::flowOf(TranslationUnit &TU, const FunctionBody &Body,
                            const Expr *Task) {
  return FlowFinder(TU, Body, {TU, Task, limits::TaskCalls}).follow(Task);
}
