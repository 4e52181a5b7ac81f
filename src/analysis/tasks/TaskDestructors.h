// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of a coroutine that is not done when the object that it returned
// is destroyed, read from the destructors of the task type.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_TASKDESTRUCTORS_H
#define ASYNC_TIDY_ANALYSIS_TASKS_TASKDESTRUCTORS_H

#include "model/TranslationUnit.h"

namespace async_tidy {

enum class AtDrop {
  Unknown,
  Destroys, ///< the frame is destroyed with the task
  LetsRun   ///< the coroutine goes on; it owns its frame until it is done
};

/// What dropping a task of type \p T does. What a library file says of the type
/// comes first, then the destructors of the class, its bases and members.
AtDrop whenDropped(TranslationUnit &TU, clang::QualType T);

/// The answers for classes, by TranslationUnit::shared.
class TaskDestructors {
public:
  explicit TaskDestructors(TranslationUnit &TU) : TU(TU) {}
  AtDrop of(const clang::CXXRecordDecl *R);

private:
  /// What the body of a destructor, or of a function that it calls, does with
  /// coroutine handles.
  struct Ending {
    bool Destroys = false; ///< also one that is not done
    bool Unclear = false;  ///< under another condition, or out of sight
  };

  AtDrop ofClass(const clang::CXXRecordDecl *R, unsigned Depth);
  AtDrop ofParts(const clang::CXXRecordDecl *R, AtDrop Own, unsigned Depth);
  Ending endingOf(const clang::FunctionDecl *F, unsigned Depth);
  AtDrop ofPart(clang::QualType T, unsigned Depth);
  AtDrop ofUniqueOwner(const clang::CXXRecordDecl *Owner, unsigned Depth);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, Ending> Endings;
  llvm::DenseMap<const clang::CXXRecordDecl *, AtDrop> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_TASKDESTRUCTORS_H
