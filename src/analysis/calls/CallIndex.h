// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who calls a function in this unit, and which body runs when it is called.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CALLINDEX_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CALLINDEX_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

struct CallSite {
  const clang::Expr *Call = nullptr;
  const clang::FunctionDecl *Caller = nullptr;
};

/// Calls of the unit's project code, by callee. Get it with
/// TU.shared<CallIndex>().
class CallIndex {
public:
  explicit CallIndex(TranslationUnit &TU);

  /// Every call of \p F (of this very instantiation, if it is one).
  llvm::ArrayRef<CallSite> callersOf(const clang::FunctionDecl *F) const;
  /// Is the function used other than by calling it (its address is taken, it
  /// is bound to a reference)? Then its callers are not all known.
  bool escapes(const clang::FunctionDecl *F) const {
    return escapeCount(F) != 0;
  }
  /// At how many places it is.
  unsigned escapeCount(const clang::FunctionDecl *F) const;
  /// The function that runs when \p Call calls \p M: the only override that the
  /// unit knows of a pure virtual function, the final one, or the one of the
  /// object's known dynamic class; \p M itself if it is not virtual; nullptr
  /// if it is not known.
  const clang::CXXMethodDecl *target(const clang::CXXMethodDecl *M,
                                     const clang::Expr *Object) const;

private:
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<CallSite>> Callers;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Escaping;
  llvm::DenseMap<const clang::CXXMethodDecl *,
                 llvm::SmallVector<const clang::CXXMethodDecl *, 2>>
      Overriders;
};

/// The definition that running \p Parts executes, if it is known in this unit:
/// a function, a closure's call operator, a devirtualised member function.
const clang::FunctionDecl *executedFunction(TranslationUnit &TU,
                                            const CallParts &Parts);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CALLINDEX_H
