// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/blocking/BlockingCallCheck.h"
#include "analysis/blocking/Advice.h"
#include "analysis/scheduling/PoolCoroutines.h"
#include "analysis/scheduling/PoolPhases.h"
#include "checks/support/Words.h"

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
      .Case("logging", BlockingGroup::Logging)
      .Default(std::nullopt);
}

/// What the thread does instead of running other tasks.
static StringRef whatBlocks(BlockingGroup G) {
  switch (G) {
  case BlockingGroup::Sleep:
    return "sleeps";
  case BlockingGroup::Wait:
    return "waits for another thread or an event";
  case BlockingGroup::Lock:
    return "waits for a mutex";
  case BlockingGroup::File:
    return "waits for a file";
  case BlockingGroup::Socket:
    return "waits for the network";
  case BlockingGroup::Dns:
    return "waits for name resolution";
  case BlockingGroup::Process:
    return "waits for a process";
  case BlockingGroup::Stdio:
    return "waits for input";
  case BlockingGroup::Database:
    return "waits for the database";
  case BlockingGroup::Http:
    return "waits for the server";
  case BlockingGroup::Cpu:
    return "computes for a long time";
  case BlockingGroup::Logging:
    return "writes a log";
  }
  return "waits";
}

/// The key of `replacements` for entries that name none.
static StringRef usualReplacement(BlockingGroup G) {
  switch (G) {
  case BlockingGroup::Sleep:
    return "sleep";
  case BlockingGroup::Lock:
    return "lock";
  case BlockingGroup::File:
    return "fileio";
  case BlockingGroup::Socket:
    return "netio";
  case BlockingGroup::Dns:
    return "dns";
  case BlockingGroup::Process:
    return "process";
  default:
    return "offload";
  }
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
                        "async-blocking-call (known groups: %1;lock;logging)")
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
  BlockingOptions InUnit = Parsed;
  InUnit.Files = &TU.library();
  BlockingPaths Paths(TU, InUnit);
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

/// What the step calls, as part of a sentence.
static std::string calleeOf(const BlockingStep &Step) {
  // A closure that a macro makes and calls is the macro to who uses it.
  const std::string &Name = Step.Callee.empty() ? Step.Macro : Step.Callee;
  return Name.empty() ? "the lambda" : "'" + Name + "'";
}

/// Does \p Path start with what the text of a macro does? Then the macro is all
/// that the code says.
static bool startsInMacro(const std::vector<BlockingStep> &Path) {
  const BlockingStep &First = Path.front();
  return !First.Macro.empty() && First.What != BlockingStep::Kind::Lock;
}

/// The subject of "… blocks the thread".
static std::string subjectOf(const BlockingStep &Step) {
  switch (Step.What) {
  case BlockingStep::Kind::Destructor:
    return "the destructor of " + calleeOf(Step);
  case BlockingStep::Kind::Callable:
    return Step.Callee.empty() ? "this callable"
                               : "the callable passed to " + calleeOf(Step);
  case BlockingStep::Kind::Loop:
    return "this loop";
  case BlockingStep::Kind::Lock:
    return "locking " + calleeOf(Step);
  case BlockingStep::Kind::Call:
    break;
  }
  return "call to " + calleeOf(Step);
}

/// Who makes the next step of a path.
static std::string actorOf(const BlockingStep &Step) {
  switch (Step.What) {
  case BlockingStep::Kind::Call:
    return calleeOf(Step);
  case BlockingStep::Kind::Lock:
    return "the holder of " + calleeOf(Step);
  default:
    return subjectOf(Step);
  }
}

/// What the actor of the step before does in \p Step.
static std::string actOf(const BlockingStep &Step) {
  switch (Step.What) {
  case BlockingStep::Kind::Destructor:
    return "runs the destructor of " + calleeOf(Step);
  case BlockingStep::Kind::Callable:
    return Step.Callee.empty()
               ? "runs a callable"
               : "runs the callable that it passes to " + calleeOf(Step);
  case BlockingStep::Kind::Loop:
    return "loops";
  case BlockingStep::Kind::Lock:
    return "locks " + calleeOf(Step);
  case BlockingStep::Kind::Call:
    break;
  }
  return "calls " + calleeOf(Step);
}

