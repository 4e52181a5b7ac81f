// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/LineHash.h"
#include "findings/Unicode.h"

#include <charconv>
#include <cstdint>
#include <map>

using namespace async_tidy;

namespace {

constexpr size_t BlockSize = 100;
constexpr uint64_t Factor = 37;

/// The units that count, and for each line the index of its first one.
struct Units {
  std::vector<uint16_t> Values;
  std::vector<size_t> LineStarts;
};

} // namespace

static std::vector<uint16_t> toUtf16(std::string_view Text) {
  std::vector<uint16_t> Result;
  Result.reserve(Text.size());
  while (!Text.empty()) {
    CodePoint C = firstCodePoint(Text);
    Text.remove_prefix(C.Bytes);
    if (C.Value > 0xFFFF) {
      Result.push_back(static_cast<uint16_t>(0xD7C0 + (C.Value >> 10)));
      Result.push_back(static_cast<uint16_t>(0xDC00 + (C.Value & 0x3FF)));
    } else {
      Result.push_back(static_cast<uint16_t>(C.Value));
    }
  }
  return Result;
}

static Units significantUnits(std::string_view Text) {
  constexpr uint16_t EndOfFile = 65535;
  Units Result;
  bool AtLineStart = true, AfterCR = false;
  std::vector<uint16_t> All = toUtf16(Text);
  All.push_back(EndOfFile);
  for (uint16_t Unit : All) {
    bool IsSecondHalf = AfterCR && Unit == '\n';
    AfterCR = Unit == '\r';
    if (Unit == ' ' || Unit == '\t' || IsSecondHalf)
      continue;
    if (AtLineStart)
      Result.LineStarts.push_back(Result.Values.size());
    AtLineStart = Unit == '\r' || Unit == '\n';
    Result.Values.push_back(Unit == '\r' ? '\n' : Unit);
  }
  return Result;
}

static std::string hex(uint64_t Value) {
  char Digits[16];
  auto End = std::to_chars(Digits, Digits + sizeof(Digits), Value, 16).ptr;
  return std::string(Digits, End);
}

std::vector<std::string> async_tidy::lineHashes(std::string_view Text) {
  Units In = significantUnits(Text);
  std::vector<uint16_t> &Values = In.Values;
  Values.resize(Values.size() + BlockSize, 0);
  uint64_t Outgoing = 1;
  for (size_t I = 0; I < BlockSize; ++I)
    Outgoing *= Factor;

  std::vector<std::string> Result;
  std::map<uint64_t, unsigned> Counts;
  uint64_t Hash = 0;
  for (size_t I = 0; I < Values.size(); ++I) {
    // Here Hash covers the block [I - BlockSize, I).
    if (Result.size() < In.LineStarts.size() &&
        In.LineStarts[Result.size()] + BlockSize == I)
      Result.push_back(hex(Hash) + ':' + std::to_string(++Counts[Hash]));
    uint64_t Leaving = I < BlockSize ? 0 : Values[I - BlockSize];
    Hash = Hash * Factor + Values[I] - Outgoing * Leaving;
  }
  return Result;
}
