// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/NonWaiting.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/ObjectUses.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/BodyWalk.h"

#include <map>

using namespace clang;
using namespace async_tidy;

static bool isPoll(TranslationUnit &TU, const FunctionDecl *F) {
  return asksWhetherDone(TU, F) || TU.names().speaksOf(Topic::Polling, F);
}

/// Is \p S a poll of \p Object, itself or in a function that gets the object
/// and polls its parameter?
static bool polls(TranslationUnit &TU, const Stmt *S, const Expr *Object,
                  unsigned Depth = 0) {
  CallParts P = callParts(dyn_cast<Expr>(S));
  if (!P.Callee || !isa<CallExpr>(P.E) || Depth > 1)
    return false;
  if (P.Object && isPoll(TU, P.Callee) && sameObject(P.Object, Object))
    return true;
  for (unsigned I = 0; I < P.Args.size() && I < P.Callee->getNumParams(); ++I) {
    if (!P.Callee->getParamDecl(I)->getType()->isReferenceType() ||
        !sameObject(P.Args[I], Object))
      continue;
    const FunctionDecl *Target = executedFunction(TU, P);
    if (!Target)
      return false;
    const ParmVarDecl *Param = Target->getParamDecl(I);
    bool Found = false;
    walkFunction(Target, [&](const Stmt *Inner) {
      CallParts Q = callParts(dyn_cast<Expr>(Inner));
      Found |=
          Q.Object && isPoll(TU, Q.Callee) && variableOf(Q.Object) == Param;
      return !Found;
    });
    return Found;
  }
  return false;
}

/// Was \p Object part of an earlier co_await's operand?
static bool isAwaitedBefore(const Expr *Object, const CallParts &P,
                            const FunctionBody &Body) {
  ObjectKey Key = objectKey(Object);
  return !Key.empty() && Body.objects().isAwaitedBefore(Key, P.E);
}

/// Does the call take a result that was awaited before, itself
/// (`co_await Await(future)`) or in a group (`group.add(future)`, `co_await
/// group`)? Then it is there.
static bool takesAwaitedResult(TranslationUnit &TU, const CallParts &P,
                               const FunctionBody &Body) {
  if (!waitsForResult(TU, P.Callee))
    return false;
  const Expr *Result = stripValue(P.Object);
  if (const Expr *Container = containerOf(TU, callParts(Result)))
    Result = Container;
  if (isAwaitedBefore(Result, P, Body))
    return true;
  // In a group that was awaited.
  return llvm::any_of(
      Body.objects().callsWith(objectKey(Result)), [&](const Expr *Call) {
        CallParts Q = callParts(dyn_cast<CXXMemberCallExpr>(Call));
        return Q && Q.Object && Q.E != P.E &&
               isAwaitedBefore(Q.Object, P, Body);
      });
}

/// Has every path to the call given the future its result, as in
/// `auto f = p.get_future(); p.set_value(1); f.get();`?
static bool isFulfilledBefore(TranslationUnit &TU, const CallParts &P,
                              const FunctionBody &Body) {
  const VarDecl *Future = variableOf(P.Object);
  CallParts Made = Future && Future->isLocalVarDecl() && Future->getInit()
                       ? callParts(stripValue(Future->getInit()))
                       : CallParts();
  if (!Made.Object || !TU.names().speaksOf(Topic::FutureGetter, Made.Callee))
    return false;
  for (const Expr *Call : Body.objects().callsOn(objectKey(Made.Object))) {
    CallParts Q = callParts(dyn_cast<CallExpr>(Call));
    bool Fulfils =
        Q.Callee && (Q.Callee->getOverloadedOperator() == OO_Call ||
                     TU.names().speaksOf(Topic::Fulfilling, Q.Callee));
    if (!Fulfils || !TU.sources().isBeforeInTranslationUnit(Q.E->getBeginLoc(),
                                                            P.E->getBeginLoc()))
      continue;
    // A statement of a block that the call is in, too: no branch leads past it.
    const Stmt *Up = Q.E;
    while (Up && isa<Expr>(Up))
      Up = Body.parent(Up);
    if (isa_and_nonnull<CompoundStmt>(Up) && Body.isWithin(P.E, Up))
      return true;
  }
  return false;
}

