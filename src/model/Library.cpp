// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Library.h"
#include "compat/RegularFile.h"

#include "model/EmbeddedFile.h"
#include "model/LibraryTables.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/MemoryBuffer.h>

using namespace async_tidy;
using llvm::StringRef;

namespace {

using Names = std::vector<std::string>;
using Explained = std::map<std::string, std::string>;

/// Where the built-in files seem to lie.
constexpr StringRef BuiltinFolder = "builtin/";

/// Tables hold global names without the leading "::".
StringRef keyOf(StringRef Name) {
  Name.consume_front("::");
  return Name;
}

StringRef lastComponent(StringRef Name) {
  size_t Separator = Name.rfind("::");
  return Separator == StringRef::npos ? Name : Name.substr(Separator + 2);
}

/// The names that \p Name stands for in \p File: one for each namespace if it
/// starts with "~::".
Names expanded(StringRef Name, const LibraryFile &File) {
  if (!Name.consume_front("~"))
    return {Name.str()};
  Names Result;
  for (const std::string &Namespace : File.Namespaces)
    Result.push_back(Namespace + Name.str());
  return Result;
}

void expand(Names &List, const LibraryFile &File) {
  Names Result;
  for (const std::string &Name : List)
    for (std::string &One : expanded(Name, File))
      Result.push_back(std::move(One));
  List = std::move(Result);
}

void expandForms(std::vector<CallForm> &Forms, const LibraryFile &File) {
  for (CallForm &Form : Forms) {
    // A macro has no scope, so flags are compared by their last component.
    for (std::string &Flag : Form.Flags)
      Flag = lastComponent(Flag).str();
    for (Names *List : {&Form.Types, &Form.Objects}) {
      expand(*List, File);
      for (std::string &Name : *List)
        if (!StringRef(Name).contains("::"))
          Name.insert(0, "::"); // as Names::qualified spells it
    }
  }
}

void expandKeys(Explained &Texts, const LibraryFile &File) {
  Explained Result;
  for (auto &[Name, Text] : Texts)
    for (std::string &One : expanded(Name, File))
      Result.emplace(std::move(One), Text);
  Texts = std::move(Result);
}

llvm::Error errorAt(const llvm::Twine &Text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), "%s",
                                 Text.str().c_str());
}

/// Ids name one file each, and every key of advice has a text somewhere.
llvm::Error validateTogether(llvm::ArrayRef<LibraryFile> Files) {
  llvm::StringMap<StringRef> PathOfId;
  llvm::StringSet<> Keys;
  for (const LibraryFile &File : Files) {
    auto [It, New] = PathOfId.try_emplace(File.Id, File.Path);
    if (!New)
      return errorAt(File.Path + ": the library '" + File.Id +
                     "' is already described by " + It->second);
    for (const auto &[Key, Text] : File.Replacements)
      Keys.insert(Key);
  }
  for (const LibraryFile &File : Files)
    for (const BlockingEntry &Entry : File.Blocking)
      if (!Entry.Instead.empty() && !Keys.contains(Entry.Instead))
        return errorAt(File.Path + ": '" + Entry.Name +
                       "' says 'instead: " + Entry.Instead +
                       "', but no library file has that key in 'replacements'");
  return llvm::Error::success();
}

} // namespace

llvm::Expected<std::shared_ptr<const Library>>
Library::load(llvm::ArrayRef<std::string> UserFiles) {
  std::vector<LibraryFile> Files;
  auto Add = [&](StringRef Path, StringRef Text) -> llvm::Error {
    llvm::Expected<LibraryFile> File = parseLibraryFile(Path, Text);
    if (!File)
      return File.takeError();
    Files.push_back(std::move(*File));
    return llvm::Error::success();
  };
  for (const EmbeddedText &Builtin : builtinLibraryFiles())
    if (auto Error =
            Add(BuiltinFolder.str() + std::string(Builtin.Name) + ".yaml",
                StringRef(Builtin.Text.data(), Builtin.Text.size())))
      return std::move(Error);
  for (const std::string &Path : UserFiles) {
    auto Buffer = readRegularFile(Path);
    if (!Buffer)
      return errorAt("library file: " + toString(Buffer.takeError()));
    if (auto Error = Add(Path, (*Buffer)->getBuffer()))
      return std::move(Error);
  }
  if (auto Error = validateTogether(Files))
    return std::move(Error);
  return std::make_shared<const Library>(std::move(Files));
}

Library::Library(std::vector<LibraryFile> ParsedFiles)
    : Files(std::move(ParsedFiles)) {
  for (LibraryFile &File : Files) {
    addLists(File);
    addEntries(File);
    addBlocking(File);
    addNamespaces(File);
  }
}

/// A name that some table has.
void Library::note(StringRef Name, const LibraryFile &File) {
  LastComponents.insert(lastComponent(Name));
  if (!StringRef(File.Path).starts_with(BuiltinFolder))
    UsersNames.insert(keyOf(Name));
}

/// A library that an earlier file describes stays that file's: the later one
/// adds to it.
void Library::addNamespaces(LibraryFile &File) {
  llvm::SmallPtrSet<LibraryFile *, 2> Shared;
  for (const std::string &Namespace : File.Namespaces) {
    auto [It, New] = Namespaces.try_emplace(keyOf(Namespace), &File);
    if (!New && It->second != &File)
      Shared.insert(It->second);
  }
  for (LibraryFile *Earlier : Shared)
    mergeInto(*Earlier, File);
}

void Library::addName(llvm::StringMap<const LibraryFile *> &Table,
                      StringRef Name, const LibraryFile &File) {
  Table[keyOf(Name)] = &File;
  note(Name, File);
}

