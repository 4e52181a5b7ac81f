// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// References, iterators, pointers and views into containers: into which one.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_INSIDECONTAINER_H
#define ASYNC_TIDY_ANALYSIS_STATE_INSIDECONTAINER_H

#include "analysis/flow/LiveAcross.h"
#include "analysis/syntax/AccessPath.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// How a value depends on a container.
enum class InsideKind {
  Element,  ///< a reference or pointer to an element, a pointer to the buffer
  Iterator, ///< an iterator
  Pointee   ///< what an optional or a unique_ptr holds
};

struct Inside {
  /// The container as the function names it; empty if the value is not known
  /// to lie in one.
  AccessPath Container;
  clang::QualType Type;
  InsideKind Kind = InsideKind::Element;

  explicit operator bool() const { return bool(Container); }
};

/// The container that the defined reference, pointer, iterator or view depends
/// on, or the iterator of a structured binding.
Inside insideOf(TranslationUnit &TU, const Definition &D);

/// Is \p T a reference, a pointer, an iterator or a view?
bool isReferenceLike(TranslationUnit &TU, clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_INSIDECONTAINER_H
