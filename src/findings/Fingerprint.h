// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_FINGERPRINT_H
#define ASYNC_TIDY_FINDINGS_FINGERPRINT_H

#include "findings/Finding.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace async_tidy {

class PathMap;
class SourceCache;

/// 64-bit FNV-1a.
class StableHash {
public:
  /// Adds the bytes of \p Field and a terminating zero byte, so that
  /// ("ab", "c") and ("a", "bc") differ.
  StableHash &add(std::string_view Field);
  uint64_t value() const { return State; }

private:
  uint64_t State = 14695981039346656037ull;
};

/// Fills Finding::Fingerprint (asyncTidy/v1): sixteen hex digits of the
/// StableHash over check, path relative to the root, enclosing function, the
/// line's text without white space, and the decimal ordinal among findings for
/// which all of these are equal. It survives edits elsewhere in the file,
/// re-indentation and another check-out folder. \p Findings must be sorted:
/// the ordinals follow their order.
void fingerprint(std::vector<Finding> &Findings, const SourceCache &Sources,
                 const PathMap &Paths);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_FINGERPRINT_H
