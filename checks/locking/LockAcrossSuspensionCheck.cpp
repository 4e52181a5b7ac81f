// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/locking/LockAcrossSuspensionCheck.h"
#include "checks/support/SafeSuspensions.h"

using namespace clang;
using namespace async_tidy;

LockAcrossSuspensionCheck::LockAcrossSuspensionCheck(
    StringRef Name, tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context), LockGuards(nameList("LockGuards")),
      Mutexes(nameList("Mutexes")), AsyncMutexes(nameList("AsyncMutexes")),
      SafeAwaitables(nameList("SafeAwaitables")),
      SafeCallees(nameList("SafeCallees")),
      Strict(Options.get("Strict", false)) {}

void LockAcrossSuspensionCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "Strict", Strict);
}

void LockAcrossSuspensionCheck::analyze(TranslationUnit &TU) {
  if (TU.coroutines().empty())
    return;
  LockNames Names{
      LockGuards.plain(), Mutexes.plain(), AsyncMutexes.plain(), {}};
  LockTypes &Locks = TU.shared<LockTypesOfUnit>().with(Names);
  llvm::StringSet<> Types = SafeAwaitables.plain();
  llvm::StringSet<> Callees = SafeCallees.plain();
  for (const Coroutine *C : reportedCoroutines(TU)) {
    SmallVector<AccessPath, 4> Seen;
    for (const HeldAcross &H :
         TU.shared<HeldLocksOfUnit>().of(*C, Locks, Strict).across()) {
      if (H.Acquired.Hold != HoldKind::Thread)
        continue;
      SmallVector<const SuspensionPoint *, 4> At;
      for (const SuspensionPoint *P : H.At)
        if (!suspendsOn(TU, *P, Types, Callees))
          At.push_back(P);
      // A guard is one mistake, however often it is locked again; with a bare
      // mutex every locked section is one.
      bool Again =
          !H.Acquired.IsRaw && llvm::is_contained(Seen, H.Acquired.Path);
      if (At.empty() || Again)
        continue;
      Seen.push_back(H.Acquired.Path);
      report(TU, *C, H, At);
    }
  }
}

void LockAcrossSuspensionCheck::report(TranslationUnit &TU, const Coroutine &C,
                                       const HeldAcross &Held,
                                       ArrayRef<const SuspensionPoint *> At) {
  const LockEvent &Lock = Held.Acquired;
  if (!firstReportAt(Lock.Loc))
    return;
  std::string Name = Lock.Path.str();
  if (Lock.Path.temporary())
    diag(Lock.Loc,
         "this lock guard lives to the end of the full expression and is held "
         "while the coroutine is suspended",
         "end its scope before the suspension, or use a lock made for "
         "coroutines",
         threadLock(TU, Lock.Path));
  else if (Lock.IsRaw)
    diag(Lock.Loc,
         "%select{this lock|'%1'}0 stays locked while the coroutine is "
         "suspended",
         "unlock it before the suspension, or use a lock made for coroutines",
         threadLock(TU, Lock.Path))
        << !Name.empty() << Name;
  else
    diag(Lock.Loc, "lock guard '%0' is held while the coroutine is suspended",
         "release it before the suspension, or use a lock made for coroutines",
         threadLock(TU, Lock.Path))
        << Name;
  noteSuspensions(At);
}
