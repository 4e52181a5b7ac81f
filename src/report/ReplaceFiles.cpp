// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/ReplaceFiles.h"

#include "report/OutputFile.h"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace async_tidy;

bool async_tidy::hasText(const std::string &Path, std::string_view Text) {
  std::error_code Error;
  // Opening a pipe would wait for its writer.
  if (!std::filesystem::is_regular_file(Path, Error))
    return false;
  std::ifstream In(Path, std::ios::binary);
  std::string Found((std::istreambuf_iterator<char>(In)),
                    std::istreambuf_iterator<char>());
  return In.is_open() && !In.bad() && Found == Text;
}

/// Gives the files their old texts back.
static void restore(const std::vector<Replacement> &Files, size_t Count,
                    std::vector<std::string> &Problems) {
  for (size_t I = 0; I < Count; ++I)
    if (auto Problem = writeFileAtomically(Files[I].Path, Files[I].Old))
      Problems.push_back(*Problem + ", so its fixes could not be undone");
}

std::vector<std::string>
async_tidy::replaceFiles(const std::vector<Replacement> &Files) {
  std::vector<std::string> Problems;
  std::vector<StagedFile> Staged;
  for (const Replacement &File : Files) {
    Staged.emplace_back(File.Path, File.New);
    if (auto &Problem = Staged.back().problem())
      Problems.push_back(*Problem);
  }
  // Writing takes a while, and an editor may have saved in the meantime.
  for (const Replacement &File : Files)
    if (!hasText(File.Path, File.Old))
      Problems.push_back("'" + File.Path +
                         "' changed while its fixes were written");
  for (size_t I = 0; I < Staged.size() && Problems.empty(); ++I)
    if (auto &Problem = Staged[I].putInPlace()) {
      Problems.push_back(*Problem);
      restore(Files, I, Problems);
    }
  return Problems;
}