namespace {
/// The polls of each object of each body; by TU.shared.
class PollsOfObjects {
public:
  explicit PollsOfObjects(TranslationUnit &TU) : TU(TU) {}

  ArrayRef<const Expr *> of(const FunctionBody &Body, const Expr *Object) {
    ObjectKey Key = objectKey(Object);
    auto [It, IsNew] = Known.try_emplace({Body.function(), Key});
    if (!IsNew || Key.empty())
      return It->second;
    std::vector<const Expr *> Polls;
    for (ArrayRef<const Expr *> Calls :
         {Body.objects().callsOn(Key), Body.objects().callsWith(Key)})
      for (const Expr *Call : Calls)
        if (polls(TU, Call, Object))
          Polls.push_back(Call);
    return It->second = std::move(Polls);
  }

private:
  TranslationUnit &TU;
  std::map<std::pair<const FunctionDecl *, ObjectKey>,
           std::vector<const Expr *>>
      Known;
};
} // namespace

bool async_tidy::isPolledBefore(TranslationUnit &TU, const CallParts &P,
                                const FunctionBody &Body) {
  // A wait that takes a lock or a time waits for something else.
  if (!P.Object || !P.Args.empty())
    return false;
  if (takesAwaitedResult(TU, P, Body) || isFulfilledBefore(TU, P, Body))
    return true;
  return llvm::any_of(
      TU.shared<PollsOfObjects>().of(Body, P.Object), [&](const Expr *Poll) {
        return Poll != P.E && TU.sources().isBeforeInTranslationUnit(
                                  Poll->getBeginLoc(), P.E->getExprLoc());
      });
}

namespace {
/// Looks in one body for what makes a descriptor non-blocking.
class ModeSearch {
public:
  ModeSearch(TranslationUnit &TU, const Expr *Descriptor)
      : TU(TU), Descriptor(Descriptor), Variable(variableOf(Descriptor)) {}

  /// \p Before: what comes later does not count; nullptr: all counts.
  bool in(const Stmt *Body, const Expr *Before) {
    bool Found = false;
    walkExecuted(Body, [&](const Stmt *S) {
      if (Found || !matches(S))
        return !Found;
      Found = !Before || TU.sources().isBeforeInTranslationUnit(
                             S->getBeginLoc(), Before->getBeginLoc());
      return !Found;
    });
    return Found;
  }

private:
  /// Is the mode named in \p S: O_NONBLOCK, FIONBIO?
  bool setsNonBlocking(const Stmt *S) const {
    return mentionsListed(TU, S, WordList::NonBlockingMode);
  }

  bool matches(const Stmt *S) {
    if (CallParts P = callParts(dyn_cast<Expr>(S)); P.Callee)
      return switchesOwner(P) ||
             (P.arg(1) && sameObject(P.arg(1), Descriptor) && setsMode(P));
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      return llvm::any_of(Decls->decls(), [&](const Decl *D) {
        const auto *V = dyn_cast<VarDecl>(D);
        return V && V == Variable && V->getInit() && opens(V->getInit());
      });
    if (const auto *Op = dyn_cast<BinaryOperator>(S))
      return Op->isAssignmentOp() && sameObject(Op->getLHS(), Descriptor) &&
             opens(Op->getRHS());
    return false;
  }

  /// `socket.non_blocking(true)` on the object that hands out the descriptor,
  /// `socket.native_handle()`.
  bool switchesOwner(const CallParts &P) const {
    CallParts Handle = callParts(stripValue(Descriptor));
    return P.Object && P.arg(1) && Handle.Object && Handle.Args.empty() &&
           TU.names().speaksOf(Topic::NonBlocking, P.Callee) &&
           sameObject(P.Object, Handle.Object);
  }

