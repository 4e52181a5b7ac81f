// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types refer to something that they do not own.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_REFERENCETYPES_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_REFERENCETYPES_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Which reference-like types count.
struct ReferenceKinds {
  bool Pointers = false;
  bool Views = true; ///< string_view, span, iterators: [[gsl::Pointer]]
};

/// Does a value of the type refer to something that it does not own?
/// References, classes that clang knows or infers as gsl::Pointer, other views,
/// initializer_list, pairs, tuples and optionals of such or of
/// std::reference_wrapper, and aggregates with such a field. A
/// std::reference_wrapper alone does not count: it says so at the call.
bool isReferenceLike(TranslationUnit &TU, clang::QualType T,
                     const ReferenceKinds &Kinds);

/// The types of the elements of a pair, a tuple or an optional; nothing of
/// other classes.
llvm::SmallVector<clang::QualType, 4>
partsOfTuple(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Is it a std::reference_wrapper?
bool isReferenceWrapper(TranslationUnit &TU, clang::QualType T);

/// Does the class, or a base of it, count references to its objects
/// (std::enable_shared_from_this)?
bool isReferenceCounted(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Is \p R a view: string_view, span, a class that clang knows or infers as
/// gsl::Pointer, or one that has a pointer and a size and owns nothing?
bool isView(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Is \p R, by its name, an iterator?
bool isIterator(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Is \p T a reference, a pointer, an iterator or a view, so that it can refer
/// to an element of a container? Unlike isReferenceLike: no class with such a
/// member.
bool refersToElements(TranslationUnit &TU, clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_REFERENCETYPES_H
