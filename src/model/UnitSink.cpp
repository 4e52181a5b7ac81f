// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/UnitSink.h"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

using namespace clang;
using namespace async_tidy;

static UnitSink *&current() {
  static thread_local UnitSink *Current = nullptr;
  return Current;
}

UnitSink::UnitSink() : Outer(current()) { current() = this; }

UnitSink::~UnitSink() { current() = Outer; }

UnitSink *UnitSink::ofThread() { return current(); }

void UnitSink::gap(const FunctionDecl *F, StringRef Reason) {
  const SourceManager &SM = F->getASTContext().getSourceManager();
  PresumedLoc Where = SM.getPresumedLoc(SM.getExpansionLoc(F->getLocation()));
  AnalysisGap Gap;
  if (Where.isValid()) {
    Gap.Path = Where.getFilename();
    Gap.Line = Where.getLine();
  }
  Gap.Function = F->getQualifiedNameAsString();
  Gap.Reason = Reason.str();
  Gaps.insert(std::move(Gap));
}

void UnitSink::optionName(ListedOptionName Name, bool IsDeclared) {
  OptionNames[std::move(Name)] |= IsDeclared;
}

void UnitSink::cost(StringRef Check, CheckCost Work) {
  CheckCost &Sum = Costs[Check.str()];
  Sum.Time += Work.Time;
  Sum.Visits += Work.Visits;
}