void Library::addLists(LibraryFile &File) {
  for (const std::string &Name : File.Awaitables)
    for (const std::string &One : expanded(Name, File))
      Lists[unsigned(NameList::NotAwaitable)].erase(keyOf(One));
  for (auto &[List, Content] : plainLists(File)) {
    expand(*Content, File);
    for (const std::string &Name : *Content)
      addName(Lists[unsigned(List)], Name, File);
  }
  for (auto &[List, Content] : explainedLists(File)) {
    expandKeys(*Content, File);
    for (const auto &[Name, Text] : *Content)
      addName(Lists[unsigned(List)], Name, File);
  }
  for (const auto &[List, Content] : wordLists(File))
    for (const std::string &Name : *Content)
      Words[unsigned(List)].insert(ignoresCase(List) ? StringRef(Name).lower()
                                                     : Name);
  for (const auto &[T, Entries] : File.Vocabulary)
    Topics.add(T, Entries);
}

void Library::addEntries(LibraryFile &File) {
  auto ForEachName = [&](StringRef Name, auto Add) {
    for (const std::string &One : expanded(Name, File)) {
      Add(keyOf(One));
      note(One, File);
    }
  };
  for (const TaskEntry &Task : File.Tasks)
    ForEachName(Task.Name, [&](StringRef Key) {
      // A type that is said to be a task is none of those that are not.
      auto &NotAwaitable = Lists[unsigned(NameList::NotAwaitable)];
      if (NotAwaitable.lookup(Key) != &File)
        NotAwaitable.erase(Key);
      auto [It, New] = Tasks.try_emplace(Key, &Task, &File);
      if (New)
        return;
      MergedTasks.push_back(
          std::make_unique<TaskEntry>(merged(*It->second.first, Task)));
      It->second.first = MergedTasks.back().get();
    });
  for (const SpawnEntry &Spawn : File.Spawn)
    ForEachName(Spawn.Name, [&](StringRef Key) {
      Spawns[Key] = {&Spawn, &File};
    });
  for (ScopeEntry &Scope : File.Scopes) {
    expand(Scope.Join, File);
    for (const std::string &Name : Scope.Join)
      addName(Lists[unsigned(NameList::ScopeJoin)], Name, File);
    ForEachName(Scope.Name, [&](StringRef Key) {
      const ScopeEntry *&Known = Scopes[Key];
      if (Known)
        llvm::append_range(Scope.Join, Known->Join);
      Known = &Scope;
    });
  }
}

void Library::addBlocking(LibraryFile &File) {
  for (BlockingEntry &Entry : File.Blocking) {
    expand(Entry.Also, File);
    expandForms(Entry.Only, File);
    expandForms(Entry.Unless, File);
    if (!Entry.InClassNamed.empty()) {
      Patterns.push_back(&Entry);
      continue;
    }
    Names All = expanded(Entry.Name, File);
    All.insert(All.end(), Entry.Also.begin(), Entry.Also.end());
    for (const std::string &Name : All) {
      auto &Known = BlockingByName[unsigned(Entry.Kind)][keyOf(Name)];
      // A later file speaks instead of an earlier one, not in addition.
      if (!Known.empty() && ownerOf(Known.front()) != &File)
        Known.clear();
      Known.push_back(&Entry);
      LastComponents.insert(lastComponent(Name));
    }
  }
}

const LibraryFile *Library::find(NameList List, StringRef QualifiedName) const {
  return Lists[unsigned(List)].lookup(keyOf(QualifiedName));
}

bool Library::contains(NameList List, StringRef QualifiedName) const {
  return find(List, QualifiedName) != nullptr;
}

bool Library::contains(WordList List, StringRef Name) const {
  const llvm::StringSet<> &Set = Words[unsigned(List)];
  if (!ignoresCase(List))
    return Set.contains(Name);
  llvm::SmallString<64> Lower;
  for (char C : Name)
    Lower.push_back(llvm::toLower(C));
  return Set.contains(Lower);
}

const TaskEntry *Library::task(StringRef QualifiedName,
                               const LibraryFile **Owner) const {
  auto [Entry, File] = Tasks.lookup(keyOf(QualifiedName));
  if (Owner)
    *Owner = File;
  return Entry;
}

const SpawnEntry *Library::spawn(StringRef QualifiedName,
                                 const LibraryFile **Owner) const {
  auto [Entry, File] = Spawns.lookup(keyOf(QualifiedName));
  if (Owner)
    *Owner = File;
  return Entry;
}

const ScopeEntry *Library::scope(StringRef QualifiedName) const {
  return Scopes.lookup(keyOf(QualifiedName));
}

llvm::ArrayRef<const BlockingEntry *>
Library::blocking(StringRef QualifiedName, CallableKind Kind) const {
  const auto &Table = BlockingByName[unsigned(Kind)];
  auto It = Table.find(keyOf(QualifiedName));
  if (It == Table.end())
    return {};
  return It->second;
}

const LibraryFile *Library::ownerOf(const BlockingEntry *Entry) const {
  for (const LibraryFile &File : Files)
    if (Entry >= File.Blocking.data() &&
        Entry < File.Blocking.data() + File.Blocking.size())
      return &File;
  return nullptr;
}

const LibraryFile *Library::libraryOfName(StringRef QualifiedName) const {
  for (StringRef Prefix = keyOf(QualifiedName); !Prefix.empty();) {
    if (const LibraryFile *File = Namespaces.lookup(Prefix))
      return File;
    size_t Separator = Prefix.rfind("::");
    if (Separator == StringRef::npos)
      break;
    Prefix = Prefix.substr(0, Separator);
  }
  return nullptr;
}
