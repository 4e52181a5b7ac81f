// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/blocking/BlockingCallCheck.h"
#include "analysis/blocking/Advice.h"
#include "analysis/scheduling/Executors.h"

#include <llvm/ADT/StringSwitch.h>

using namespace clang;
using namespace async_tidy;

static constexpr StringRef DefaultGroups =
    "sleep;wait;file;socket;dns;process;stdio;database;http;cpu";

static std::optional<BlockingGroup> groupOf(StringRef Name) {
  return llvm::StringSwitch<std::optional<BlockingGroup>>(Name)
      .Case("sleep", BlockingGroup::Sleep)
      .Case("wait", BlockingGroup::Wait)
      .Case("lock", BlockingGroup::Lock)
      .Case("file", BlockingGroup::File)
      .Case("socket", BlockingGroup::Socket)
      .Case("dns", BlockingGroup::Dns)
      .Case("process", BlockingGroup::Process)
      .Case("stdio", BlockingGroup::Stdio)
      .Case("database", BlockingGroup::Database)
      .Case("http", BlockingGroup::Http)
      .Case("cpu", BlockingGroup::Cpu)
      .Default(std::nullopt);
}

/// What the thread does meanwhile, to follow "blocks the thread: ".
static StringRef reasonOf(BlockingGroup G) {
  switch (G) {
  case BlockingGroup::Sleep:
    return "it sleeps";
  case BlockingGroup::Wait:
    return "it waits for another thread or an event";
  case BlockingGroup::Lock:
    return "it waits for a mutex";
  case BlockingGroup::File:
    return "it waits for a file";
  case BlockingGroup::Socket:
    return "it waits for the network";
  case BlockingGroup::Dns:
    return "it waits for name resolution";
  case BlockingGroup::Process:
    return "it waits for a process";
  case BlockingGroup::Stdio:
    return "it waits for input";
  case BlockingGroup::Database:
    return "it waits for the database";
  case BlockingGroup::Http:
    return "it waits for the server";
  case BlockingGroup::Cpu:
    return "it computes for long";
  }
  return "it waits";
}

static StringRef reasonOf(const BlockingStep &Last) {
  switch (Last.Cause) {
  case BlockingCause::Option:
    return "it is listed in 'BlockingFunctions'";
  case BlockingCause::Declared:
    return "it is declared as blocking";
  case BlockingCause::Task:
    return "it waits until a task is done, maybe one that needs this thread; "
           "co_await the task instead";
  case BlockingCause::Loop:
    return "it runs an event loop inside the one that runs the coroutine";
  case BlockingCause::Spin:
    return "it spins until something else happens";
  case BlockingCause::Listed:
    return reasonOf(Last.Entry->Group);
  case BlockingCause::None:
    break;
  }
  return "it waits";
}

BlockingCallCheck::BlockingCallCheck(StringRef Name,
                                     tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      RawGroups(Options.get("Groups", DefaultGroups)),
      MaxDepth(Options.get("MaxDepth", 0U)),
      ReportBrief(Options.get("ReportBrief", false)) {
  SmallVector<StringRef, 16> Parts;
  StringRef(RawGroups).split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    if (auto G = groupOf(Part.trim()))
      Parsed.Groups.push_back(*G);
    else
      configurationDiag("unknown group '%0' in option 'Groups' of "
                        "async-blocking-call; known groups: %1;lock")
          << Part.trim() << DefaultGroups;
  }
  for (const NamesOfOption::Entry &E :
       nameList("BlockingFunctions", "", EntryText::Allowed).entries())
    Parsed.Extra[qualifiedForm(E.Name)] = E.Text;
  Parsed.Allowed = nameList("AllowedFunctions").qualified();
  Parsed.MaxDepth = MaxDepth;
  Parsed.ReportBrief = ReportBrief;
}

void BlockingCallCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "Groups", RawGroups);
  Options.store(Opts, "MaxDepth", MaxDepth);
  Options.store(Opts, "ReportBrief", ReportBrief);
}

