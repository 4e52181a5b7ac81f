// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/state/HostileRaiiCheck.h"
#include "checks/support/SafeSuspensions.h"

using namespace clang;
using namespace async_tidy;

HostileRaiiCheck::HostileRaiiCheck(StringRef Name,
                                   tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context), Types(Options.get("Types", "")),
      SafeAwaitables(Options.get("SafeAwaitables", "")),
      SafeCallees(Options.get("SafeCallees", "")) {}

void HostileRaiiCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "Types", Types);
  Options.store(Opts, "SafeAwaitables", SafeAwaitables);
  Options.store(Opts, "SafeCallees", SafeCallees);
}

/// "ns::Type -> reason; ns::Other" as a map from type to reason.
static llvm::StringMap<std::string> parseTypes(StringRef Option) {
  llvm::StringMap<std::string> Result;
  SmallVector<StringRef, 8> Parts;
  Option.split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    auto [Type, Reason] = Part.split("->");
    Type = Type.trim();
    Type.consume_front("::");
    Reason = Reason.trim();
    if (!Type.empty())
      Result[Type] = Reason.empty() ? "it is listed in 'Types'" : Reason.str();
  }
  return Result;
}

void HostileRaiiCheck::analyze(TranslationUnit &TU) {
  if (TU.coroutines().empty())
    return;
  LockNames Names;
  Names.Hostile = parseTypes(Types);
  if (TU.shared<LockTypes>().add(Names))
    TU.shared<HeldLocksOfUnit>().forget();
  llvm::StringSet<> Safe = nameList(SafeAwaitables);
  llvm::StringSet<> Callees = nameList(SafeCallees);
  for (const Coroutine *C : reportedCoroutines(TU))
    for (const HeldAcross &H : TU.shared<HeldLocksOfUnit>().of(*C).across()) {
      if (H.Acquired.Hold != HoldKind::Hostile)
        continue;
      SmallVector<const SuspensionPoint *, 4> At;
      for (const SuspensionPoint *P : H.At)
        if (!suspendsOn(TU, *P, Safe, Callees))
          At.push_back(P);
      if (!At.empty())
        report(H, At);
    }
}

void HostileRaiiCheck::report(const HeldAcross &Held,
                              ArrayRef<const SuspensionPoint *> At) {
  const LockEvent &Made = Held.Acquired;
  if (!firstReportAt(Made.Loc))
    return;
  std::string Name = Made.Path.str();
  diag(Made.Loc, "%select{this temporary|'%1'}0 lives across a suspension, but "
                 "%2; end its scope before the suspension")
      << !Name.empty() << Name << Made.Reason;
  noteSuspensions(At);
}
