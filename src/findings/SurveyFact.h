// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the analysis understood of a code base, apart from its mistakes.

#ifndef ASYNC_TIDY_FINDINGS_SURVEYFACT_H
#define ASYNC_TIDY_FINDINGS_SURVEYFACT_H

#include <compare>
#include <string>

namespace async_tidy {

struct SurveyFact {
  enum class Kind { TaskType, Starter, SyncWait, EventLoop, Pool };
  Kind What = Kind::TaskType;
  std::string Name;    ///< Qualified name.
  std::string Detail;  ///< "lazy, never runs if it is dropped"; may be empty.
  std::string KnownBy; ///< As in FindingCause.
  unsigned Places = 0; ///< Where the code uses it, each place once.
  auto operator<=>(const SurveyFact &) const = default;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_SURVEYFACT_H
