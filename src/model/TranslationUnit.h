// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One translation unit as the checks see it: its coroutines and functions with
// bodies, found in a single traversal, and the questions that several checks
// ask about types and declarations. Built once per AST, shared by all checks
// that run on it (a thread works on one AST at a time).

#ifndef ASYNC_TIDY_MODEL_TRANSLATIONUNIT_H
#define ASYNC_TIDY_MODEL_TRANSLATIONUNIT_H

#include "model/Library.h"

#include <clang/AST/ASTContext.h>

#include <memory>

namespace async_tidy {

class TranslationUnit {
public:
  /// The built-in library files plus \p UserFiles, loaded once per process and
  /// list.
  static llvm::Expected<std::shared_ptr<const Library>>
  loadLibrary(const std::vector<std::string> &UserFiles);

  /// The unit's model, built on the first call after `forget`.
  static TranslationUnit &of(clang::ASTContext &Ctx,
                             std::shared_ptr<const Library> Lib);
  /// Drops this thread's model; the AST it belongs to is about to go or new.
  static void forget();
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_TRANSLATIONUNIT_H
