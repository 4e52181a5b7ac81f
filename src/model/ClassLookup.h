// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From types to classes and what they declare, also where templates are not
// instantiated: then the answer comes from the template's own definition.

#ifndef ASYNC_TIDY_MODEL_CLASSLOOKUP_H
#define ASYNC_TIDY_MODEL_CLASSLOOKUP_H

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <llvm/ADT/SmallVector.h>

namespace async_tidy {

/// The class definition behind \p R, or the template's own definition if \p R
/// is a specialisation that is not instantiated; nullptr if there is neither.
const clang::CXXRecordDecl *definitionOrPattern(const clang::CXXRecordDecl *R);

/// The definition of the class that \p T names (through references), or the
/// template's definition if \p T is a specialisation that is dependent or not
/// instantiated. May be null.
const clang::CXXRecordDecl *classOf(clang::QualType T);

/// Does \p Wanted hold for \p R or a base of it? Each class is asked once, also
/// one that is a base on many ways; dependent bases are left out.
bool anyClassOf(const clang::CXXRecordDecl *R,
                llvm::function_ref<bool(const clang::CXXRecordDecl *)> Wanted);

/// The template that \p T is a specialisation of, dependent or not, or nullptr.
const clang::TemplateDecl *templateOfType(clang::QualType T);

/// The class that `typename R::Name` names, also through bases, or nullptr.
const clang::CXXRecordDecl *nestedClass(const clang::CXXRecordDecl *R,
                                        llvm::StringRef Name,
                                        clang::ASTContext &Ctx,
                                        unsigned Depth = 0);

/// Does \p R or a base of it declare a member of that name?
bool hasMember(const clang::CXXRecordDecl *R, llvm::StringRef Name,
               clang::ASTContext &Ctx, unsigned Depth = 0);

/// Is \p R a handle of coroutines: std::coroutine_handle, or a type of an older
/// or another library with its interface?
bool isCoroutineHandle(const clang::CXXRecordDecl *R);

/// Functions named \p Name in \p Class and its bases, the most derived class
/// first, also in the patterns of templates that are not instantiated.
llvm::SmallVector<const clang::FunctionDecl *, 4>
memberFunctions(const clang::CXXRecordDecl *Class, clang::DeclarationName Name);
llvm::SmallVector<const clang::FunctionDecl *, 4>
memberFunctions(const clang::CXXRecordDecl *Class, llvm::StringRef Name);

/// Is \p Pattern, a function's parameter type, `X`, `X<…>` or a reference to
/// one, where \p T is that class, a specialisation of that template, or derived
/// from it?
bool sameClassOrTemplate(clang::QualType Pattern, clang::QualType T,
                         unsigned Depth = 0);

/// The classes whose namespaces argument-dependent lookup searches for an
/// object of class \p R: the class, its bases, and those of its template
/// arguments.
llvm::SmallVector<const clang::CXXRecordDecl *, 8>
associatedClasses(const clang::CXXRecordDecl *R);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_CLASSLOOKUP_H
