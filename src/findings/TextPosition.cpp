// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/TextPosition.h"

#include <algorithm>

std::string async_tidy::lineAndColumn(std::string_view Text, size_t Offset) {
  std::string_view Before = Text.substr(0, Offset);
  auto Line = 1 + std::count(Before.begin(), Before.end(), '\n');
  size_t LineStart = Before.rfind('\n') + 1; // npos + 1 is 0.
  return std::to_string(Line) + ":" + std::to_string(Offset - LineStart + 1);
}
