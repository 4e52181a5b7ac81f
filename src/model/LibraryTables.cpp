// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/LibraryTables.h"

#include <llvm/ADT/STLExtras.h>

using namespace async_tidy;

using Names = std::vector<std::string>;
using Explained = std::map<std::string, std::string>;

std::vector<std::pair<NameList, Explained *>>
async_tidy::explainedLists(LibraryFile &F) {
  return {{NameList::Hostile, &F.Locks.Hostile},
          {NameList::ThreadError, &F.Threads.Errors},
          {NameList::ThreadRestore, &F.Threads.Restores}};
}

std::vector<std::pair<WordList, const Names *>>
async_tidy::wordLists(const LibraryFile &F) {
  const ContainerEntries &C = F.Containers;
  return {{WordList::ArrayContainer, &C.Arrays},
          {WordList::FlatContainer, &C.Flat},
          {WordList::DequeContainer, &C.Deques},
          {WordList::NodeContainer, &C.Nodes},
          {WordList::HashContainer, &C.Hashes},
          {WordList::Holder, &C.Holders},
          {WordList::Owner, &C.Owners},
          {WordList::ChangesAny, &C.InvalidatedBy.Any},
          {WordList::ChangesArray, &C.InvalidatedBy.Arrays},
          {WordList::ChangesFlat, &C.InvalidatedBy.Flat},
          {WordList::ChangesDeque, &C.InvalidatedBy.Deques},
          {WordList::ChangesDequeIterator, &C.InvalidatedBy.DequeIterators},
          {WordList::ChangesNode, &C.InvalidatedBy.Nodes},
          {WordList::ChangesHashIterator, &C.InvalidatedBy.HashIterators},
          {WordList::ChangesHolder, &C.InvalidatedBy.Holders},
          {WordList::LockAcquire, &F.Locks.Acquire},
          {WordList::LockTry, &F.Locks.Try},
          {WordList::LockRelease, &F.Locks.Release},
          {WordList::AcquireFunction, &F.Locks.AcquireFunctions},
          {WordList::TryFunction, &F.Locks.TryFunctions},
          {WordList::ReleaseFunction, &F.Locks.ReleaseFunctions},
          {WordList::CLock, &F.Locks.CTypes},
          {WordList::ContainerElement, &C.Elements},
          {WordList::ContainerStorage, &C.Storage},
          {WordList::ContainerIterator, &C.Iterators},
          {WordList::ContainerSearch, &C.Searches},
          {WordList::ContainerEnd, &C.Ends},
          {WordList::ContainerInsert, &C.Inserts},
          {WordList::ContainerReplace, &C.Replaces},
          {WordList::ContainerAppend, &C.Appends},
          {WordList::ContainerAssign, &C.Assigns},
          {WordList::ContainerResize, &C.Resizes},
          {WordList::ContainerSize, &C.Sizes},
          {WordList::ContainerCount, &C.Counts},
          {WordList::ContainerEmptiness, &C.Emptiness},
          {WordList::ContainerPresence, &C.Presence},
          {WordList::KeyType, &C.KeyTypes},
          {WordList::HolderPointee, &C.Pointees},
          {WordList::Tuple, &C.Tuples},
          {WordList::UniqueOwner, &F.Lifetimes.UniqueOwners},
          {WordList::SharedOwner, &F.Lifetimes.SharedOwners},
          {WordList::SelfOwner, &F.Lifetimes.SelfOwners},
          {WordList::SelfReference, &F.Lifetimes.SelfReferences},
          {WordList::Optional, &F.Lifetimes.Optionals},
          {WordList::View, &F.Lifetimes.Views},
          {WordList::NothingTag, &F.Lifetimes.Nothing},
          {WordList::InPlaceTag, &F.Lifetimes.InPlace},
          {WordList::ErrorCode, &F.Failures.ErrorCodes},
          {WordList::AtomicRead, &F.Threads.AtomicReads},
          {WordList::AtomicWrite, &F.Threads.AtomicWrites},
          {WordList::ExecutorGetter, &F.Executors.ExecutorGetters},
          {WordList::NonBlockingMode, &F.Descriptors.NonBlocking},
          {WordList::WouldBlock, &F.Descriptors.WouldBlock},
          {WordList::MemoryFolder, &F.Descriptors.MemoryFolders}};
}

bool async_tidy::ignoresCase(WordList List) { return List < WordList::Owner; }