/// What the last step of a path does with the thread.
static StringRef causeOf(const BlockingStep &Last) {
  switch (Last.Cause) {
  case BlockingCause::None:
    break;
  case BlockingCause::Listed:
    return whatBlocks(Last.Entry->Group);
  case BlockingCause::Option:
    return "is listed in 'BlockingFunctions'";
  case BlockingCause::Declared:
    return "is declared as blocking";
  case BlockingCause::Task:
    return "waits for a task, which may need this thread";
  case BlockingCause::Loop:
    return "runs an event loop inside the one that runs the coroutine";
  case BlockingCause::Spin:
    return "spins until something else happens";
  }
  return "waits";
}

/// Why the path that ends in \p Last, or at the mutex \p Lock, waits.
static std::string explain(const std::vector<BlockingStep> &Path,
                           const BlockingStep *Lock) {
  const BlockingStep &Last = Path.back();
  if (Lock)
    return (Lock == &Path.front() ? "another function holds it while it "
                                  : "it locks " + calleeOf(*Lock) +
                                        ", which another function holds while "
                                        "it ") +
           actOf(Last);
  std::string Cause = causeOf(Last).str();
  if (Path.size() == 1 && !startsInMacro(Path))
    return "it " + Cause;
  if (Path.size() == 1 && Last.What != BlockingStep::Kind::Loop)
    return "it " + actOf(Last) + ", which " + Cause;
  if (Last.What == BlockingStep::Kind::Loop)
    return "it reaches a loop that " + Cause;
  return "it reaches " + actorOf(Last) + ", which " + Cause;
}

/// What to do about \p Step in the coroutine \p C.
static std::string remedyFor(TranslationUnit &TU, const Coroutine &C,
                             const BlockingStep &Step) {
  if (!Step.Instead.empty())
    return "use " + Step.Instead + " instead";
  StringRef Key = "offload";
  switch (Step.Cause) {
  case BlockingCause::Task:
    return "use 'co_await' on the task instead";
  case BlockingCause::Loop:
    return "await the work instead of running an event loop for it";
  case BlockingCause::Spin:
    return "await a timer or an event in the loop";
  case BlockingCause::None: // a lock
  case BlockingCause::Listed:
    if (!Step.Entry)
      break;
    if (!Step.Entry->Use.empty())
      return "await '" + Step.Entry->Use + "' instead";
    Key = Step.Entry->Instead.empty() ? usualReplacement(Step.Entry->Group)
                                      : StringRef(Step.Entry->Instead);
    break;
  case BlockingCause::Option:
  case BlockingCause::Declared:
    break;
  }
  StringRef Replacement = replacementFor(TU, C, Key, Step.Entry);
  if (Replacement.empty())
    return "run it on a thread pool and co_await its completion";
  return ("use " + Replacement + " instead").str();
}

/// What is called here blocks: as listed, or because of what its body reaches.
/// What has no name is the language's matter: nobody could list it.
static Cause causeOf(TranslationUnit &TU, const std::vector<BlockingStep> &Path,
                     StringRef Reason) {
  const BlockingStep &First = Path.front();
  if (First.Names.empty())
    return byLanguage();
  KnownBy By = KnownBy::Body;
  if (Path.size() == 1)
    switch (First.Cause) {
    case BlockingCause::Listed:
      By = KnownBy::LibraryFile;
      break;
    case BlockingCause::Option:
      By = KnownBy::UserModel;
      break;
    case BlockingCause::Declared:
      By = KnownBy::Attribute;
      break;
    case BlockingCause::Task:
    case BlockingCause::Loop:
      By = KnownBy::Signature;
      break;
    case BlockingCause::None:
    case BlockingCause::Spin:
      break;
    }
  return blocksThread(TU, First.Names.front(), First.Next, By, Reason);
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
  std::string Reason = explain(Path, Lock != Path.end() ? &*Lock : nullptr);
  diag(First.Loc, "%0 blocks the thread that runs %1: %2",
       remedyFor(TU, C, Key), causeOf(TU, Path, Reason))
      << (startsInMacro(Path) ? "'" + First.Macro + "'" : subjectOf(First))
      << describeCoroutine(*C.function()) << Reason << First.Range;
  for (size_t I = 1; I < Path.size(); ++I)
    note(Path[I].Loc, actorOf(Path[I - 1]) + " " + actOf(Path[I]) + " here");
}
