// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The classes that types of objects name, also where they are dependent.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_OBJECTTYPES_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_OBJECTTYPES_H

#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>
#include <llvm/ADT/SmallVector.h>

namespace async_tidy {

/// The class of the object type \p T (not through references or pointers), or
/// the pattern of a dependent specialisation; nullptr for anything else.
const clang::CXXRecordDecl *objectClass(clang::QualType T);

/// The type arguments of the template specialisation \p T.
llvm::SmallVector<clang::QualType, 4> typeArguments(clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_OBJECTTYPES_H
