// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which function a call expression runs, with which arguments, and who calls a
// function in this unit.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_H
#define ASYNC_TIDY_ANALYSIS_CALLS_H

#include "model/TranslationUnit.h"

#include <llvm/ADT/SmallVector.h>

namespace async_tidy {

/// A call, construction or operator call, with its parts in one form.
struct CallParts {
  const clang::Expr *E = nullptr;
  /// The declaration that is named, or nullptr for calls through pointers.
  const clang::FunctionDecl *Callee = nullptr;
  /// The object expression of a member call (of an operator call written as
  /// `a + b`: its left operand), or nullptr.
  const clang::Expr *Object = nullptr;
  /// The arguments without the object; default arguments are included as
  /// CXXDefaultArgExpr.
  llvm::SmallVector<const clang::Expr *, 4> Args;

  explicit operator bool() const { return E != nullptr; }
  /// The object's class, or nullptr.
  const clang::CXXRecordDecl *objectClass() const;
  /// The 1-based argument \p N, or nullptr if it is absent.
  const clang::Expr *arg(unsigned N) const {
    return N >= 1 && N <= Args.size() ? Args[N - 1] : nullptr;
  }
};

/// The parts of \p E if it is a CallExpr or CXXConstructExpr (through
/// parentheses, temporaries and implicit conversions: no), else an empty value.
CallParts callParts(const clang::Expr *E);

/// Is \p D declared by the standard library, members of its classes included?
bool isOfStd(const clang::Decl *D);

/// \p E without what does not change which value it denotes: parentheses,
/// implicit casts, materialised and bound temporaries, cleanups, copies and
/// moves of a value, std::move and std::forward.
const clang::Expr *stripValue(const clang::Expr *E);

/// The variable that \p E names after stripValue, or nullptr.
const clang::VarDecl *variableOf(const clang::Expr *E);

/// The closure's call operator if \p E denotes a lambda: the expression itself,
/// or a variable that was initialised with one and never assigned. For a
/// generic lambda the pattern.
const clang::LambdaExpr *lambdaOf(const clang::Expr *E);

/// The names under which library files can list what \p Parts calls: those of
/// Names::namesOf, and for a function object with a name of its own
/// (std::ranges::sort, stdexec::sync_wait) the object's. A constructor is named
/// by its class.
llvm::SmallVector<std::string, 4> callNames(TranslationUnit &TU,
                                            const CallParts &Parts);

/// Is what \p Parts calls in the list?
bool calls(TranslationUnit &TU, const CallParts &Parts, NameList List);

/// Visits what running \p F executes: a constructor's initialisers, then the
/// written body. \p Visit as for walkExecuted.
void walkFunction(const clang::FunctionDecl *F,
                  llvm::function_ref<bool(const clang::Stmt *)> Visit);

struct CallSite {
  const clang::Expr *Call = nullptr;
  const clang::FunctionDecl *Caller = nullptr;
};

/// Calls of the unit's project code, by callee. Get it with
/// TU.shared<CallIndex>().
class CallIndex {
public:
  explicit CallIndex(TranslationUnit &TU);

  /// Every call of \p F (of this very instantiation, if it is one).
  llvm::ArrayRef<CallSite> callersOf(const clang::FunctionDecl *F) const;
  /// Is the function used other than by calling it (its address is taken, it
  /// is bound to a reference)? Then its callers are not all known.
  bool escapes(const clang::FunctionDecl *F) const {
    return escapeCount(F) != 0;
  }
  /// At how many places it is.
  unsigned escapeCount(const clang::FunctionDecl *F) const;
  /// The function that runs when \p Call calls \p M: the only override that the
  /// unit knows of a pure virtual function, the final one, or the one of the
  /// object's known dynamic class; \p M itself if it is not virtual; nullptr
  /// if it is not known.
  const clang::CXXMethodDecl *target(const clang::CXXMethodDecl *M,
                                     const clang::Expr *Object) const;

private:
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<CallSite>> Callers;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Escaping;
  llvm::DenseMap<const clang::CXXMethodDecl *,
                 llvm::SmallVector<const clang::CXXMethodDecl *, 2>>
      Overriders;
};

/// The definition that running \p Parts executes, if it is known in this unit:
/// a function, a closure's call operator, a devirtualised member function.
const clang::FunctionDecl *executedFunction(TranslationUnit &TU,
                                            const CallParts &Parts);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_H
