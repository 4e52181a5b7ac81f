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

void UnitSink::add(AnalysisGap Gap, SourceLocation Loc,
                   const SourceManager &SM) {
  PresumedLoc Where = SM.getPresumedLoc(SM.getExpansionLoc(Loc));
  if (Where.isValid()) {
    Gap.Path = Where.getFilename();
    Gap.Line = Where.getLine();
  }
  Gaps.insert(std::move(Gap));
}

void UnitSink::gap(const FunctionDecl *F, StringRef Reason, bool IsLimit) {
  add({"", 0, F->getQualifiedNameAsString(), Reason.str(), IsLimit},
      F->getLocation(), F->getASTContext().getSourceManager());
}

void UnitSink::gap(SourceLocation Loc, const SourceManager &SM,
                   StringRef Reason, bool IsLimit) {
  add({"", 0, "", Reason.str(), IsLimit}, Loc, SM);
}

void UnitSink::optionName(ListedOptionName Name, bool IsDeclared) {
  OptionNames[std::move(Name)] |= IsDeclared;
}

void UnitSink::cost(StringRef Check, CheckCost Work) {
  CheckCost &Sum = Costs[Check.str()];
  Sum.Time += Work.Time;
  Sum.Visits += Work.Visits;
}