void BlockingCallCheck::analyze(TranslationUnit &TU) {
  if (TU.coroutines().empty())
    return;
  BlockingPaths Paths(TU, Parsed);
  for (const Coroutine *C : TU.coroutines()) {
    std::vector<BlockingPath> OfCoroutine = Paths.of(C->function());
    if (OfCoroutine.empty() || isGeneratorOnly(TU.awaitables(), *C) ||
        TU.shared<PoolCoroutines>().runsOnPool(*C))
      continue;
    PoolPhases Phases(TU, *C);
    for (const BlockingPath &Path : OfCoroutine)
      if (!Phases.isOnPool(Path.At))
        report(TU, *C, Path.Steps);
  }
}

/// The subject of "… blocks the thread".
static std::string subjectOf(const BlockingStep &Step) {
  switch (Step.What) {
  case BlockingStep::Kind::Destructor:
    return "the destructor of '" + Step.Callee + "'";
  case BlockingStep::Kind::Callable:
    return "the callable passed to '" + Step.Callee + "'";
  case BlockingStep::Kind::Loop:
    return "this loop";
  case BlockingStep::Kind::Lock:
    return "locking '" + Step.Callee + "'";
  case BlockingStep::Kind::Call:
    break;
  }
  return Step.Callee.empty() ? "this call" : "call to '" + Step.Callee + "'";
}

/// Who makes the next step of a path.
static std::string actorOf(const BlockingStep &Step) {
  return Step.What == BlockingStep::Kind::Call ? "'" + Step.Callee + "'"
                                               : subjectOf(Step);
}

/// Why the path that ends in \p Last, or at the mutex \p Lock, waits.
static std::string explain(const std::vector<BlockingStep> &Path,
                           const BlockingStep *Lock) {
  const BlockingStep &Last = Path.back();
  if (Lock)
    return (Lock == &Path.front()
                ? "another function holds it over a call of '"
                : "it locks '" + Lock->Callee +
                      "', which another function holds over a "
                      "call of '") +
           Last.Callee + "'";
  std::string Reason = reasonOf(Last).str();
  if (Path.size() == 1)
    return Reason;
  if (Last.What == BlockingStep::Kind::Loop)
    return "it reaches a loop that spins until something else happens";
  return "it reaches '" + Last.Callee + "', and " + Reason;
}

void BlockingCallCheck::report(TranslationUnit &TU, const Coroutine &C,
                               const std::vector<BlockingStep> &Path) {
  const BlockingStep &First = Path.front();
  if (!firstReportAt(First.Loc))
    return;
  auto Lock = llvm::find_if(Path, [](const BlockingStep &Step) {
    return Step.What == BlockingStep::Kind::Lock;
  });
  const BlockingStep &Key = Lock != Path.end() ? *Lock : Path.back();
  std::string Advice = Key.Advice;
  if (Advice.empty() && Key.Entry)
    Advice = adviceFor(TU, C, *Key.Entry);
  diag(First.Loc, "%0 blocks the thread that runs %1: %2%select{|; %4}3")
      << subjectOf(First) << describeCoroutine(*C.function())
      << explain(Path, Lock != Path.end() ? &*Lock : nullptr) << !Advice.empty()
      << Advice << First.Range;
  for (size_t I = 1; I < Path.size(); ++I) {
    SourceLocation At = Path[I].Loc;
    if (Path[I - 1].What == BlockingStep::Kind::Lock)
      diag(At, "'%0' is held during the call to '%1' here", DiagnosticIDs::Note)
          << Path[I - 1].Callee << Path[I].Callee;
    else
      diag(At,
           "%0 %select{calls|runs the destructor of|runs the callable that it "
           "passes to|loops here|locks}1%select{| '%3' here}2",
           DiagnosticIDs::Note)
          << actorOf(Path[I - 1]) << unsigned(Path[I].What)
          << (Path[I].What != BlockingStep::Kind::Loop) << Path[I].Callee;
  }
}
