// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/BlockingEdges.h"
#include "analysis/blocking/BlockingDestructors.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/blocking/ExecutedSteps.h"
#include "analysis/blocking/LogLines.h"
#include "analysis/blocking/NonBlockingDescriptors.h"
#include "analysis/blocking/ReadyResults.h"
#include "analysis/blocking/StepNames.h"
#include "analysis/blocking/Substitution.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/SpinLoop.h"
#include "analysis/tasks/WaitingNames.h"
#include "analysis/tasks/WaitsBySignature.h"
#include "model/Annotations.h"
#include "model/Limits.h"

#include <clang/Index/USRGeneration.h>

using namespace clang;
using namespace async_tidy;

/// Gives the end of the path its entry.
static void setEntry(TranslationUnit &TU, BlockingStep &Step,
                     const BlockingEntry *Entry) {
  if (Step.Then) {
    auto Rest = std::make_shared<BlockingStep>(*Step.Then);
    setEntry(TU, *Rest, Entry);
    Step.Then = std::move(Rest);
    return;
  }
  Step.Entry = Entry;
  Step.Cause = BlockingCause::Listed;
  // By the class or the member.
  Step.OnlyWrites = !TU.names().speaksOf(Topic::Reading, Step.Callee);
  const LibraryFile *Owner = TU.library().ownerOf(Entry);
  Step.YieldsStack = Owner && !Owner->Executors.SameThread.empty();
}

namespace {
/// Turns executed steps into blocking steps of one function.
class EdgeBuilder {
public:
  EdgeBuilder(TranslationUnit &TU, const llvm::StringMap<std::string> &Extra,
              BlockingEdges &Edges, const FunctionDecl *F,
              BlockingEdges::Node &Out)
      : TU(TU), Extra(Extra), Edges(Edges), F(F), Body(bodyOf(TU, F)), Out(Out),
        IsCoroutine(TU.coroutine(F)) {}

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
                               ? nameOfStep(TU, Step.Parts.Callee, Step.Parts)
                               : std::string());
    }
  }

