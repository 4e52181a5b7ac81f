// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Uri.h"

using namespace async_tidy;

std::string async_tidy::percentEncoded(std::string_view Path) {
  constexpr std::string_view Plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view Digits = "0123456789ABCDEF";
  std::string Result;
  for (char C : Path) {
    auto Byte = static_cast<unsigned char>(C);
    if (Plain.find(C) != std::string_view::npos)
      Result.push_back(C);
    else
      Result.append({'%', Digits[Byte >> 4], Digits[Byte & 0xF]});
  }
  return Result;
}

std::string async_tidy::fileUri(std::string_view AbsolutePath, bool IsFolder) {
  std::string Result = "file://" + percentEncoded(AbsolutePath);
  if (IsFolder && !Result.ends_with('/'))
    Result.push_back('/');
  return Result;
}
