// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/RunningCheck.h"
#include "model/Visits.h"

#include <llvm/Support/raw_ostream.h>

using namespace async_tidy;

static std::string &current() {
  static thread_local std::string Id;
  return Id;
}

RunningCheck::RunningCheck(llvm::StringRef Id, UnitSink *Sink)
    : Id(Id.str()), Outer(std::move(current())), Sink(Sink),
      Start(std::chrono::steady_clock::now()), VisitsBefore(visits()) {
  current() = this->Id;
}

RunningCheck::~RunningCheck() {
  current() = Outer;
  if (Sink)
    Sink->cost(Id, {std::chrono::steady_clock::now() - Start,
                    visits() - VisitsBefore});
}

void RunningCheck::print(llvm::raw_ostream &OS) const {
  OS << "async-tidy " ASYNC_TIDY_VERSION ", running the check '" << Id << "'\n";
}

std::string async_tidy::runningCheck() { return current(); }
