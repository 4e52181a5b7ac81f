// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the checks about dropped awaitables share: which types count, and where
// values of them are made.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_DROPPEDTYPES_H
#define ASYNC_TIDY_ANALYSIS_TASKS_DROPPEDTYPES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

#include <llvm/ADT/StringSet.h>

namespace async_tidy {

/// Decides whether dropping a value of a type loses something.
class LostTypes {
public:
  /// \p TaskTypes count and \p IgnoreTypes do not, whatever their declarations
  /// say; qualified names without a leading "::".
  LostTypes(llvm::StringSet<> TaskTypes, llvm::StringSet<> IgnoreTypes,
            bool ReportEager)
      : Task(std::move(TaskTypes)), Ignored(std::move(IgnoreTypes)),
        ReportEager(ReportEager) {}

  /// What is known about \p T if it is an awaitable whose loss matters inside
  /// \p F, otherwise nothing.
  std::optional<AwaitableInfo> find(TranslationUnit &TU, clang::QualType T,
                                    const clang::FunctionDecl *F) const;

private:
  llvm::StringSet<> Task, Ignored;
  bool ReportEager;
};

/// Does a task of type \p T, of which \p Info is known, go on when it is
/// dropped, and have no result?
bool goesOnAlone(TranslationUnit &TU, clang::QualType T,
                 const AwaitableInfo &Info);

/// The type of the awaitable that \p E makes, or null if \p E does not make a
/// new object: calls, awaits, temporaries. A call that is only resolved in
/// instantiations counts if all candidates are known and return the same class
/// or template: not an operator, nor an unqualified name that
/// argument-dependent lookup completes.
clang::QualType freshType(const clang::Expr *E);

/// Does the call acquire a lock, a permit or the like, as its name or a library
/// file says?
bool acquires(TranslationUnit &TU, const CallParts &Call);
/// Is that what a variable of this name is for?
bool isNamedGuard(TranslationUnit &TU, const clang::ValueDecl *V);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_DROPPEDTYPES_H
