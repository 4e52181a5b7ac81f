// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/ErrorReads.h"
#include "analysis/flow/BitFacts.h"
#include "analysis/flow/ForwardFlow.h"
#include "analysis/state/SharedState.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/BitVector.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// One bit: a suspension lies between here and the last call that can have set
/// the error state.
class ErrorFlow {
public:
  using State = llvm::BitVector; // one bit for each suspension point

  ErrorFlow(TranslationUnit &TU, const Coroutine &C, const FunctionBody &Body,
            const ThreadStateNames &Names)
      : TU(TU), C(C), Body(Body), Names(Names) {}

  void enter(State &S) { S.resize(C.suspensions().size()); }
  bool join(State &Into, const State &From) { return joinByUnion(Into, From); }
  void branch(State &, const CFGBlock &, unsigned) {}
  void unwind(State &, const CXXTryStmt &) {}

  void step(State &S, const CFGElement &E, bool Final) {
    auto CS = E.getAs<CFGStmt>();
    const auto *Ex = CS ? dyn_cast<Expr>(CS->getStmt()) : nullptr;
    if (!Ex || !Body.contains(Ex))
      return;
    if (const SuspensionPoint *P = C.suspensionOf(Ex)) {
      if (P->MaySuspend) {
        S.resize(C.suspensions().size());
        S.reset();
        S.set(P - C.suspensions().begin());
      }
      return;
    }
    CallParts P = callParts(Ex);
    if (!P || isa<CXXConstructExpr>(Ex))
      return;
    if (isError(P.Callee)) {
      if (!Final || S.none() || isWritten(Ex))
        return;
      ErrorRead R{Ex, nameOf(P.Callee), P.Callee, {}};
      for (unsigned I : S.set_bits())
        R.After.push_back(&C.suspensions()[I]);
      Reads.push_back(std::move(R));
      return;
    }
    // Any call of a function that the language or the standard library does not
    // define can set it.
    bool Harmless = P.Callee && isOfStd(P.Callee) && !P.Callee->isExternC();
    if (!Harmless)
      S.reset();
  }

  std::vector<ErrorRead> Reads;

private:
  /// `errno = 0` sets it.
  bool isWritten(const Expr *Call) {
    const Stmt *P = Body.consumerOf(Call);
    const auto *U = dyn_cast_or_null<UnaryOperator>(P);
    return U && U->getOpcode() == UO_Deref && isAssigned(Body, U);
  }
  bool isError(const FunctionDecl *F) {
    return isListed(TU, NameList::ThreadError, Names.ErrorFunctions, F);
  }
  /// What the programmer writes: `errno` is a macro around the function.
  std::string nameOf(const FunctionDecl *F) {
    const LibraryFile *File = TU.names().find(NameList::ThreadError, F);
    StringRef Name = TU.names().qualified(F);
    if (File)
      for (StringRef Key : {Name, Name.ltrim(':')})
        if (auto It = File->Threads.Errors.find(Key.str());
            It != File->Threads.Errors.end())
          return It->second;
    return F->getName().str();
  }

  TranslationUnit &TU;
  const Coroutine &C;
  const FunctionBody &Body;
  const ThreadStateNames &Names;
};

template <typename Predicate>
bool anyExpr(const Coroutine &C, Predicate Wanted) {
  bool Any = false;
  walkExecuted(C.body(), [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    Any |= E && Wanted(E);
    return !Any;
  });
  return Any;
}

} // namespace

std::vector<ErrorRead> async_tidy::errorReads(TranslationUnit &TU,
                                              const Coroutine &C,
                                              const ThreadStateNames &Names) {
  bool Any = C.canSuspend() && anyExpr(C, [&](const Expr *E) {
               return isa<CallExpr>(E) &&
                      isListed(TU, NameList::ThreadError, Names.ErrorFunctions,
                               callParts(E).Callee);
             });
  if (!Any)
    return {};
  const FunctionBody &Body = bodyOf(TU, C.function());
  ErrorFlow Flow(TU, C, Body, Names);
  if (!ForwardFlow<ErrorFlow>(Body, Flow).run())
    return {};
  llvm::sort(Flow.Reads, [&](const auto &A, const auto &B) {
    return TU.sources().isBeforeInTranslationUnit(A.Read->getExprLoc(),
                                                  B.Read->getExprLoc());
  });
  return std::move(Flow.Reads);
}
