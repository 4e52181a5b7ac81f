// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How cancellation shows itself in a unit: the exceptions and error codes that
// mean it, and the code that asks for it.

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_CANCELLATION_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_CANCELLATION_H

#include "model/TranslationUnit.h"

#include <llvm/ADT/SetVector.h>
#include <llvm/ADT/StringSet.h>

namespace async_tidy {

/// An exception as which cancellation arrives.
struct CancellationKind {
  /// The class, or nullptr if the unit does not declare it.
  const clang::CXXRecordDecl *Class = nullptr;
  std::string Name;
  /// It carries other errors as well: Code tells (may be empty if it does not).
  bool IsCarrier = false;
  std::string Code;
  /// It comes only out of operations that can be cancelled by what they are
  /// given (`cancellation: explicit`).
  bool IsExplicit = false;

  /// Is this the kind of exception that a handler with this caught type (null
  /// for `catch (...)`) catches?
  bool isCaughtBy(clang::QualType Caught) const;
};

/// What a user adds to the libraries' lists.
struct CancellationNames {
  llvm::StringSet<> Exceptions, Checks, Codes;
};

class CancellationModel {
public:
  CancellationModel(TranslationUnit &TU, const CancellationNames &More);

  /// The exceptions as which cancellation can reach \p C from the suspension
  /// points \p Points: those of the libraries in sight, then the project's own,
  /// then the user's. Empty if the coroutine's library does not cancel by
  /// exception.
  std::vector<CancellationKind>
  inSight(const Coroutine &C, llvm::ArrayRef<SuspensionPoint> Points) const;

  /// Can cancellation of this kind come out of the await? Not of a coroutine
  /// that is seen neither to suspend nor to throw it.
  bool canDeliver(const SuspensionPoint &P, const CancellationKind &Kind) const;

  /// Does evaluating \p S look at cancellation: an aborted code, a check, a
  /// variable or function whose name speaks of stopping?
  bool asksForCancellation(const clang::Stmt *S) const;

  /// Does evaluating exactly \p S throw if cancellation was requested?
  bool throwsIfCancelled(const clang::Stmt *S) const;

private:
  bool isCancellable(const clang::Expr *Operation) const;
  bool isCode(const clang::NamedDecl *D) const;
  bool isCheck(const clang::NamedDecl *D) const;
  using FunctionSet = llvm::SmallPtrSetImpl<const clang::FunctionDecl *>;
  bool delivers(const SuspensionPoint &P, const CancellationKind &Kind,
                FunctionSet &Seen) const;
  bool bodyDelivers(const clang::FunctionDecl *F, const CancellationKind &Kind,
                    FunctionSet &Seen) const;
  void findProjectKinds();
  void addLibrary(const LibraryFile &Lib, llvm::StringRef Namespace,
                  std::vector<CancellationKind> &Kinds) const;

  TranslationUnit &TU;
  const CancellationNames &More;
  llvm::SetVector<const clang::CXXRecordDecl *> ProjectKinds;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_CANCELLATION_H
