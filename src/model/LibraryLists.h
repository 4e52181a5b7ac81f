// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the parts of a library file are read that are lists of names and words,
// internal to LibraryFile.cpp. Entries with keys of their own are read there.

#ifndef ASYNC_TIDY_MODEL_LIBRARYLISTS_H
#define ASYNC_TIDY_MODEL_LIBRARYLISTS_H

#include "model/LibraryFields.h"

namespace async_tidy::library_yaml {

/// Names, each with a text that says something of it.
struct ExplainedNames {
  std::map<std::string, std::string> *Texts;
};

} // namespace async_tidy::library_yaml

LLVM_YAML_IS_SEQUENCE_VECTOR(async_tidy::library_yaml::ListedName)
LLVM_YAML_IS_SEQUENCE_VECTOR(async_tidy::library_yaml::LastComponent)
LLVM_YAML_IS_SEQUENCE_VECTOR(async_tidy::library_yaml::Word)
LLVM_YAML_IS_SEQUENCE_VECTOR(async_tidy::library_yaml::Namespace)

namespace llvm::yaml {

template <>
struct CustomMappingTraits<async_tidy::library_yaml::ExplainedNames> {
  static void inputOne(IO &Io, StringRef Key,
                       async_tidy::library_yaml::ExplainedNames &Names) {
    Io.mapRequired(Key.str().c_str(), (*Names.Texts)[Key.str()]);
    std::string Problem = async_tidy::library_yaml::problemOfName(
        Key, async_tidy::library_yaml::reading(Io).HasNamespaces);
    if (!Problem.empty())
      Io.setError(Problem);
  }
  static void output(IO &, async_tidy::library_yaml::ExplainedNames &) {}
};

template <> struct MappingTraits<async_tidy::TokenEntries> {
  static void mapping(IO &Io, async_tidy::TokenEntries &Tokens) {
    async_tidy::library_yaml::Fields F(Io);
    F.names("detached", Tokens.Detached);
    F.names("future", Tokens.Future);
    F.names("non-throwing", Tokens.NonThrowing);
    F.names("awaitable", Tokens.Awaitable);
  }
};

template <> struct MappingTraits<async_tidy::CancellationEntries> {
  static void mapping(IO &Io, async_tidy::CancellationEntries &Cancellation) {
    async_tidy::library_yaml::Fields F(Io);
    F.names("exceptions", Cancellation.Exceptions);
    F.names("carriers", Cancellation.Carriers);
    F.names("codes", Cancellation.Codes);
    F.names("checks", Cancellation.Checks);
    F.optional("uncatchable", Cancellation.Uncatchable);
    F.optional("explicit", Cancellation.Explicit);
    F.names("operations", Cancellation.Operations);
  }
};

template <> struct MappingTraits<async_tidy::ExecutorEntries> {
  static void mapping(IO &Io, async_tidy::ExecutorEntries &Executors) {
    async_tidy::library_yaml::Fields F(Io);
    F.names("pools", Executors.Pools);
    F.names("pool-getters", Executors.PoolGetters);
    F.names("switches", Executors.Switches);
    F.names("offload", Executors.Offload);
    F.names("invokers", Executors.Invokers);
    F.names("keepers", Executors.Keepers);
    F.names("continuations", Executors.Continuations);
    F.names("ignore-results", Executors.IgnoreResults);
    F.names("event-loops", Executors.EventLoops);
    F.lastComponents("executor-getters", Executors.ExecutorGetters);
    F.names("threads", Executors.Threads);
    F.names("joined-futures", Executors.JoinedFutures);
    F.names("binders", Executors.Binders);
    F.names("same-thread", Executors.SameThread);
  }
};

template <> struct MappingTraits<async_tidy::LockEntries> {
  static void mapping(IO &Io, async_tidy::LockEntries &Locks) {
    async_tidy::library_yaml::Fields F(Io);
    F.names("guards", Locks.Guards);
    F.names("mutexes", Locks.Mutexes);
    F.names("async-mutexes", Locks.AsyncMutexes);
    F.names("async-locks", Locks.AsyncLocks);
    async_tidy::library_yaml::ExplainedNames Hostile{&Locks.Hostile};
    F.optional("hostile", Hostile);
    F.names("saved", Locks.Saved);
    F.lastComponents("acquire", Locks.Acquire);
    F.lastComponents("try", Locks.Try);
    F.lastComponents("release", Locks.Release);
    F.lastComponents("acquire-functions", Locks.AcquireFunctions);
    F.lastComponents("try-functions", Locks.TryFunctions);
    F.lastComponents("release-functions", Locks.ReleaseFunctions);
    F.lastComponents("c-types", Locks.CTypes);
    F.names("scope-guards", Locks.ScopeGuards);
  }
};

template <> struct MappingTraits<async_tidy::ContainerEntries::Changes> {
  static void mapping(IO &Io, async_tidy::ContainerEntries::Changes &Changes) {
    async_tidy::library_yaml::Fields F(Io);
    F.lastComponents("any", Changes.Any);
    F.lastComponents("arrays", Changes.Arrays);
    F.lastComponents("flat", Changes.Flat);
    F.lastComponents("deques", Changes.Deques);
    F.lastComponents("deque-iterators", Changes.DequeIterators);
    F.lastComponents("nodes", Changes.Nodes);
    F.lastComponents("hash-iterators", Changes.HashIterators);
    F.lastComponents("holders", Changes.Holders);
  }
};

template <> struct MappingTraits<async_tidy::ContainerEntries> {
  static void mapping(IO &Io, async_tidy::ContainerEntries &Containers) {
    async_tidy::library_yaml::Fields F(Io);
    F.lastComponents("arrays", Containers.Arrays);
    F.lastComponents("flat", Containers.Flat);
    F.lastComponents("deques", Containers.Deques);
    F.lastComponents("nodes", Containers.Nodes);
    F.lastComponents("hashes", Containers.Hashes);
    F.lastComponents("holders", Containers.Holders);
    F.lastComponents("owners", Containers.Owners);
    F.optional("invalidated-by", Containers.InvalidatedBy);
    F.names("passive", Containers.Passive);
    F.lastComponents("tuples", Containers.Tuples);
    F.lastComponents("elements", Containers.Elements);
    F.lastComponents("storage", Containers.Storage);
    F.lastComponents("iterators", Containers.Iterators);
    F.lastComponents("ends", Containers.Ends);
    F.lastComponents("searches", Containers.Searches);
    F.lastComponents("pointees", Containers.Pointees);
    F.lastComponents("sizes", Containers.Sizes);
    F.lastComponents("counts", Containers.Counts);
    F.lastComponents("emptiness", Containers.Emptiness);
    F.lastComponents("presence", Containers.Presence);
    F.lastComponents("inserts", Containers.Inserts);
    F.lastComponents("replaces", Containers.Replaces);
    F.lastComponents("appends", Containers.Appends);
    F.lastComponents("assigns", Containers.Assigns);
    F.lastComponents("resizes", Containers.Resizes);
    F.lastComponents("key-types", Containers.KeyTypes);
  }
};

template <> struct MappingTraits<async_tidy::ThreadEntries> {
  static void mapping(IO &Io, async_tidy::ThreadEntries &Threads) {
    async_tidy::library_yaml::Fields F(Io);
    F.names("values", Threads.Values);
    F.names("buffers", Threads.Buffers);
    async_tidy::library_yaml::ExplainedNames Errors{&Threads.Errors},
        Restores{&Threads.Restores};
    F.optional("errors", Errors);
    F.optional("restores", Restores);
    F.names("atomics", Threads.Atomics);
    F.lastComponents("atomic-reads", Threads.AtomicReads);
    F.lastComponents("atomic-writes", Threads.AtomicWrites);
    F.names("task-bound", Threads.TaskBound);
  }
};

template <> struct MappingTraits<async_tidy::StateEntries> {
  static void mapping(IO &Io, async_tidy::StateEntries &State) {
    async_tidy::library_yaml::Fields F(Io);
    F.names("exclusive", State.Exclusive);
    F.names("shared", State.Shared);
  }
};

template <> struct MappingTraits<async_tidy::LifetimeEntries> {
  static void mapping(IO &Io, async_tidy::LifetimeEntries &Lifetimes) {
    async_tidy::library_yaml::Fields F(Io);
    F.lastComponents("unique-owners", Lifetimes.UniqueOwners);
    F.lastComponents("shared-owners", Lifetimes.SharedOwners);
    F.lastComponents("self-owners", Lifetimes.SelfOwners);
    F.lastComponents("self-references", Lifetimes.SelfReferences);
    F.lastComponents("optionals", Lifetimes.Optionals);
    F.lastComponents("views", Lifetimes.Views);
    F.lastComponents("nothing", Lifetimes.Nothing);
    F.lastComponents("in-place", Lifetimes.InPlace);
    F.names("reference-wrappers", Lifetimes.ReferenceWrappers);
    F.names("reference-makers", Lifetimes.ReferenceMakers);
    F.names("discards", Lifetimes.Discards);
    F.names("kept-arguments", Lifetimes.KeptArguments);
    F.names("copied-arguments", Lifetimes.CopiedArguments);
  }
};

template <> struct MappingTraits<async_tidy::FailureEntries> {
  static void mapping(IO &Io, async_tidy::FailureEntries &Failures) {
    async_tidy::library_yaml::Fields F(Io);
    F.lastComponents("error-codes", Failures.ErrorCodes);
    F.names("throwers", Failures.Throwers);
    F.names("nothrow", Failures.Nothrow);
    F.names("only-cancelled", Failures.OnlyCancelled);
  }
};

template <> struct MappingTraits<async_tidy::DescriptorEntries> {
  static void mapping(IO &Io, async_tidy::DescriptorEntries &Descriptors) {
    async_tidy::library_yaml::Fields F(Io);
    F.lastComponents("non-blocking", Descriptors.NonBlocking);
    F.lastComponents("would-block", Descriptors.WouldBlock);
    F.lastComponents("memory-folders", Descriptors.MemoryFolders);
  }
};

template <> struct MappingTraits<async_tidy::TopicEntries> {
  static void mapping(IO &Io, async_tidy::TopicEntries &Entries) {
    async_tidy::library_yaml::Fields F(Io);
    F.names<async_tidy::library_yaml::Word>("words", Entries.Words);
    F.lastComponents("names", Entries.Names);
    F.lastComponents("prefixes", Entries.Prefixes);
    F.lastComponents("parts", Entries.Parts);
  }
};

template <>
struct MappingTraits<std::map<async_tidy::Topic, async_tidy::TopicEntries>> {
  static void
  mapping(IO &Io,
          std::map<async_tidy::Topic, async_tidy::TopicEntries> &Vocabulary) {
    async_tidy::library_yaml::Fields F(Io);
    for (unsigned T = 0; T < async_tidy::NumTopics; ++T) {
      async_tidy::TopicEntries Entries;
      F.optional(async_tidy::topicKeys()[T], Entries);
      if (!Entries.empty())
        Vocabulary.emplace(async_tidy::Topic(T), std::move(Entries));
    }
  }
};

} // namespace llvm::yaml

#endif // ASYNC_TIDY_MODEL_LIBRARYLISTS_H
