// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/SourceCache.h"
#include "findings/Unicode.h"

#include <filesystem>
#include <fstream>

using namespace async_tidy;

static constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
static constexpr std::uintmax_t LargestFile = 256u << 20;

SourceFile::SourceFile(std::string Contents, bool Readable)
    : Text(std::move(Contents)), Readable(Readable) {
  if (!Readable)
    return;
  Starts.push_back(0);
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '\r' && I + 1 < Text.size() && Text[I + 1] == '\n')
      ++I;
    else if (Text[I] != '\n' && Text[I] != '\r')
      continue;
    Starts.push_back(I + 1);
  }
}

std::string_view SourceFile::line(unsigned Number) const {
  if (Number == 0 || Number > Starts.size())
    return {};
  size_t Begin = Starts[Number - 1];
  size_t End = Number < Starts.size() ? Starts[Number] : Text.size();
  std::string_view Line = std::string_view(Text).substr(Begin, End - Begin);
  if (Line.ends_with('\n'))
    Line.remove_suffix(1);
  if (Line.ends_with('\r'))
    Line.remove_suffix(1);
  return Line;
}

unsigned SourceFile::utf16Column(const Position &P) const {
  if (P.Column == 0)
    return 1;
  if (P.Line == 0 || P.Line > Starts.size())
    return P.Column;
  std::string_view Before = line(P.Line).substr(0, P.Column - 1);
  if (P.Line == 1 && Before.starts_with(ByteOrderMark))
    Before.remove_prefix(ByteOrderMark.size());
  return utf16Length(Before) + 1;
}

static std::unique_ptr<SourceFile> readFile(const std::string &Path) {
  std::error_code Error;
  // Only regular files: opening a pipe would wait for its writer.
  if (!std::filesystem::is_regular_file(Path, Error) ||
      std::filesystem::file_size(Path, Error) > LargestFile || Error)
    return std::make_unique<SourceFile>("", false);
  std::ifstream In(Path, std::ios::binary);
  std::string Contents((std::istreambuf_iterator<char>(In)),
                       std::istreambuf_iterator<char>());
  if (!In.is_open() || In.bad())
    return std::make_unique<SourceFile>("", false);
  return std::make_unique<SourceFile>(std::move(Contents));
}

const SourceFile &SourceCache::get(const std::string &Path) const {
  auto It = Files.find(Path);
  if (It == Files.end())
    It = Files.emplace(Path, readFile(Path)).first;
  return *It->second;
}

void SourceCache::add(std::string Path, std::string Contents) {
  Files[std::move(Path)] = std::make_unique<SourceFile>(std::move(Contents));
}
