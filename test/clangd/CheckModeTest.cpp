// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd's own self-test, --check=FILE, over fixtures and real code.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>

#include <filesystem>

using namespace async_tidy::test;
namespace fs = std::filesystem;

namespace {

/// \returns what went wrong; empty if the server could do all it can do in
/// the file. Compile errors in fixtures that are broken on purpose are fine.
std::string check(const Workspace &W, const std::string &Path, bool IsBroken) {
  CommandResult Result = run("cd " + W.root() + " && " ASYNC_TIDY_CLANGD
                             " --log=error --check-locations=0 --check=" + Path);
  bool Fine = Result.Status == 0 || (IsBroken && Result.Status > 0);
  return Fine ? "" : Path + ": exit status " + std::to_string(Result.Status) +
                         "\n" + Result.Output;
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

TEST(ClangdCheckMode, EveryFixture) {
  Workspace W;
  for (const std::string &Path : findFixtures(ASYNC_TIDY_TEST_DIR "/checks")) {
    Fixture F = Fixture::read(Path);
    const RunConfig &Run = F.Runs.front();
    EXPECT_EQ(check(W, W.addFixture(F, Run), Run.ExpectErrors), "");
  }
}

TEST(ClangdCheckMode, AsioExamples) {
  Workspace W;
  size_t Checked = 0;
  for (const char *Folder :
       {"/usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts",
        "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20/coroutines"})
    for (const std::string &Path : sourcesIn(Folder)) {
      std::string Copy = W.addSource(
          fs::path(Path).parent_path().filename().string() + "/" +
              fs::path(Path).filename().string(),
          readFile(Path),
          {"-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE",
           "-DBOOST_ASIO_HAS_CO_AWAIT", "-DBOOST_ASIO_HAS_STD_COROUTINE"});
      EXPECT_EQ(check(W, Copy, false), "");
      ++Checked;
    }
  if (Checked == 0)
    GTEST_SKIP() << "the examples of libasio-doc are not installed";
}
