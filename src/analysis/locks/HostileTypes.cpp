// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/HostileTypes.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <clang/AST/Attr.h>
#include <llvm/ADT/SetVector.h>

using namespace clang;
using namespace async_tidy;

static std::string listedReason(TranslationUnit &TU, const CXXRecordDecl *R) {
  const LibraryFile *File = TU.names().find(NameList::Hostile, R);
  if (!File)
    return {};
  StringRef Name = TU.names().qualified(R);
  for (StringRef Key : {Name, StringRef(Name).ltrim(':')}) {
    auto It = File->Locks.Hostile.find(Key.str());
    if (It != File->Locks.Hostile.end())
      return It->second;
  }
  return "it is bound to its thread";
}

static const VarDecl *assignedThreadLocal(const Stmt *S) {
  const Expr *Target = changedOperand(S);
  if (CallParts P = callParts(dyn_cast<Expr>(S)); !Target && P && P.Callee) {
    // stack.push_back(x), std::exchange(current, x)
    const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
    if (M && !M->isConst() && !isa<CXXConstructorDecl>(M))
      Target = P.Object;
    else if (P.Callee->isInStdNamespace() && P.Callee->getIdentifier() &&
             (P.Callee->getName() == "exchange" ||
              P.Callee->getName() == "swap"))
      Target = P.arg(1);
  }
  const VarDecl *V = Target ? variableOf(Target) : nullptr;
  return V && V->getTLSKind() != VarDecl::TLS_None ? V : nullptr;
}

static void collectThreadLocals(const FunctionDecl *F,
                                llvm::SmallSetVector<const Decl *, 4> &Out) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def))
    return;
  walkFunction(Def, [&](const Stmt *S) {
    if (const VarDecl *V = assignedThreadLocal(S))
      Out.insert(V->getCanonicalDecl());
    return true;
  });
}

// What a destructor undoes through these functions was done to its thread.
struct ThreadFunction {
  llvm::StringLiteral Name, What;
};
static constexpr ThreadFunction ThreadFunctions[] = {
    {"uselocale", "the locale"},
    {"fesetround", "the rounding mode"},
    {"fesetenv", "the floating-point environment"},
    {"feupdateenv", "the floating-point environment"},
    {"_controlfp", "the floating-point environment"},
    {"pthread_setspecific", "a thread-specific value"},
    {"tss_set", "a thread-specific value"},
    {"TlsSetValue", "a thread-specific value"},
    {"FlsSetValue", "a thread-specific value"},
    {"pthread_sigmask", "the signal mask"},
    {"pthread_setname_np", "the name"},
    {"pthread_setcancelstate", "the cancellation state"},
    {"pthread_setschedparam", "the priority"},
    {"SetThreadPriority", "the priority"},
    {"SetThreadDescription", "the name"},
    {"SetThreadLocale", "the locale"},
    {"CoUninitialize", "the COM apartment"},
    {"RoUninitialize", "the COM apartment"},
    {"RevertToSelf", "the identity"},
    {"PyGILState_Release", "the interpreter lock"},
    {"PyEval_RestoreThread", "the interpreter lock"},
    {"wglMakeCurrent", "the graphics context"},
    {"eglMakeCurrent", "the graphics context"},
    {"glXMakeCurrent", "the graphics context"},
    {"glfwMakeContextCurrent", "the graphics context"},
    {"SDL_GL_MakeCurrent", "the graphics context"},
    {"rcu_read_unlock", "the read-side critical section"},
};

static StringRef restoredByFunction(const CXXDestructorDecl *Dtor) {
  StringRef What;
  walkFunction(Dtor, [&](const Stmt *S) {
    const FunctionDecl *Callee = callParts(dyn_cast<Expr>(S)).Callee;
    if (Callee && Callee->getIdentifier() && !isa<CXXMethodDecl>(Callee))
      for (const ThreadFunction &F : ThreadFunctions)
        if (Callee->getName() == F.Name)
          What = F.What;
    return What.empty();
  });
  return What;
}

static bool isUncaughtExceptions(const Stmt *S) {
  const FunctionDecl *Callee = callParts(dyn_cast<Expr>(S)).Callee;
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         Callee->getName().starts_with("uncaught_exception");
}

static bool asksForUncaughtExceptions(const FunctionDecl *F) {
  bool Found = false;
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def))
    return false;
  walkFunction(Def, [&](const Stmt *S) {
    Found |= isUncaughtExceptions(S);
    return !Found;
  });
  return Found;
}

/// Is the count taken when the object is made, to be compared at its end? A
/// destructor that only asks whether the stack unwinds just now carries nothing
/// across the suspension.
static bool remembersUncaught(const CXXRecordDecl *R) {
  if (llvm::any_of(R->ctors(), asksForUncaughtExceptions))
    return true;
  return llvm::any_of(R->fields(), [](const FieldDecl *F) {
    bool Asks = false;
    walkExecuted(F->getInClassInitializer(), [&](const Stmt *S) {
      Asks |= isUncaughtExceptions(S);
      return !Asks;
    });
    return Asks;
  });
}

std::string async_tidy::hostileReasonOf(TranslationUnit &TU,
                                        const CXXRecordDecl *R) {
  std::string Reason = listedReason(TU, R);
  if (!Reason.empty())
    return Reason;
  for (const auto *A : R->specific_attrs<AnnotateAttr>())
    if (A->getAnnotation() == "async::hostile")
      return "it is marked as hostile to suspension";
  const CXXRecordDecl *Def = definitionOrPattern(R);
  if (!Def || Def->isLambda() || !TU.isProject(Def->getLocation()))
    return {};
  const CXXDestructorDecl *Dtor = Def->getDestructor();
  if (!Dtor || !Dtor->isUserProvided() || !Dtor->isDefined())
    return {};
  llvm::SmallSetVector<const Decl *, 4> Restored;
  // The definition can come after the class.
  if (const FunctionDecl *Body = nullptr; Dtor->isDefined(Body))
    Dtor = cast<CXXDestructorDecl>(Body);
  if (StringRef What = restoredByFunction(Dtor); !What.empty())
    return ("its destructor restores " + What +
            " of the thread that it runs on")
        .str();
  collectThreadLocals(Dtor, Restored);
  bool Uncaught = asksForUncaughtExceptions(Dtor) && remembersUncaught(Def);
  if (Restored.empty() && !Uncaught)
    return {};
  if (Uncaught)
    return "its destructor compares std::uncaught_exceptions(), which counts "
           "for the thread that runs it";
  for (const CXXConstructorDecl *C : Def->ctors()) {
    llvm::SmallSetVector<const Decl *, 4> Set;
    collectThreadLocals(C, Set);
    for (const Decl *V : Restored)
      if (Set.contains(V))
        return ("it sets the thread-local '" + cast<NamedDecl>(V)->getName() +
                "' until its destructor runs")
            .str();
  }
  return {};
}
