// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that call what they are given.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CALLABLEPARAMETERS_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CALLABLEPARAMETERS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Which functions call their type-erased parameters (function pointers,
/// std::function), themselves or by passing them on; by TU.shared.
class CallableParameters {
public:
  explicit CallableParameters(TranslationUnit &TU) : TU(TU) {}
  /// Does running \p F call its parameter \p Index before it returns?
  bool invokes(const clang::FunctionDecl *F, unsigned Index,
               unsigned Depth = 0);

private:
  bool compute(const clang::FunctionDecl *F, const clang::ParmVarDecl *Param,
               unsigned Depth);

  TranslationUnit &TU;
  const clang::FunctionDecl *Start = nullptr; ///< that is asked about
  llvm::DenseMap<const clang::ParmVarDecl *, bool> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CALLABLEPARAMETERS_H
