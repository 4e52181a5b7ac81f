// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_TEST_UNIT_REPORTFIXTURES_H
#define ASYNC_TIDY_TEST_UNIT_REPORTFIXTURES_H

#include "findings/SourceCache.h"
#include "report/Report.h"

#include <string>
#include <string_view>
#include <vector>

namespace async_tidy::fixtures {

/// A folder that exists nowhere: what a report shows of it must not depend on
/// the machine.
inline constexpr std::string_view Root = "/async-tidy-example";

std::string pathOf(std::string_view Relative);

/// The \p Nth (0-based) occurrence of \p Needle in the file, which must have
/// one.
Location at(const SourceCache &Sources, std::string_view Relative,
            std::string_view Needle, unsigned Nth = 0);

/// Sources with tabs, wide characters, CRLF, a byte-order mark; an empty one.
/// src/gone.cpp is missing.
SourceCache sources();

/// Findings of every kind over sources(), finished by the pipeline.
Report fullReport(const SourceCache &Sources);

/// Runs the pipeline without fixes over \p Findings.
void finish(std::vector<Finding> &Findings, const SourceCache &Sources,
            const std::string &Root);

/// A run that found nothing.
Report cleanReport();

/// Text of the report in the given format.
std::string render(std::string_view Format, const Report &R,
                   const SourceCache &Sources, bool Colour = false,
                   bool Unicode = true);

} // namespace async_tidy::fixtures

#endif // ASYNC_TIDY_TEST_UNIT_REPORTFIXTURES_H
