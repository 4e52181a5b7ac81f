// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/SurveyOutputs.h"
#include "report/OutputFile.h"

#include <llvm/Support/FileSystem.h>

#include <iostream>
#include <set>
#include <sstream>

using namespace async_tidy;

static const std::vector<std::string> Formats = {"text", "json"};

std::optional<std::string>
async_tidy::checkSurveyOptions(const CheckOptions &Options) {
  std::set<std::string> Targets;
  for (const std::string &Text : Options.Outputs) {
    auto Request = parseOutput(Text, Formats);
    if (!Request)
      return "--output " + Text + ": expected FORMAT[=FILE] with text or json";
    if (!Targets.insert(Request->File).second)
      return "--output " + Text + ": two reports for one " +
             (Request->File.empty() ? "stdout; give the others a file"
                                    : "file");
  }
  const std::string &Model = Options.Survey->WriteModel;
  if (!Model.empty() && Targets.count(Model))
    return "--write-model " + Model + ": --output writes that file, too";
  // A model may hold what somebody decided by hand.
  if (!Model.empty() && !Options.Survey->Force && llvm::sys::fs::exists(Model))
    return "--write-model " + Model +
           ": the file exists; name another, or replace it with --force";
  return std::nullopt;
}

std::optional<std::string>
async_tidy::writeSurvey(const Survey &S, const CheckOptions &Options) {
  std::optional<std::string> Problem;
  auto ToFile = [&](const std::string &File, const std::string &Text) {
    auto Failure = writeFileAtomically(File, Text);
    if (Failure && !Problem)
      Problem = std::move(Failure);
  };
  std::vector<std::string> Wanted = Options.Outputs;
  if (Wanted.empty())
    Wanted.push_back("text");
  for (const std::string &Text : Wanted) {
    OutputRequest Request = *parseOutput(Text, Formats);
    std::ostringstream OS;
    Request.Format == "json" ? writeSurveyJson(S, OS) : writeSurveyText(S, OS);
    if (Request.File.empty())
      std::cout << OS.str();
    else
      ToFile(Request.File, OS.str());
  }
  if (!Options.Survey->WriteModel.empty()) {
    std::ostringstream OS;
    writeSurveyModel(S, OS);
    ToFile(Options.Survey->WriteModel, OS.str());
  }
  return Problem;
}
