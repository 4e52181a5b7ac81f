// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_TEST_UNIT_TEMPORARYFOLDER_H
#define ASYNC_TIDY_TEST_UNIT_TEMPORARYFOLDER_H

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace async_tidy::fixtures {

/// A folder of its own for one test, removed at the end.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string Name =
        (std::filesystem::temp_directory_path() / "async-tidy-XXXXXX").string();
    if (!::mkdtemp(Name.data()))
      throw std::runtime_error("mkdtemp failed");
    Path = std::filesystem::canonical(Name);
  }
  ~TemporaryFolder() {
    std::error_code Error;
    std::filesystem::remove_all(Path, Error);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  /// The absolute path of \p Relative, of the folder itself without one.
  std::string operator()(std::string_view Relative = "") const {
    return Relative.empty() ? Path.string() : (Path / Relative).string();
  }

  /// Writes a file, with the folders it needs.
  std::string write(std::string_view Relative, std::string_view Text) const {
    std::filesystem::path File = Path / Relative;
    std::filesystem::create_directories(File.parent_path());
    std::ofstream(File, std::ios::binary) << Text;
    return File.string();
  }

  /// The text of a file; empty if there is none.
  std::string read(std::string_view Relative) const {
    std::ifstream In(Path / Relative, std::ios::binary);
    return {std::istreambuf_iterator<char>(In), {}};
  }

private:
  std::filesystem::path Path;
};

} // namespace async_tidy::fixtures

#endif // ASYNC_TIDY_TEST_UNIT_TEMPORARYFOLDER_H
