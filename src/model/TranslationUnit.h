// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One translation unit as the checks see it: its coroutines and functions with
// bodies, found in a single traversal, and the questions that several checks
// ask about types and declarations. Built once per AST, shared by all checks
// that run on it (a thread works on one AST at a time).
//
// Project code is what is not in a system header and, outside the main file,
// not in a namespace that a library file describes: a modelled library is
// known by its model, not by its bodies.

#ifndef ASYNC_TIDY_MODEL_TRANSLATIONUNIT_H
#define ASYNC_TIDY_MODEL_TRANSLATIONUNIT_H

#include "model/Awaitable.h"
#include "model/Coroutine.h"
#include "model/Library.h"
#include "model/Names.h"
#include "model/UnitSink.h"

#include <clang/AST/ASTContext.h>

#include <map>
#include <memory>
#include <set>
#include <typeindex>

namespace async_tidy {

struct Limit;

class TranslationUnit {
public:
  /// The built-in library files plus \p UserFiles, loaded once per process and
  /// list. The error names file and line.
  static llvm::Expected<std::shared_ptr<const Library>>
  loadLibrary(const std::vector<std::string> &UserFiles);

  /// The unit's model, built on the first call after `forget`.
  static TranslationUnit &of(clang::ASTContext &Ctx,
                             std::shared_ptr<const Library> Lib, UnitSink *Sink,
                             unsigned LimitFactor);
  /// Drops this thread's model; the AST it belongs to is about to go or new.
  static void forget();

  TranslationUnit(clang::ASTContext &Ctx, std::shared_ptr<const Library> Lib,
                  UnitSink *Sink = nullptr, unsigned LimitFactor = 1);
  ~TranslationUnit();

  clang::ASTContext &context() { return Ctx; }
  const clang::SourceManager &sources() const { return Ctx.getSourceManager(); }
  const Library &library() const { return *Lib; }
  Names &names() { return NameTable; }
  AwaitableModel &awaitables() { return Awaitables; }
  /// Where to tell what is no diagnostic; nullptr if nobody reads it.
  UnitSink *sink() const { return Sink; }
  /// \p L, raised as the user wants it.
  unsigned limit(const Limit &L) const;
  /// Tells that the analysis of \p F stopped at \p L: findings may be missing.
  void gaveUp(const Limit &L, const clang::FunctionDecl *F);
  /// The same of the function that \p At is in.
  void gaveUp(const Limit &L, const clang::Stmt *At);

  /// Every coroutine of the project code in source order: functions, member
  /// functions, lambdas; the patterns of templates and their instantiations.
  llvm::ArrayRef<Coroutine *> coroutines() const { return CoroutineList; }
  /// The coroutine with this body, or nullptr.
  const Coroutine *coroutine(const clang::FunctionDecl *F) const;

  /// Every function of the project code with a body, coroutines included, in
  /// the order of the traversal.
  llvm::ArrayRef<const clang::FunctionDecl *> functions() const {
    return Functions;
  }

  /// Is this place in the project's own files?
  bool isProject(clang::SourceLocation Loc) const;
  /// Is this declaration project code: in the project's files and not, outside
  /// the main file, part of a modelled library that is built along?
  bool isProjectCode(const clang::Decl *D);

  /// A value of type T that belongs to this unit, made on first use. Analyses
  /// keep their per-unit caches here, so that all checks share them without
  /// the model knowing the layers above it. T is constructed from
  /// (TranslationUnit &).
  template <typename T> T &shared() {
    std::shared_ptr<void> &Slot = Extensions[std::type_index(typeid(T))];
    if (!Slot)
      Slot = std::make_shared<T>(*this);
    return *static_cast<T *>(Slot.get());
  }

private:
  const clang::FunctionDecl *functionAround(clang::SourceLocation Loc) const;

  clang::ASTContext &Ctx;
  std::shared_ptr<const Library> Lib;
  UnitSink *Sink;
  const unsigned LimitFactor;
  /// What gaveUp was told, so that it is looked up once.
  std::set<std::pair<const Limit *, const void *>> GivenUp;
  Names NameTable;
  AwaitableModel Awaitables;
  std::vector<std::unique_ptr<Coroutine>> Storage;
  std::vector<Coroutine *> CoroutineList;
  llvm::DenseMap<const clang::FunctionDecl *, const Coroutine *> ByFunction;
  std::vector<const clang::FunctionDecl *> Functions;
  std::map<std::type_index, std::shared_ptr<void>> Extensions;
};

/// The coroutines to report on: a template that the unit instantiates is
/// represented by its instantiations, any other by its pattern.
std::vector<const Coroutine *> reportedCoroutines(TranslationUnit &TU);
/// The same of functions, in the order of the traversal.
std::vector<const clang::FunctionDecl *> reportedFunctions(TranslationUnit &TU);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_TRANSLATIONUNIT_H
