// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All library files together, answering questions about declarations. Immutable
// after construction, shared by threads.

#ifndef ASYNC_TIDY_MODEL_LIBRARY_H
#define ASYNC_TIDY_MODEL_LIBRARY_H

#include "model/LibraryFile.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

#include <memory>

namespace async_tidy {

/// A named list of a library file. Each is a set of qualified names.
enum class NameList {
  Awaitable,
  NotAwaitable,
  DetachToken,
  FutureToken,
  NonThrowingToken,
  AwaitableToken,
  CancellationException,
  CancellationCarrier,
  CancellationCode,
  CancellationCheck,
  CancellableOperation,
  Pool,
  PoolGetter,
  Switch,
  Offload,
  Invoker,
  Keeper,
  Continuation,
  IgnoresResult,
  Guard,
  Mutex,
  AsyncMutex,
  AsyncLock,
  Hostile,
  ThreadValue,
  ThreadBuffer,
  ThreadError,
  ThreadRestore,
  Atomic,
  EventLoop,
  Thread,
  JoinedFuture,
  Binder,
  SameThread,
  ScopeGuard,
  PassiveHolder,
  ReferenceWrapper,
  ReferenceMaker,
  Discard,
  KeptArguments,
  CopiedArguments,
  Thrower,
  NoThrow,
  OnlyCancelled,
  TaskBound,
  Exclusive,
  SharedResult,
  NonBlocking,
  Join,
  Ready,
  BlockOn,
  LoopRun,
  ScopeJoin,
  SavedState
};
inline constexpr unsigned NumNameLists = unsigned(NameList::SavedState) + 1;

/// A list of last components: conventions that many libraries share, so that a
/// name means the same in every scope.
enum class WordList {
  ArrayContainer,
  FlatContainer,
  DequeContainer,
  NodeContainer,
  HashContainer,
  Holder,
  LockAcquire,
  LockTry,
  LockRelease,
  // From here on upper and lower case differ.
  Owner,
  ChangesAny,
  ChangesArray,
  ChangesFlat,
  ChangesDeque,
  ChangesDequeIterator,
  ChangesNode,
  ChangesHashIterator,
  ChangesHolder,
  AcquireFunction,
  TryFunction,
  ReleaseFunction,
  CLock,
  ContainerElement,
  ContainerStorage,
  ContainerIterator,
  ContainerSearch,
  ContainerEnd,
  ContainerInsert,
  ContainerReplace,
  ContainerAppend,
  ContainerAssign,
  ContainerResize,
  ContainerSize,
  ContainerCount,
  ContainerEmptiness,
  ContainerPresence,
  KeyType,
  HolderPointee,
  Tuple,
  UniqueOwner,
  SharedOwner,
  SelfOwner,
  SelfReference,
  Optional,
  View,
  NothingTag,
  InPlaceTag,
  ErrorCode,
  AtomicRead,
  AtomicWrite,
  ExecutorGetter,
  NonBlockingMode,
  WouldBlock,
  MemoryFolder
};
inline constexpr unsigned NumWordLists = unsigned(WordList::MemoryFolder) + 1;

class Library {
public:
  /// The built-in files plus the user's, in this order; a later file adds to
  /// the lists, and its entry for a name replaces an earlier file's (of a task,
  /// the keys that it has). The error names file and line, or the file and
  /// entry where files do not fit together.
  static llvm::Expected<std::shared_ptr<const Library>>
  load(llvm::ArrayRef<std::string> UserFiles);

  /// From files that are already parsed (tests).
  explicit Library(std::vector<LibraryFile> Files);
  Library(const Library &) = delete; // the tables point into `Files`
  Library &operator=(const Library &) = delete;

  /// The files as loaded, with the lists made ready for lookups: "~::" is
  /// written out, `Types` and `Objects` of a form have "::" before global
  /// names, `Flags` are last components, and what later files say of the same
  /// namespaces is there, too. The entries' own names (`SpawnEntry::Name`) stay
  /// as written.
  llvm::ArrayRef<LibraryFile> files() const { return Files; }

  // Qualified names are passed without template arguments and inline
  // namespaces; a leading "::" makes no difference.

  /// Is \p QualifiedName in the list, in any library?
  bool contains(NameList List, llvm::StringRef QualifiedName) const;
  /// The library whose list has the name, or nullptr.
  const LibraryFile *find(NameList List, llvm::StringRef QualifiedName) const;

  /// Does a file of the user's speak of \p QualifiedName?
  bool isUsers(llvm::StringRef QualifiedName) const {
    QualifiedName.consume_front("::");
    return UsersNames.contains(QualifiedName);
  }

  /// Is the last component \p Name in the list, in any library?
  bool contains(WordList List, llvm::StringRef Name) const;

  /// What an identifier speaks of, in the words of all libraries. A unit asks
  /// through Names, which keeps the answers.
  TopicSet topicsOf(llvm::StringRef Identifier) const {
    return Topics.topicsOf(Identifier);
  }

  const TaskEntry *task(llvm::StringRef QualifiedName,
                        const LibraryFile **Owner = nullptr) const;
  const SpawnEntry *spawn(llvm::StringRef QualifiedName,
                          const LibraryFile **Owner = nullptr) const;
  const ScopeEntry *scope(llvm::StringRef QualifiedName) const;

  /// All entries for the callable; several when forms differ.
  llvm::ArrayRef<const BlockingEntry *> blocking(llvm::StringRef QualifiedName,
                                                 CallableKind Kind) const;
  /// Entries with `in-class-named`, which match by shape instead of name.
  llvm::ArrayRef<const BlockingEntry *> blockingPatterns() const {
    return Patterns;
  }
  const LibraryFile *ownerOf(const BlockingEntry *Entry) const;

  /// Can a declaration with this unqualified identifier be in any table? A
  /// cheap filter before a qualified name is built.
  bool mentions(llvm::StringRef Identifier) const {
    return LastComponents.contains(Identifier);
  }

  /// The library in whose namespaces \p QualifiedName lies, or nullptr.
  /// "asio::ip::tcp" is asio's; the longest namespace wins. Of several files
  /// with that namespace the first is the library's, and has what the others
  /// add.
  const LibraryFile *libraryOfName(llvm::StringRef QualifiedName) const;

private:
  void note(llvm::StringRef Name, const LibraryFile &File);
  void addLists(LibraryFile &File);
  void addEntries(LibraryFile &File);
  void addBlocking(LibraryFile &File);
  void addNamespaces(LibraryFile &File);
  void addName(llvm::StringMap<const LibraryFile *> &Table,
               llvm::StringRef Name, const LibraryFile &File);

  std::vector<LibraryFile> Files;
  llvm::StringMap<const LibraryFile *> Lists[NumNameLists];
  llvm::StringSet<> Words[NumWordLists];
  Vocabulary Topics;
  llvm::StringMap<std::pair<const TaskEntry *, const LibraryFile *>> Tasks;
  llvm::StringMap<std::pair<const SpawnEntry *, const LibraryFile *>> Spawns;
  llvm::StringMap<const ScopeEntry *> Scopes;
  llvm::StringMap<std::vector<const BlockingEntry *>> BlockingByName[3];
  std::vector<const BlockingEntry *> Patterns;
  llvm::StringMap<LibraryFile *> Namespaces;
  /// Entries that several files wrote.
  std::vector<std::unique_ptr<TaskEntry>> MergedTasks;
  llvm::StringSet<> LastComponents;
  llvm::StringSet<> UsersNames;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_LIBRARY_H
