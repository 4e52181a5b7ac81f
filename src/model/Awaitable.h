// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types can be awaited, how that is known, and what dropping one means.
// The answer comes from the type's own declarations ([expr.await]p3 and
// [dcl.fct.def.coroutine]); library files only add what the language cannot
// tell.

#ifndef ASYNC_TIDY_MODEL_AWAITABLE_H
#define ASYNC_TIDY_MODEL_AWAITABLE_H

#include "model/Names.h"

#include <clang/AST/ASTContext.h>
#include <llvm/ADT/DenseSet.h>

namespace async_tidy {

/// How a type is known to be awaitable.
enum class AwaitRoute {
  None,
  MemberOperator, ///< member operator co_await
  FreeOperator,   ///< operator co_await in an associated namespace
  Awaiter,        ///< await_ready, await_suspend and await_resume
  AwaitTransform, ///< accepted by a promise's await_transform
  Task,           ///< a lazy coroutine type that owns its coroutine
  Sender,         ///< declares sender_concept
  Library,        ///< a library file says so
  SeenAwaited     ///< a coroutine type that this unit awaits somewhere
};

struct AwaitableInfo {
  AwaitRoute Route = AwaitRoute::None;
  StartKind Start = StartKind::Unknown;
  DropEffect Drop = DropEffect::Unknown;
  /// The type is the return type of coroutines; Promise is its promise (of a
  /// class template that is not instantiated, the template's pattern).
  bool IsCoroutineType = false;
  bool IsGenerator = false;
  /// Dropping it is what it is for.
  bool SelfOwning = false;
  const clang::CXXRecordDecl *Promise = nullptr;
  /// The library that describes the type, if one does.
  const LibraryFile *Owner = nullptr;
  const TaskEntry *Entry = nullptr;

  bool isAwaitable() const { return Route != AwaitRoute::None && !SelfOwning; }
};

class AwaitableModel {
public:
  AwaitableModel(clang::ASTContext &Ctx, Names &N) : Ctx(Ctx), N(N) {}

  /// What is known about \p T, seen through references. Pointers, dependent and
  /// non-class types are not awaitable.
  const AwaitableInfo &classify(clang::QualType T);

  /// Would `co_await e` compile in a coroutine with this promise, for `e` of
  /// type \p T? False when in doubt.
  bool accepts(const clang::CXXRecordDecl *Promise, clang::QualType T);

  /// The promise type of the coroutines that return \p T, or nullptr.
  const clang::CXXRecordDecl *promiseOf(clang::QualType T);

  /// When coroutines with this promise start, from what initial_suspend()
  /// returns.
  StartKind startOf(const clang::CXXRecordDecl *Promise);

  /// Does `await_ready()` of this awaiter always return the same value?
  /// \returns that value, or nothing if it is not constant or not visible.
  std::optional<bool> constantReady(const clang::CXXRecordDecl *Awaiter);

  /// Records that the unit awaits a value of type \p T.
  void noteAwaited(clang::QualType T);

  /// Functions named \p Name in \p Class and its bases, also in the patterns of
  /// templates that are not instantiated.
  llvm::SmallVector<const clang::FunctionDecl *, 4>
  members(const clang::CXXRecordDecl *Class, clang::DeclarationName Name);
  llvm::SmallVector<const clang::FunctionDecl *, 4>
  members(const clang::CXXRecordDecl *Class, llvm::StringRef Name);

private:
  AwaitableInfo compute(const clang::CXXRecordDecl *R, clang::QualType T);
  void describe(AwaitableInfo &Info, const clang::CXXRecordDecl *R);
  AwaitRoute ownRoute(const clang::CXXRecordDecl *R, clang::QualType T);
  bool hasFreeOperator(const clang::CXXRecordDecl *R, clang::QualType T);
  bool parameterAccepts(const clang::FunctionDecl *F, clang::QualType T,
                        bool &Generic);
  const clang::CXXRecordDecl *promiseFromTraits(const clang::CXXRecordDecl *R,
                                                clang::QualType T);

  clang::ASTContext &Ctx;
  Names &N;
  llvm::DenseMap<const clang::Type *, AwaitableInfo> Cache;
  llvm::DenseMap<const clang::CXXRecordDecl *, StartKind> Starts;
  llvm::DenseSet<const clang::Decl *> Awaited;
};

/// The class definition behind \p R; of a specialisation that is not
/// instantiated, the template's own definition; nullptr if there is neither.
const clang::CXXRecordDecl *definitionOrPattern(const clang::CXXRecordDecl *R);

/// What `f()` always returns, if its body is a single `return` of a constant.
std::optional<bool> constantResult(const clang::FunctionDecl *F,
                                   const clang::ASTContext &Ctx);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_AWAITABLE_H
