// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_CHECKPAGES_H
#define ASYNC_TIDY_FINDINGS_CHECKPAGES_H

#include "compat/EmbeddedText.h"

namespace async_tidy {

/// The pages docs/checks/<id>.md, embedded at build time, sorted by name.
std::span<const EmbeddedText> checkPages();

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_CHECKPAGES_H
