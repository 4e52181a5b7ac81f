// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions of the unit change a container, and what that invalidates.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_CONTAINERCHANGES_H
#define ASYNC_TIDY_ANALYSIS_STATE_CONTAINERCHANGES_H

#include "analysis/state/InsideContainer.h"

namespace async_tidy {

/// A change of a container somewhere in the unit.
struct ContainerChange {
  const clang::Expr *E = nullptr;
  const clang::FunctionDecl *Function = nullptr;
  /// The member function's name; "=" for an assignment or a move out of it.
  llvm::StringRef Name;
};

/// The changes of containers that are members or globals of the unit, by their
/// declaration: TU.shared<ContainerChanges>().
class ContainerChanges {
public:
  explicit ContainerChanges(TranslationUnit &TU);

  /// The first change, in source order, after which \p What is invalid; nullptr
  /// if the unit has none. Constructors, destructors and assignment operators
  /// do not count: they concern the whole object. Neither does a holder that \p
  /// User fills itself, who has what it holds in \p Def; nor, in a container
  /// whose other elements stay where they are, that \p User erases just the
  /// element that \p Def refers to; nor what happens in the one function that
  /// calls \p User and awaits it, or is a part of the only run of User.
  const ContainerChange *invalidating(const Inside &What,
                                      const clang::FunctionDecl *User,
                                      const Definition &Def) const;

private:
  TranslationUnit &TU;
  const Library &Lib;
  llvm::DenseMap<const clang::Decl *, std::vector<ContainerChange>> Changes;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_CONTAINERCHANGES_H
