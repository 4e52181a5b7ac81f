// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Visits.h"

static thread_local unsigned long long Visited = 0;

void async_tidy::countVisits(unsigned long long Count) { Visited += Count; }

unsigned long long async_tidy::visits() { return Visited; }
