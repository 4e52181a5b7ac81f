// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/LentTasks.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::isLent(const CallParts &Call, const DeclRefExpr *Holder) {
  if (!Call.Callee || Call.Callee->isTemplateInstantiation())
    return false;
  unsigned Known =
      std::min<unsigned>(Call.Args.size(), Call.Callee->getNumParams());
  for (unsigned I = 0; I < Known; ++I)
    if (stripValue(Call.Args[I]) == Holder) {
      QualType T = Call.Callee->getParamDecl(I)->getType();
      return T->isLValueReferenceType() &&
             !T->getPointeeType().isConstQualified();
    }
  return false;
}
