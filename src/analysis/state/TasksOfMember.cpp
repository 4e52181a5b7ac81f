// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/TasksOfMember.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/FunctionBody.h"
#include "analysis/state/Accesses.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

/// The function in which all calls of \p F are, or nullptr.
static const FunctionDecl *onlyCaller(TranslationUnit &TU,
                                      const FunctionDecl *F) {
  const auto &Index = TU.shared<CallIndex>();
  ArrayRef<CallSite> Sites = Index.callersOf(F);
  if (Sites.empty() || Index.escapes(F))
    return nullptr;
  const FunctionDecl *Caller = Sites.front().Caller;
  return llvm::all_of(Sites,
                      [&](const CallSite &S) { return S.Caller == Caller; })
             ? Caller
             : nullptr;
}

bool async_tidy::runsApart(TranslationUnit &TU, const FunctionDecl *F,
                           const FunctionDecl *Other) {
  const FunctionDecl *Caller = F == Other ? nullptr : onlyCaller(TU, F);
  if (!Caller || (Other != Caller && onlyCaller(TU, Other) != Caller))
    return false;
  const FunctionBody &Body = bodyOf(TU, Caller);
  return llvm::all_of(
      TU.shared<CallIndex>().callersOf(F), [&](const CallSite &Site) {
        return isa_and_nonnull<CoawaitExpr>(Body.consumerOf(Site.Call));
      });
}

bool async_tidy::isOfSameRun(TranslationUnit &TU, const FunctionDecl *F,
                             const FunctionDecl *Other) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const FunctionDecl *Caller =
      M && M->getAccess() == AS_private && !M->isVirtual() ? onlyCaller(TU, F)
                                                           : nullptr;
  if (!Caller || Caller == F || !TU.coroutine(Caller) ||
      (Other != F && onlyCaller(TU, Other) != F))
    return false;
  ArrayRef<CallSite> Sites = TU.shared<CallIndex>().callersOf(F);
  return Sites.size() == 1 &&
         isa_and_nonnull<CoawaitExpr>(
             bodyOf(TU, Caller).consumerOf(Sites.front().Call));
}

bool TasksOfMember::climb(const FunctionDecl *F, Roots &Out,
                          llvm::SmallPtrSetImpl<const FunctionDecl *> &Seen) {
  SmallVector<const FunctionDecl *, 8> Work{F};
  const auto &Index = TU.shared<CallIndex>();
  while (!Work.empty()) {
    const FunctionDecl *Next = Work.pop_back_val();
    if (!Seen.insert(Next).second)
      continue;
    const auto *M = dyn_cast<CXXMethodDecl>(Next);
    if (!M)
      return false;
    // A closure runs when its function says so.
    if (M->getParent()->isLambda()) {
      const auto *Outer = dyn_cast_or_null<FunctionDecl>(
          M->getParent()->getParentFunctionOrMethod());
      if (!Outer)
        return false;
      Work.push_back(Outer);
      continue;
    }
    ArrayRef<CallSite> Sites = Index.callersOf(Next);
    if (M->getAccess() != AS_private || M->isVirtual() || Sites.empty() ||
        Index.escapes(Next))
      return false;
    for (const CallSite &Site : Sites)
      if (isa<CXXConstructorDecl>(Site.Caller))
        Out.insert(Site.Call);
      else
        Work.push_back(Site.Caller);
  }
  return true;
}

void TasksOfMember::findWriters() {
  KnowsWriters = true;
  for (const FunctionDecl *F : TU.functions()) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(F))
      continue;
    walkExecuted(writtenBody(F), [&](const Stmt *S) {
      const auto *E = dyn_cast<Expr>(S);
      if (WriteAccess W = E ? writtenBy(TU, E) : WriteAccess())
        for (const AccessPath::Step &Step : W.Object.steps())
          if (Step.What == AccessPath::Step::Field)
            Writers[static_cast<const FieldDecl *>(Step.Id)->getCanonicalDecl()]
                .insert(F);
      return true;
    });
  }
}

bool TasksOfMember::hasOneWriter(const FieldDecl *Member) {
  Member = Member->getCanonicalDecl();
  if (auto It = Known.find(Member); It != Known.end())
    return It->second;
  if (!KnowsWriters)
    findWriters();
  Roots Starts;
  llvm::SmallPtrSet<const FunctionDecl *, 16> Seen;
  bool Result = Member->getAccess() == AS_private;
  for (const FunctionDecl *F : Writers[Member])
    Result = Result && climb(F, Starts, Seen);
  return Known[Member] = Result && Starts.size() == 1;
}
