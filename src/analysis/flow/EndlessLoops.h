// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_ENDLESSLOOPS_H
#define ASYNC_TIDY_ANALYSIS_FLOW_ENDLESSLOOPS_H

#include <clang/Analysis/CFG.h>
#include <llvm/ADT/BitVector.h>

namespace async_tidy {

/// The blocks, by number, from which no way leads to the exit, and one leads
/// into a loop that does not come back to them.
llvm::BitVector blocksBeforeEndlessLoops(const clang::CFG &Graph);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_ENDLESSLOOPS_H
