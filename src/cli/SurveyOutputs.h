// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CLI_SURVEYOUTPUTS_H
#define ASYNC_TIDY_CLI_SURVEYOUTPUTS_H

#include "cli/Options.h"
#include "report/Survey.h"

#include <optional>
#include <string>

namespace async_tidy {

/// What is wrong with the options, before anything is analysed: a format that
/// there is not, a file that must not be replaced.
std::optional<std::string> checkSurveyOptions(const CheckOptions &Options);

/// Writes \p S as the options say; what went wrong, if something did.
std::optional<std::string> writeSurvey(const Survey &S,
                                       const CheckOptions &Options);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_SURVEYOUTPUTS_H
