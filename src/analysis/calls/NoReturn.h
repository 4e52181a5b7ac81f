// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls after which control does not go on: functions that are declared
// [[noreturn]], and those whose bodies show that they always throw or end the
// program.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_NORETURN_H
#define ASYNC_TIDY_ANALYSIS_CALLS_NORETURN_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The answers of a unit, kept: TU.shared<NoReturn>().
class NoReturn {
public:
  explicit NoReturn(TranslationUnit &TU) : TU(TU) {}

  /// Does control never come back from \p Call? False if it is not known.
  bool never(const CallParts &Call);

private:
  bool call(const CallParts &Call, unsigned Depth);
  bool function(const clang::FunctionDecl *F, unsigned Depth);
  bool endsThere(const clang::Stmt *Last, unsigned Depth);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_NORETURN_H
