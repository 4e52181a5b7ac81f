// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/BlockingEdges.h"
#include "analysis/blocking/Advice.h"
#include "analysis/blocking/BlockingDestructors.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/blocking/ExecutedSteps.h"
#include "analysis/blocking/NonWaiting.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/SpinLoop.h"
#include "analysis/tasks/WaitingNames.h"
#include "analysis/tasks/WaitsBySignature.h"

using namespace clang;
using namespace async_tidy;

/// A path whose arguments are handed down further than this is cut.
static constexpr unsigned MaxNesting = 64;

static std::string readable(StringRef Name) {
  Name.consume_front("::");
  return Name.str();
}

/// The parameter of \p F that \p E names, or nullptr.
static const ParmVarDecl *parameterOf(const Expr *E, const FunctionDecl *F) {
  const auto *Param =
      dyn_cast_or_null<ParmVarDecl>(E ? variableOf(E) : nullptr);
  return Param && Param->getDeclContext() == F ? Param : nullptr;
}

static bool dependsOnParameters(const CallParts &P, const FunctionDecl *F) {
  return parameterOf(P.Object, F) ||
         llvm::any_of(P.Args, [&](const Expr *A) { return parameterOf(A, F); });
}

/// \p Inner, a call in \p Callee, as \p Outer, a call of \p Callee, makes it.
static CallParts substituted(const CallParts &Inner, const FunctionDecl *Callee,
                             const CallParts &Outer) {
  CallParts Result = Inner;
  Result.E = Outer.E;
  auto Replace = [&](const Expr *&E) {
    const ParmVarDecl *Param = parameterOf(E, Callee);
    const Expr *Arg =
        Param ? Outer.arg(Param->getFunctionScopeIndex() + 1) : nullptr;
    if (const auto *Default = dyn_cast_or_null<CXXDefaultArgExpr>(Arg))
      Arg = Default->getExpr();
    if (Arg)
      E = Arg;
  };
  Replace(Result.Object);
  for (const Expr *&A : Result.Args)
    Replace(A);
  return Result;
}

/// Gives the end of the path its entry.
static void setEntry(BlockingStep &Step, const BlockingEntry *Entry) {
  if (!Step.Then) {
    Step.Entry = Entry;
    return;
  }
  auto Rest = std::make_shared<BlockingStep>(*Step.Then);
  setEntry(*Rest, Entry);
  Step.Then = std::move(Rest);
}

namespace {
/// Turns executed steps into blocking steps of one function.
class EdgeBuilder {
public:
  EdgeBuilder(TranslationUnit &TU, const BlockingOptions &Options,
              BlockingEdges &Edges, const FunctionDecl *F,
              BlockingEdges::Node &Out)
      : TU(TU), Options(Options), Edges(Edges), F(F), Body(bodyOf(TU, F)),
        Out(Out), IsCoroutine(TU.coroutine(F)) {}

  void add(const ExecutedStep &Step) {
    switch (Step.What) {
    case ExecutedStep::Kind::Call:
      return addCall(Step);
    case ExecutedStep::Kind::Destructor:
      return addDestructor(Step);
    case ExecutedStep::Kind::Loop:
      return addLoop(Step.At);
    case ExecutedStep::Kind::Callable:
      return addNext(Step, Step.Parts.Callee
                               ? nameOf(Step.Parts.Callee, Step.Parts)
                               : std::string("a function"));
    }
  }

private:
  /// Does this function run the body of the sequence that the call makes: in a
  /// range-for, or through a local that it goes on to use?
  bool isIterated(const Stmt *Call) const {
    for (const Stmt *S = Call; S; S = Body.parent(S)) {
      const Stmt *P = Body.parent(S);
      if (const auto *For = dyn_cast_or_null<CXXForRangeStmt>(P))
        return S == For->getRangeInit();
      if (const auto *Decls = dyn_cast_or_null<DeclStmt>(P)) {
        const auto *V = dyn_cast<VarDecl>(Decls->getSingleDecl());
        return V && isMentioned(V, Body);
      }
      if (!isa_and_nonnull<Expr>(P))
        return false;
    }
    return false;
  }

