// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Library.h"
#include "model/EmbeddedFile.h"

#include <gtest/gtest.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

#include <map>
#include <set>

using namespace async_tidy;

namespace {

LibraryFile parsed(llvm::StringRef Path, llvm::StringRef Text) {
  llvm::Expected<LibraryFile> File = parseLibraryFile(Path, Text);
  if (!File) {
    ADD_FAILURE() << llvm::toString(File.takeError());
    return {};
  }
  return std::move(*File);
}

/// A library file on disk for the time of a test.
class TemporaryFile {
public:
  explicit TemporaryFile(llvm::StringRef Text) {
    int Descriptor = -1;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("library", "yaml",
                                                    Descriptor, Path));
    llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << Text;
  }
  ~TemporaryFile() { llvm::sys::fs::remove(Path); }
  std::string path() const { return Path.str().str(); }

private:
  llvm::SmallString<64> Path;
};

Library twoLibraries() {
  std::vector<LibraryFile> Files;
  Files.push_back(parsed("net.yaml", R"(library: net
namespaces: [net, boost::net]
tasks: [{name: ~::task, start: lazy}]
spawn: [{name: ~::spawn, kind: token}]
tokens: {detached: [~::detached_t]}
scopes: [{name: ~::scope, join: [~::scope::join]}]
locks:
  hostile: {~::blocker: why}
blocking:
- {name: ~::socket::read, also: [~::socket::write], group: socket,
   unless: [{argument: 1, types: [~::nonblocking]}]}
- {name: ~::pool, kind: destructor, group: wait}
- {name: call, in-class-named: Stub, group: http}
)"));
  Files.push_back(parsed("c.yaml", R"(library: c
namespaces: [net::fiber]
tasks: [{name: net::fiber::task}]
blocking:
- {name: ::recv, group: socket}
- {name: g, group: file, only: [{argument: 1, types: [S]}]}
- {name: g, group: stdio, only: [{argument: 1, objects: [in]}]}
)"));
  return Library(std::move(Files));
}

TEST(Library, WritesOutTheNamespaces) {
  Library Lib = twoLibraries();
  const LibraryFile *Owner = nullptr;
  ASSERT_TRUE(Lib.task("net::task", &Owner));
  EXPECT_EQ(Owner->Id, "net");
  EXPECT_EQ(Lib.task("boost::net::task"), Lib.task("net::task"));
  EXPECT_FALSE(Lib.task("task"));
  EXPECT_FALSE(Lib.task("~::task"));
  EXPECT_EQ(Lib.task("net::fiber::task", &Owner), &Lib.files()[1].Tasks[0]);
  EXPECT_EQ(Owner->Id, "c");
  EXPECT_FALSE(Lib.task("other::task", &Owner));
  EXPECT_EQ(Owner, nullptr);
  ASSERT_TRUE(Lib.spawn("boost::net::spawn", &Owner));
  EXPECT_EQ(Lib.spawn("boost::net::spawn")->Kind, SpawnKind::Token);
  EXPECT_EQ(Owner->Id, "net");
  EXPECT_TRUE(Lib.contains(NameList::DetachToken, "boost::net::detached_t"));
  EXPECT_FALSE(Lib.contains(NameList::FutureToken, "boost::net::detached_t"));
  EXPECT_EQ(Lib.find(NameList::Hostile, "net::blocker")
                ->Locks.Hostile.at("net::blocker"),
            "why");
}

TEST(Library, WritesOutTheNamespacesInsideEntries) {
  Library Lib = twoLibraries();
  ASSERT_TRUE(Lib.scope("boost::net::scope"));
  EXPECT_EQ(Lib.scope("net::scope")->Join,
            (std::vector<std::string>{"net::scope::join",
                                      "boost::net::scope::join"}));
  EXPECT_TRUE(Lib.contains(NameList::ScopeJoin, "boost::net::scope::join"));
  auto Read = Lib.blocking("boost::net::socket::read", CallableKind::Function);
  ASSERT_EQ(Read.size(), 1u);
  EXPECT_EQ(Read[0]->Unless[0].Types,
            (std::vector<std::string>{"net::nonblocking",
                                      "boost::net::nonblocking"}));
  EXPECT_EQ(Lib.blocking("net::socket::write", CallableKind::Function)[0],
            Read[0]);
}

TEST(Library, MakesFormsReadyForLookups) {
  std::vector<LibraryFile> Files;
  Files.push_back(parsed("f.yaml", R"(library: f
namespaces: [zmq]
blocking:
- {name: f, group: socket, unless: [{flags: [~::flags::dontwait, NOWAIT]}]}
- {name: g, group: stdio, only: [{objects: [stdin, std::cin], types: [QFile, "::QIODevice"]}]}
)"));
  Library Lib(std::move(Files));
  using Names = std::vector<std::string>;
  llvm::ArrayRef<BlockingEntry> Blocking = Lib.files()[0].Blocking;
  ASSERT_EQ(Blocking.size(), 2u);
  EXPECT_EQ(Blocking[0].Unless[0].Flags, (Names{"dontwait", "NOWAIT"}));
  EXPECT_EQ(Blocking[1].Only[0].Objects, (Names{"::stdin", "std::cin"}));
  EXPECT_EQ(Blocking[1].Only[0].Types, (Names{"::QFile", "::QIODevice"}));
}

TEST(Library, FindsBlockingCallsByKind) {
  Library Lib = twoLibraries();
  EXPECT_EQ(Lib.blocking("net::pool", CallableKind::Destructor).size(), 1u);
  EXPECT_TRUE(Lib.blocking("net::pool", CallableKind::Constructor).empty());
  EXPECT_EQ(Lib.blocking("g", CallableKind::Function).size(), 2u);
  EXPECT_TRUE(Lib.blocking("net::g", CallableKind::Function).empty());
  auto Recv = Lib.blocking("::recv", CallableKind::Function);
  ASSERT_EQ(Recv.size(), 1u);
  EXPECT_EQ(Lib.ownerOf(Recv[0])->Id, "c");
  EXPECT_EQ(Lib.blocking("recv", CallableKind::Function), Recv);
  ASSERT_EQ(Lib.blockingPatterns().size(), 1u);
  EXPECT_EQ(Lib.blockingPatterns()[0]->InClassNamed, "Stub");
  EXPECT_TRUE(Lib.blocking("call", CallableKind::Function).empty());
  BlockingEntry Foreign;
  EXPECT_EQ(Lib.ownerOf(&Foreign), nullptr);
}

TEST(Library, MentionsLastComponents) {
  Library Lib = twoLibraries();
  for (const char *Name : {"task", "spawn", "detached_t", "scope", "join",
                           "read", "write", "pool", "recv", "g", "blocker"})
    EXPECT_TRUE(Lib.mentions(Name)) << Name;
  EXPECT_FALSE(Lib.mentions("net"));
  EXPECT_FALSE(Lib.mentions("socket"));
}

TEST(Library, LongestNamespaceOwnsAName) {
  Library Lib = twoLibraries();
  EXPECT_EQ(Lib.libraryOfName("net::ip::tcp")->Id, "net");
  EXPECT_EQ(Lib.libraryOfName("::boost::net::x")->Id, "net");
  EXPECT_EQ(Lib.libraryOfName("net::fiber::task")->Id, "c");
  EXPECT_EQ(Lib.libraryOfName("net::fibers::task")->Id, "net");
  EXPECT_EQ(Lib.libraryOfName("network::x"), nullptr);
  EXPECT_EQ(Lib.libraryOfName("boost::x"), nullptr);
  EXPECT_EQ(Lib.libraryOfName("x"), nullptr);
  EXPECT_EQ(Lib.libraryOfName(""), nullptr);
}

TEST(Library, LaterFilesReplaceEntries) {
  std::vector<LibraryFile> Files;
  Files.push_back(parsed("a.yaml",
                         "library: a\ntasks: [{name: t, start: lazy}]\n"
                         "blocking: [{name: f, group: wait}]\n"));
  Files.push_back(parsed("b.yaml",
                         "library: b\ntasks: [{name: t, start: eager}]\n"
                         "blocking: [{name: f, group: wait, level: brief}]\n"));
  Library Lib(std::move(Files));
  EXPECT_EQ(Lib.task("t")->Start, StartKind::Eager);
  ASSERT_EQ(Lib.blocking("f", CallableKind::Function).size(), 1u);
  EXPECT_EQ(Lib.blocking("f", CallableKind::Function)[0]->Level,
            BlockingLevel::Brief);
}

TEST(Library, FilesOfOneNamespaceAreMerged) {
  std::vector<LibraryFile> Files;
  Files.push_back(parsed("a.yaml", R"(library: a
namespaces: [net, boost::net]
tasks: [{name: ~::task, start: lazy, drop: never-runs}]
not-awaitable: [~::box, ~::crate]
tokens: {awaitable: [~::use_task]}
cancellation: {carriers: [~::failure]}
scopes: [{name: ~::scope, join: [~::scope::join]}]
blocking: [{name: ~::read, group: socket}, {name: ~::write, group: socket}]
replacements: {sleep: a's sleep, lock: a's lock}
)"));
  Files.push_back(parsed("b.yaml", R"(library: b
namespaces: [net, app]
tasks: [{name: ~::task, pinned: true}]
awaitables: [~::box]
cancellation: {carriers: [~::trouble], uncatchable: true}
scopes: [{name: ~::scope, join: [~::scope::close]}]
blocking: [{name: ~::write, group: socket, level: brief}]
replacements: {sleep: b's sleep}
)"));
  Library Lib(std::move(Files));
  const LibraryFile *A = Lib.libraryOfName("net::x");
  ASSERT_TRUE(A);
  EXPECT_EQ(A->Id, "a");
  EXPECT_EQ(Lib.libraryOfName("boost::net::x"), A);
  EXPECT_EQ(Lib.libraryOfName("app::x")->Id, "b");
  // What b does not speak of stays.
  EXPECT_EQ(A->Replacements.at("lock"), "a's lock");
  EXPECT_EQ(A->Replacements.at("sleep"), "b's sleep");
  EXPECT_EQ(A->Tokens.Awaitable.size(), 2u);
  EXPECT_EQ(A->Cancellation.Carriers,
            (std::vector<std::string>{"net::failure", "boost::net::failure",
                                      "net::trouble", "app::trouble"}));
  EXPECT_TRUE(A->Cancellation.Uncatchable);
  const LibraryFile *Owner = nullptr;
  const TaskEntry *Task = Lib.task("net::task", &Owner);
  ASSERT_TRUE(Task);
  EXPECT_EQ(Owner, A);
  EXPECT_EQ(Task->Start, StartKind::Lazy);
  EXPECT_EQ(Task->Drop, DropEffect::NeverRuns);
  EXPECT_EQ(Task->Pinned, true);
  EXPECT_EQ(Lib.task("boost::net::task")->Pinned, std::nullopt);
  EXPECT_EQ(Lib.task("app::task")->Start, StartKind::Unknown);
  EXPECT_EQ(Lib.scope("net::scope")->Join.size(), 4u);
  EXPECT_EQ(Lib.blocking("net::read", CallableKind::Function).size(), 1u);
  EXPECT_EQ(Lib.blocking("net::write", CallableKind::Function)[0]->Level,
            BlockingLevel::Brief);
  // The last word on one name.
  EXPECT_FALSE(Lib.contains(NameList::NotAwaitable, "net::box"));
  EXPECT_TRUE(Lib.contains(NameList::NotAwaitable, "boost::net::box"));
  EXPECT_TRUE(Lib.contains(NameList::NotAwaitable, "net::crate"));
}

TEST(Library, LoadReadsUserFiles) {
  TemporaryFile File(
      "library: mine\nnamespaces: [mine]\n"
      "blocking: [{name: ~::fetch, group: http, instead: offload}]\n");
  auto Lib = Library::load({File.path()});
  ASSERT_TRUE(bool(Lib)) << llvm::toString(Lib.takeError());
  EXPECT_EQ((*Lib)->libraryOfName("mine::x")->Path, File.path());
  EXPECT_FALSE((*Lib)->blocking("mine::fetch", CallableKind::Function).empty());
}

/// Every list of words is added to, not replaced.
TEST(Library, UserFilesAddToEveryWordList) {
  TemporaryFile File("library: mine\n"
                     "locks: {acquire: [Grab], try: [w2], release: [w3],\n"
                     "  acquire-functions: [w4], try-functions: [w5],\n"
                     "  release-functions: [w6], c-types: [w7]}\n"
                     "containers: {arrays: [w8], flat: [w9], deques: [w10],\n"
                     "  nodes: [w11], hashes: [w12], holders: [w13],\n"
                     "  owners: [W14], invalidated-by: {any: [w15],\n"
                     "    arrays: [w16], flat: [w17], deques: [w18],\n"
                     "    deque-iterators: [w19], nodes: [w20],\n"
                     "    hash-iterators: [w21], holders: [w22]},\n"
                     "  elements: [w23], storage: [w24], iterators: [w25],\n"
                     "  searches: [w26], ends: [w27], inserts: [w28],\n"
                     "  replaces: [w29], appends: [w30], assigns: [w31],\n"
                     "  resizes: [w32], sizes: [w33], counts: [w34],\n"
                     "  emptiness: [w35], presence: [w36], key-types: [w37],\n"
                     "  pointees: [w38], tuples: [w39]}\n"
                     "lifetimes: {unique-owners: [w40], shared-owners: [w41],\n"
                     "  self-owners: [w42], optionals: [w43], views: [w44],\n"
                     "  nothing: [w45], in-place: [w46],\n"
                     "  self-references: [w53]}\n"
                     "failures: {error-codes: [w47]}\n"
                     "threads: {atomic-reads: [w48], atomic-writes: [w49]}\n"
                     "executors: {executor-getters: [w50]}\n"
                     "descriptors: {non-blocking: [W51], would-block: [w52], "
                     "memory-folders: [w53]}\n");
  auto Loaded = Library::load({File.path()});
  ASSERT_TRUE(bool(Loaded)) << llvm::toString(Loaded.takeError());
  const Library &Lib = **Loaded;
  const std::pair<WordList, std::pair<const char *, const char *>> Pairs[] = {
      {WordList::LockAcquire, {"grab", "Lock"}},
      {WordList::LockTry, {"w2", "try_lock"}},
      {WordList::LockRelease, {"w3", "unlock"}},
      {WordList::AcquireFunction, {"w4", "mtx_lock"}},
      {WordList::TryFunction, {"w5", "mtx_trylock"}},
      {WordList::ReleaseFunction, {"w6", "mtx_unlock"}},
      {WordList::CLock, {"w7", "SRWLOCK"}},
      {WordList::ArrayContainer, {"w8", "QVector"}},
      {WordList::FlatContainer, {"w9", "F14FastMap"}},
      {WordList::DequeContainer, {"w10", "deque"}},
      {WordList::NodeContainer, {"w11", "Map"}},
      {WordList::HashContainer, {"w12", "unordered_map"}},
      {WordList::Holder, {"w13", "optional"}},
      {WordList::Owner, {"W14", "tuple"}},
      {WordList::ChangesAny, {"w15", "clear"}},
      {WordList::ChangesArray, {"w16", "push_back"}},
      {WordList::ChangesFlat, {"w17", "insert"}},
      {WordList::ChangesDeque, {"w18", "pop"}},
      {WordList::ChangesDequeIterator, {"w19", "push"}},
      {WordList::ChangesNode, {"w20", "pop_back"}},
      {WordList::ChangesHashIterator, {"w21", "rehash"}},
      {WordList::ChangesHolder, {"w22", "reset"}},
      {WordList::ContainerElement, {"w23", "front"}},
      {WordList::ContainerStorage, {"w24", "data"}},
      {WordList::ContainerIterator, {"w25", "begin"}},
      {WordList::ContainerSearch, {"w26", "find"}},
      {WordList::ContainerEnd, {"w27", "end"}},
      {WordList::ContainerInsert, {"w28", "insert"}},
      {WordList::ContainerReplace, {"w29", "insert_or_assign"}},
      {WordList::ContainerAppend, {"w30", "push_back"}},
      {WordList::ContainerAssign, {"w31", "assign"}},
      {WordList::ContainerResize, {"w32", "resize"}},
      {WordList::ContainerSize, {"w33", "size"}},
      {WordList::ContainerCount, {"w34", "count"}},
      {WordList::ContainerEmptiness, {"w35", "empty"}},
      {WordList::ContainerPresence, {"w36", "contains"}},
      {WordList::KeyType, {"w37", "key_type"}},
      {WordList::HolderPointee, {"w38", "get"}},
      {WordList::Tuple, {"w39", "tuple"}},
      {WordList::UniqueOwner, {"w40", "unique_ptr"}},
      {WordList::SharedOwner, {"w41", "intrusive_ptr"}},
      {WordList::SelfOwner, {"w42", "enable_shared_from_this"}},
      {WordList::SelfReference, {"w53", "get_strong"}},
      {WordList::Optional, {"w43", "optional"}},
      {WordList::View, {"w44", "span"}},
      {WordList::NothingTag, {"w45", "nullopt_t"}},
      {WordList::InPlaceTag, {"w46", "in_place_t"}},
      {WordList::ErrorCode, {"w47", "error_code"}},
      {WordList::AtomicRead, {"w48", "load"}},
      {WordList::AtomicWrite, {"w49", "store"}},
      {WordList::ExecutorGetter, {"w50", "get_executor"}},
      {WordList::NonBlockingMode, {"W51", "O_NONBLOCK"}},
      {WordList::WouldBlock, {"w52", "EAGAIN"}},
      {WordList::MemoryFolder, {"w53", "sys"}}};
  EXPECT_EQ(std::size(Pairs), NumWordLists);
  for (const auto &[List, Words] : Pairs) {
    EXPECT_TRUE(Lib.contains(List, Words.first)) << Words.first;
    EXPECT_TRUE(Lib.contains(List, Words.second)) << Words.second;
    EXPECT_FALSE(Lib.contains(List, "w0"));
  }
  EXPECT_FALSE(Lib.contains(WordList::Owner, "w14"));
}

/// A user's file can add to every list of qualified names.
TEST(Library, UserFilesAddToEveryNameList) {
  const std::pair<NameList, const char *> Lists[] = {
      {NameList::Awaitable, "awaitables: [~::n]"},
      {NameList::NotAwaitable, "not-awaitable: [~::n]"},
      {NameList::DetachToken, "tokens: {detached: [~::n]}"},
      {NameList::FutureToken, "tokens: {future: [~::n]}"},
      {NameList::NonThrowingToken, "tokens: {non-throwing: [~::n]}"},
      {NameList::AwaitableToken, "tokens: {awaitable: [~::n]}"},
      {NameList::CancellationException, "cancellation: {exceptions: [~::n]}"},
      {NameList::CancellationCarrier, "cancellation: {carriers: [~::n]}"},
      {NameList::CancellationCode, "cancellation: {codes: [~::n]}"},
      {NameList::CancellationCheck, "cancellation: {checks: [~::n]}"},
      {NameList::Pool, "executors: {pools: [~::n]}"},
      {NameList::PoolGetter, "executors: {pool-getters: [~::n]}"},
      {NameList::Switch, "executors: {switches: [~::n]}"},
      {NameList::Offload, "executors: {offload: [~::n]}"},
      {NameList::Invoker, "executors: {invokers: [~::n]}"},
      {NameList::Keeper, "executors: {keepers: [~::n]}"},
      {NameList::Continuation, "executors: {continuations: [~::n]}"},
      {NameList::IgnoresResult, "executors: {ignore-results: [~::n]}"},
      {NameList::Guard, "locks: {guards: [~::n]}"},
      {NameList::Mutex, "locks: {mutexes: [~::n]}"},
      {NameList::AsyncMutex, "locks: {async-mutexes: [~::n]}"},
      {NameList::AsyncLock, "locks: {async-locks: [~::n]}"},
      {NameList::Hostile, "locks: {hostile: {~::n: why}}"},
      {NameList::ThreadValue, "threads: {values: [~::n]}"},
      {NameList::ThreadBuffer, "threads: {buffers: [~::n]}"},
      {NameList::ThreadError, "threads: {errors: {~::n: e}}"},
      {NameList::ThreadRestore, "threads: {restores: {~::n: r}}"},
      {NameList::Atomic, "threads: {atomics: [~::n]}"},
      {NameList::EventLoop, "executors: {event-loops: [~::n]}"},
      {NameList::Thread, "executors: {threads: [~::n]}"},
      {NameList::JoinedFuture, "executors: {joined-futures: [~::n]}"},
      {NameList::Binder, "executors: {binders: [~::n]}"},
      {NameList::ScopeGuard, "locks: {scope-guards: [~::n]}"},
      {NameList::PassiveHolder, "containers: {passive: [~::n]}"},
      {NameList::ReferenceWrapper, "lifetimes: {reference-wrappers: [~::n]}"},
      {NameList::ReferenceMaker, "lifetimes: {reference-makers: [~::n]}"},
      {NameList::Discard, "lifetimes: {discards: [~::n]}"},
      {NameList::KeptArguments, "lifetimes: {kept-arguments: [~::n]}"},
      {NameList::CopiedArguments, "lifetimes: {copied-arguments: [~::n]}"},
      {NameList::Thrower, "failures: {throwers: [~::n]}"},
      {NameList::NoThrow, "failures: {nothrow: [~::n]}"},
      {NameList::CancellableOperation, "cancellation: {operations: [~::n]}"},
      {NameList::OnlyCancelled, "failures: {only-cancelled: [~::n]}"},
      {NameList::TaskBound, "threads: {task-bound: [~::n]}"},
      {NameList::Exclusive, "state: {exclusive: [~::n]}"},
      {NameList::SharedResult, "state: {shared: [~::n]}"},
      {NameList::NonBlocking, "nonblocking: [~::n]"},
      {NameList::Join, "joins: [~::n]"},
      {NameList::BlockOn, "block-on: [~::n]"},
      {NameList::LoopRun, "loop-run: [~::n]"},
      {NameList::ScopeJoin, "scopes: [{name: ~::s, join: [~::n]}]"},
      {NameList::SameThread, "executors: {same-thread: [~::n]}"},
      {NameList::Ready, "ready: [~::n]"},
      {NameList::SavedState, "locks: {saved: [~::n]}"},
  };
  EXPECT_EQ(std::size(Lists), NumNameLists);
  for (auto [List, Text] : Lists) {
    TemporaryFile File(std::string("library: mine\nnamespaces: [m]\n") + Text);
    auto Lib = Library::load({File.path()});
    ASSERT_TRUE(bool(Lib)) << llvm::toString(Lib.takeError());
    EXPECT_TRUE((*Lib)->contains(List, "m::n")) << Text;
    EXPECT_FALSE((*Lib)->contains(List, "m::other")) << Text;
    EXPECT_TRUE((*Lib)->isUsers("::m::n")) << Text;
    EXPECT_FALSE((*Lib)->isUsers("std::atomic")) << Text;
  }
}

/// The built-in files have the lists that the analyses had before.
TEST(Library, BuiltinFilesFillTheNameLists) {
  auto Lib = Library::load({});
  ASSERT_TRUE(bool(Lib)) << llvm::toString(Lib.takeError());
  for (auto [List, Name] : {std::pair(NameList::Atomic, "std::atomic"),
                            std::pair(NameList::EventLoop, "asio::io_context"),
                            std::pair(NameList::Thread, "std::jthread"),
                            std::pair(NameList::JoinedFuture, "std::async"),
                            std::pair(NameList::Binder, "std::bind"),
                            std::pair(NameList::SameThread, "seastar::async"),
                            std::pair(NameList::Ready, "folly::makeFuture"),
                            std::pair(NameList::ScopeGuard, "std::scope_exit"),
                            std::pair(NameList::PassiveHolder, "std::vector"),
                            std::pair(NameList::ReferenceMaker, "std::cref"),
                            std::pair(NameList::Discard, "std::ignore"),
                            std::pair(NameList::Thrower, "std::stoi")})
    EXPECT_TRUE((*Lib)->contains(List, Name)) << Name;
}

std::string loadError(const std::vector<std::string> &Files) {
  auto Lib = Library::load(Files);
  return Lib ? "" : llvm::toString(Lib.takeError());
}

TEST(Library, LoadNamesAFileThatCannotBeRead) {
  EXPECT_EQ(
      loadError({"no/such.yaml"}),
      "library file: cannot read 'no/such.yaml': No such file or directory");
}

TEST(Library, LoadNamesTheLineOfAMistake) {
  TemporaryFile File("library: mine\n\njoin: [a]\n");
  EXPECT_EQ(loadError({File.path()}),
            File.path() + ":3:1: unknown key 'join'; did you mean 'joins'?");
}

TEST(Library, LoadRefusesUnknownAdvice) {
  TemporaryFile File(
      "library: mine\nblocking: [{name: f, group: wait, instead: slep}]\n");
  EXPECT_EQ(loadError({File.path()}),
            File.path() + ": 'f' says 'instead: slep', but no library file has "
                          "that key in 'replacements'");
}

TEST(Library, LoadRefusesAnIdTwice) {
  TemporaryFile File("library: std\n");
  EXPECT_EQ(loadError({File.path()}),
            File.path() +
                ": the library 'std' is already described by builtin/std.yaml");
}

//===-- The built-in files
//-------------------------------------------------===//

std::vector<LibraryFile> builtin() {
  std::vector<LibraryFile> Files;
  for (const EmbeddedText &Text : builtinLibraryFiles())
    Files.push_back(
        parsed(std::string(Text.Name),
               llvm::StringRef(Text.Text.data(), Text.Text.size())));
  return Files;
}

TEST(BuiltinLibraries, FileIsNamedAfterItsLibrary) {
  for (const LibraryFile &File : builtin()) {
    EXPECT_EQ(File.Id, File.Path);
    EXPECT_FALSE(File.Title.empty()) << File.Path;
  }
}

TEST(BuiltinLibraries, NamespacesHaveOneOwner) {
  llvm::StringSet<> Seen;
  for (const LibraryFile &File : builtin())
    for (const std::string &Namespace : File.Namespaces)
      EXPECT_TRUE(Seen.insert(Namespace).second)
          << File.Path << ": " << Namespace;
}

/// A file replaces what an earlier one says of a name: between built-in files
/// that would be a mistake.
TEST(BuiltinLibraries, OnlyOneFileSpeaksOfAName) {
  std::map<std::string, std::string> Owner;
  auto Claim = [&](const std::string &What, const LibraryFile &File) {
    auto [It, New] = Owner.try_emplace(What, File.Id);
    EXPECT_EQ(It->second, File.Id) << What;
  };
  auto Lib = Library::load({});
  ASSERT_TRUE(bool(Lib)) << llvm::toString(Lib.takeError());
  for (const LibraryFile &File : (*Lib)->files()) {
    for (const TaskEntry &Task : File.Tasks)
      Claim("task " + Task.Name + (Task.Name[0] == '~' ? File.Id : ""), File);
    for (const SpawnEntry &Spawn : File.Spawn)
      Claim("spawn " + Spawn.Name + (Spawn.Name[0] == '~' ? File.Id : ""),
            File);
    for (const BlockingEntry &Entry : File.Blocking) {
      std::string Kind = std::to_string(unsigned(Entry.Kind)) + " ";
      Claim(Kind + Entry.Name + (Entry.Name[0] == '~' ? File.Id : ""), File);
      for (const std::string &Name : Entry.Also)
        Claim(Kind + Name, File);
    }
  }
}

/// Advice is looked up in the framework's file, then in std's, then in the
/// entry's own: one of the last two must have it.
TEST(BuiltinLibraries, EveryEntryHasAdviceWithoutAFramework) {
  std::vector<LibraryFile> Files = builtin();
  auto Std =
      llvm::find_if(Files, [](const LibraryFile &F) { return F.Id == "std"; });
  ASSERT_NE(Std, Files.end());
  for (const LibraryFile &File : Files)
    for (const BlockingEntry &Entry : File.Blocking) {
      EXPECT_NE(Entry.Instead.empty(), Entry.Use.empty())
          << File.Id << ": " << Entry.Name;
      EXPECT_TRUE(Entry.Instead.empty() ||
                  Std->Replacements.count(Entry.Instead) ||
                  File.Replacements.count(Entry.Instead))
          << File.Id << ": " << Entry.Name;
      // `use` is quoted as the name of what to co_await.
      EXPECT_EQ(Entry.Use.find(' '), std::string::npos) << Entry.Use;
    }
}

TEST(BuiltinLibraries, EveryGroupHasEntries) {
  std::set<BlockingGroup> Seen;
  for (const LibraryFile &File : builtin())
    for (const BlockingEntry &Entry : File.Blocking)
      Seen.insert(Entry.Group);
  EXPECT_EQ(Seen.size(), size_t(BlockingGroup::Logging) + 1);
}

TEST(BuiltinLibraries, ReplacementTextsAreOneLine) {
  for (const LibraryFile &File : builtin())
    for (const auto &[Key, Text] : File.Replacements) {
      EXPECT_FALSE(Text.empty()) << File.Id << ": " << Key;
      EXPECT_EQ(Text.find('\n'), std::string::npos) << Text;
      EXPECT_LE(Text.size(), 140u) << Text;
    }
}

TEST(BuiltinLibraries, LoadTogether) {
  auto Lib = Library::load({});
  ASSERT_TRUE(bool(Lib)) << llvm::toString(Lib.takeError());
  EXPECT_EQ((*Lib)->files().size(), builtinLibraryFiles().size());
}

/// The examples of the page on library models are files as it says.
TEST(LibraryModelsPage, ExamplesAreRight) {
  auto Page = llvm::MemoryBuffer::getFile(ASYNC_TIDY_SOURCE_DIR
                                          "/docs/library-models.md");
  ASSERT_TRUE(bool(Page));
  llvm::StringRef Rest = (*Page)->getBuffer();
  unsigned Examples = 0;
  while (true) {
    Rest = Rest.split("\n```yaml\n").second;
    auto [Example, After] = Rest.split("\n```\n");
    if (Example.empty())
      break;
    Rest = After;
    if (Example.starts_with("CheckOptions:"))
      continue;
    std::string Text = Example.str() + "\n";
    if (!Example.contains("library:"))
      Text = "library: example\nnamespaces: [acme]\n" + Text;
    SCOPED_TRACE(Text);
    parsed("library-models.md", Text);
    ++Examples;
  }
  EXPECT_GE(Examples, 7u);
}

} // namespace
