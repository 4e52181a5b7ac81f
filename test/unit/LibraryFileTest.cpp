// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/LibraryFile.h"

#include <gtest/gtest.h>

using namespace async_tidy;

namespace {

LibraryFile parsed(llvm::StringRef Text) {
  llvm::Expected<LibraryFile> File = parseLibraryFile("f.yaml", Text);
  if (!File) {
    ADD_FAILURE() << llvm::toString(File.takeError());
    return {};
  }
  return std::move(*File);
}

std::string errorOf(llvm::StringRef Text) {
  llvm::Expected<LibraryFile> File = parseLibraryFile("f.yaml", Text);
  return File ? "" : llvm::toString(File.takeError());
}

using Names = std::vector<std::string>;

TEST(LibraryFile, OnlyTheIdIsNeeded) {
  LibraryFile File = parsed("library: mine\n");
  EXPECT_EQ(File.Id, "mine");
  EXPECT_EQ(File.Path, "f.yaml");
  EXPECT_TRUE(File.Tasks.empty());
}

TEST(LibraryFile, ReadsNamesTasksAndSpawns) {
  LibraryFile File = parsed(R"(library: mine
title: My library
namespaces: [mine, my::other]
tasks:
- {name: ~::task, start: lazy, drop: never-runs, exception: lost}
- {name: ~::fire, start: eager, self-owning: true}
- {name: ~::gen, generator: true, pinned: true}
awaitables: [~::timer]
not-awaitable: [~::builder]
spawn:
- {name: ~::spawn, kind: token, executor: 1, task: 2, keeps-callable: true, exception: terminates}
- {name: ::go}
)");
  EXPECT_EQ(File.Title, "My library");
  EXPECT_EQ(File.Namespaces, (Names{"mine", "my::other"}));
  ASSERT_EQ(File.Tasks.size(), 3u);
  EXPECT_EQ(File.Tasks[0].Name, "~::task");
  EXPECT_EQ(File.Tasks[0].Start, StartKind::Lazy);
  EXPECT_EQ(File.Tasks[0].Drop, DropEffect::NeverRuns);
  EXPECT_EQ(File.Tasks[0].Exception, ExceptionFate::Lost);
  EXPECT_EQ(File.Tasks[0].SelfOwning, std::nullopt);
  EXPECT_EQ(File.Tasks[0].Pinned, std::nullopt);
  EXPECT_EQ(File.Tasks[1].SelfOwning, true);
  EXPECT_EQ(File.Tasks[2].Generator, true);
  EXPECT_EQ(File.Tasks[2].Pinned, true);
  EXPECT_EQ(File.Tasks[2].Start, StartKind::Unknown);
  EXPECT_EQ(File.Awaitables, Names{"~::timer"});
  EXPECT_EQ(File.NotAwaitable, Names{"~::builder"});
  ASSERT_EQ(File.Spawn.size(), 2u);
  EXPECT_EQ(File.Spawn[0].Kind, SpawnKind::Token);
  EXPECT_EQ(File.Spawn[0].Executor, 1u);
  EXPECT_EQ(File.Spawn[0].Task, 2u);
  EXPECT_TRUE(File.Spawn[0].KeepsCallable);
  EXPECT_EQ(File.Spawn[0].Exception, ExceptionFate::Terminates);
  EXPECT_EQ(File.Spawn[1].Name, "::go");
  EXPECT_EQ(File.Spawn[1].Kind, SpawnKind::Handle);
}

TEST(LibraryFile, ReadsTheNestedLists) {
  LibraryFile File = parsed(R"(library: mine
tokens: {detached: [a], future: [b], non-throwing: [c], awaitable: [d]}
scopes: [{name: scope, join: [scope::join, scope::close]}, {name: nursery, cancels: true}]
cancellation:
  exceptions: [cancelled]
  carriers: [std::system_error]
  codes: [aborted]
  checks: [stop]
  uncatchable: true
executors: {pools: [p], pool-getters: [g], switches: [s], offload: [o], invokers: [i], keepers: [k], continuations: [t], ignore-results: [r],
  same-thread: [f]}
locks:
  guards: [guard]
  mutexes: [mutex]
  async-mutexes: [amutex]
  async-locks: [amutex::lock]
  hostile: {blocker: "it blocks signals of the thread"}
  saved: [blocker]
  acquire: [grab]
  try: [try_grab]
  release: [let_go]
  acquire-functions: [x_grab]
  try-functions: [x_try]
  release-functions: [x_let_go]
  c-types: [x_lock]
containers:
  arrays: [arr]
  flat: [fla]
  deques: [deq]
  nodes: [nod]
  hashes: [has]
  holders: [hol]
  owners: [own]
  invalidated-by:
    any: [a]
    arrays: [b]
    flat: [c]
    deques: [d]
    deque-iterators: [e]
    nodes: [f]
    hash-iterators: [g]
    holders: [h]
threads:
  values: [me]
  buffers: [text]
  errors: {last_error: the error}
  restores: {set_tags: the tags}
  atomics: [counter]
lifetimes: {shared-owners: [ref_ptr], reference-wrappers: [wrap]}
failures: {error-codes: [status], throwers: [parse]}
descriptors: {non-blocking: [X_NOWAIT], would-block: [X_AGAIN]}
vocabulary:
  logging: {words: [audit], names: [put_line], prefixes: [log_], parts: [journal]}
joins: [when_all]
ready: [make_ready]
block-on: [sync_wait]
loop-run: [loop::run]
replacements: {sleep: co_await mine::sleep(dur)}
)");
  EXPECT_EQ(File.Tokens.Detached, Names{"a"});
  EXPECT_EQ(File.Tokens.Future, Names{"b"});
  EXPECT_EQ(File.Tokens.NonThrowing, Names{"c"});
  EXPECT_EQ(File.Tokens.Awaitable, Names{"d"});
  ASSERT_EQ(File.Scopes.size(), 2u);
  EXPECT_FALSE(File.Scopes[0].Cancels);
  EXPECT_TRUE(File.Scopes[1].Cancels);
  EXPECT_EQ(File.Scopes[0].Join, (Names{"scope::join", "scope::close"}));
  EXPECT_EQ(File.Cancellation.Exceptions, Names{"cancelled"});
  EXPECT_EQ(File.Cancellation.Carriers, Names{"std::system_error"});
  EXPECT_EQ(File.Cancellation.Codes, Names{"aborted"});
  EXPECT_EQ(File.Cancellation.Checks, Names{"stop"});
  EXPECT_TRUE(File.Cancellation.Uncatchable);
  EXPECT_EQ(File.Executors.Pools, Names{"p"});
  EXPECT_EQ(File.Executors.PoolGetters, Names{"g"});
  EXPECT_EQ(File.Executors.Switches, Names{"s"});
  EXPECT_EQ(File.Executors.Offload, Names{"o"});
  EXPECT_EQ(File.Executors.Invokers, Names{"i"});
  EXPECT_EQ(File.Executors.Keepers, Names{"k"});
  EXPECT_EQ(File.Executors.Continuations, Names{"t"});
  EXPECT_EQ(File.Executors.IgnoreResults, Names{"r"});
  EXPECT_EQ(File.Locks.Guards, Names{"guard"});
  EXPECT_EQ(File.Locks.Mutexes, Names{"mutex"});
  EXPECT_EQ(File.Locks.AsyncMutexes, Names{"amutex"});
  EXPECT_EQ(File.Locks.AsyncLocks, Names{"amutex::lock"});
  EXPECT_EQ(File.Locks.Hostile.at("blocker"),
            "it blocks signals of the thread");
  EXPECT_EQ(File.Locks.Saved, Names{"blocker"});
  EXPECT_EQ(File.Locks.Acquire, Names{"grab"});
  EXPECT_EQ(File.Locks.Try, Names{"try_grab"});
  EXPECT_EQ(File.Locks.Release, Names{"let_go"});
  EXPECT_EQ(File.Locks.AcquireFunctions, Names{"x_grab"});
  EXPECT_EQ(File.Locks.TryFunctions, Names{"x_try"});
  EXPECT_EQ(File.Locks.ReleaseFunctions, Names{"x_let_go"});
  EXPECT_EQ(File.Locks.CTypes, Names{"x_lock"});
  const ContainerEntries &C = File.Containers;
  EXPECT_EQ(C.Arrays, Names{"arr"});
  EXPECT_EQ(C.Flat, Names{"fla"});
  EXPECT_EQ(C.Deques, Names{"deq"});
  EXPECT_EQ(C.Nodes, Names{"nod"});
  EXPECT_EQ(C.Hashes, Names{"has"});
  EXPECT_EQ(C.Holders, Names{"hol"});
  EXPECT_EQ(C.Owners, Names{"own"});
  EXPECT_EQ(C.InvalidatedBy.Any, Names{"a"});
  EXPECT_EQ(C.InvalidatedBy.Arrays, Names{"b"});
  EXPECT_EQ(C.InvalidatedBy.Flat, Names{"c"});
  EXPECT_EQ(C.InvalidatedBy.Deques, Names{"d"});
  EXPECT_EQ(C.InvalidatedBy.DequeIterators, Names{"e"});
  EXPECT_EQ(C.InvalidatedBy.Nodes, Names{"f"});
  EXPECT_EQ(C.InvalidatedBy.HashIterators, Names{"g"});
  EXPECT_EQ(C.InvalidatedBy.Holders, Names{"h"});
  EXPECT_EQ(File.Threads.Values, Names{"me"});
  EXPECT_EQ(File.Threads.Buffers, Names{"text"});
  EXPECT_EQ(File.Threads.Errors.at("last_error"), "the error");
  EXPECT_EQ(File.Threads.Restores.at("set_tags"), "the tags");
  EXPECT_EQ(File.Threads.Atomics, Names{"counter"});
  EXPECT_EQ(File.Lifetimes.SharedOwners, Names{"ref_ptr"});
  EXPECT_EQ(File.Lifetimes.ReferenceWrappers, Names{"wrap"});
  EXPECT_EQ(File.Failures.ErrorCodes, Names{"status"});
  EXPECT_EQ(File.Failures.Throwers, Names{"parse"});
  EXPECT_EQ(File.Descriptors.NonBlocking, Names{"X_NOWAIT"});
  EXPECT_EQ(File.Descriptors.WouldBlock, Names{"X_AGAIN"});
  ASSERT_EQ(File.Vocabulary.size(), 1u);
  const TopicEntries &Logging = File.Vocabulary.at(Topic::Logging);
  EXPECT_EQ(Logging.Words, Names{"audit"});
  EXPECT_EQ(Logging.Names, Names{"put_line"});
  EXPECT_EQ(Logging.Prefixes, Names{"log_"});
  EXPECT_EQ(Logging.Parts, Names{"journal"});
  EXPECT_EQ(File.Executors.SameThread, Names{"f"});
  EXPECT_EQ(File.Joins, Names{"when_all"});
  EXPECT_EQ(File.Ready, Names{"make_ready"});
  EXPECT_EQ(File.BlockOn, Names{"sync_wait"});
  EXPECT_EQ(File.LoopRun, Names{"loop::run"});
  EXPECT_EQ(File.Replacements.at("sleep"), "co_await mine::sleep(dur)");
}

TEST(LibraryFile, ReadsBlockingEntries) {
  LibraryFile File = parsed(R"(library: mine
blocking:
- name: ::recv
  also: [::recvfrom, Socket::operator>>]
  group: socket
  level: may
  only: [{argument: -1, objects: [std::cin]}, {min-arguments: 1, max-arguments: 3}]
  unless:
  - {argument: 4, flags: [MSG_DONTWAIT, nb::flag]}
  - {argument: 2, types: [T], not-null: true}
  - {argument: 2, zero: true}
  - {argument: 2, "null": true}
  - {argument: 2, "false": true}
  unless-after: [non_blocking]
  instead: netio
  use: async_receive
- {name: Guard, kind: constructor, group: lock}
- {name: Guard, kind: destructor, group: wait, level: brief}
- {name: sync_call, in-class-named: Stub, first-parameter: ctx, returns: Status, group: http}
)");
  ASSERT_EQ(File.Blocking.size(), 4u);
  const BlockingEntry &Recv = File.Blocking[0];
  EXPECT_EQ(Recv.Also, (Names{"::recvfrom", "Socket::operator>>"}));
  EXPECT_EQ(Recv.Group, BlockingGroup::Socket);
  EXPECT_EQ(Recv.Level, BlockingLevel::May);
  EXPECT_EQ(Recv.Kind, CallableKind::Function);
  ASSERT_EQ(Recv.Only.size(), 2u);
  EXPECT_EQ(Recv.Only[0].Argument, -1);
  EXPECT_EQ(Recv.Only[0].Objects, Names{"std::cin"});
  EXPECT_FALSE(Recv.Only[0].MinArguments);
  EXPECT_EQ(Recv.Only[1].MinArguments, 1u);
  EXPECT_EQ(Recv.Only[1].MaxArguments, 3u);
  ASSERT_EQ(Recv.Unless.size(), 5u);
  EXPECT_EQ(Recv.Unless[0].Flags, (Names{"MSG_DONTWAIT", "nb::flag"}));
  EXPECT_EQ(Recv.Unless[1].Types, Names{"T"});
  EXPECT_TRUE(Recv.Unless[1].NotNull);
  EXPECT_TRUE(Recv.Unless[2].Zero);
  EXPECT_TRUE(Recv.Unless[3].Null);
  EXPECT_TRUE(Recv.Unless[4].False);
  EXPECT_EQ(Recv.UnlessAfter, Names{"non_blocking"});
  EXPECT_EQ(Recv.Instead, "netio");
  EXPECT_EQ(Recv.Use, "async_receive");
  EXPECT_EQ(File.Blocking[1].Kind, CallableKind::Constructor);
  EXPECT_EQ(File.Blocking[2].Kind, CallableKind::Destructor);
  EXPECT_EQ(File.Blocking[2].Level, BlockingLevel::Brief);
  EXPECT_EQ(File.Blocking[3].InClassNamed, "Stub");
  EXPECT_EQ(File.Blocking[3].FirstParameter, "ctx");
  EXPECT_EQ(File.Blocking[3].Returns, "Status");
}

TEST(LibraryFile, KeysForNullAndFalseNeedNoQuotes) {
  LibraryFile File = parsed(
      "library: m\nblocking:\n- {name: f, group: wait, "
      "unless: [{argument: 1, null: true}, {argument: 1, false: true}]}\n");
  ASSERT_EQ(File.Blocking.size(), 1u);
  EXPECT_TRUE(File.Blocking[0].Unless[0].Null);
  EXPECT_TRUE(File.Blocking[0].Unless[1].False);
}

TEST(LibraryFile, SameNameMayHaveSeveralForms) {
  LibraryFile File = parsed(R"(library: m
blocking:
- {name: g, group: file, only: [{argument: 1, types: [ifstream]}]}
- {name: g, group: stdio, only: [{argument: 1, objects: [std::cin]}]}
- {name: g, kind: constructor, group: wait}
)");
  EXPECT_EQ(File.Blocking.size(), 3u);
}

struct BadFile {
  const char *Label;
  const char *Text;
  const char *Error;
};
void PrintTo(const BadFile &File, std::ostream *Out) { *Out << File.Label; }

class LibraryFileError : public testing::TestWithParam<BadFile> {};

TEST_P(LibraryFileError, NamesPlaceAndMistake) {
  EXPECT_EQ(errorOf(GetParam().Text), GetParam().Error);
}

INSTANTIATE_TEST_SUITE_P(
    Each, LibraryFileError,
    testing::Values(
        BadFile{"UnknownKeyNear", "library: m\ntask:\n- {name: t}\n",
                "f.yaml:2:1: unknown key 'task'; did you mean 'tasks'?"},
        BadFile{
            "UnknownKeyFar", "library: m\ntokens: {\n  colour: [a]}\n",
            "f.yaml:3:3: unknown key 'colour'; known here: detached, future, "
            "non-throwing, awaitable"},
        BadFile{"UnknownKeyInEntry",
                "library: m\nspawn:\n- {name: s, strat: 1}\n",
                "f.yaml:3:13: unknown key 'strat'; known here: name, kind, "
                "exception, "
                "task, executor, keeps-callable"},
        BadFile{"ScalarForList", "library: m\njoins: when_all\n",
                "f.yaml:2:8: expected a list, such as [a, b]"},
        BadFile{"ScalarForEntry", "library: m\ntasks: [t]\n",
                "f.yaml:2:9: expected keys with values, such as {name: f}"},
        BadFile{"ListForScalar", "library: m\ntitle: [a]\n",
                "f.yaml:2:9: expected a single value"},
        BadFile{
            "UnknownWord", "library: m\ntasks:\n- name: t\n  start: layz\n",
            "f.yaml:4:10: unknown word 'layz'; expected one of lazy, eager"},
        BadFile{
            "UnknownGroup", "library: m\nblocking:\n- {name: f, group: net}\n",
            "f.yaml:3:20: unknown word 'net'; expected one of sleep, wait, "
            "lock, "
            "file, socket, dns, process, stdio, database, http, cpu, logging"},
        BadFile{"NoNumber", "library: m\nspawn: [{name: s, task: first}]\n",
                "f.yaml:2:25: invalid number"},
        BadFile{"NoBoolean", "library: m\ntasks: [{name: t, generator: 2}]\n",
                "f.yaml:2:30: invalid boolean"},
        BadFile{"MissingName", "library: m\ntasks:\n- {start: lazy}\n",
                "f.yaml:3:4: missing required key 'name'"},
        BadFile{"MissingGroup", "library: m\nblocking:\n- {name: f}\n",
                "f.yaml:3:4: missing required key 'group'"},
        BadFile{"MissingId", "title: m\n",
                "f.yaml:1:1: missing required key 'library'"},
        BadFile{"EmptyId", "library: ''\n",
                "f.yaml:1:10: the value must not be empty"},
        BadFile{"NameTwiceInList", "library: m\njoins:\n- a\n- b\n- a\n",
                "f.yaml:5:3: 'a' is listed twice"},
        BadFile{"EntryTwice", "library: m\ntasks:\n- {name: a}\n- {name: a}\n",
                "f.yaml:4:10: 'a' is listed twice"},
        BadFile{"KeyTwice", "library: m\njoins: [a]\njoins: [b]\n",
                "f.yaml:3:1: duplicated mapping key 'joins'"},
        BadFile{"BlockingTwice",
                "library: m\nblocking:\n- {name: a, group: wait}\n"
                "- {name: b, also: [a], group: wait}\n",
                "f.yaml:4:4: 'a' is listed twice, not each with 'only' or "
                "'unless'"},
        BadFile{"BadName", "library: m\njoins: ['std::vector<int>']\n",
                "f.yaml:2:9: 'std::vector<int>' is not a qualified C++ name "
                "without arguments"},
        BadFile{
            "EmptyComponent", "library: m\njoins: ['a::']\n",
            "f.yaml:2:9: 'a::' is not a qualified C++ name without arguments"},
        BadFile{"TildeWithoutNamespaces", "library: m\njoins: [~::a]\n",
                "f.yaml:2:9: '~::a' needs the key 'namespaces'"},
        BadFile{
            "TildeOfDestructor", "library: m\njoins: [~a]\n",
            "f.yaml:2:9: '~a' is not a name: '~' stands for a namespace, as "
            "in '~::co_spawn'"},
        BadFile{"TildeNamespace", "library: m\nnamespaces: [a, ~::b]\n",
                "f.yaml:2:17: '~::b' needs the key 'namespaces'"},
        BadFile{
            "BadHostileName", "library: m\nlocks:\n  hostile:\n    a b: why\n",
            "f.yaml:4:5: 'a b' is not a qualified C++ name without arguments"},
        BadFile{"QualifiedContainer",
                "library: m\ncontainers:\n  arrays: [a, b::c]\n",
                "f.yaml:3:15: 'b::c' is not a name without '::'; this list "
                "holds for every scope"},
        BadFile{"UnknownShape", "library: m\ncontainers: {array: [a]}\n",
                "f.yaml:2:14: unknown key 'array'; did you mean 'arrays'?"},
        BadFile{"UnknownThreadKey", "library: m\nthreads: {value: [a]}\n",
                "f.yaml:2:11: unknown key 'value'; did you mean 'values'?"},
        BadFile{"UnknownTopic",
                "library: m\nvocabulary:\n  cleanup: {words: [close]}\n"
                "  loging: {words: [audit]}\n",
                "f.yaml:4:3: unknown key 'loging'; did you mean 'logging'?"},
        BadFile{"UnknownKeyOfTopic",
                "library: m\nvocabulary:\n  logging: {word: [audit]}\n",
                "f.yaml:3:13: unknown key 'word'; did you mean 'words'?"},
        BadFile{"TopicWithoutKeys",
                "library: m\nvocabulary:\n  logging: [audit]\n",
                "f.yaml:3:13: expected keys with values, such as {name: f}"},
        BadFile{"NoWord",
                "library: m\nvocabulary: {logging: {words: [write_log]}}\n",
                "f.yaml:2:32: 'write_log' is not one word in lower case; whole "
                "identifiers are 'names'"},
        BadFile{"NoWordInCapitals",
                "library: m\nvocabulary: {logging: {words: [Log]}}\n",
                "f.yaml:2:32: 'Log' is not one word in lower case; whole "
                "identifiers are 'names'"},
        BadFile{"WordTwice",
                "library: m\nvocabulary: {logging: {words: [log, log]}}\n",
                "f.yaml:2:37: 'log' is listed twice"},
        BadFile{"QualifiedTopicName",
                "library: m\nvocabulary: {logging: {names: ['a::log']}}\n",
                "f.yaml:2:32: 'a::log' is not a name without '::'; this list "
                "holds for every scope"},
        BadFile{"EmptyForm",
                "library: m\nblocking:\n- name: f\n  group: wait\n  unless: "
                "[{argument: 1}]\n",
                "f.yaml:5:13: a form needs a condition, such as 'zero: true'"},
        BadFile{
            "PatternWithoutClass",
            "library: m\nblocking: [{name: f, group: wait, returns: Status}]\n",
            "f.yaml:2:13: 'first-parameter' and 'returns' need "
            "'in-class-named'"},
        BadFile{"NoYaml", "library: m\njoins: [a\n",
                "f.yaml:2:10: Could not find closing ]!"},
        BadFile{"Empty", "",
                "f.yaml:1:1: the file is empty; it must start with 'library: "
                "NAME'"},
        BadFile{"OnlyComment", "# todo\n",
                "f.yaml:1:1: the file is empty; it must start with 'library: "
                "NAME'"},
        BadFile{"NotAMapping", "- a\n",
                "f.yaml:1:1: expected keys with values, such as {name: f}"},
        BadFile{"DeeplyNested",
                "library: m\njoins:\n  "
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                "[[[[[[[[\n",
                "f.yaml:3: nested more than 64 levels deep"},
        BadFile{"TwoDocuments", "library: m\n---\nlibrary: n\n",
                "f.yaml:1:1: more than one YAML document; one library is one "
                "file"}),
    [](const auto &Info) { return std::string(Info.param.Label); });

TEST(LibraryFile, OnlyTheFirstErrorIsReported) {
  std::string Error = errorOf("library: m\njoins: x\nblock-on: y\n");
  EXPECT_EQ(Error.find('\n'), std::string::npos) << Error;
}

} // namespace
