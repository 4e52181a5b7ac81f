// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints every run of every fixture as JSON: its configuration, its compiler
// arguments and what the checks find in this process. The parity test compares
// the front ends with it.
//
// With --compile-commands FILE: writes the compile commands of the fixtures'
// first runs instead, for whoever opens one in an editor.

#include "test/support/RunTidy.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <string_view>

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

static int writeCompileCommands(const char *File) {
  Json All = Json::array();
  for (const std::string &Path : runnableFixtures()) {
    std::vector<std::string> Arguments =
        Fixture::read(Path).Runs.front().compileArguments();
    Arguments.insert(Arguments.begin(), "clang++");
    Arguments.insert(Arguments.end(), {"-c", Path});
    All.push_back({{"directory", ASYNC_TIDY_TEST_DIR},
                   {"file", Path},
                   {"arguments", std::move(Arguments)}});
  }
  std::ofstream Out(File, std::ios::binary);
  Out << All.dump(1) << "\n";
  if (Out.flush())
    return 0;
  std::cerr << "cannot write " << File << "\n";
  return 1;
}

int main(int Count, char **Arguments) {
  if (Count == 3 && std::string_view(Arguments[1]) == "--compile-commands")
    return writeCompileCommands(Arguments[2]);
  Json All = Json::array();
  for (const std::string &Path : runnableFixtures()) {
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