  /// A call that changes the descriptor it gets.
  bool setsMode(const CallParts &P) {
    if (TU.names().speaksOf(Topic::NonBlocking, P.Callee) ||
        setsNonBlocking(P.E))
      return true;
    // The flag can come through a variable: fcntl(fd, F_SETFL, flags).
    for (const Expr *A : P.Args)
      if (const VarDecl *V = variableOf(A);
          V && V != Variable && assignsMode(V))
        return true;
    const FunctionDecl *Target = executedFunction(TU, P);
    return Target && TU.isProject(Target->getLocation()) &&
           setsNonBlocking(writtenBody(Target));
  }

  bool assignsMode(const VarDecl *V) {
    if (V->getInit() && setsNonBlocking(V->getInit()))
      return true;
    const auto *Owner =
        dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
    bool Found = false;
    walkExecuted(Owner ? writtenBody(Owner) : nullptr, [&](const Stmt *S) {
      const auto *Op = dyn_cast<BinaryOperator>(S);
      Found |= Op && Op->isAssignmentOp() && variableOf(Op->getLHS()) == V &&
               setsNonBlocking(Op->getRHS());
      return !Found;
    });
    return Found;
  }

  /// `socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)`, a helper that does it.
  bool opens(const Expr *Init) {
    if (setsNonBlocking(Init))
      return true;
    CallParts P = callParts(stripValue(Init));
    if (!P.Callee)
      return false;
    const FunctionDecl *Target = executedFunction(TU, P);
    return TU.names().speaksOf(Topic::NonBlocking, P.Callee) ||
           (Target && TU.isProject(Target->getLocation()) &&
            setsNonBlocking(writtenBody(Target)));
  }

  TranslationUnit &TU;
  const Expr *Descriptor;
  const VarDecl *Variable;
};
} // namespace

/// Does another member function put the descriptor member into that mode?
static bool isModeOfClass(TranslationUnit &TU, ModeSearch &Search,
                          const Expr *Descriptor) {
  const auto *Member = dyn_cast<MemberExpr>(stripValue(Descriptor));
  if (!Member || !isa<CXXThisExpr>(stripValue(Member->getBase())))
    return false;
  const auto *R =
      dyn_cast<CXXRecordDecl>(Member->getMemberDecl()->getDeclContext());
  if (!R)
    return false;
  for (const CXXMethodDecl *M : R->methods())
    if (const FunctionDecl *Def = nullptr;
        M->isDefined(Def) && Search.in(writtenBody(Def), nullptr))
      return true;
  return false;
}

bool async_tidy::isNonBlockingDescriptor(TranslationUnit &TU,
                                         const CallParts &P,
                                         const FunctionBody &Body) {
  if (mentionsListed(TU, Body.body(), WordList::WouldBlock))
    return true;
  const Expr *Descriptor = P.arg(1);
  if (!Descriptor)
    return false;
  ModeSearch Search(TU, Descriptor);
  return Search.in(Body.body(), P.E) || isModeOfClass(TU, Search, Descriptor) ||
         isAwaitedBefore(Descriptor, P, Body);
}

bool async_tidy::isProvenHarmless(TranslationUnit &TU,
                                  const BlockingEntry &Entry,
                                  const CallParts &P,
                                  const FunctionBody &Body) {
  if (Entry.Group == BlockingGroup::Wait && isPolledBefore(TU, P, Body))
    return true;
  bool Descriptor = !StringRef(Entry.Name).ltrim(':').contains("::") &&
                    (Entry.Group == BlockingGroup::Socket ||
                     Entry.Group == BlockingGroup::File);
  return Descriptor && isNonBlockingDescriptor(TU, P, Body);
}
