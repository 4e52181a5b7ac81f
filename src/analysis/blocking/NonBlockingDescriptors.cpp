// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/NonBlockingDescriptors.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/blocking/ReadyResults.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/LocalUses.h"
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

/// The member of `this` that \p Descriptor names, or nullptr.
static const FieldDecl *ownMember(const Expr *Descriptor) {
  const auto *Member = dyn_cast<MemberExpr>(stripValue(Descriptor));
  return Member && isa<CXXThisExpr>(stripValue(Member->getBase()))
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

/// Is it so of the definition of a member function of the member's class?
static bool
anyMemberFunction(const FieldDecl *Member,
                  llvm::function_ref<bool(const FunctionDecl *)> Is) {
  const auto *R =
      Member ? dyn_cast<CXXRecordDecl>(Member->getDeclContext()) : nullptr;
  return R && llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
           const FunctionDecl *Def = nullptr;
           return M->isDefined(Def) && Is(Def);
         });
}

bool async_tidy::isOpenedWith(TranslationUnit &TU, const Expr *Descriptor,
                              const FunctionBody &Body,
                              llvm::function_ref<bool(StringRef)> Wanted) {
  const VarDecl *Variable = variableOf(Descriptor);
  const FieldDecl *Member = ownMember(Descriptor);
  if (!Variable && !Member)
    return false;
  auto Opens = [&](const Expr *Init) {
    if (!Init)
      return false;
    if (mentionsName(TU, Init, Wanted))
      return true;
    CallParts P = callParts(stripValue(Init));
    const FunctionDecl *Target = P.Callee ? executedFunction(TU, P) : nullptr;
    return Target && TU.isProject(Target->getLocation()) &&
           mentionsName(TU, writtenBody(Target), Wanted);
  };
  auto IsOpening = [&](const Stmt *S) {
    const auto *Op = dyn_cast_or_null<BinaryOperator>(S);
    return Op && Op->isAssignmentOp() && sameObject(Op->getLHS(), Descriptor) &&
           Opens(Op->getRHS());
  };
  if (Variable)
    return (!isa<ParmVarDecl>(Variable) && Opens(Variable->getInit())) ||
           llvm::any_of(Body.uses().of(Variable), [&](const Expr *Use) {
             return IsOpening(Body.consumerOf(Use));
           });
  auto OpensIn = [&](const FunctionDecl *F) {
    bool Found = false;
    walkFunction(F, [&](const Stmt *S) {
      Found = Found || IsOpening(S);
      return !Found;
    });
    const auto *Ctor = dyn_cast<CXXConstructorDecl>(F);
    return Found ||
           (Ctor &&
            llvm::any_of(Ctor->inits(), [&](const CXXCtorInitializer *I) {
              return I->getMember() == Member && Opens(I->getInit());
            }));
  };
  return Opens(Member->getInClassInitializer()) || OpensIn(Body.function()) ||
         anyMemberFunction(Member, OpensIn);
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
  // Another member function can put a member into that mode, too.
  return Search.in(Body.body(), P.E) ||
         anyMemberFunction(ownMember(Descriptor),
                           [&](const FunctionDecl *Def) {
                             return Search.in(writtenBody(Def), nullptr);
                           }) ||
         isAwaitedBefore(Descriptor, P, Body);
}
