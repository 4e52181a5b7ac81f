// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/CompileDatabase.h"

#include "compat/RegularFile.h"
#include "findings/TextPosition.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

using namespace async_tidy;
using llvm::StringRef;
namespace path = llvm::sys::path;

static llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string async_tidy::absolutePath(StringRef Path, StringRef Directory) {
  llvm::SmallString<256> Result;
  if (!path::is_absolute(Path))
    Result = Directory;
  path::append(Result, Path);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

llvm::Expected<std::string> async_tidy::findCompileDatabase(StringRef Build) {
  llvm::SmallString<256> Where(Build);
  if (llvm::sys::fs::make_absolute(Where))
    return fail("the current folder cannot be determined");
  path::remove_dots(Where, /*remove_dot_dot=*/true);
  if (!llvm::sys::fs::exists(Where))
    return fail("'" + Build +
                "' does not exist; give the build folder that has "
                "compile_commands.json with -p");
  if (!llvm::sys::fs::is_directory(Where))
    return std::string(Where);
  for (StringRef Folder = Where; !Folder.empty();
       Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> Candidate(Folder);
    path::append(Candidate, "compile_commands.json");
    if (llvm::sys::fs::exists(Candidate))
      return std::string(Candidate);
  }
  return fail("no compile_commands.json in '" + Where +
              "' or a folder above it; configure with "
              "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or record a build with "
              "'bear -- make', and give its folder with -p");
}

/// The words of a "command" as a POSIX shell would see them.
static std::vector<std::string> splitCommand(StringRef Command) {
  llvm::BumpPtrAllocator Alloc;
  llvm::StringSaver Saver(Alloc);
  llvm::SmallVector<const char *, 64> Words;
  llvm::cl::TokenizeGNUCommandLine(Command, Saver, Words);
  return {Words.begin(), Words.end()};
}

/// Fills \p Entry from \p Value; what is wrong with it, or an empty string.
static std::string readEntry(const llvm::json::Value &Value,
                             StringRef DatabaseFolder, CompileEntry &Entry) {
  const llvm::json::Object *Object = Value.getAsObject();
  if (!Object)
    return "is not an object";
  auto File = Object->getString("file");
  if (!File || File->empty())
    return "has no \"file\"";
  // The standard wants a directory; many generators leave it out.
  Entry.Directory =
      absolutePath(Object->getString("directory").value_or(""), DatabaseFolder);
  Entry.File = absolutePath(*File, Entry.Directory);
  if (const llvm::json::Value *Arguments = Object->get("arguments")) {
    const llvm::json::Array *List = Arguments->getAsArray();
    if (!List)
      return "has \"arguments\" that are not a list";
    for (const llvm::json::Value &Word : *List) {
      auto Text = Word.getAsString();
      if (!Text)
        return "has \"arguments\" that are not all strings";
      Entry.Args.push_back(Text->str());
    }
  } else if (auto Command = Object->getString("command")) {
    Entry.Args = splitCommand(*Command);
  } else {
    return "has neither \"command\" nor \"arguments\"";
  }
  return Entry.Args.empty() ? "has an empty command" : "";
}

/// Where the text first nests deeper than any database does, as "line:column";
/// empty if it does not. LLVM's parser is recursive, without a bound.
static std::string placeOfDeepNesting(StringRef Text) {
  static constexpr unsigned DeepestNesting = 100;
  unsigned Depth = 0;
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (InString && C == '\\')
      ++I;
    else if (C == '"')
      InString = !InString;
    if (InString)
      continue;
    if ((C == ']' || C == '}') && Depth)
      --Depth;
    if ((C != '[' && C != '{') || ++Depth <= DeepestNesting)
      continue;
    return lineAndColumn(Text, I);
  }
  return "";
}

llvm::Expected<CompileDatabase>
async_tidy::parseCompileDatabase(StringRef Path, StringRef Text) {
  Text.consume_front("\xEF\xBB\xBF");
  if (Text.trim().empty())
    return fail(Path + ":1:1: the compilation database is empty");
  if (std::string Place = placeOfDeepNesting(Text); !Place.empty())
    return fail(Path + ":" + Place +
                ": lists and objects are nested too deeply for a compilation "
                "database");
  auto Json = llvm::json::parse(Text);
  if (!Json) {
    std::string Where, Message;
    llvm::handleAllErrors(
        Json.takeError(),
        // Its message is "[line:column, byte=n]: text".
        [&](const llvm::ErrorInfoBase &E) { Message = E.message(); });
    StringRef Rest(Message);
    if (Rest.consume_front("[")) {
      Where = Rest.split(',').first.str();
      Rest = Rest.split("]: ").second;
    }
    return fail(Path + ":" + Where + ": not valid JSON: " + Rest);
  }
  const llvm::json::Array *List = Json->getAsArray();
  if (!List)
    return fail(Path + ":1:1: the compilation database must be a list of "
                       "objects with \"directory\", \"file\" and \"command\" "
                       "or \"arguments\"");
  if (List->empty())
    return fail(Path + ":1:1: the compilation database has no entries; build "
                       "or configure the project first");
  CompileDatabase Result;
  Result.Path = Path.str();
  StringRef Folder = path::parent_path(Path);
  for (size_t I = 0; I < List->size(); ++I) {
    CompileEntry Entry;
    Entry.Origin = ("entry " + llvm::Twine(I + 1) + " of " + Path).str();
    std::string Wrong = readEntry((*List)[I], Folder, Entry);
    if (Wrong.empty())
      Result.Entries.push_back(std::move(Entry));
    else
      Result.Problems.push_back(
          {RunNotification::Kind::UnitFailed,
           Entry.File.empty() ? Path.str() : Entry.File,
           Entry.Origin + " " + Wrong + "; it is left out"});
  }
  return Result;
}

llvm::Expected<CompileDatabase>
async_tidy::readCompileDatabase(StringRef Path) {
  auto Buffer = readRegularFile(Path);
  if (!Buffer)
    return Buffer.takeError();
  return parseCompileDatabase(Path, (*Buffer)->getBuffer());
}
