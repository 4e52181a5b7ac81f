// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/BlockingFacts.h"
#include "analysis/CallForms.h"
#include "analysis/ExecutedSteps.h"
#include "model/BodyWalk.h"

#include <clang/AST/Attr.h>

#include <deque>

using namespace clang;
using namespace async_tidy;

bool BlockingOptions::counts(const BlockingEntry &Entry) const {
  return llvm::is_contained(Groups, Entry.Group) &&
         (Entry.Level != BlockingLevel::Brief || ReportBrief) &&
         !Allowed.contains(Entry.Name);
}

std::optional<bool> async_tidy::declaredBlocking(const FunctionDecl *F) {
  for (const FunctionDecl *D : F->redecls())
    for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
      if (A->getAnnotation() == "async::blocking")
        return true;
      if (A->getAnnotation() == "async::nonblocking")
        return false;
    }
  for (const FunctionEffectWithCondition &Effect : F->getFunctionEffects()) {
    if (Effect.Cond.getCondition())
      continue;
    if (Effect.Effect.kind() == FunctionEffect::Kind::Blocking)
      return true;
    if (Effect.Effect.kind() == FunctionEffect::Kind::NonBlocking)
      return false;
  }
  return std::nullopt;
}

/// Is the future behind `f.get()` known to be ready: is it polled before, as in
/// `if (f.wait_for(0s) == std::future_status::ready) use(f.get());`?
static bool isPolled(const CallParts &P, const FunctionBody &Body) {
  if (!P.Object)
    return false;
  bool Polled = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
    if (M && Call != P.E && M->getIdentifier()) {
      StringRef Name = M->getName();
      Polled |= (Name == "wait_for" || Name == "wait_until" || Name == "is_ready" ||
                 Name == "isReady" || Name == "ready" || Name == "available" ||
                 Name == "isFinished" || Name == "hasValue") &&
                sameObject(Call->getImplicitObjectArgument(), P.Object);
    }
    return !Polled;
  });
  return Polled;
}

/// Does the body show that the descriptor is in non-blocking mode, or wait for
/// its readiness by awaiting something with it first?
static bool isNonBlockingDescriptor(TranslationUnit &TU, const CallParts &P,
                                    const FunctionBody &Body) {
  static const StringRef Evidence[] = {
      "EAGAIN",     "EWOULDBLOCK",   "EINPROGRESS", "O_NONBLOCK",
      "SOCK_NONBLOCK", "FIONBIO",    "O_NDELAY",    "WSAEWOULDBLOCK"};
  if (mentionsName(TU, Body.body(), Evidence))
    return true;
  const Expr *Descriptor = P.arg(1);
  const VarDecl *V = Descriptor ? variableOf(Descriptor) : nullptr;
  bool Awaited = false;
  for (const SuspensionPoint &Point : suspensionsIn(Body.body(), TU.context()))
    if (TU.sources().isBeforeInTranslationUnit(Point.location(), P.E->getBeginLoc()))
      walkExecuted(Point.Operand, [&](const Stmt *S) {
        const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Awaited |= V && Ref && Ref->getDecl() == V;
        return !Awaited;
      });
  return Awaited;
}

static bool isProvenHarmless(TranslationUnit &TU, const BlockingEntry &Entry,
                             const CallParts &P, const FunctionBody &Body) {
  if (Entry.Group == BlockingGroup::Wait && isPolled(P, Body))
    return true;
  bool Descriptor = !StringRef(Entry.Name).ltrim(':').contains("::") &&
                    (Entry.Group == BlockingGroup::Socket ||
                     Entry.Group == BlockingGroup::File);
  return Descriptor && isNonBlockingDescriptor(TU, P, Body);
}

/// Does the object give up what its destructor would wait for: a thread that is
/// detached, a future or thread that is moved away or returned?
static bool isReleased(const VarDecl *V, const FunctionBody &Body) {
  bool Released = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      if (const CXXMethodDecl *M = Call->getMethodDecl();
          M && M->getIdentifier() &&
          (M->getName() == "detach" || M->getName() == "release" ||
           M->getName() == "join" || M->getName() == "get" || M->getName() == "wait"))
        Released |= variableOf(Call->getImplicitObjectArgument()) == V;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *F = Call->getDirectCallee();
          F && F->getIdentifier() && F->getName() == "move" && Call->getNumArgs() == 1)
        Released |= variableOf(Call->getArg(0)) == V;
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      Released |= Return->getRetValue() && variableOf(Return->getRetValue()) == V;
    return !Released;
  });
  return Released;
}

/// Is \p E a call of std::async, whose future waits when it is destroyed
/// ([futures.async]/5)?
static bool isAsyncCall(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E ? stripValue(E) : nullptr);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->isInStdNamespace() && F->getIdentifier() && F->getName() == "async";
}

