// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Can an exception plausibly leave a function or coroutine? Plausibly: every
// call of an unknown function and every allocation can throw in theory. What
// counts is a throw that the unit shows, an await that can fail, and a call
// that by its overloads is known to throw.

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_EXCEPTIONS_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_EXCEPTIONS_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// A place at which an exception starts.
struct ThrowSite {
  const clang::Stmt *Where = nullptr;
  /// What is thrown: classes of which any can be; empty if it is not known.
  llvm::SmallVector<clang::QualType, 2> Types;
  /// It comes from a `throw` or std::rethrow_exception that the unit shows.
  bool IsExplicit = false;
  /// It only tells that somebody cancelled the coroutine.
  bool IsCancellation = false;
};

/// What awaiting can end in, from harmless to harmful.
enum class AwaitFailure { None, Cancellation, Any };

/// Does a handler that catches \p Handler catch an exception of type
/// \p Thrown ([except.handle])? A null \p Handler is `catch (...)`.
bool catches(clang::QualType Handler, clang::QualType Thrown);

/// Is there a handler for every exception that is worth the name:
/// `catch (...)` or `catch (const std::exception &)`?
bool catchesEverything(const clang::CXXTryStmt *Try);

/// The class with this qualified name if the unit declares it, through aliases;
/// or nullptr.
const clang::CXXRecordDecl *classNamed(clang::ASTContext &Ctx,
                                       llvm::StringRef QualifiedName);

/// The answers of a unit, kept: TU.shared<ExceptionFlow>().
class ExceptionFlow {
public:
  explicit ExceptionFlow(TranslationUnit &TU) : TU(TU) {}

  /// A place from which an exception plausibly leaves \p F's body, or nullptr;
  /// nullptr also for a function that is only declared. For a coroutine the
  /// body as written: what the promise does with the exception is another
  /// question.
  const ThrowSite *escape(const clang::FunctionDecl *F);

  /// The same, but nullptr where only cancellation leaves the body: whoever
  /// cancels knows.
  const ThrowSite *failure(const clang::FunctionDecl *F);

  /// Can resuming from this suspension point throw?
  bool awaitCanThrow(const SuspensionPoint &P) {
    return awaitFailure(P) != AwaitFailure::None;
  }

  /// What awaiting the result of \p Operation, a call of a function whose body
  /// is not the project's, can end in. Nothing if its completion signature has
  /// no error.
  AwaitFailure operationFailure(const clang::Expr *Operation);

private:
  std::optional<ThrowSite> search(const clang::FunctionDecl *F);
  std::optional<ThrowSite> siteAt(const clang::Stmt *S);
  std::optional<ThrowSite> siteAtCall(const clang::Expr *E);
  bool resumeCanThrow(const clang::Expr *Resume);
  AwaitFailure awaitFailure(const SuspensionPoint &P);
  void addCarriers(const SuspensionPoint &P, ThrowSite &Site);
  const LibraryFile *carrierLibrary(const SuspensionPoint &P);

  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<ThrowSite>> Known;
  llvm::DenseSet<const clang::FunctionDecl *> Active;
  bool MetActive = false;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_EXCEPTIONS_H
