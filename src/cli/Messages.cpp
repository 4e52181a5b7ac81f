// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Messages.h"

#include <llvm/Support/FormatVariadic.h>

#include <iostream>
#include <string_view>

using namespace async_tidy;

void async_tidy::printError(const std::string &Message) {
  std::cerr << "async-tidy: error: " << Message << "\n";
}

void async_tidy::tellDroppedFlags(const std::vector<CompileEntry> &Units,
                                  const CommandEdits &Edits) {
  for (const CompileEntry &Entry : Units) {
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS =
        llvm::vfs::createPhysicalFileSystem();
    if (FS->setCurrentWorkingDirectory(Entry.Directory))
      continue;
    NormalizedCommand Command = normalizeCommand(Entry, Edits, *FS);
    std::cerr << "async-tidy: note: " << Entry.File << ": flags left out:";
    for (const std::string &Flag : Command.Dropped)
      std::cerr << " " << Flag;
    std::cerr << "\n";
  }
}

void async_tidy::tellProfile(const RunProfile &Profile) {
  auto Row = [&](double Seconds, const std::string &Name) {
    double Share = Profile.Seconds > 0 ? 100 * Seconds / Profile.Seconds : 0;
    std::cerr << llvm::formatv("{0,9:F3} s {1,6:F1} %  {2}\n", Seconds, Share,
                               Name)
                     .str();
  };
  for (const CheckTime &Each : Profile.Checks)
    Row(Each.Seconds, Each.Check);
  Row(Profile.CheckSeconds, "all checks");
  Row(Profile.Seconds - Profile.CheckSeconds, "clang's front end and the rest");
}

void async_tidy::tellFixes(const FixSummary &Summary, bool Quiet) {
  for (const std::string &Problem : Summary.Problems)
    printError(Problem);
  if (Quiet)
    return;
  std::cerr << "async-tidy: applied the fixes of " << Summary.Applied
            << " finding" << (Summary.Applied == 1 ? "" : "s") << " in "
            << Summary.Files << " file" << (Summary.Files == 1 ? "" : "s")
            << "\n";
}

static std::string_view levelOf(const RunNotification &N) {
  switch (N.What) {
  case RunNotification::Kind::Gap:
  case RunNotification::Kind::UnitSkipped:
    return "note: ";
  case RunNotification::Kind::Warning:
    return "warning: ";
  case RunNotification::Kind::UnitFailed:
  case RunNotification::Kind::Configuration:
    break;
  }
  return "error: ";
}

void async_tidy::tellNotifications(
    const std::vector<RunNotification> &Notifications, bool Quiet) {
  for (const RunNotification &N : Notifications) {
    // Silence about a unit that failed would look like a clean unit.
    if (Quiet && N.What != RunNotification::Kind::UnitFailed)
      continue;
    std::cerr << "async-tidy: " << levelOf(N);
    if (!N.Path.empty())
      std::cerr << N.Path << (N.Line ? ":" + std::to_string(N.Line) : "")
                << ": ";
    std::cerr << N.Message << "\n";
  }
}