namespace {
/// Turns executed steps into blocking steps of one function.
class EdgeBuilder {
public:
  EdgeBuilder(TranslationUnit &TU, const BlockingOptions &Options,
              const FunctionDecl *F, std::vector<BlockingStep> &Out)
      : TU(TU), Options(Options), Body(bodyOf(TU, F)), Out(Out) {}

  void add(const ExecutedStep &Step) {
    switch (Step.What) {
    case ExecutedStep::Kind::Call:
      return addCall(Step);
    case ExecutedStep::Kind::Destructor:
      return addDestructor(Step);
    case ExecutedStep::Kind::Callable:
      return addNext(Step, Step.Parts.Callee ? nameOf(Step.Parts.Callee, Step.Parts)
                                             : std::string("a function"));
    }
  }

private:
  void addNext(const ExecutedStep &Step, std::string Callee) {
    if (!Step.Target || declaredBlocking(Step.Target) == false ||
        TU.coroutine(Step.Target))
      return;
    BlockingStep Result;
    Result.At = Step.At;
    Result.Callee = std::move(Callee);
    Result.Next = Step.Target;
    Result.What = Step.What == ExecutedStep::Kind::Destructor
                      ? BlockingStep::Kind::Destructor
                  : Step.What == ExecutedStep::Kind::Callable
                      ? BlockingStep::Kind::Callable
                      : BlockingStep::Kind::Call;
    Out.push_back(std::move(Result));
  }

  void addCall(const ExecutedStep &Step) {
    const FunctionDecl *Callee = Step.Parts.Callee;
    BlockingStep Direct;
    Direct.At = Step.At;
    if (Callee) {
      for (const std::string &Name : callNames(TU, Step.Parts))
        if (Options.Allowed.contains(Name))
          return;
      StringRef Name = TU.names().qualified(Callee);
      if (Options.Allowed.contains(Name))
        return;
      Direct.Callee = nameOf(Callee, Step.Parts);
      auto Extra = Options.Extra.find(Name);
      if (Extra != Options.Extra.end()) {
        Direct.Advice = Extra->second;
        Direct.Reason = "it is listed in 'BlockingFunctions'";
        Out.push_back(Direct);
        return;
      }
      std::optional<bool> Declared = declaredBlocking(Callee);
      if (Declared) {
        Direct.Reason = "it is declared as blocking";
        if (*Declared)
          Out.push_back(Direct);
        return;
      }
    }
    if (const BlockingEntry *Entry = blockingEntry(TU, Step.Parts, Body)) {
      if (Options.counts(*Entry) &&
          !isProvenHarmless(TU, *Entry, Step.Parts, Body)) {
        Direct.Entry = Entry;
        if (Direct.Callee.empty())
          Direct.Callee = Entry->Name;
        Out.push_back(Direct);
      }
      return;
    }
    // A listed function that does not block in this form has no say through
    // its body either.
    if (Callee && isListed(Step.Parts))
      return;
    if (waitsForTask(Step.Parts, Direct.Reason)) {
      if (llvm::is_contained(Options.Groups, BlockingGroup::Wait) &&
          !isPolled(Step.Parts, Body))
        Out.push_back(Direct);
      return;
    }
    if (Step.Target && TU.isProject(Step.Target->getLocation()))
      addNext(Step, nameOf(Step.Target, Step.Parts));
  }

  bool isListed(const CallParts &Parts) {
    return llvm::any_of(callNames(TU, Parts), [&](const std::string &Name) {
      return !TU.library().blocking(Name, CallableKind::Function).empty();
    });
  }

  bool waitsForTask(const CallParts &Parts, StringRef &Reason) {
    if (calls(TU, Parts, NameList::BlockOn))
      Reason = "it waits until a task is done, maybe one that needs this "
               "thread; co_await the task instead";
    else if (calls(TU, Parts, NameList::LoopRun))
      Reason = "it runs an event loop inside the one that runs the coroutine";
    return !Reason.empty();
  }

  void addDestructor(const ExecutedStep &Step) {
    if (Step.Object && isReleased(Step.Object, Body))
      return;
    std::string Name = TU.names().qualified(Step.Class).str();
    const Expr *Init = Step.Object ? Step.Object->getInit() : nullptr;
    if (const auto *Temp = dyn_cast<CXXBindTemporaryExpr>(Step.At))
      Init = isTemporaryDiscarded(Temp) ? Temp->getSubExpr() : nullptr;
    if (isAsyncCall(Init)) {
      BlockingStep Direct;
      Direct.At = Step.At;
      Direct.Callee = Name;
      Direct.What = BlockingStep::Kind::Destructor;
      auto Wait = TU.library().blocking("std::future::wait", CallableKind::Function);
      Direct.Entry = Wait.empty() ? nullptr : Wait.front();
      if (!Direct.Entry || Options.counts(*Direct.Entry))
        Out.push_back(Direct);
      return;
    }
    if (isa<CXXBindTemporaryExpr>(Step.At) && !isTemporaryDiscarded(
            cast<CXXBindTemporaryExpr>(Step.At)))
      return;
    for (const BlockingEntry *Entry :
         TU.library().blocking(Name, CallableKind::Destructor))
      if (Options.counts(*Entry)) {
        BlockingStep Direct;
        Direct.At = Step.At;
        Direct.Callee = Name;
        Direct.What = BlockingStep::Kind::Destructor;
        Direct.Entry = Entry;
        Out.push_back(Direct);
        return;
      }
    if (Step.Target && TU.isProject(Step.Target->getLocation()))
      addNext(Step, readable(Name));
  }