std::vector<std::pair<NameList, Names *>>
async_tidy::plainLists(LibraryFile &File) {
  return {{NameList::Awaitable, &File.Awaitables},
          {NameList::NotAwaitable, &File.NotAwaitable},
          {NameList::DetachToken, &File.Tokens.Detached},
          {NameList::FutureToken, &File.Tokens.Future},
          {NameList::NonThrowingToken, &File.Tokens.NonThrowing},
          {NameList::AwaitableToken, &File.Tokens.Awaitable},
          {NameList::CancellationException, &File.Cancellation.Exceptions},
          {NameList::CancellationCarrier, &File.Cancellation.Carriers},
          {NameList::CancellationCode, &File.Cancellation.Codes},
          {NameList::CancellationCheck, &File.Cancellation.Checks},
          {NameList::CancellableOperation, &File.Cancellation.Operations},
          {NameList::Pool, &File.Executors.Pools},
          {NameList::PoolGetter, &File.Executors.PoolGetters},
          {NameList::Switch, &File.Executors.Switches},
          {NameList::Offload, &File.Executors.Offload},
          {NameList::Invoker, &File.Executors.Invokers},
          {NameList::Keeper, &File.Executors.Keepers},
          {NameList::Continuation, &File.Executors.Continuations},
          {NameList::IgnoresResult, &File.Executors.IgnoreResults},
          {NameList::Guard, &File.Locks.Guards},
          {NameList::Mutex, &File.Locks.Mutexes},
          {NameList::AsyncMutex, &File.Locks.AsyncMutexes},
          {NameList::AsyncLock, &File.Locks.AsyncLocks},
          {NameList::ThreadValue, &File.Threads.Values},
          {NameList::ThreadBuffer, &File.Threads.Buffers},
          {NameList::Atomic, &File.Threads.Atomics},
          {NameList::EventLoop, &File.Executors.EventLoops},
          {NameList::Thread, &File.Executors.Threads},
          {NameList::JoinedFuture, &File.Executors.JoinedFutures},
          {NameList::Binder, &File.Executors.Binders},
          {NameList::SameThread, &File.Executors.SameThread},
          {NameList::ScopeGuard, &File.Locks.ScopeGuards},
          {NameList::SavedState, &File.Locks.Saved},
          {NameList::PassiveHolder, &File.Containers.Passive},
          {NameList::ReferenceWrapper, &File.Lifetimes.ReferenceWrappers},
          {NameList::ReferenceMaker, &File.Lifetimes.ReferenceMakers},
          {NameList::Discard, &File.Lifetimes.Discards},
          {NameList::KeptArguments, &File.Lifetimes.KeptArguments},
          {NameList::CopiedArguments, &File.Lifetimes.CopiedArguments},
          {NameList::Thrower, &File.Failures.Throwers},
          {NameList::NoThrow, &File.Failures.Nothrow},
          {NameList::OnlyCancelled, &File.Failures.OnlyCancelled},
          {NameList::TaskBound, &File.Threads.TaskBound},
          {NameList::Exclusive, &File.State.Exclusive},
          {NameList::SharedResult, &File.State.Shared},
          {NameList::NonBlocking, &File.NonBlocking},
          {NameList::Join, &File.Joins},
          {NameList::Ready, &File.Ready},
          {NameList::BlockOn, &File.BlockOn},
          {NameList::LoopRun, &File.LoopRun}};
}

void async_tidy::mergeInto(LibraryFile &File, LibraryFile &Later) {
  for (auto [To, From] : llvm::zip(plainLists(File), plainLists(Later)))
    for (const std::string &Name : *From.second)
      if (!llvm::is_contained(*To.second, Name))
        To.second->push_back(Name);
  for (auto [To, From] : llvm::zip(explainedLists(File), explainedLists(Later)))
    for (const auto &[Name, Text] : *From.second)
      (*To.second)[Name] = Text;
  for (const auto &[Key, Text] : Later.Replacements)
    File.Replacements[Key] = Text;
  File.Cancellation.Uncatchable |= Later.Cancellation.Uncatchable;
  File.Cancellation.Explicit |= Later.Cancellation.Explicit;
}

TaskEntry async_tidy::merged(const TaskEntry &Earlier, TaskEntry Later) {
  auto Inherit = [](auto &To, const auto &From, auto Unsaid) {
    if (To == Unsaid)
      To = From;
  };
  Inherit(Later.Start, Earlier.Start, StartKind::Unknown);
  Inherit(Later.Drop, Earlier.Drop, DropEffect::Unknown);
  Inherit(Later.Exception, Earlier.Exception, ExceptionFate::Unknown);
  Inherit(Later.SelfOwning, Earlier.SelfOwning, std::nullopt);
  Inherit(Later.Generator, Earlier.Generator, std::nullopt);
  Inherit(Later.Pinned, Earlier.Pinned, std::nullopt);
  return Later;
}
