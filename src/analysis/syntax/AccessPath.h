// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A name for "the same object": a variable, `this` or a temporary, and the
// members, pointees and elements that lead from it to the object. Two equal
// paths in one function must denote the same object as long as no pointer or
// index on the way is changed in between.

#ifndef ASYNC_TIDY_ANALYSIS_SYNTAX_ACCESSPATH_H
#define ASYNC_TIDY_ANALYSIS_SYNTAX_ACCESSPATH_H

#include "model/TranslationUnit.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/SmallVector.h>

#include <string>

namespace async_tidy {

struct CallParts;

class AccessPath {
public:
  enum class RootKind {
    None,
    This,
    Variable,  ///< local, parameter, global or static
    Temporary, ///< an unnamed object, by the expression that creates it
    Text       ///< an expression that is only compared as written
  };
  struct Step {
    enum Kind { Field, Dependent, Pointee, Element } What = Field;
    /// The FieldDecl; the name of a dependent member; the index of an element
    /// as hashed text; null for a pointee.
    const void *Id = nullptr;
    bool operator==(const Step &O) const {
      return What == O.What && Id == O.Id;
    }
  };

  AccessPath() = default;
  static AccessPath ofThis();
  static AccessPath of(const clang::ValueDecl *D);
  static AccessPath ofTemporary(const clang::Expr *E);
  static AccessPath ofText(const clang::Expr *E, const clang::ASTContext &Ctx);

  explicit operator bool() const { return Kind != RootKind::None; }
  RootKind rootKind() const { return Kind; }
  /// The variable at the root, or nullptr.
  const clang::VarDecl *variable() const;
  /// The expression at the root of a temporary, or nullptr.
  const clang::Expr *temporary() const;
  llvm::ArrayRef<Step> steps() const { return Steps; }
  /// The last member on the path, or nullptr.
  const clang::FieldDecl *lastField() const;

  AccessPath field(const clang::FieldDecl *F) const;
  AccessPath pointee() const;
  AccessPath element(const clang::Expr *Index,
                     const clang::ASTContext &Ctx) const;
  AccessPath plus(Step S) const;
  AccessPath plus(llvm::ArrayRef<Step> More) const;

  /// As a programmer would write it: "lock", "this->m_", "table.m", "slots[]".
  /// Empty for temporaries and what is only known as text.
  std::string str() const;

  /// Is this path \p Prefix, or the path of a part of what it denotes?
  bool startsWith(const AccessPath &Prefix) const;
  bool operator==(const AccessPath &O) const {
    return Kind == O.Kind && Root == O.Root && Steps == O.Steps;
  }

private:
  RootKind Kind = RootKind::None;
  const void *Root = nullptr;
  llvm::SmallVector<Step, 3> Steps;
};

/// The path of the object that \p E denotes: through parentheses and casts,
/// std::move and std::forward, members, `*p`, `p->`, `p.get()`, elements,
/// local references, and functions that only return one of these. An empty
/// path if it is not known.
AccessPath pathOf(TranslationUnit &TU, const clang::Expr *E);

/// The path of the object that the pointer \p E points to: of `&x` that of x.
AccessPath pathOfPointee(TranslationUnit &TU, const clang::Expr *E);

/// \p Inner, a path in the body of the function that \p Call calls, as the
/// caller names it: what hangs on `this` hangs on the call's object; globals
/// are the same everywhere. Anything else, such as a parameter, gives an empty
/// path.
AccessPath seenFrom(TranslationUnit &TU, const AccessPath &Inner,
                    const CallParts &Call);

/// The temporary that the reference \p V keeps alive, or nullptr if it is bound
/// to an object that lives elsewhere.
const clang::MaterializeTemporaryExpr *
extendedTemporary(const clang::VarDecl *V);

/// What \p F returns if its body is a single return statement, or nullptr.
const clang::Expr *onlyReturnedValue(const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SYNTAX_ACCESSPATH_H
