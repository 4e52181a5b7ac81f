// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/Gaps.h"

#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>

using namespace clang;
using namespace async_tidy;

static GapListener *&listener() {
  static thread_local GapListener *Current = nullptr;
  return Current;
}

GapListener::GapListener() : Outer(listener()) { listener() = this; }

GapListener::~GapListener() { listener() = Outer; }

void async_tidy::recordGap(const FunctionDecl *F, StringRef Reason) {
  GapListener *L = listener();
  if (!L)
    return;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  PresumedLoc Where = SM.getPresumedLoc(SM.getExpansionLoc(F->getLocation()));
  AnalysisGap Gap;
  if (Where.isValid()) {
    Gap.Path = Where.getFilename();
    Gap.Line = Where.getLine();
  }
  Gap.Function = F->getQualifiedNameAsString();
  Gap.Reason = Reason.str();
  L->Gaps.insert(std::move(Gap));
}
