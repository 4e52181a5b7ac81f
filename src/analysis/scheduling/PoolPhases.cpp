// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/PoolPhases.h"
#include "analysis/calls/CallNames.h"
#include "analysis/scheduling/Executors.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// Is it a class with threads of its own to run work on: one that holds a
/// container of them? (A single one can be an event loop's.)
static bool holdsThreads(TranslationUnit &TU, const CXXRecordDecl *R) {
  if (!R || !R->hasDefinition())
    return false;
  return llvm::any_of(
      R->getDefinition()->fields(), [&](const FieldDecl *Field) {
        const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
            Field->getType()->getAsCXXRecordDecl());
        if (!Spec || !Spec->getTemplateArgs().size() ||
            Spec->getTemplateArgs().get(0).getKind() != TemplateArgument::Type)
          return false;
        return TU.names().in(
            NameList::Thread,
            Spec->getTemplateArgs().get(0).getAsType()->getAsCXXRecordDecl());
      });
}

/// Does the awaiter resume its coroutine on a thread that it starts itself?
static bool startsThread(TranslationUnit &TU, const CXXRecordDecl *Awaiter) {
  for (const FunctionDecl *F :
       TU.awaitables().members(Awaiter, "await_suspend")) {
    const FunctionDecl *Def = nullptr;
    if (!F->isDefined(Def) || !TU.isProject(Def->getLocation()))
      continue;
    bool Starts = false;
    walkFunction(Def, [&](const Stmt *S) {
      CallParts P = callParts(dyn_cast<Expr>(S));
      if (P && handsToPool(TU, P))
        Starts = true;
      return !Starts;
    });
    if (Starts)
      return true;
  }
  return false;
}

PoolPhases::PoolPhases(TranslationUnit &TU, const Coroutine &C) : TU(TU), C(C) {
  if (llvm::any_of(C.suspensions(), [&](const SuspensionPoint &P) {
        return effectOf(P) == Effect::Enter;
      }))
    solve();
}

PoolPhases::Effect PoolPhases::effectOf(const SuspensionPoint &P) const {
  if (P.What == SuspensionPoint::Kind::Yield || !P.MaySuspend)
    return Effect::None;
  const Expr *Operand = stripValue(P.Operand);
  bool IsTask = TU.awaitables().classify(Operand->getType()).IsCoroutineType;
  // With completion tokens an operation completes on the token's executor, by
  // default the coroutine's own.
  const LibraryFile *Framework = C.framework();
  bool ResumesOnOwnExecutor = Framework && !Framework->Tokens.Awaitable.empty();
  if (CallParts Call = callParts(Operand)) {
    if (calls(TU, Call, NameList::Switch))
      return Effect::Enter;
    // asio::post(bind_executor(pool, token)): the token's executor decides.
    bool TokenOnPool = !Call.Args.empty() && !isa<CXXConstructExpr>(Call.E) &&
                       isPoolType(TU, Call.Args.back()->getType());
    if (ResumesOnOwnExecutor)
      return TokenOnPool && !TU.names().typeIn(NameList::Pool,
                                               Call.Args.back()->getType())
                 ? Effect::Enter
                 : Effect::Leave;
    bool OfPool = (Call.Object && (isPool(TU, Call.Object) ||
                                   holdsThreads(TU, Call.objectClass()))) ||
                  TokenOnPool;
    if (OfPool && !IsTask)
      return Effect::Enter;
  }
  if (!IsTask && startsThread(TU, recordOf(Operand->getType())))
    return Effect::Enter;
  // A task resumes its awaiter wherever the task ends; what is no task (a
  // context, a scheduler) is awaited to get somewhere else.
  return IsTask && !ResumesOnOwnExecutor ? Effect::None : Effect::Leave;
}

void PoolPhases::solve() {
  const CFG *Graph = bodyOf(TU, C.function()).cfg();
  if (!Graph)
    return;
  llvm::DenseMap<const Expr *, Effect> Effects;
  for (const SuspensionPoint &P : C.suspensions())
    Effects[P.E] = effectOf(P);
  // Must-analysis: a block runs on the pool if all its predecessors leave
  // there.
  unsigned N = Graph->getNumBlockIDs();
  std::vector<bool> In(N, true), Out(N, true);
  In[Graph->getEntry().getBlockID()] = Out[Graph->getEntry().getBlockID()] =
      false;
  auto Transfer = [&](const CFGBlock *Block, bool State, bool Record) {
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (Record && State)
        OnPool.insert(S->getStmt());
      if (const auto *E = dyn_cast<Expr>(S->getStmt()))
        if (auto It = Effects.find(E);
            It != Effects.end() && It->second != Effect::None)
          State = It->second == Effect::Enter;
    }
    return State;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : llvm::reverse(*Graph)) {
      unsigned Id = Block->getBlockID();
      if (Block == &Graph->getEntry())
        continue;
      // A handler is entered from anywhere in its try block.
      bool State = !isa_and_nonnull<CXXCatchStmt>(Block->getLabel());
      for (const CFGBlock *Pred : Block->preds())
        State = State && (!Pred || Out[Pred->getBlockID()]);
      bool Next = Transfer(Block, State, false);
      Changed |= State != In[Id] || Next != Out[Id];
      In[Id] = State;
      Out[Id] = Next;
    }
  }
  for (const CFGBlock *Block : *Graph)
    Transfer(Block, In[Block->getBlockID()], true);
}

bool PoolPhases::isOnPool(const Stmt *S) const { return OnPool.contains(S); }
