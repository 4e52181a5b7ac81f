// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_FORMATS_H
#define ASYNC_TIDY_REPORT_FORMATS_H

#include "report/Reporter.h"

namespace async_tidy {

// The constructors behind makeReporter, one for each file <Format>.cpp.
std::unique_ptr<Reporter> makeTextReporter(const ReporterOptions &Options);
std::unique_ptr<Reporter> makeConciseReporter(const ReporterOptions &Options);
std::unique_ptr<Reporter> makeJsonReporter(const ReporterOptions &Options);
std::unique_ptr<Reporter> makeSarifReporter(const ReporterOptions &Options);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_FORMATS_H
