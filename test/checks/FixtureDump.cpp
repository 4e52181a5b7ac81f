// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints every run of every fixture as JSON: its configuration, its compiler
// arguments and what the checks find in this process. The parity test compares
// the front ends with it.

#include "test/support/RunTidy.h"

#include <nlohmann/json.hpp>

#include <iostream>

using namespace async_tidy::test;
using Json = nlohmann::ordered_json;

static Json toJson(const Diag &D) {
  Json Notes = Json::array();
  for (const Diag &Note : D.Notes)
    Notes.push_back(toJson(Note));
  return {{"file", D.File},           {"line", D.Line},
          {"column", D.Column},       {"level", D.Level},
          {"message", D.Message},     {"check", D.Check},
          {"notes", std::move(Notes)}};
}

int main() {
  Json All = Json::array();
  for (const std::string &Path : findFixtures(ASYNC_TIDY_TEST_DIR "/checks")) {
    Fixture F = Fixture::read(Path);
    for (size_t N = 0; N < F.Runs.size(); ++N) {
      const RunConfig &Run = F.Runs[N];
      Json Findings = Json::array();
      for (const Diag &D : runTidy(Path, Run).Findings)
        Findings.push_back(toJson(D));
      All.push_back({{"path", Path},
                     {"run", N},
                     {"expectErrors", Run.ExpectErrors},
                     {"config", Run.clangTidyFile()},
                     {"arguments", Run.compileArguments()},
                     {"findings", std::move(Findings)}});
    }
  }
  std::cout << All.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
}
