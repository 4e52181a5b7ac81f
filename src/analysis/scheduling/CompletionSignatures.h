// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How an asynchronous operation with a completion token can fail: that is in
// the completion signature that its author gives to the function that starts
// it, `async_initiate<Token, void(error_code, size_t)>(…)`.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONSIGNATURES_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONSIGNATURES_H

#include "model/TranslationUnit.h"

#include <clang/AST/ExprCXX.h>

namespace async_tidy {

/// What awaiting an operation throws, given its completion signature. In the
/// order of how much that can be.
enum class CompletionFailure {
  None,      ///< void(), void(size_t)
  ErrorCode, ///< void(error_code, …): an exception that carries the code
  Anything,  ///< void(exception_ptr, …)
  Unknown    ///< no signature is seen
};

struct Completion {
  CompletionFailure Failure = CompletionFailure::Unknown;
  /// The library whose function is told the signature, or nullptr.
  const LibraryFile *Library = nullptr;
};

/// The signatures of a unit, kept: TU.shared<CompletionSignatures>().
class CompletionSignatures {
public:
  explicit CompletionSignatures(TranslationUnit &TU) : TU(TU) {}

  /// How \p Operation, a call that starts an operation or gives one to start,
  /// can fail: by its own template arguments (or those of its class or of its
  /// result), or by those of what the function returns in turn. Of several
  /// signatures the one that fails with most counts.
  Completion of(const clang::Expr *Operation);

private:
  Completion ofExpr(const clang::Expr *E, unsigned Depth);
  Completion ofFunction(const clang::FunctionDecl *F, unsigned Depth);
  Completion ofReturned(const clang::FunctionDecl *F, unsigned Depth);
  Completion ofClass(const clang::CXXRecordDecl *R);
  Completion ofArguments(llvm::ArrayRef<clang::TemplateArgument> Args,
                         const LibraryFile *Library);
  CompletionFailure ofSignature(const clang::FunctionProtoType *Signature);
  const LibraryFile *libraryWithTokens(const clang::Decl *D);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, Completion> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONSIGNATURES_H
