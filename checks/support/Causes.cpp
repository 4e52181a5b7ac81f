// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/Causes.h"

#include "analysis/locks/LockTypes.h"
#include "analysis/syntax/AccessPath.h"

#include <clang/Index/USRGeneration.h>

using namespace clang;
using namespace async_tidy;
using llvm::StringRef;
using llvm::Twine;

Cause async_tidy::leastCertain(Cause A, Cause B) { return B.By > A.By ? B : A; }

static std::string usrOf(const Decl *D) {
  SmallString<128> Usr;
  // True: clang has no name for it.
  if (!D || index::generateUSRForDecl(D, Usr))
    return {};
  return std::string(Usr);
}

/// A library file says it: whose?
static KnownBy fileOf(TranslationUnit &TU, StringRef Name) {
  return TU.library().isUsers(Name) ? KnownBy::UserModel : KnownBy::LibraryFile;
}

/// One line of YAML, so that survey can put lines of one key together.
static std::string listed(StringRef Key, StringRef Entry) {
  return (Key + ": [" + Entry + "]").str();
}

static std::string listed(StringRef Group, StringRef Key, StringRef Entry) {
  return (Group + ": {" + Key + ": [" + Entry + "]}").str();
}

/// A name as YAML takes it: not with a colon in front.
static std::string yamlName(StringRef Name) { return Name.ltrim(':').str(); }

static Cause about(TranslationUnit &TU, CauseKind Kind, const NamedDecl *D) {
  Cause C;
  C.Kind = Kind;
  C.Subject = yamlName(TU.names().qualified(D));
  C.Usr = usrOf(D);
  return C;
}

static std::string quoted(StringRef Name) { return ("'" + Name + "'").str(); }

/// The last part of a name, as messages show it.
static std::string shortName(const NamedDecl *D) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(D);
      M && M->getParent()->isLambda())
    return "the lambda";
  return D->getDeclName().isEmpty() ? "this" : quoted(D->getNameAsString());
}

static StringRef lossOf(const AwaitableInfo &Info) {
  switch (Info.Drop) {
  case DropEffect::NeverRuns:
    return "is a task that never runs if it is dropped";
  case DropEffect::RunsOn:
    return "is a task whose outcome is lost if it is dropped";
  case DropEffect::Cancelled:
    return "is a task that is cancelled if it is dropped";
  case DropEffect::Joined:
    return "is a task that blocks the thread if it is dropped";
  case DropEffect::Terminates:
    return "is a task that ends the program if it is dropped";
  case DropEffect::Unknown:
    break;
  }
  return Info.Start == StartKind::Lazy
             ? "is a task that never runs if it is dropped"
             : "must be awaited";
}

static KnownBy sourceOf(TranslationUnit &TU, const AwaitableInfo &Info,
                        StringRef Name) {
  if (Info.Entry || Info.Route == AwaitRoute::Library)
    return fileOf(TU, Name);
  switch (Info.Route) {
  case AwaitRoute::Task:
    return KnownBy::Body;
  default:
    return Info.IsCoroutineType && Info.Start != StartKind::Unknown
               ? KnownBy::Body
               : KnownBy::Signature;
  }
}

Cause async_tidy::lostWork(TranslationUnit &TU, QualType T,
                           const AwaitableInfo &Info) {
  const CXXRecordDecl *R = recordOf(T);
  if (!R)
    return byLanguage();
  Cause C = about(TU, CauseKind::LostWork, R);
  C.By = sourceOf(TU, Info, C.Subject);
  C.Fact = quoted(C.Subject) + " " + lossOf(Info).str();
  C.Model = listed("not-awaitable", C.Subject);
  return C;
}

Cause async_tidy::startsWork(TranslationUnit &TU, const FunctionDecl *Starter,
                             const SpawnEntry *Entry) {
  if (!Starter)
    return byLanguage();
  Cause C = about(TU, CauseKind::Starter, Starter);
  C.By = Entry ? fileOf(TU, Entry->Name) : KnownBy::Name;
  C.Fact = shortName(Starter) + " starts work that nobody waits for";
  C.Model = listed("joins", C.Subject);
  return C;
}

Cause async_tidy::letsOut(TranslationUnit &TU, const NamedDecl *Source,
                          KnownBy By, StringRef What) {
  if (!Source)
    return byLanguage();
  Cause C = about(TU, CauseKind::Throws, Source);
  C.By = By;
  C.Fact = (What + " can come out of " + shortName(Source)).str();
  C.Model = listed("failures", "nothrow", C.Subject);
  return C;
}

Cause async_tidy::blocksThread(TranslationUnit &TU, StringRef Callee,
                               StringRef Usr, KnownBy By, StringRef Reason) {
  Cause C;
  C.Kind = CauseKind::Blocks;
  C.By = By == KnownBy::LibraryFile ? fileOf(TU, Callee) : By;
  C.Subject = yamlName(Callee);
  C.Usr = Usr.str();
  C.Fact = (quoted(StringRef(C.Subject).rsplit("::").second.empty()
                       ? StringRef(C.Subject)
                       : StringRef(C.Subject).rsplit("::").second) +
            " blocks: " + Reason)
               .str();
  C.Model = listed("nonblocking", C.Subject);
  return C;
}

