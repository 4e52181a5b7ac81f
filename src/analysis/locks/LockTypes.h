// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types are locks of threads, which are made for coroutines, and which
// objects hold something that a suspension must not carry along. Declarations
// answer first (attributes, what constructor and destructor do, what lock()
// returns); the library files add names.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKTYPES_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKTYPES_H

#include "analysis/locks/HostileTypes.h"
#include "analysis/locks/LockTypesByName.h"
#include "analysis/locks/ObjectTypes.h"
#include "model/TranslationUnit.h"

#include <string>

namespace async_tidy {

/// What an object holds while it lives.
enum class HoldKind {
  None,
  Thread, ///< a lock of the thread
  Async,  ///< a lock that is made to be held across suspensions
  Hostile ///< other state of the thread or the scope
};

/// How an object comes to hold it.
enum class HoldShape {
  Guard,  ///< a lock guard or hostile object itself
  Owner,  ///< owns one behind an access: optional, unique_ptr, vector
  Members ///< has one among its members or bases
};

struct HoldInfo {
  HoldKind Kind = HoldKind::None;
  HoldShape Shape = HoldShape::Guard;
  /// Owner: the type of what is owned.
  clang::QualType Owned;
  /// Of a hostile type.
  HostileReason Reason;

  explicit operator bool() const { return Kind != HoldKind::None; }
};

/// Types that the options of a check add to the library files.
struct LockNames {
  llvm::StringSet<> Guards, Mutexes, AsyncMutexes;
  llvm::StringMap<std::string> Hostile;
};

/// The lock types of a unit with the names of one check's options. They never
/// change: what one check is told must not change what another one finds.
class LockTypes {
public:
  explicit LockTypes(TranslationUnit &TU, LockNames Names = {})
      : TU(TU), Extra(std::move(Names)) {}

  /// What an object of type \p T holds. References and pointers hold nothing.
  HoldInfo holdOf(clang::QualType T);

  /// Does locking a \p T (through references and one pointer) block the thread?
  bool isThreadMutex(clang::QualType T);
  /// Is a \p T made to be awaited when it is locked?
  bool isAsyncMutex(clang::QualType T);

  /// What \p F does to the mutex or guard that it is called on (a C function:
  /// to the lock its first argument points to), by its attributes or its name.
  LockCall lockCall(const clang::FunctionDecl *F);

  /// The same for a member function of a dependent type: by its name alone.
  LockCall memberNamed(llvm::StringRef Name) const {
    return lockCallOfMember(TU.library(), Name);
  }

  /// Does the visible body of \p F, or a function of the same class that it
  /// calls, do \p What to any thread lock?
  bool bodyCalls(const clang::FunctionDecl *F, LockCall What);

private:
  HoldInfo compute(const clang::CXXRecordDecl *R, clang::QualType T);
  HoldInfo ofMembers(const clang::CXXRecordDecl *Def);
  bool acquiresWhenMade(const clang::CXXRecordDecl *Def);
  HoldInfo ofGuardBody(const clang::CXXRecordDecl *Def);
  bool isListedGuard(const clang::CXXRecordDecl *R, unsigned Depth = 0);
  bool hasAsyncMutex(const clang::CXXRecordDecl *R, clang::QualType T);
  bool locksNothing(clang::QualType T) const;
  bool isOwner(const clang::CXXRecordDecl *R) const;
  bool computeThreadMutex(const clang::CXXRecordDecl *R);
  bool computeAsyncMutex(const clang::CXXRecordDecl *R);
  HostileReason hostileReason(const clang::CXXRecordDecl *R);

  TranslationUnit &TU;
  const LockNames Extra;
  llvm::DenseMap<const clang::Type *, HoldInfo> Holds;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> ThreadMutexes,
      AsyncMutexes;
  /// Types around the one that holdOf looks at.
  unsigned Depth = 0;
};

/// The lock types of a unit, computed once for each set of names:
/// TU.shared<LockTypesOfUnit>().
class LockTypesOfUnit {
public:
  explicit LockTypesOfUnit(TranslationUnit &TU) : TU(TU) {}
  /// Without \p Names: as the declarations and the library files say.
  LockTypes &with(const LockNames &Names = {});

private:
  TranslationUnit &TU;
  llvm::StringMap<std::unique_ptr<LockTypes>> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKTYPES_H
