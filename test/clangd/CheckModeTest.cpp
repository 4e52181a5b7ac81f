// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd's own self-test, --check=FILE, over fixtures and real code.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>

using namespace async_tidy::test;
namespace fs = std::filesystem;

namespace {

constexpr size_t Parts = 4;

/// What `PROGRAM --check=PATH` logs as errors, without the time, and its
/// status.
struct Checked {
  int Status = 0;
  std::string Errors;
  bool operator==(const Checked &) const = default;
};

Checked check(const std::string &Program, const Workspace &W,
              const std::string &Path) {
  CommandResult Run = run("cd " + W.root() + " && XDG_CONFIG_HOME=" + W.root() +
                          " " + Program + " --log=error --check=" + Path);
  Checked Result{Run.Status, ""};
  std::istringstream Lines(Run.Output);
  for (std::string Line; std::getline(Lines, Line);)
    Result.Errors +=
        Line.substr(Line.starts_with("E[") ? Line.find(']') + 1 : 0) + "\n";
  return Result;
}

struct Count {
  size_t Fine = 0;   ///< Ended with 0.
  size_t Tweaks = 0; ///< A refactoring of clangd's own declined.
  size_t Broken = 0; ///< Compile errors on purpose.
};

/// --check ends with 0 where the server can do all it can do. clangd's own
/// status is 3 for a file with compile errors, and where one of its
/// refactorings that it tries at every token declines to work: there a plain
/// clangd must end in the same way, and ours with 0 if the refactorings are
/// left out.
void expectFine(const Workspace &W, const std::string &Path, bool IsBroken,
                Count &C) {
  Checked Ours = check(ASYNC_TIDY_CLANGD, W, Path);
  if (Ours.Status == 0) {
    ++C.Fine;
    return;
  }
  EXPECT_TRUE(Ours.Status > 0 && Ours.Status < 128) << Path << " crashed";
  Checked Plain = check(ASYNC_TIDY_LLVM_BIN "/clangd", W, Path);
  EXPECT_EQ(Ours.Status, Plain.Status) << Path;
  EXPECT_EQ(Ours.Errors, Plain.Errors) << Path;
  ++(IsBroken ? C.Broken : C.Tweaks);
  if (!IsBroken) {
    Ours = check(ASYNC_TIDY_CLANGD " --check-locations=0", W, Path);
    EXPECT_EQ(Ours.Status, 0) << Path << "\n" << Ours.Errors;
  }
}

void show(const char *What, const Count &C) {
  std::cout << What << ": " << C.Fine
            << " end with 0; as with plain clangd: " << C.Tweaks
            << " where a refactoring declines, " << C.Broken
            << " that are broken on purpose\n";
}

std::vector<std::string> sourcesIn(const std::string &Folder) {
  std::vector<std::string> Result;
  std::error_code Missing;
  for (const auto &Entry : fs::directory_iterator(Folder, Missing))
    if (Entry.path().extension() == ".cpp")
      Result.push_back(Entry.path().string());
  std::sort(Result.begin(), Result.end());
  return Result;
}

} // namespace

/// In parts, which the shards of the suite run side by side.
class ClangdCheckModeFixtures : public testing::TestWithParam<size_t> {};

TEST_P(ClangdCheckModeFixtures, Part) {
  Workspace W;
  Count C;
  std::vector<std::string> Paths = findFixtures(ASYNC_TIDY_TEST_DIR "/checks");
  for (size_t I = GetParam(); I < Paths.size(); I += Parts) {
    Fixture F = Fixture::read(Paths[I]);
    const RunConfig &Run = F.Runs.front();
    expectFine(W, W.addFixture(F, Run), Run.ExpectErrors, C);
  }
  show("fixtures", C);
}

INSTANTIATE_TEST_SUITE_P(, ClangdCheckModeFixtures,
                         testing::Range(size_t(0), Parts));

TEST(ClangdCheckMode, AsioExamples) {
  Workspace W;
  Count C;
  for (const char *Folder :
       {"/usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts",
        "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20/"
        "coroutines"})
    for (const std::string &Path : sourcesIn(Folder)) {
      std::string Copy = W.addSource(
          fs::path(Path).parent_path().filename().string() + "/" +
              fs::path(Path).filename().string(),
          readFile(Path),
          {"-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE",
           "-DBOOST_ASIO_HAS_CO_AWAIT", "-DBOOST_ASIO_HAS_STD_COROUTINE"});
      expectFine(W, Copy, false, C);
    }
  if (C.Fine + C.Tweaks == 0)
    GTEST_SKIP() << "the examples of libasio-doc are not installed";
  show("Asio examples", C);
}
