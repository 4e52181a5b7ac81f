// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd's own self-test, --check=FILE, over fixtures and real code.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>
#include <llvm/Config/llvm-config.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
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
  CommandResult Run = run(
      "cd " + W.root() + " && XDG_CONFIG_HOME=" + W.root() + " " + Program +
      " --compile-commands-dir=" + W.root() + " --log=error --check=" + Path);
  Checked Result{Run.Status, ""};
  std::istringstream Lines(Run.Output);
  for (std::string Line; std::getline(Lines, Line);)
    Result.Errors +=
        Line.substr(Line.starts_with("E[") ? Line.find(']') + 1 : 0) + "\n";
  return Result;
}

void expectFine(const Workspace &W, const std::string &Path,
                const char *Remedy) {
  Checked Ours = check(ASYNC_TIDY_CLANGD, W, Path);
  EXPECT_EQ(Ours.Status, 0) << Path << "\n" << Ours.Errors << Remedy;
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
  // clangd walks every token of every fixture: minutes, and much the same with
  // an older LLVM, of which a part is enough by day.
  if (LLVM_VERSION_MAJOR < 22 && GetParam() &&
      !std::getenv("ASYNC_TIDY_NIGHTLY"))
    GTEST_SKIP() << "with this LLVM only in tools/test.sh --nightly";
  Workspace W;
  // What makes clangd silent about errors that are there on purpose.
  W.write(".clangd", readFile(ASYNC_TIDY_TEST_DIR "/checks/.clangd"));
  std::vector<std::string> Paths = runnableFixtures();
  for (size_t I = GetParam(); I < Paths.size(); I += Parts) {
    Fixture F = Fixture::read(Paths[I]);
    expectFine(W, W.addFixture(F, F.Runs.front()),
               "An error on purpose: name it in test/checks/.clangd. "
               "ExpandDeducedType: plain clangd offers this refactoring for "
               "'auto' that has no one type, and declines then; spell the type "
               "and see test/unit/AutoFormsTest.cpp.");
  }
}

INSTANTIATE_TEST_SUITE_P(, ClangdCheckModeFixtures,
                         testing::Range(size_t(0), Parts));

TEST(ClangdCheckMode, CompileErrorsAsInPlainClangd) {
  Workspace W;
  size_t Broken = 0;
  for (const std::string &Path : runnableFixtures()) {
    Fixture F = Fixture::read(Path);
    if (!F.Runs.front().ExpectErrors)
      continue;
    ++Broken;
    std::string Copy = W.addFixture(F, F.Runs.front());
    Checked Plain = check(ASYNC_TIDY_LLVM_BIN "/clangd", W, Copy);
    Checked Ours = check(ASYNC_TIDY_CLANGD, W, Copy);
    EXPECT_NE(Plain.Status, 0) << Path << " has no compile error";
    EXPECT_EQ(Ours.Status, Plain.Status) << Path;
    // Ours does not stop after twenty errors: the findings behind them count.
    size_t Stop = Plain.Errors.find(" [fatal_too_many_errors]");
    if (Stop == std::string::npos)
      EXPECT_EQ(Ours.Errors, Plain.Errors) << Path;
    else
      EXPECT_EQ(Ours.Errors.substr(0, Stop), Plain.Errors.substr(0, Stop))
          << Path;
  }
  EXPECT_GT(Broken, 0u);
}

TEST(ClangdCheckMode, AsioExamples) {
  Workspace W;
  size_t Examples = 0;
  for (const char *Folder :
       {"/usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts",
        "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20/"
        "coroutines"})
    for (const std::string &Path : sourcesIn(Folder)) {
      ++Examples;
      std::string Copy = W.addSource(
          fs::path(Path).parent_path().filename().string() + "/" +
              fs::path(Path).filename().string(),
          readFile(Path),
          {"-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE",
           "-DBOOST_ASIO_HAS_CO_AWAIT", "-DBOOST_ASIO_HAS_STD_COROUTINE"});
      expectFine(W, Copy, "");
    }
  if (!Examples)
    GTEST_SKIP() << "the examples of libasio-doc are not installed";
}
