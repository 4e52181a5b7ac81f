// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/RunningCheck.h"
#include "model/BodyWalk.h"

#include <llvm/Support/raw_ostream.h>

using namespace async_tidy;

static std::string &current() {
  static thread_local std::string Id;
  return Id;
}

static CheckCostListener *&listener() {
  static thread_local CheckCostListener *Current = nullptr;
  return Current;
}

CheckCostListener::CheckCostListener() : Outer(listener()) {
  listener() = this;
}

CheckCostListener::~CheckCostListener() { listener() = Outer; }

RunningCheck::RunningCheck(llvm::StringRef Id)
    : Id(Id.str()), Outer(std::move(current())),
      Start(std::chrono::steady_clock::now()),
      VisitsBefore(visitedStatements()) {
  current() = this->Id;
}

RunningCheck::~RunningCheck() {
  current() = Outer;
  if (CheckCostListener *L = listener()) {
    CheckCost &Cost = L->Costs[Id];
    Cost.Time += std::chrono::steady_clock::now() - Start;
    Cost.Visits += visitedStatements() - VisitsBefore;
  }
}

void RunningCheck::print(llvm::raw_ostream &OS) const {
  OS << "async-tidy " ASYNC_TIDY_VERSION ", running the check '" << Id << "'\n";
}

std::string async_tidy::runningCheck() { return current(); }
