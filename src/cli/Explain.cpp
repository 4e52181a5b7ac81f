// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Commands.h"
#include "cli/Messages.h"
#include "findings/Rule.h"

#include <llvm/ADT/StringRef.h>

#include <iostream>

using namespace async_tidy;

CommandResult async_tidy::runExplain(const ExplainOptions &Options) {
  const Rule *R = findRule(Options.Id);
  if (!R)
    R = findRule("async-" + Options.Id);
  if (R) {
    std::cout << R->Page;
    return {};
  }
  std::string Message = "there is no check '" + Options.Id + "'";
  unsigned Best = 8;
  std::string_view Nearest;
  for (const Rule &Candidate : allRules()) {
    unsigned Distance = llvm::StringRef(Options.Id)
                            .edit_distance(llvm::StringRef(
                                Candidate.Id.data(), Candidate.Id.size()));
    if (Distance < Best) {
      Best = Distance;
      Nearest = Candidate.Id;
    }
  }
  if (!Nearest.empty())
    Message += "; did you mean '" + std::string(Nearest) + "'?";
  printError(Message + " 'async-tidy list' shows all of them");
  return {ExitUsage, false};
}
