// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_LINEHASH_H
#define ASYNC_TIDY_REPORT_LINEHASH_H

#include <string>
#include <string_view>
#include <vector>

namespace async_tidy {

/// The value of partialFingerprints.primaryLocationLineHash for each line of
/// \p Text (index 0 is line 1), as GitHub's upload action would compute it: an
/// alert keeps its identity whichever of the two wrote the value.
///
/// It is a rolling polynomial hash (factor 37, modulo 2^64) over the 100 UTF-16
/// code units from the line's start on that are neither blank nor tab, with
/// every line end as LF, the end of the file as 65535 and zeros beyond it;
/// followed by ":n" for the n-th line with that hash.
std::vector<std::string> lineHashes(std::string_view Text);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_LINEHASH_H
