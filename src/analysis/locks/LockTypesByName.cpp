// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names by which locks are taken and given up where no declaration says it:
// conventions of C++ libraries for members, and the C functions.

#include "analysis/locks/LockTypes.h"

using namespace clang;
using namespace async_tidy;

// Unqualified names in lower case, so that std, absl, Qt and Boost agree.
static constexpr llvm::StringLiteral Acquires[] = {
    "lock",           "lock_shared",  "lock_upgrade", "lock_sharable",
    "lock_exclusive", "lock_read",    "lock_write",   "read_lock",
    "write_lock",     "rdlock",       "wrlock",       "readerlock",
    "writerlock",     "lockforread",  "lockforwrite", "relock",
    "lockshared",     "lockexclusive"};
static constexpr llvm::StringLiteral TryAcquires[] = {
    "try_lock",         "trylock",         "try_lock_for",
    "try_lock_until",   "try_lock_shared", "try_lock_shared_for",
    "try_lock_upgrade", "trylockforread",  "try_lock_shared_until",
    "trylockforwrite",  "readertrylock",   "writertrylock",
    "timed_lock"};
static constexpr llvm::StringLiteral Releases[] = {
    "unlock",           "unlock_shared", "unlock_upgrade", "unlock_sharable",
    "unlock_exclusive", "unlock_read",   "unlock_write",   "read_unlock",
    "write_unlock",     "readerunlock",  "writerunlock",   "unlockshared",
    "rdunlock",         "wrunlock"};
// C functions, whose first argument points to the lock.
static constexpr llvm::StringLiteral CAcquires[] = {"pthread_mutex_lock",
                                                    "pthread_rwlock_rdlock",
                                                    "pthread_rwlock_wrlock",
                                                    "pthread_spin_lock",
                                                    "mtx_lock",
                                                    "EnterCriticalSection",
                                                    "AcquireSRWLockExclusive",
                                                    "AcquireSRWLockShared",
                                                    "uv_mutex_lock",
                                                    "SDL_LockMutex"};
static constexpr llvm::StringLiteral CTryAcquires[] = {
    "pthread_mutex_trylock",
    "pthread_mutex_timedlock",
    "pthread_rwlock_tryrdlock",
    "pthread_rwlock_trywrlock",
    "pthread_spin_trylock",
    "mtx_trylock",
    "mtx_timedlock",
    "TryEnterCriticalSection",
    "uv_mutex_trylock"};
static constexpr llvm::StringLiteral CReleases[] = {
    "pthread_mutex_unlock", "pthread_rwlock_unlock", "pthread_spin_unlock",
    "mtx_unlock",           "LeaveCriticalSection",  "ReleaseSRWLockExclusive",
    "ReleaseSRWLockShared", "uv_mutex_unlock",       "SDL_UnlockMutex"};
static constexpr llvm::StringLiteral CLocks[] = {
    "pthread_mutex_t",  "pthread_rwlock_t", "pthread_spinlock_t", "mtx_t",
    "CRITICAL_SECTION", "SRWLOCK",          "uv_mutex_t"};

LockCall LockTypes::memberNamed(StringRef Name) {
  std::string Lower = Name.lower();
  if (llvm::is_contained(Acquires, Lower))
    return LockCall::Acquire;
  if (llvm::is_contained(TryAcquires, Lower))
    return LockCall::TryAcquire;
  return llvm::is_contained(Releases, Lower) ? LockCall::Release
                                             : LockCall::None;
}

LockCall LockTypes::named(const FunctionDecl *F) {
  StringRef Name = F->getName();
  if (isa<CXXMethodDecl>(F))
    return LockTypes::memberNamed(Name);
  if (llvm::is_contained(CAcquires, Name))
    return LockCall::Acquire;
  if (llvm::is_contained(CTryAcquires, Name))
    return LockCall::TryAcquire;
  return llvm::is_contained(CReleases, Name) ? LockCall::Release
                                             : LockCall::None;
}

bool async_tidy::isCLock(QualType T) {
  while (const auto *Typedef = T->getAs<TypedefType>()) {
    if (llvm::is_contained(CLocks, Typedef->getDecl()->getName()))
      return true;
    T = Typedef->desugar();
  }
  return false;
}
