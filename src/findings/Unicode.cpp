// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Unicode.h"

using namespace async_tidy;

CodePoint async_tidy::firstCodePoint(std::string_view Text) {
  auto Byte = [&](size_t I) -> unsigned {
    return I < Text.size() ? static_cast<unsigned char>(Text[I]) : 0;
  };
  const CodePoint Invalid = {0xFFFD, 1};
  unsigned Lead = Byte(0);
  if (Lead < 0x80)
    return {Lead, 1};
  if (Lead < 0xC2 || Lead > 0xF4)
    return Invalid;
  unsigned Length = Lead < 0xE0 ? 2 : Lead < 0xF0 ? 3 : 4;
  // The second byte's range excludes overlong forms, surrogates and what is
  // beyond U+10FFFF.
  unsigned Low = Lead == 0xE0 ? 0xA0 : Lead == 0xF0 ? 0x90 : 0x80;
  unsigned High = Lead == 0xED ? 0x9F : Lead == 0xF4 ? 0x8F : 0xBF;
  char32_t Value = Lead & (0x7Fu >> Length);
  for (unsigned I = 1; I < Length; ++I) {
    if (Byte(I) < Low || Byte(I) > High)
      return {0xFFFD, I};
    Value = Value << 6 | (Byte(I) & 0x3F);
    Low = 0x80;
    High = 0xBF;
  }
  return {Value, Length};
}

unsigned async_tidy::utf16Length(std::string_view Text) {
  unsigned Units = 0;
  while (!Text.empty()) {
    CodePoint C = firstCodePoint(Text);
    Units += C.Value > 0xFFFF ? 2 : 1;
    Text.remove_prefix(C.Bytes);
  }
  return Units;
}