  void addNext(const ExecutedStep &Step, std::string Callee) {
    const FunctionDecl *Target = Step.Target;
    if (!Target || !TU.isProjectCode(Target) ||
        declaredBlocking(Target) == false)
      return;
    if (const Coroutine *C = TU.coroutine(Target);
        C && !(isGeneratorOnly(TU, *C) && isIterated(Step.At)))
      return;
    BlockingStep Result;
    Result.At = Step.At;
    Result.Callee = std::move(Callee);
    Result.What = Step.What == ExecutedStep::Kind::Destructor
                      ? BlockingStep::Kind::Destructor
                  : Step.What == ExecutedStep::Kind::Callable
                      ? BlockingStep::Kind::Callable
                      : BlockingStep::Kind::Call;
    addParametric(Step, Result);
    Result.Next = Target;
    Out.Steps.push_back(std::move(Result));
  }

  /// The target's steps that depend on its arguments, with those of this call.
  void addParametric(const ExecutedStep &Step, const BlockingStep &Prototype) {
    const BlockingEdges::Node &Target = Edges.of(Step.Target);
    // Still being built: recursion, whose first round counts.
    if (!Target.Done)
      return;
    for (const BlockingEdges::ParametricStep &P : Target.Parametric) {
      BlockingStep Result = Prototype;
      CallParts Parts = P.Parts;
      if (Step.What == ExecutedStep::Kind::Call)
        Parts = substituted(P.Parts, Step.Target, Step.Parts);
      Result.Then = std::make_shared<BlockingStep>(P.Step);
      addListed(Result, Parts);
    }
  }

  /// A listed call that \p Step makes or leads to.
  void addListed(BlockingStep &Step, const CallParts &Parts) {
    if (!IsCoroutine && dependsOnParameters(Parts, F)) {
      if (Out.Parametric.size() < 16)
        Out.Parametric.push_back({Step, Parts});
      return;
    }
    if (const BlockingEntry *Entry = Edges.countedEntry(Parts, Body)) {
      setEntry(Step, Entry);
      Out.Steps.push_back(Step);
    }
  }

  void addLoop(const Stmt *Loop) {
    if (!llvm::is_contained(Options.Groups, BlockingGroup::Wait) ||
        !isSpinLoop(TU, Loop))
      return;
    BlockingStep Result;
    Result.At = Loop;
    Result.Callee = "a spinning loop";
    Result.What = BlockingStep::Kind::Loop;
    Result.Reason = "it spins until something else happens";
    Out.Steps.push_back(std::move(Result));
  }

  /// `if (result.ready()) use(result.get());`
  bool isReadyResult(const CallParts &P) {
    return P.Object && waitsForResult(TU, P.Callee) &&
           isPolledBefore(TU, P, Body);
  }

  /// Options and attributes decide before the library files do.
  bool addDeclared(const ExecutedStep &Step, BlockingStep &Direct) {
    const FunctionDecl *Callee = Step.Parts.Callee;
    StringRef Name = TU.names().qualified(Callee);
    if (!Options.Allowed.empty() &&
        (Options.Allowed.contains(Name) ||
         llvm::any_of(callNames(TU, Step.Parts), [&](const std::string &N) {
           return Options.Allowed.contains(N);
         })))
      return true;
    if (auto Extra = Options.Extra.find(Name); Extra != Options.Extra.end()) {
      Direct.Callee = nameOf(Callee, Step.Parts);
      Direct.Advice = Extra->second;
      Direct.Reason = "it is listed in 'BlockingFunctions'";
      Out.Steps.push_back(Direct);
      return true;
    }
    std::optional<bool> Declared = declaredBlocking(Callee);
    if (Declared && *Declared) {
      Direct.Callee = nameOf(Callee, Step.Parts);
      Direct.Reason = "it is declared as blocking";
      Out.Steps.push_back(Direct);
    }
    return Declared.has_value();
  }

