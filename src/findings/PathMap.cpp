// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/PathMap.h"

#include <filesystem>

using namespace async_tidy;
namespace fs = std::filesystem;

static std::string withoutTrailingSlash(const fs::path &P) {
  std::string Text = P.generic_string();
  while (Text.size() > 1 && Text.back() == '/')
    Text.pop_back();
  return Text;
}

static std::string absoluteLexical(const std::string &Path) {
  std::error_code Error;
  fs::path Absolute = fs::absolute(Path.empty() ? "." : Path, Error);
  return withoutTrailingSlash(
      (Error ? fs::path(Path) : Absolute).lexically_normal());
}

static std::string resolve(const std::string &Path) {
  std::error_code Error;
  // Before any lexical step: "link/.." is not where the link is.
  fs::path Resolved = fs::weakly_canonical(
      fs::absolute(Path.empty() ? "." : Path, Error), Error);
  return Error ? absoluteLexical(Path) : withoutTrailingSlash(Resolved);
}

/// The part of \p Path below \p Folder; nothing if it is elsewhere.
static std::optional<std::string> below(const std::string &Path,
                                        const std::string &Folder) {
  std::string Prefix = Folder.ends_with('/') ? Folder : Folder + '/';
  if (Path.size() <= Prefix.size() || !Path.starts_with(Prefix))
    return std::nullopt;
  return Path.substr(Prefix.size());
}

PathMap::PathMap(const std::string &Root)
    : Root(resolve(Root)), LexicalRoot(absoluteLexical(Root)) {}

std::string PathMap::findRoot(const std::string &Folder) {
  std::string Start = resolve(Folder);
  std::error_code Error;
  for (fs::path P = Start;; P = P.parent_path()) {
    if (fs::exists(P / ".git", Error))
      return withoutTrailingSlash(P);
    if (P == P.parent_path())
      return Start;
  }
}

std::string PathMap::canonical(const std::string &Path) const {
  auto It = Known.find(Path);
  if (It == Known.end())
    It = Known.emplace(Path, resolve(Path)).first;
  return It->second;
}

std::optional<std::string> PathMap::relative(const std::string &Path) const {
  if (Path.empty())
    return std::nullopt;
  if (auto Result = below(canonical(Path), Root))
    return Result;
  // A link inside the root that leads out of it still has a name inside.
  return below(absoluteLexical(Path), LexicalRoot);
}

std::string PathMap::display(const std::string &Path) const {
  if (auto Result = relative(Path))
    return *Result;
  return Path.empty() ? std::string() : canonical(Path);
}
