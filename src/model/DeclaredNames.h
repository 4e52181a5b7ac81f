// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a name as users write it to the declarations of a unit.

#ifndef ASYNC_TIDY_MODEL_DECLAREDNAMES_H
#define ASYNC_TIDY_MODEL_DECLAREDNAMES_H

#include <clang/AST/ASTContext.h>

namespace async_tidy {

/// Does the unit declare something of this qualified name, with or without a
/// leading "::"? Inline and unnamed namespaces are left out of names, a member
/// can be named through a class that inherits it, and a constructor by its
/// class.
bool isDeclared(const clang::ASTContext &Ctx, llvm::StringRef QualifiedName);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_DECLAREDNAMES_H
