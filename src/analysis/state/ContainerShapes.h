// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_STATE_CONTAINERSHAPES_H
#define ASYNC_TIDY_ANALYSIS_STATE_CONTAINERSHAPES_H

#include <clang/AST/Type.h>

namespace async_tidy {

/// How adding and removing elements affects references and iterators.
enum class ContainerShape { None, Array, Flat, Deque, Node, Hash, Holder };

/// By the class's name: those of the standard library, Boost, Abseil, Folly,
/// Qt.
ContainerShape shapeOf(clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_CONTAINERSHAPES_H
