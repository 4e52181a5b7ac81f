// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types can be awaited, how that is known, and what dropping one means.
// The answer comes from the type's own declarations ([expr.await]p3 and
// [dcl.fct.def.coroutine]); library files only add what the language cannot
// tell.

#ifndef ASYNC_TIDY_MODEL_AWAITABLE_H
#define ASYNC_TIDY_MODEL_AWAITABLE_H

#include "model/ClassLookup.h"
#include "model/Names.h"
#include "model/StartModel.h"

#include <clang/AST/ASTContext.h>
#include <llvm/ADT/DenseSet.h>

#include <unordered_map>

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
  SeenAwaited     ///< this unit awaits such a value somewhere
};

struct AwaitableInfo {
  AwaitRoute Route = AwaitRoute::None;
  StartKind Start = StartKind::Unknown;
  DropEffect Drop = DropEffect::Unknown;
  /// The type is the return type of coroutines; Promise is its promise, or the
  /// promise template's pattern if that is not instantiated.
  bool IsCoroutineType = false;
  bool IsGenerator = false;
  /// Dropping it is what it is for.
  bool SelfOwning = false;
  /// Its coroutines resume on the thread that started them, at every
  /// suspension; a library file says so.
  bool IsPinned = false;
  /// An object that has its value or its failure already, though it may be
  /// awaited to get at it (Expected, Optional): neither task nor work.
  bool IsValue = false;
  const clang::CXXRecordDecl *Promise = nullptr;
  /// The library that describes the type, if one does.
  const LibraryFile *Owner = nullptr;
  const TaskEntry *Entry = nullptr;

  bool isAwaitable() const { return Route != AwaitRoute::None && !SelfOwning; }
};

class AwaitableModel {
public:
  AwaitableModel(clang::ASTContext &Ctx, Names &N)
      : Ctx(Ctx), N(N), Starts(Ctx, N) {}

  /// What is known about \p T, seen through references. For a specialisation
  /// that depends on template parameters, the template's definition answers.
  /// Pointers and other non-class types are not awaitable.
  const AwaitableInfo &classify(clang::QualType T);

  /// Would `co_await e` compile in a coroutine with this promise, for `e` of
  /// type \p T? False when in doubt.
  bool accepts(const clang::CXXRecordDecl *Promise, clang::QualType T);

  /// The promise type of the coroutines that return \p T, or nullptr.
  const clang::CXXRecordDecl *promiseOf(clang::QualType T);

  /// See StartModel.
  StartKind startOf(const clang::CXXRecordDecl *Promise) {
    return Starts.ofPromise(Promise);
  }
  std::optional<bool> constantReady(const clang::CXXRecordDecl *Awaiter) const {
    return Starts.constantReady(Awaiter);
  }

  /// Does the promise name the class of \p T (or its template) in a parameter
  /// of await_transform? Then T is meant to be awaited in its coroutines, even
  /// if nothing else says so.
  bool transforms(const clang::CXXRecordDecl *Promise, clang::QualType T);

  /// The class whose await_ready, await_suspend and await_resume run when a \p
  /// T is awaited: T, or what its member operator co_await gives; nullptr if it
  /// is not known.
  const clang::CXXRecordDecl *awaiterOf(clang::QualType T);

  /// The type of `co_await e` for `e` of type \p T; null if it is not known.
  clang::QualType resultOf(clang::QualType T);

  /// Records that the unit awaits \p Operand and gets a value of type \p
  /// Result.
  void noteAwaited(const clang::Expr *Operand, clang::QualType Result);

  /// See memberFunctions.
  llvm::SmallVector<const clang::FunctionDecl *, 4>
  members(const clang::CXXRecordDecl *Class,
          clang::DeclarationName Name) const {
    return memberFunctions(Class, Name);
  }
  llvm::SmallVector<const clang::FunctionDecl *, 4>
  members(const clang::CXXRecordDecl *Class, llvm::StringRef Name) const {
    return memberFunctions(Class, Name);
  }

private:
  AwaitableInfo compute(const clang::CXXRecordDecl *R, clang::QualType T);
  AwaitRoute promiseRoute(const AwaitableInfo &Info,
                          const clang::CXXRecordDecl *R, clang::QualType T);
  bool isSender(const clang::CXXRecordDecl *R);
  StartKind startOfType(clang::QualType T);
  void describe(AwaitableInfo &Info, const clang::CXXRecordDecl *R,
                clang::QualType T);
  AwaitRoute ownRoute(const clang::CXXRecordDecl *R, clang::QualType T);
  bool hasFreeOperator(const clang::CXXRecordDecl *R, clang::QualType T);
  bool parameterAccepts(const clang::FunctionDecl *F, clang::QualType T,
                        bool &Generic);
  const clang::CXXRecordDecl *promiseFromTraits(const clang::CXXRecordDecl *R,
                                                clang::QualType T);

  clang::ASTContext &Ctx;
  Names &N;
  /// Nodes must not move: classify returns references.
  std::unordered_map<const clang::Type *, AwaitableInfo> Cache;
  StartModel Starts;
  llvm::DenseSet<const clang::Decl *> Awaited;
  /// Awaited as temporaries: not objects that are merely awaitable too.
  llvm::DenseSet<const clang::Decl *> AwaitedTemporaries;
  llvm::DenseMap<const clang::Type *, clang::QualType> Results;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_AWAITABLE_H