  void addCall(const ExecutedStep &Step) {
    const FunctionDecl *Callee = Step.Parts.Callee;
    BlockingStep Direct;
    Direct.At = Step.At;
    if (Callee && addDeclared(Step, Direct))
      return;
    if (Callee && isListed(Step.Parts)) {
      // A listed function that does not block in this form has no say through
      // its body either.
      Direct.Callee = nameOf(Callee, Step.Parts);
      addLock(Step);
      return addListed(Direct, Step.Parts);
    }
    if (Callee && waitsForTask(Step.Parts, Direct.Reason)) {
      Direct.Callee = nameOf(Callee, Step.Parts);
      if (llvm::is_contained(Options.Groups, BlockingGroup::Wait) &&
          !isPolledBefore(TU, Step.Parts, Body))
        Out.Steps.push_back(Direct);
      return;
    }
    if (const BlockingEntry *Entry = Edges.countedEntry(Step.Parts, Body)) {
      Direct.Callee = Callee ? nameOf(Callee, Step.Parts) : Entry->Name;
      Direct.Entry = Entry;
      Out.Steps.push_back(Direct);
      return;
    }
    if (Step.Target && !isReadyResult(Step.Parts))
      addNext(Step, nameOf(Step.Target, Step.Parts));
  }

  bool isListed(const CallParts &Parts) {
    CallableKind Kind = isa<CXXConstructorDecl>(Parts.Callee)
                            ? CallableKind::Constructor
                            : CallableKind::Function;
    return llvm::any_of(callNames(TU, Parts), [&](const std::string &Name) {
      return !TU.library().blocking(Name, Kind).empty();
    });
  }

  /// Remembers which mutex the call takes: a lock that another function holds
  /// while it blocks waits as long.
  void addLock(const ExecutedStep &Step) {
    const BlockingEntry *Entry = blockingEntry(TU, Step.Parts, Body);
    if (!Entry || Entry->Group != BlockingGroup::Lock || Options.counts(*Entry))
      return;
    const Expr *Mutex =
        Step.Parts.Object ? Step.Parts.Object : Step.Parts.arg(1);
    if (const ValueDecl *D = Mutex ? mutexOf(Mutex) : nullptr)
      Out.Locks.push_back({Step.At, D, Entry});
  }

  /// The variable or member that \p E names; of a guard's variable the mutex
  /// that it was made with.
  static const ValueDecl *mutexOf(const Expr *E, unsigned Depth = 0) {
    E = stripValue(E);
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && U->getOpcode() == UO_AddrOf)
      E = stripValue(U->getSubExpr());
    if (const auto *M = dyn_cast<MemberExpr>(E))
      return dyn_cast<FieldDecl>(M->getMemberDecl());
    const VarDecl *V = variableOf(E);
    if (!V || isa<ParmVarDecl>(V))
      return nullptr;
    const auto *Guard =
        V->getInit() ? dyn_cast<CXXConstructExpr>(stripValue(V->getInit()))
                     : nullptr;
    if (Guard && Guard->getNumArgs() && Depth < 2)
      return mutexOf(Guard->getArg(0), Depth + 1);
    return V;
  }

  bool neverSuspends() const {
    const Coroutine *C = TU.coroutine(F);
    return C && C->suspensions().empty();
  }

  bool waitsForTask(const CallParts &Parts, std::string &Reason) {
    if (calls(TU, Parts, NameList::BlockOn) ||
        waitsBySignature(TU, Parts, Body))
      Reason = "it waits until a task is done, maybe one that needs this "
               "thread; co_await the task instead";
    // A coroutine that never suspends and runs a loop is run as a function.
    else if (calls(TU, Parts, NameList::LoopRun) && !neverSuspends())
      Reason = "it runs an event loop inside the one that runs the coroutine";
    return !Reason.empty();
  }

