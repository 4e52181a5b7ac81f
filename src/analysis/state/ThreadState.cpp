// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/ThreadState.h"
#include "analysis/flow/ForwardFlow.h"
#include "analysis/state/InsideContainer.h"
#include "analysis/state/SharedState.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/BitVector.h>

using namespace clang;
using namespace async_tidy;

ThreadStateNames::ThreadStateNames()
    : TlsFunctions{"std::this_thread::get_id",
                   "boost::this_thread::get_id",
                   "pthread_self",
                   "gettid",
                   "thrd_current",
                   "GetCurrentThreadId",
                   "GetCurrentThread",
                   "pthread_getspecific",
                   "tss_get",
                   "TlsGetValue",
                   "boost::thread_specific_ptr::get",
                   "folly::ThreadLocal::get",
                   "folly::ThreadLocalPtr::get",
                   "QThread::currentThread",
                   "QThreadStorage::localData"},
      ErrorFunctions{"__errno_location",  "__error",      "_errno",
                     "__errno",           "GetLastError", "WSAGetLastError",
                     "__h_errno_location"},
      BufferFunctions{
          "strerror",      "strsignal",     "localtime",     "gmtime",
          "asctime",       "ctime",         "inet_ntoa",     "gethostbyname",
          "gethostbyaddr", "getservbyname", "getservbyport", "getprotobyname",
          "getpwnam",      "getpwuid",      "getgrnam",      "getgrgid",
          "getspnam",      "ttyname",       "ptsname",       "getlogin",
          "readdir",       "strtok",        "localeconv",    "nl_langinfo",
          "dlerror",       "tmpnam",        "crypt"} {}

void ThreadStateNames::add(const llvm::StringSet<> &Tls,
                           const llvm::StringSet<> &Error,
                           const llvm::StringSet<> &Buffer) {
  for (const auto &Entry : Tls)
    TlsFunctions.insert(Entry.getKey());
  for (const auto &Entry : Error)
    ErrorFunctions.insert(Entry.getKey());
  for (const auto &Entry : Buffer)
    BufferFunctions.insert(Entry.getKey());
}

static bool listed(TranslationUnit &TU, const llvm::StringSet<> &List,
                   const FunctionDecl *F) {
  if (!F || List.empty())
    return false;
  StringRef Name = TU.names().qualified(F);
  Name.consume_front("::");
  if (List.contains(Name))
    return true;
  // std::strerror is the same function, under either header's name.
  return Name.consume_front("std::") && F->isExternC() && List.contains(Name);
}

/// The function whose result \p E is, directly or through a function that only
/// returns it.
static const FunctionDecl *listedCall(TranslationUnit &TU, const Expr *E,
                                      const llvm::StringSet<> &List) {
  for (unsigned Depth = 0; E && Depth < 4; ++Depth) {
    E = stripValue(E);
    CallParts P = callParts(E);
    if (!P || !P.Callee || isa<CXXConstructExpr>(E))
      return nullptr;
    if (listed(TU, List, P.Callee))
      return P.Callee;
    E = onlyReturnedValue(P.Callee);
  }
  return nullptr;
}

/// The thread-local variable that the glvalue or pointer \p E leads to.
static const VarDecl *threadLocalBehind(const Expr *E, bool AsPointer,
                                        const ASTContext &Ctx,
                                        unsigned Depth = 0) {
  E = E ? stripValue(E) : nullptr;
  if (!E || Depth > 4)
    return nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return threadLocalRoot(pathOf(U->getSubExpr(), Ctx));
  if (const VarDecl *V = threadLocalRoot(pathOf(E, Ctx)))
    return V;
  if (AsPointer && E->getType()->isPointerType())
    if (const VarDecl *V = threadLocalRoot(pathOfPointee(E, Ctx)))
      return V;
  // `static T &current() { thread_local T t; …; return t; }`
  CallParts P = callParts(E);
  const FunctionDecl *Def = nullptr;
  QualType Result = P && P.Callee ? P.Callee->getReturnType() : QualType();
  if (!P || !P.Callee || isa<CXXConstructExpr>(E) ||
      !P.Callee->isDefined(Def) || isOfStd(Def) ||
      !(Result->isReferenceType() || Result->isPointerType()))
    return nullptr;
  const VarDecl *Found = nullptr;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S); Return && !Found)
      Found =
          threadLocalBehind(Return->getRetValue(), AsPointer, Ctx, Depth + 1);
    return !Found;
  });
  return Found;
}

ThreadValue async_tidy::threadValueOf(TranslationUnit &TU, const Definition &D,
                                      const ThreadStateNames &Names) {
  QualType T = D.Variable->getType();
  if (!D.Value || D.Variable->getTLSKind() != VarDecl::TLS_None)
    return {};
  if (T->isReferenceType() || T->isPointerType()) {
    if (const VarDecl *V =
            threadLocalBehind(D.Value, T->isPointerType(), TU.context()))
      return {ThreadValueKind::Variable, V};
    if (const FunctionDecl *F = listedCall(TU, D.Value, Names.BufferFunctions))
      return {ThreadValueKind::Buffer, F};
  }
  // Iterators and views, also the hidden ones of a range-based for loop.
  if (const VarDecl *V = threadLocalRoot(insideOf(D, TU.context()).Container))
    return {ThreadValueKind::Variable, V};
  if (const FunctionDecl *F = listedCall(TU, D.Value, Names.TlsFunctions))
    return {ThreadValueKind::Function, F};
  return {};
}

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
  bool join(State &Into, const State &From) {
    if (Into.size() < From.size())
      Into.resize(From.size());
    if (!From.test(Into))
      return false;
    Into |= From;
    return true;
  }
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
    if (listed(TU, Names.ErrorFunctions, P.Callee)) {
      if (!Final || S.none() || isWritten(Ex))
        return;
      ErrorRead R{Ex, nameOf(P.Callee), {}};
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
    const Stmt *P = Body.parent(Call);
    while (P && isa<ParenExpr, ImplicitCastExpr>(P))
      P = Body.parent(P);
    const auto *U = dyn_cast_or_null<UnaryOperator>(P);
    return U && U->getOpcode() == UO_Deref && isAssigned(Body, U);
  }
  static StringRef nameOf(const FunctionDecl *F) {
    StringRef Name = F->getName();
    if (Name == "__errno_location" || Name == "__error" || Name == "_errno" ||
        Name == "__errno")
      return "errno";
    return Name == "__h_errno_location" ? StringRef("h_errno") : Name;
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

bool async_tidy::isCounted(const FunctionBody &Body, const Expr *E) {
  const Stmt *P = Body.parent(E);
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(P))
    return U->isIncrementDecrementOp();
  const auto *Compound = dyn_cast_or_null<CompoundAssignOperator>(P);
  return Compound && Compound->getLHS() == E;
}

std::vector<ErrorRead> async_tidy::errorReads(TranslationUnit &TU,
                                              const Coroutine &C,
                                              const ThreadStateNames &Names) {
  bool Any = C.canSuspend() && anyExpr(C, [&](const Expr *E) {
               return isa<CallExpr>(E) &&
                      listed(TU, Names.ErrorFunctions, callParts(E).Callee);
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
