// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Outputs.h"

#include "cli/Commands.h"
#include "findings/SourceCache.h"
#include "report/OutputFile.h"
#include "report/Reporter.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>
#include <unistd.h>

using namespace async_tidy;

bool async_tidy::useColour(const std::string &When, int Descriptor) {
  if (When != "auto")
    return When == "always";
  const char *NoColour = std::getenv("NO_COLOR");
  const char *Terminal = std::getenv("TERM");
  return !(NoColour && *NoColour) && isatty(Descriptor) &&
         !(Terminal && std::string_view(Terminal) == "dumb");
}

/// Can the terminal show more than ASCII?
static bool localeIsUtf8() {
  for (const char *Name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char *Value = std::getenv(Name); Value && *Value) {
      std::string Text(Value);
      std::transform(Text.begin(), Text.end(), Text.begin(),
                     [](unsigned char C) { return std::tolower(C); });
      return Text.find("utf-8") != std::string::npos ||
             Text.find("utf8") != std::string::npos;
    }
  return false;
}

std::optional<std::string> Outputs::configure(const CheckOptions &Options) {
  Colour = Options.Colour;
  Fold = !Options.All;
  std::vector<std::string> Formats;
  std::string Names;
  for (const ReporterFormat &Format : reporterFormats()) {
    Formats.emplace_back(Format.Name);
    Names += (Names.empty() ? "" : ", ") + Formats.back();
  }
  std::set<std::string> Targets;
  for (const std::string &Text : Options.Outputs) {
    auto Request = parseOutput(Text, Formats);
    if (!Request)
      return "--output " + Text + ": expected FORMAT[=FILE] with one of " +
             Names;
    if (!Targets.insert(Request->File).second)
      return Request->File.empty()
                 ? "--output " + Text +
                       ": only one report can go to stdout; "
                       "give the others a file"
                 : "--output " + Text + ": two reports for one file";
    Requests.push_back(std::move(*Request));
  }
  if (Requests.empty())
    Requests.push_back({"text", ""});
  return std::nullopt;
}

bool Outputs::tellsNotificationsOnStdout() const {
  return std::any_of(Requests.begin(), Requests.end(),
                     [](const OutputRequest &Request) {
                       return Request.Format == "text" && Request.File.empty();
                     });
}

std::optional<std::string> Outputs::write(const Report &R,
                                          const SourceCache &Sources) const {
  std::optional<std::string> Problem;
  for (const OutputRequest &Request : Requests) {
    bool ToStdout = Request.File.empty();
    ReporterOptions Options;
    Options.Colour =
        ToStdout ? useColour(Colour, STDOUT_FILENO) : Colour == "always";
    Options.Fold = Fold;
    // A file has no locale; UTF-8 is what its readers expect.
    Options.Unicode = !ToStdout || localeIsUtf8();
    auto Writer = makeReporter(Request.Format, Options);
    for (const std::string &Text : Writer->omissions(R))
      std::cerr << "async-tidy: note: " << Text << "\n";
    if (ToStdout) {
      Writer->write(R, Sources, std::cout);
      continue;
    }
    std::ostringstream Text;
    Writer->write(R, Sources, Text);
    auto Failure = writeFileAtomically(Request.File, Text.str());
    if (Failure && !Problem)
      Problem = std::move(Failure);
  }
  return Problem;
}
