// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A measure of the work that does not depend on the machine, for tests of how
// it grows with the code.

#ifndef ASYNC_TIDY_MODEL_VISITS_H
#define ASYNC_TIDY_MODEL_VISITS_H

namespace async_tidy {

/// Counts something that an analysis looks at: a statement (walkExecuted does
/// it by itself), a parent, a base class, a block or element of a control-flow
/// graph, an entry of an index. Whoever goes through something that grows with
/// the code by other means than functions that count it calls this.
void countVisits(unsigned long long Count = 1);

/// How much was counted on this thread.
unsigned long long visits();

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_VISITS_H
