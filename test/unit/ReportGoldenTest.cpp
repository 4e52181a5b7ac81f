// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The reports of hand-made findings, byte for byte. Run with
// ASYNC_TIDY_BLESS=1 to rewrite the expected files after an intended change;
// tools/sarif/validate.sh judges the SARIF ones.

#include "ReportFixtures.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace async_tidy;
namespace fs = std::filesystem;

namespace {
struct Golden {
  const char *File;
  const char *Format;
  bool IsClean = false, Colour = false, Unicode = true;
};

class GoldenTest : public testing::TestWithParam<Golden> {};
} // namespace

TEST_P(GoldenTest, MatchesFile) {
  const Golden &G = GetParam();
  SourceCache Sources = fixtures::sources();
  Report R =
      G.IsClean ? fixtures::cleanReport() : fixtures::fullReport(Sources);
  std::string Actual =
      fixtures::render(G.Format, R, Sources, G.Colour, G.Unicode);
  fs::path Path = fs::path(__FILE__).parent_path().parent_path() / "report" /
                  "golden" / G.File;
  if (std::getenv("ASYNC_TIDY_BLESS"))
    std::ofstream(Path, std::ios::binary) << Actual;
  std::ifstream In(Path, std::ios::binary);
  ASSERT_TRUE(In.is_open()) << Path;
  std::string Expected((std::istreambuf_iterator<char>(In)), {});
  EXPECT_EQ(Actual, Expected);
}

INSTANTIATE_TEST_SUITE_P(
    Formats, GoldenTest,
    testing::Values(Golden{"findings.txt", "text"},
                    Golden{"findings-ascii.txt", "text", false, false, false},
                    Golden{"findings-colour.txt", "text", false, true},
                    Golden{"findings-concise.txt", "concise"},
                    Golden{"findings.json", "json"},
                    Golden{"findings.sarif", "sarif"},
                    Golden{"clean.txt", "text", true},
                    Golden{"clean.json", "json", true},
                    Golden{"clean.sarif", "sarif", true}),
    [](const auto &Info) {
      std::string Name = Info.param.File;
      for (char &C : Name)
        if (!std::isalnum(static_cast<unsigned char>(C)))
          C = '_';
      return Name;
    });
