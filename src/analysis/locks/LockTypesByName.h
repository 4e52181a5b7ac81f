// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names by which locks are taken and given up where no declaration says it:
// the lists `locks:` of the library files, for members and for C functions.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKTYPESBYNAME_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKTYPESBYNAME_H

#include "model/Library.h"

#include <clang/AST/Decl.h>

namespace async_tidy {

/// What a function does to a lock.
enum class LockCall { None, Acquire, TryAcquire, Release };

/// What a member function of this name does to its object, in any class.
LockCall lockCallOfMember(const Library &Lib, llvm::StringRef Name);

/// What \p F, which has an identifier, does to its object, or a free function
/// to the lock that it is given.
LockCall lockCallByName(const Library &Lib, const clang::FunctionDecl *F);

/// Is \p T one of the lock types of C: pthread_mutex_t, mtx_t, SRWLOCK, …? They
/// are known by their typedef alone.
bool isCLock(const Library &Lib, clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKTYPESBYNAME_H
