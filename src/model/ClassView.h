// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A class that can be looked into though it may not be instantiated. A header
// that declares `task<int> f();` need not make the compiler instantiate
// task<int>'s promise, but its template says what it would be.

#ifndef ASYNC_TIDY_MODEL_CLASSVIEW_H
#define ASYNC_TIDY_MODEL_CLASSVIEW_H

#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/SmallVector.h>

namespace async_tidy {

class ClassView {
public:
  ClassView() = default;
  static ClassView of(const clang::CXXRecordDecl *R);
  /// The class that \p T names, through references. Empty if it has neither a
  /// definition nor a template with one.
  static ClassView of(clang::QualType T) { return of(T, {}); }

  explicit operator bool() const { return Definition != nullptr; }
  /// The class's definition, or that of the template that it would come from.
  const clang::CXXRecordDecl *definition() const { return Definition; }

  /// The class that the member type \p Name names, in this class or its bases.
  ClassView nested(clang::DeclarationName Name) const;
  /// The class that the first member function \p Name returns.
  ClassView resultOf(clang::DeclarationName Name) const;
  /// What it returns, or null if that depends on what is not known.
  clang::QualType resultTypeOf(clang::DeclarationName Name) const;

private:
  static ClassView of(clang::QualType T,
                      llvm::ArrayRef<clang::TemplateArgument> Arguments);
  ClassView base(const clang::CXXBaseSpecifier &Base) const {
    return of(Base.getType(), Arguments);
  }
  std::pair<clang::QualType, ClassView> findResult(clang::DeclarationName Name,
                                                   unsigned Depth) const;
  ClassView findNested(clang::DeclarationName Name, unsigned Depth) const;

  const clang::CXXRecordDecl *Definition = nullptr;
  /// What stands for the template's parameters; empty if Definition is no
  /// pattern.
  llvm::SmallVector<clang::TemplateArgument, 4> Arguments;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_CLASSVIEW_H