  /// Is the temporary destroyed at the end of its full-expression, rather than
  /// moved into or elided as a variable?
  bool isTemporaryDiscarded(const CXXBindTemporaryExpr *Temp) const {
    const Stmt *Child = Temp;
    for (const Stmt *P = Body.parent(Temp); P; Child = P, P = Body.parent(P)) {
      if (isa<ExprWithCleanups, ParenExpr, ImplicitCastExpr,
              CXXFunctionalCastExpr>(P))
        continue;
      return isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt,
                 CXXForRangeStmt>(P) ||
             (isa<MaterializeTemporaryExpr, MemberExpr, CXXMemberCallExpr>(P));
    }
    (void)Child;
    return true;
  }

  std::string nameOf(const FunctionDecl *F, const CallParts &Parts) {
    if (isLambdaCallOperator(F)) {
      const VarDecl *V = Parts.Object ? variableOf(Parts.Object) : nullptr;
      return V ? V->getNameAsString() : "the lambda";
    }
    if (isa<CXXConstructorDecl>(F))
      return readable(TU.names().qualified(cast<CXXConstructorDecl>(F)->getParent()));
    // The listed name that users know, not the implementation's base class.
    StringRef Best = TU.names().qualified(F);
    auto Names = callNames(TU, Parts);
    for (const std::string &Name : Names)
      if (!TU.library().blocking(Name, CallableKind::Function).empty() &&
          (StringRef(Best).contains("::_") || !StringRef(Name).contains("::_")))
        Best = Name;
    return readable(Best);
  }

  static std::string readable(StringRef Name) {
    Name.consume_front("::");
    return Name.str();
  }

  static bool isLambdaCallOperator(const FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return M && M->getParent()->isLambda();
  }

  TranslationUnit &TU;
  const BlockingOptions &Options;
  const FunctionBody &Body;
  std::vector<BlockingStep> &Out;
};
} // namespace

std::vector<BlockingStep> BlockingFacts::edgesOf(const FunctionDecl *F) {
  std::vector<BlockingStep> Result;
  EdgeBuilder Builder(TU, Options, F, Result);
  forEachStep(TU, F, [&](const ExecutedStep &Step) { Builder.add(Step); });
  return Result;
}

BlockingFacts::BlockingFacts(TranslationUnit &TU, const BlockingOptions &Options)
    : TU(TU), Options(Options) {
  llvm::DenseMap<const FunctionDecl *,
                 std::vector<std::pair<const FunctionDecl *, unsigned>>> Callers;
  std::deque<const FunctionDecl *> Queue;
  for (const FunctionDecl *F : TU.functions()) {
    std::vector<BlockingStep> &Out = Edges[F] = edgesOf(F);
    for (unsigned I = 0; I < Out.size(); ++I) {
      if (Out[I].Next) {
        Callers[Out[I].Next].push_back({F, I});
      } else if (!Steps.contains(F) && bodyOf(TU, F).isReachable(Out[I].At)) {
        Steps[F] = Out[I];
        Queue.push_back(F);
      }
    }
  }
  while (!Queue.empty()) {
    const FunctionDecl *F = Queue.front();
    Queue.pop_front();
    for (auto [Caller, Index] : Callers.lookup(F)) {
      const BlockingStep &Step = Edges[Caller][Index];
      if (!Steps.contains(Caller) && !TU.coroutine(Caller) &&
          bodyOf(TU, Caller).isReachable(Step.At)) {
        Steps[Caller] = Step;
        Queue.push_back(Caller);
      }
    }
  }
}

BlockingStep BlockingFacts::stepOf(const FunctionDecl *F) const {
  return Steps.lookup(F);
}

std::vector<BlockingStep> BlockingFacts::stepsIn(const FunctionDecl *F) {
  std::vector<BlockingStep> Result;
  for (const BlockingStep &Step : Edges[F]) {
    if (Step.Next && !Steps.contains(Step.Next))
      continue;
    if (Options.MaxDepth && path(Step).size() > Options.MaxDepth)
      continue;
    if (bodyOf(TU, F).isReachable(Step.At))
      Result.push_back(Step);
  }
  return Result;
}

std::vector<BlockingStep> BlockingFacts::path(BlockingStep First) const {
  std::vector<BlockingStep> Result{First};
  while (Result.back().Next) {
    BlockingStep Step = stepOf(Result.back().Next);
    if (!Step)
      break;
    Result.push_back(Step);
  }
  return Result;
}
