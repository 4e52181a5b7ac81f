// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/NonBlockingDescriptors.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/blocking/ReadyResults.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/syntax/ObjectKey.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

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
