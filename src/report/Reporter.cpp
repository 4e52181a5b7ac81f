// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Reporter.h"
#include "report/Formats.h"

#include <array>

using namespace async_tidy;

namespace {
struct Entry {
  ReporterFormat Format;
  std::unique_ptr<Reporter> (*Make)(const ReporterOptions &);
};
} // namespace

static constexpr std::array Entries = {
    Entry{{"text", "source lines with carets, the notes as a chain"},
          makeTextReporter},
    Entry{{"concise", "one line for each finding, as compilers print them"},
          makeConciseReporter},
    Entry{{"json", "everything that is known, versioned"}, makeJsonReporter},
    Entry{{"sarif", "SARIF 2.1.0 for code scanning"}, makeSarifReporter},
};

std::span<const ReporterFormat> async_tidy::reporterFormats() {
  static constexpr auto Formats = [] {
    std::array<ReporterFormat, Entries.size()> Result;
    for (size_t I = 0; I < Entries.size(); ++I)
      Result[I] = Entries[I].Format;
    return Result;
  }();
  return Formats;
}

std::unique_ptr<Reporter>
async_tidy::makeReporter(std::string_view Name,
                         const ReporterOptions &Options) {
  for (const Entry &E : Entries)
    if (E.Format.Name == Name)
      return E.Make(Options);
  return nullptr;
}