/// The class of the object that \p Path denotes, through pointers; or nullptr.
static const CXXRecordDecl *heldClass(const AccessPath &Path) {
  QualType T;
  if (const FieldDecl *F = Path.lastField())
    T = F->getType();
  else if (const VarDecl *V = Path.variable())
    T = V->getType();
  else if (const Expr *E = Path.temporary())
    T = E->getType();
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return recordOf(T);
}

static KnownBy sourceOfLock(TranslationUnit &TU, const CXXRecordDecl *R) {
  if (TU.names().in(NameList::Guard, R) || TU.names().in(NameList::Mutex, R))
    return fileOf(TU, TU.names().qualified(R));
  if (R->hasAttr<ScopedLockableAttr>() || R->hasAttr<CapabilityAttr>())
    return KnownBy::Attribute;
  return R->hasDefinition() ? KnownBy::Body : KnownBy::Name;
}

Cause async_tidy::threadLock(TranslationUnit &TU, const AccessPath &Held) {
  const CXXRecordDecl *R = heldClass(Held);
  if (!R)
    return byLanguage();
  Cause C = about(TU, CauseKind::ThreadLock, R);
  C.By = sourceOfLock(TU, R);
  C.Fact = quoted(C.Subject) + " is a lock of the thread that takes it";
  C.Model = listed("locks", "async-mutexes", C.Subject);
  return C;
}

Cause async_tidy::threadBound(TranslationUnit &TU, const AccessPath &Held,
                              StringRef Reason) {
  const CXXRecordDecl *R = heldClass(Held);
  if (!R)
    return byLanguage();
  Cause C = about(TU, CauseKind::ThreadBound, R);
  C.By = TU.names().in(NameList::Hostile, R) ? fileOf(TU, C.Subject)
                                             : KnownBy::Body;
  C.Fact =
      quoted(C.Subject) + " must not live across a suspension: " + Reason.str();
  C.Model = listed("threads", "task-bound", C.Subject);
  return C;
}

Cause async_tidy::threadBound(TranslationUnit &TU, const NamedDecl *Source) {
  Cause C = about(TU, CauseKind::ThreadBound, Source);
  // A thread-local variable is what its declaration says.
  if (isa<VarDecl>(Source)) {
    C.Fact = shortName(Source) + " is thread-local";
    return C;
  }
  C.By = TU.names().in(NameList::ThreadValue, Source) ||
                 TU.names().in(NameList::ThreadBuffer, Source)
             ? fileOf(TU, C.Subject)
             : KnownBy::Body;
  C.Fact = "what " + shortName(Source) + " gives belongs to its thread";
  C.Model = listed("threads", "task-bound", C.Subject);
  return C;
}

Cause async_tidy::threadBound(TranslationUnit &TU, StringRef Written,
                              const NamedDecl *Source) {
  Cause C = about(TU, CauseKind::ThreadBound, Source);
  C.By = fileOf(TU, C.Subject);
  C.Fact = quoted(Written) + " belongs to the thread that reads it";
  C.Model = listed("threads", "task-bound", C.Subject);
  return C;
}

Cause async_tidy::changesThread(TranslationUnit &TU, const Coroutine &C) {
  const CXXRecordDecl *R = recordOf(C.function()->getReturnType());
  if (!R)
    return byLanguage();
  Cause Result = about(TU, CauseKind::ChangesThread, R);
  Result.By = KnownBy::Signature;
  Result.Fact = "coroutines that return " + quoted(Result.Subject) +
                " can continue on another thread";
  Result.Model =
      listed("tasks", "{name: " + Result.Subject + ", pinned: true}");
  return Result;
}

Cause async_tidy::sharedState(TranslationUnit &TU, const AccessPath &Object) {
  const NamedDecl *D = Object.lastField();
  if (!D)
    D = Object.variable();
  if (!D)
    return byLanguage();
  Cause C = about(TU, CauseKind::SharedState, D);
  C.By = KnownBy::Body;
  C.Fact = "other tasks can change " + quoted(Object.str());
  const auto *V = dyn_cast<VarDecl>(D);
  // Locals and parameters have no name that a file could list, but their type
  // has.
  if (V && V->hasLocalStorage()) {
    D = heldClass(Object);
    C.Subject = D ? yamlName(TU.names().qualified(D)) : std::string();
  }
  if (!C.Subject.empty())
    C.Model = listed("state", "exclusive", C.Subject);
  return C;
}

Cause async_tidy::usesLater(TranslationUnit &TU, const FunctionDecl *F) {
  Cause C = about(TU, CauseKind::UsesLater, F);
  C.By = TU.names().in(NameList::KeptArguments, F) ? fileOf(TU, C.Subject)
                                                   : KnownBy::Signature;
  C.Fact = shortName(F) + " uses its arguments after it has returned";
  C.Model = listed("lifetimes", "copied-arguments", C.Subject);
  return C;
}
