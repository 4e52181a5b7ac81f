// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/EndedByOwner.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CancellationTokens.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

static bool waits(TranslationUnit &TU, const CallParts &Call) {
  Names &N = TU.names();
  return calls(TU, Call, NameList::BlockOn) ||
         N.speaksOf(Topic::Waiting, Call.Callee) ||
         N.speaksOf(Topic::Joining, Call.Callee);
}

namespace {
/// The classes that were asked about; by TU.shared.
class WaitingDestructors {
public:
  explicit WaitingDestructors(TranslationUnit &TU) : TU(TU) {}

  bool isIn(const CXXRecordDecl *R) {
    const CXXRecordDecl *Def = R ? R->getDefinition() : nullptr;
    const FunctionDecl *Dtor = Def ? Def->getDestructor() : nullptr;
    const FunctionDecl *Body = nullptr;
    if (!Dtor || !Dtor->isDefined(Body))
      return false;
    auto [It, IsNew] = Known.try_emplace(Def, false);
    return IsNew ? Known[Def] = reachesWait(Body) : It->second;
  }

private:
  bool reachesWait(const FunctionDecl *Destructor);

  TranslationUnit &TU;
  llvm::DenseMap<const CXXRecordDecl *, bool> Known;
};
} // namespace

bool WaitingDestructors::reachesWait(const FunctionDecl *Destructor) {
  SmallVector<const FunctionDecl *, 4> Work{Destructor};
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
  bool Waits = false;
  while (!Work.empty() && !Waits) {
    const FunctionDecl *F = Work.pop_back_val();
    if (!Seen.insert(F).second)
      continue;
    if (Seen.size() > TU.limit(limits::FunctionsOfGuard)) {
      TU.gaveUp(limits::FunctionsOfGuard, Destructor);
      break;
    }
    walkExecuted(writtenBody(F), [&](const Stmt *S) {
      CallParts Call = callParts(dyn_cast<Expr>(S));
      if (!Call || !Call.Callee)
        return true;
      Waits |= waits(TU, Call);
      const FunctionDecl *Callee = nullptr;
      if (Call.Object && isa<CXXThisExpr>(Call.Object->IgnoreParenImpCasts()) &&
          Call.Callee->isDefined(Callee))
        Work.push_back(Callee);
      return !Waits;
    });
  }
  return Waits;
}

bool async_tidy::waitsWhenDestroyed(TranslationUnit &TU,
                                    const CXXRecordDecl *R) {
  return TU.shared<WaitingDestructors>().isIn(R);
}

bool async_tidy::mayWaitWhenDestroyed(TranslationUnit &TU,
                                      const CXXRecordDecl *R) {
  const CXXRecordDecl *Def = R ? R->getDefinition() : nullptr;
  const CXXDestructorDecl *D = Def ? Def->getDestructor() : nullptr;
  return (D && D->isUserProvided() && !D->isDefined()) ||
         waitsWhenDestroyed(TU, R);
}

static bool comesFromThis(const Expr *E) {
  bool Found = false;
  walkExecuted(E, [&](const Stmt *S) {
    Found |= isa<CXXThisExpr>(S);
    return !Found;
  });
  return Found;
}

bool async_tidy::runsUnderOwnToken(TranslationUnit &TU,
                                   const FunctionBody &Body, const Expr *Task,
                                   const Stmt *Sink) {
  for (const Stmt *S = Body.parent(Task); S && isa<Expr>(S);
       S = Body.parent(S)) {
    CallParts Call = callParts(cast<Expr>(S));
    for (const Expr *Arg : Call.Args)
      if (!Arg->isTypeDependent() && isCancellationToken(TU, Arg->getType()) &&
          comesFromThis(Arg))
        return true;
    if (S == Sink)
      break;
  }
  return false;
}