private:
  BlockingEdge edgeAt(const Stmt *At, BlockingStep::Kind What) {
    BlockingEdge Result;
    Result.At = At;
    Result.Step.What = What;
    const auto *E = dyn_cast<Expr>(At);
    Result.Step.Loc = E ? E->getExprLoc() : At->getBeginLoc();
    Result.Step.Range = At->getSourceRange();
    Result.Step.Macro = macroOfStep(TU, Result.Step.Loc);
    return Result;
  }

  /// The edge of a call, with the names of what is called.
  BlockingEdge edgeOf(const ExecutedStep &Step, BlockingStep::Kind What) {
    BlockingEdge Result = edgeAt(Step.At, What);
    // To allow a function is not to allow the callable that it is given.
    if (Step.Parts.Callee && What != BlockingStep::Kind::Callable) {
      Result.Step.Names.push_back(TU.names().qualified(Step.Parts.Callee));
      llvm::append_range(Result.Step.Names, callNames(TU, Step.Parts));
    }
    return Result;
  }

  void addLast(BlockingEdge Edge, BlockingCause Cause,
               const BlockingEntry *Entry = nullptr) {
    Edge.Step.Cause = Cause;
    if (Entry)
      setEntry(TU, Edge.Step, Entry);
    Out.Steps.push_back(std::move(Edge));
  }

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
        C && !(isGeneratorOnly(TU.awaitables(), *C) && isIterated(Step.At)))
      return;
    using Kind = BlockingStep::Kind;
    BlockingEdge Result = edgeOf(
        Step, Step.What == ExecutedStep::Kind::Destructor ? Kind::Destructor
              : Step.What == ExecutedStep::Kind::Callable ? Kind::Callable
                                                          : Kind::Call);
    Result.Step.Callee = std::move(Callee);
    if (Step.What == ExecutedStep::Kind::Callable)
      Result.Step.MakesStack = calls(TU, Step.Parts, NameList::SameThread);
    else
      Result.Step.Logs = writesLog(TU, Target);
    addParametric(Step, Result);
    Result.Next = Target;
    Result.Step.Next = Edges.usrOf(Target).str();
    Out.Steps.push_back(std::move(Result));
  }

  /// The target's steps that depend on its arguments, with those of this call.
  void addParametric(const ExecutedStep &Step, const BlockingEdge &Prototype) {
    const BlockingEdges::Node &Target = Edges.of(Step.Target);
    // Still being built: recursion, whose first round counts.
    if (!Target.Done)
      return;
    for (const BlockingEdges::ParametricStep &P : Target.Parametric) {
      BlockingEdge Result = Prototype;
      CallParts Parts = P.Parts;
      if (Step.What == ExecutedStep::Kind::Call)
        Parts = substituted(P.Parts, Step.Target, Step.Parts);
      Result.Step.Then = std::make_shared<BlockingStep>(P.Edge.Step);
      addListed(Result, Parts);
    }
  }

  /// A listed call that \p Edge makes or leads to.
  void addListed(BlockingEdge &Edge, const CallParts &Parts) {
    if (!IsCoroutine && dependsOnParameters(Parts, F)) {
      if (Out.Parametric.size() < TU.limit(limits::CallsWithParameters))
        Out.Parametric.push_back({Edge, Parts});
      else
        TU.gaveUp(limits::CallsWithParameters, F);
      return;
    }
    if (const BlockingEntry *Entry = Edges.entryOf(Parts, Body)) {
      setEntry(TU, Edge.Step, Entry);
      Out.Steps.push_back(Edge);
    }
  }

  void addLoop(const Stmt *Loop) {
    if (isSpinLoop(TU, Loop))
      addLast(edgeAt(Loop, BlockingStep::Kind::Loop), BlockingCause::Spin);
  }

  /// `if (result.ready()) use(result.get());`
  bool isReadyResult(const CallParts &P) {
    return P.Object && waitsForResult(TU, P.Callee) &&
           isPolledBefore(TU, P, Body);
  }

  /// Options and attributes decide before the library files do.
  bool addDeclared(const ExecutedStep &Step, BlockingEdge &Direct) {
    const FunctionDecl *Callee = Step.Parts.Callee;
    if (auto It = Extra.find(TU.names().qualified(Callee)); It != Extra.end()) {
      Direct.Step.Callee = nameOfStep(TU, Callee, Step.Parts);
      Direct.Step.Instead = It->second;
      addLast(Direct, BlockingCause::Option);
      return true;
    }
    std::optional<bool> Declared = declaredBlocking(Callee);
    if (Declared && *Declared) {
      Direct.Step.Callee = nameOfStep(TU, Callee, Step.Parts);
      addLast(Direct, BlockingCause::Declared);
    }
    return Declared.has_value();
  }

  void addCall(const ExecutedStep &Step) {
    const FunctionDecl *Callee = Step.Parts.Callee;
    BlockingEdge Direct = edgeOf(Step, BlockingStep::Kind::Call);
    if (Callee && addDeclared(Step, Direct))
      return;
    // Whoever asks for a debugger has met a bug.
    if (TU.names().speaksOf(Topic::Debugger, Callee))
      return;
    if (Callee && isListed(Step.Parts)) {
      // A listed function that does not block in this form has no say through
      // its body either.
      Direct.Step.Callee = nameOfStep(TU, Callee, Step.Parts);
      addLock(Step);
      return addListed(Direct, Step.Parts);
    }
    BlockingCause Wait =
        Callee ? waitsForTask(Step.Parts) : BlockingCause::None;
    if (Wait != BlockingCause::None) {
      Direct.Step.Callee = nameOfStep(TU, Callee, Step.Parts);
      if (!isPolledBefore(TU, Step.Parts, Body))
        addLast(Direct, Wait);
      return;
    }
    if (const BlockingEntry *Entry = Edges.entryOf(Step.Parts, Body)) {
      Direct.Step.Callee =
          Callee ? nameOfStep(TU, Callee, Step.Parts) : Entry->Name;
      addLast(Direct, BlockingCause::Listed, Entry);
      // No return: where the entry does not count, the body has its say.
    }
    if (Step.Target && !isReadyResult(Step.Parts))
      addNext(Step, nameOfStep(TU, Step.Target, Step.Parts));
  }

  bool isListed(const CallParts &Parts) {
    CallableKind Kind = isa<CXXConstructorDecl>(Parts.Callee)
                            ? CallableKind::Constructor
                            : CallableKind::Function;
    return llvm::any_of(callNames(TU, Parts), [&](StringRef Name) {
      return !TU.library().blocking(Name, Kind).empty();
    });
  }

  /// Remembers which mutex the call takes: a lock that another function holds
  /// while it blocks waits as long.
  void addLock(const ExecutedStep &Step) {
    const BlockingEntry *Entry = blockingEntry(TU, Step.Parts, Body);
    if (!Entry || Entry->Group != BlockingGroup::Lock)
      return;
    const Expr *Mutex =
        Step.Parts.Object ? Step.Parts.Object : Step.Parts.arg(1);
    if (const ValueDecl *D = Mutex ? mutexOf(Mutex) : nullptr) {
      BlockingEdge Edge = edgeOf(Step, BlockingStep::Kind::Lock);
      Edge.Step.Callee = D->getNameAsString();
      Edge.Step.Entry = Entry;
      Out.Locks.push_back({std::move(Edge), D});
    }
  }

  /// The variable or member that \p E names, or the mutex that it was made with
  /// if it is a guard.
  const ValueDecl *mutexOf(const Expr *E, unsigned Depth = 0) {
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
    if (!Guard || !Guard->getNumArgs())
      return V;
    if (Depth < TU.limit(limits::GuardsOfGuards))
      return mutexOf(Guard->getArg(0), Depth + 1);
    TU.gaveUp(limits::GuardsOfGuards, F);
    return V;
  }

  bool neverSuspends() const {
    const Coroutine *C = TU.coroutine(F);
    return C && C->suspensions().empty();
  }

  BlockingCause waitsForTask(const CallParts &Parts) {
    if (calls(TU, Parts, NameList::BlockOn) ||
        waitsBySignature(TU, Parts, Body))
      return BlockingCause::Task;
    // A coroutine that never suspends and runs a loop is run as a function.
    return calls(TU, Parts, NameList::LoopRun) && !neverSuspends()
               ? BlockingCause::Loop
               : BlockingCause::None;
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
    BlockingEdge Direct = edgeAt(Step.At, BlockingStep::Kind::Destructor);
    Direct.Step.Callee = readable(Name);
    // A future that the code goes on to use may have been waited for.
    if (Async && !(Step.Object && isMentioned(Step.Object, Body))) {
      if (const BlockingEntry *Wait = waitEntryOf(TU, Step.Class))
        addLast(Direct, BlockingCause::Listed, Wait);
    } else if (Listed) {
      for (const BlockingEntry *Entry :
           TU.library().blocking(Name, CallableKind::Destructor))
        addLast(Direct, BlockingCause::Listed, Entry);
    } else if (!Async) {
      addNext(Step, readable(Name));
    }
  }

  TranslationUnit &TU;
  const llvm::StringMap<std::string> &Extra;
  BlockingEdges &Edges;
  const FunctionDecl *F;
  const FunctionBody &Body;
  BlockingEdges::Node &Out;
  const bool IsCoroutine;
};
} // namespace