  void addDestructor(const ExecutedStep &Step) {
    const auto *Temp = dyn_cast<CXXBindTemporaryExpr>(Step.At);
    std::string Name = TU.names().qualified(Step.Class).str();
    bool Listed =
        !TU.library().blocking(Name, CallableKind::Destructor).empty();
    const Expr *Init = Step.Object ? Step.Object->getInit()
                       : Temp      ? Temp->getSubExpr()
                                   : nullptr;
    bool Async = isThreadedAsync(TU, Init);
    if (!Listed && !Async && !(Step.Target && TU.isProjectCode(Step.Target)))
      return;
    if ((Step.Object && isReleased(TU, Step.Object, Body)) ||
        (Temp && !isTemporaryDiscarded(TU, Temp, Body)))
      return;
    BlockingStep Direct;
    Direct.At = Step.At;
    Direct.Callee = readable(Name);
    Direct.What = BlockingStep::Kind::Destructor;
    // A future that the code goes on to use may have been waited for.
    if (Async && !(Step.Object && isMentioned(Step.Object, Body))) {
      Direct.Entry = waitEntryOf(TU, Step.Class);
      if (Direct.Entry && Options.counts(*Direct.Entry))
        Out.Steps.push_back(Direct);
    } else if (Listed) {
      for (const BlockingEntry *Entry :
           TU.library().blocking(Name, CallableKind::Destructor))
        if (!Direct.Entry && Options.counts(*Entry))
          Direct.Entry = Entry;
      if (Direct.Entry)
        Out.Steps.push_back(Direct);
    } else if (!Async) {
      addNext(Step, readable(Name));
    }
  }

  std::string nameOf(const FunctionDecl *Fn, const CallParts &Parts) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(Fn);
        M && M->getParent()->isLambda()) {
      const VarDecl *V = Parts.Object ? variableOf(Parts.Object) : nullptr;
      return V ? V->getNameAsString() : "the lambda";
    }
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Fn))
      return readable(TU.names().qualified(Ctor->getParent()));
    // The listed name that users know, not the implementation's base class.
    StringRef Best = TU.names().qualified(Fn);
    auto Names = callNames(TU, Parts);
    for (const std::string &Name : Names)
      if (!TU.library().blocking(Name, CallableKind::Function).empty() &&
          (Best.contains("::_") || !StringRef(Name).contains("::_")))
        Best = Name;
    return readable(Best);
  }

  TranslationUnit &TU;
  const BlockingOptions &Options;
  BlockingEdges &Edges;
  const FunctionDecl *F;
  const FunctionBody &Body;
  BlockingEdges::Node &Out;
  const bool IsCoroutine;
};
} // namespace

const BlockingEntry *BlockingEdges::countedEntry(const CallParts &Parts,
                                                 const FunctionBody &Body) {
  const BlockingEntry *Entry = blockingEntry(TU, Parts, Body);
  if (!Entry || !Options.counts(*Entry) ||
      isProvenHarmless(TU, *Entry, Parts, Body))
    return nullptr;
  return Entry;
}

const BlockingEdges::Node &BlockingEdges::of(const FunctionDecl *F) {
  static const Node Unknown;
  std::unique_ptr<Node> &Slot = Nodes[F];
  if (Slot)
    return *Slot;
  if (Nesting > MaxNesting) {
    Nodes.erase(F);
    return Unknown;
  }
  Node &Result = *(Slot = std::make_unique<Node>());
  ++Nesting;
  EdgeBuilder Builder(TU, Options, *this, F, Result);
  forEachStep(TU, F, [&](const ExecutedStep &Step) { Builder.add(Step); });
  --Nesting;
  Result.Done = true;
  return Result;
}

std::vector<BlockingStep>
BlockingEdges::unknownArguments(const FunctionDecl *F) {
  std::vector<BlockingStep> Result;
  for (const ParametricStep &P : of(F).Parametric)
    if (const BlockingEntry *Entry = countedEntry(P.Parts, bodyOf(TU, F))) {
      Result.push_back(P.Step);
      setEntry(Result.back(), Entry);
    }
  return Result;
}
