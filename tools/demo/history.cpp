// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "history.h"

#include <fstream>

void History::append(const std::string &line) {
  std::ofstream(file_, std::ios::app) << line << '\n';
}

std::vector<std::string> History::last(std::size_t count) const {
  std::vector<std::string> lines;
  std::ifstream in(file_);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
    if (lines.size() > count)
      lines.erase(lines.begin());
  }
  return lines;
}