/// Does the code around the listed call show that it will not wait?
static bool isProvenHarmless(TranslationUnit &TU, const BlockingEntry &Entry,
                             const CallParts &P, const FunctionBody &Body) {
  if (Entry.Group == BlockingGroup::Wait && isPolledBefore(TU, P, Body))
    return true;
  bool OfSocket = Entry.Group == BlockingGroup::Socket;
  if (StringRef(Entry.Name).ltrim(':').contains("::"))
    return OfSocket && mentionsListed(TU, Body.body(), WordList::WouldBlock);
  return (OfSocket || Entry.Group == BlockingGroup::File) &&
         isNonBlockingDescriptor(TU, P, Body);
}

const BlockingEntry *BlockingEdges::entryOf(const CallParts &Parts,
                                            const FunctionBody &Body) {
  const BlockingEntry *Entry = blockingEntry(TU, Parts, Body);
  return Entry && !isProvenHarmless(TU, *Entry, Parts, Body) ? Entry : nullptr;
}

StringRef BlockingEdges::usrOf(const FunctionDecl *F) {
  auto [It, New] = Usrs.try_emplace(F);
  if (!New)
    return It->second;
  SmallString<128> Usr;
  clang::index::generateUSRForDecl(F, Usr);
  if (unsigned Same = NumberOfUsr[Usr]++)
    llvm::raw_svector_ostream(Usr) << "@" << Same;
  return It->second = StringRef(Usr).copy(Characters);
}

const BlockingEdges::Node &BlockingEdges::of(const FunctionDecl *F) {
  static const Node Unknown;
  std::unique_ptr<Node> &Slot = Nodes[F];
  if (Slot)
    return *Slot;
  if (Nesting > TU.limit(limits::BlockingCalls)) {
    TU.gaveUp(limits::BlockingCalls, F);
    Nodes.erase(F);
    return Unknown;
  }
  Node &Result = *(Slot = std::make_unique<Node>());
  ++Nesting;
  EdgeBuilder Builder(TU, Extra, *this, F, Result);
  forEachStep(TU, F, [&](const ExecutedStep &Step) { Builder.add(Step); });
  --Nesting;
  Result.Done = true;
  return Result;
}

std::vector<BlockingEdge>
BlockingEdges::unknownArguments(const FunctionDecl *F) {
  std::vector<BlockingEdge> Result;
  for (const ParametricStep &P : of(F).Parametric)
    if (const BlockingEntry *Entry = entryOf(P.Parts, bodyOf(TU, F))) {
      Result.push_back(P.Edge);
      setEntry(TU, Result.back().Step, Entry);
    }
  return Result;
}
