// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_CAUSEJSON_H
#define ASYNC_TIDY_REPORT_CAUSEJSON_H

#include "findings/Finding.h"

#include <nlohmann/json.hpp>

namespace async_tidy {

/// A cause as JSON and SARIF have it; null if the check told none.
nlohmann::ordered_json causeJson(const FindingCause &C);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_CAUSEJSON_H
