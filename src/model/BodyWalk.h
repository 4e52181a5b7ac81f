// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_MODEL_BODYWALK_H
#define ASYNC_TIDY_MODEL_BODYWALK_H

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/STLFunctionalExtras.h>

namespace async_tidy {

/// What one statement evaluates itself, in evaluation order as far as the
/// syntax tells: its children as written, but
///  - a co_await or co_yield has only its operand as written, not the awaiter
///    calls that the compiler adds;
///  - a lambda has only its captures' initialisers, not its body: creating a
///    closure runs nothing;
///  - nothing unevaluated (sizeof, noexcept, typeid of a type, requires);
///  - `if constexpr` has only the branch that was selected, if that is known;
///  - besides, the bodies of default arguments and default member initialisers
///  that a
///    call or constructor uses.
void forEachExecutedChild(const clang::Stmt *S,
                          llvm::function_ref<void(const clang::Stmt *)> Visit);

/// Visits \p S and, where \p Visit returns true, what it executes, pre-order.
/// A null \p S is fine.
void walkExecuted(const clang::Stmt *S,
                  llvm::function_ref<bool(const clang::Stmt *)> Visit);

/// The statements between the braces of \p F as written, without the promise's
/// machinery of a coroutine. Null without a definition.
const clang::Stmt *writtenBody(const clang::FunctionDecl *F);

/// Visits what running \p F executes: a constructor's initialisers, then the
/// written body. \p Visit as for walkExecuted.
void walkFunction(const clang::FunctionDecl *F,
                  llvm::function_ref<bool(const clang::Stmt *)> Visit);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_BODYWALK_H
