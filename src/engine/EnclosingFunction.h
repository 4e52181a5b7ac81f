// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In which function a finding lies. Asked while the AST is alive and only for
// places where something was found, so it costs nothing on clean files.

#ifndef ASYNC_TIDY_ENGINE_ENCLOSINGFUNCTION_H
#define ASYNC_TIDY_ENGINE_ENCLOSINGFUNCTION_H

#include <clang/AST/ASTContext.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace async_tidy {

/// File name as clang's source manager spells it, and offset.
using FilePlace = std::pair<std::string, unsigned>;

/// The place of \p Loc as clang-tidy's diagnostics give it: where a macro was
/// used, or an argument to it was written.
FilePlace placeOf(clang::SourceLocation Loc, const clang::SourceManager &SM);

/// For each of \p Places the innermost function around it: qualified name with
/// parameter types, "(lambda)" for a lambda's own body. Places outside of
/// functions have no entry.
std::map<FilePlace, std::string>
enclosingFunctions(clang::ASTContext &Ctx,
                   const std::vector<clang::SourceLocation> &Places);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_ENCLOSINGFUNCTION_H
