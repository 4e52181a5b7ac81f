// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/VersionControl.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

using namespace async_tidy;
namespace fs = std::filesystem;

static std::string readText(const fs::path &Path) {
  std::error_code Error;
  if (!fs::is_regular_file(Path, Error))
    return {};
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

static std::string_view trim(std::string_view Text) {
  constexpr std::string_view Blank = " \t\r\n";
  size_t First = Text.find_first_not_of(Blank);
  if (First == std::string_view::npos)
    return {};
  return Text.substr(First, Text.find_last_not_of(Blank) - First + 1);
}

/// The folder with HEAD: `.git`, or what the file `.git` of a linked work tree
/// or submodule points to.
static fs::path gitFolder(const fs::path &Root) {
  std::error_code Error;
  fs::path DotGit = Root / ".git";
  if (fs::is_directory(DotGit, Error))
    return DotGit;
  std::string Text = readText(DotGit);
  std::string_view Line = trim(Text);
  constexpr std::string_view Key = "gitdir: ";
  if (!Line.starts_with(Key))
    return {};
  return Root / fs::path(Line.substr(Key.size()));
}

/// The folder with the configuration and the shared refs.
static fs::path commonFolder(const fs::path &Git) {
  std::string Text = readText(Git / "commondir");
  return Text.empty() ? Git : Git / fs::path(trim(Text));
}

static std::string resolveRef(const fs::path &Git, const fs::path &Common,
                              const std::string &Ref) {
  for (const fs::path &Folder : {Git, Common}) {
    std::string Text = readText(Folder / Ref);
    if (!Text.empty())
      return std::string(trim(Text));
  }
  std::istringstream Packed(readText(Common / "packed-refs"));
  for (std::string Line; std::getline(Packed, Line);) {
    size_t Blank = Line.find(' ');
    if (Blank != std::string::npos &&
        trim(std::string_view(Line).substr(Blank)) == Ref)
      return Line.substr(0, Blank);
  }
  return {};
}

/// The URL of the remote "origin", as the configuration file spells it.
static std::string originUrl(const fs::path &Common) {
  std::istringstream Config(readText(Common / "config"));
  bool InOrigin = false;
  for (std::string Raw; std::getline(Config, Raw);) {
    std::string_view Line = trim(Raw);
    if (Line.starts_with('[')) {
      InOrigin = Line == "[remote \"origin\"]";
      continue;
    }
    size_t Equals = Line.find('=');
    if (InOrigin && Equals != std::string_view::npos &&
        trim(Line.substr(0, Equals)) == "url")
      return std::string(trim(Line.substr(Equals + 1)));
  }
  return {};
}

std::string async_tidy::repositoryUri(const std::string &Remote) {
  std::string Scheme = "https", Rest = Remote;
  size_t Colon = Remote.find("://");
  if (Colon != std::string::npos) {
    Scheme = Remote.substr(0, Colon);
    Rest = Remote.substr(Colon + 3);
    if (Scheme == "file")
      return {};
    // A web address, for whoever clicks it; ports of ssh do not belong there.
    if (Scheme != "http" && Scheme != "https") {
      Scheme = "https";
      size_t Slash = std::min(Rest.find('/'), Rest.size());
      size_t Port = Rest.find(':', std::min(Rest.find('@'), Slash));
      if (Port != std::string::npos && Port < Slash)
        Rest.erase(Port, Slash - Port);
    }
  } else {
    // The scp-like form; a slash before the colon would make it a path.
    size_t Separator = Remote.find(':');
    if (Separator == std::string::npos || Remote.find('/') < Separator)
      return {};
    Rest[Separator] = '/';
  }
  size_t At = Rest.substr(0, Rest.find('/')).rfind('@');
  if (At != std::string::npos)
    Rest.erase(0, At + 1);
  if (Rest.ends_with(".git"))
    Rest.resize(Rest.size() - 4);
  for (char C : Rest)
    if (static_cast<unsigned char>(C) <= ' ' || C == '"' || C == '<' ||
        C == '>' || C == '\\' || static_cast<unsigned char>(C) >= 0x7F)
      return {};
  return Rest.empty() ? std::string() : Scheme + "://" + Rest;
}

std::optional<VersionControl>
async_tidy::readVersionControl(const std::string &Root) {
  fs::path Git = gitFolder(Root);
  std::string HeadText = Git.empty() ? std::string() : readText(Git / "HEAD");
  std::string_view Head = trim(HeadText);
  if (Head.empty())
    return std::nullopt;
  VersionControl Result;
  fs::path Common = commonFolder(Git);
  constexpr std::string_view Key = "ref: ", Heads = "refs/heads/";
  if (Head.starts_with(Key)) {
    std::string Ref(Head.substr(Key.size()));
    Result.Revision = resolveRef(Git, Common, Ref);
    if (Ref.starts_with(Heads))
      Result.Branch = Ref.substr(Heads.size());
  } else {
    Result.Revision = Head;
  }
  Result.RepositoryUri = repositoryUri(originUrl(Common));
  return Result;
}
