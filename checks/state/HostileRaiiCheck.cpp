// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/state/HostileRaiiCheck.h"
#include "checks/support/SafeSuspensions.h"

using namespace clang;
using namespace async_tidy;

HostileRaiiCheck::HostileRaiiCheck(StringRef Name,
                                   tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      Types(nameList("Types", "", EntryText::Allowed)),
      SafeAwaitables(nameList("SafeAwaitables")),
      SafeCallees(nameList("SafeCallees")) {}

/// "ns::Type -> reason; ns::Other" as a map from type to reason.
static llvm::StringMap<std::string> reasons(const NamesOfOption &Types) {
  llvm::StringMap<std::string> Result;
  for (const NamesOfOption::Entry &E : Types.entries())
    Result[E.Name] = E.Text.empty() ? "it is listed in 'Types'" : E.Text;
  return Result;
}

/// Do the coroutines of the library save and restore what the object sets, or
/// stay on the thread that it compares with? Exceptions are not in flight at
/// either end of a suspension.
static bool isHarmlessIn(const Coroutine &C, const HostileReason &Reason) {
  if (Reason.Why == HostileReason::CountsExceptions)
    return C.isPinned();
  const LibraryFile *Own = C.framework(), *By = Reason.SavedBy;
  // A file of the user's can add to a library, by its namespaces.
  return Own && By &&
         (Own == By || llvm::any_of(By->Namespaces, [&](const auto &Name) {
            return llvm::is_contained(Own->Namespaces, Name);
          }));
}

void HostileRaiiCheck::analyze(TranslationUnit &TU) {
  if (TU.coroutines().empty())
    return;
  LockNames Names;
  Names.Hostile = reasons(Types);
  LockTypes &Locks = TU.shared<LockTypesOfUnit>().with(Names);
  llvm::StringSet<> Safe = SafeAwaitables.plain();
  llvm::StringSet<> Callees = SafeCallees.plain();
  for (const Coroutine *C : reportedCoroutines(TU))
    for (const HeldAcross &H :
         TU.shared<HeldLocksOfUnit>().of(*C, Locks, false).across()) {
      if (H.Acquired.Hold != HoldKind::Hostile ||
          isHarmlessIn(*C, H.Acquired.Reason))
        continue;
      SmallVector<const SuspensionPoint *, 4> At;
      for (const SuspensionPoint *P : H.At)
        if (!suspendsOn(TU, *P, Safe, Callees))
          At.push_back(P);
      if (!At.empty())
        report(TU, H, At);
    }
}

/// Why it must not, to follow "but".
static std::string wordsFor(const HostileReason &Reason) {
  switch (Reason.Why) {
  case HostileReason::Listed:
    if (!Reason.Text.empty())
      return Reason.Text;
    break;
  case HostileReason::Marked:
    return "it is marked as hostile to suspension";
  case HostileReason::RestoresThread:
    return "its destructor restores " +
           (Reason.Text.empty() ? "the state" : Reason.Text) +
           " of the thread that it runs on";
  case HostileReason::CountsExceptions:
    return "its destructor compares std::uncaught_exceptions(), which counts "
           "for the thread that runs it";
  case HostileReason::SetsThreadLocal:
    return "it sets the thread-local '" + Reason.Text +
           "' until its destructor runs";
  case HostileReason::None:
    break;
  }
  return "it is bound to its thread";
}

void HostileRaiiCheck::report(TranslationUnit &TU, const HeldAcross &Held,
                              ArrayRef<const SuspensionPoint *> At) {
  const LockEvent &Made = Held.Acquired;
  if (!firstReportAt(Made.Loc))
    return;
  std::string Name = Made.Path.str();
  diag(Made.Loc,
       "%select{this temporary|'%1'}0 lives across a suspension, but %2",
       "end its scope before the suspension",
       threadBound(TU, Made.Path, wordsFor(Made.Reason)))
      << !Name.empty() << Name << wordsFor(Made.Reason);
  noteSuspensions(At);
}
