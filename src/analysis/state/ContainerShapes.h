// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which classes are containers, by the lists `containers:` of the library
// files.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_CONTAINERSHAPES_H
#define ASYNC_TIDY_ANALYSIS_STATE_CONTAINERSHAPES_H

#include "model/Library.h"

#include <clang/AST/Type.h>

namespace async_tidy {

/// How adding and removing elements affects references and iterators.
enum class ContainerShape { None, Array, Flat, Deque, Node, Hash, Holder };

/// The shape of the class \p T, through references, by its last name component.
ContainerShape shapeOf(const Library &Lib, clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_CONTAINERSHAPES_H
