// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The contents of one library file (src/model/libraries/*.yaml, or a user's
// own via AsyncModelFiles / --model): what the language cannot tell about a
// library. Plain data, as written; Library.h answers questions about it.
//
// Names are C++ qualified names of declarations without template arguments and
// without inline namespaces. A name that starts with "~::" stands for that
// name in each of the file's `namespaces`. Global names (C functions, Qt's
// classes) may be written with or without a leading "::". A function object is
// named by its variable (stdexec::sync_wait). Never the name of an alias.

#ifndef ASYNC_TIDY_MODEL_LIBRARYFILE_H
#define ASYNC_TIDY_MODEL_LIBRARYFILE_H

#include "model/BlockingEntry.h"
#include "model/Vocabulary.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace async_tidy {

/// When the body of a coroutine of this type starts to run.
enum class StartKind { Unknown, Lazy, Eager };

/// What happens to the work when a task object is dropped unawaited.
enum class DropEffect {
  Unknown,
  NeverRuns,
  RunsOn,
  Cancelled,
  Joined,
  Terminates
};

/// Where an exception goes that escapes a coroutine nobody waits for.
enum class ExceptionFate {
  Unknown,
  Lost,
  Terminates,
  Logged,
  Rethrown,
  Handled
};

struct TaskEntry {
  std::string Name;
  StartKind Start = StartKind::Unknown;
  DropEffect Drop = DropEffect::Unknown;
  ExceptionFate Exception = ExceptionFate::Unknown;
  // A file that leaves one of these out leaves it to earlier files.
  /// Dropping it is what it is for (fire_and_forget): never "discarded".
  std::optional<bool> SelfOwning;
  /// A synchronous sequence: not awaitable, dropping it is no mistake.
  std::optional<bool> Generator;
  /// Its coroutines stay on the thread that started them.
  std::optional<bool> Pinned;
};

/// `kind` of a spawning function.
enum class SpawnKind {
  Token,   ///< the completion token decides (asio::co_spawn)
  Detach,  ///< nobody can observe the task afterwards
  Handle,  ///< returns a handle: dropping the handle detaches the task
  Scope,   ///< a scope owns the task and will be joined
  Callback ///< runs a callable later on an executor (asio::post)
};

struct SpawnEntry {
  std::string Name; ///< function or member function
  SpawnKind Kind = SpawnKind::Handle;
  ExceptionFate Exception = ExceptionFate::Unknown;
  /// 1-based position of the task or callable; 0 = the object expression.
  unsigned Task = 1;
  /// 1-based position of the executor; 0 = none or the object expression.
  unsigned Executor = 0;
  /// The callable object is kept alive until its task ends, so a capturing
  /// coroutine lambda is fine (asio::co_spawn).
  bool KeepsCallable = false;
};

/// Completion tokens, by their type's name.
struct TokenEntries {
  std::vector<std::string> Detached; ///< asio::detached_t
  std::vector<std::string>
      Future; ///< asio::use_future_t: result is a join handle
  std::vector<std::string>
      NonThrowing; ///< errors arrive as values: as_tuple_t, redirect_error_t
  std::vector<std::string> Awaitable; ///< use_awaitable_t, deferred_t
};

struct ScopeEntry {
  std::string Name;              ///< type that owns spawned tasks
  std::vector<std::string> Join; ///< member functions that wait for them
  /// Its destructor cancels what is left: no task outlives it.
  bool Cancels = false;
};

struct CancellationEntries {
  /// Exceptions that mean cancellation and nothing else.
  std::vector<std::string> Exceptions;
  /// Exceptions that carry cancellation among other errors (system_error):
  /// a handler must test the code.
  std::vector<std::string> Carriers;
  /// Error values that mean cancellation: constants, enumerators, accessors.
  std::vector<std::string> Codes;
  /// Functions that tell whether, or throw if, cancellation was requested.
  std::vector<std::string> Checks;
  /// Cancellation does not travel as a C++ exception (set_stopped, destroy).
  bool Uncatchable = false;
  /// Only an operation that is given a token or source, or that Operations
  /// name, can be cancelled; not whatever a cancelled coroutine awaits.
  bool Explicit = false;
  std::vector<std::string> Operations;
};

struct ExecutorEntries {
  /// Types whose threads exist to be blocked: thread_pool and its executor.
  std::vector<std::string> Pools;
  /// Functions that return such an executor (folly::getGlobalIOExecutor).
  std::vector<std::string> PoolGetters;
  /// `co_await f()` continues on a pool thread (winrt::resume_background).
  std::vector<std::string> Switches;
  /// Functions whose callable or task argument runs on another thread, where
  /// blocking is fine (QtConcurrent::run).
  std::vector<std::string> Offload;
  /// Functions that call their callable argument in place (std::call_once).
  std::vector<std::string> Invokers;
  /// Functions and wrappers that keep their callable alive until the task that
  /// calling it returns is done (folly::coro::co_invoke).
  std::vector<std::string> Keepers;
  /// Functions that call their callable when earlier work is done, and destroy
  /// it when it has returned (seastar::future::then).
  std::vector<std::string> Continuations;
  /// Functions and classes that call their callable and do not look at what it
  /// returns (std::for_each, std::thread).
  std::vector<std::string> IgnoreResults;
  /// Types that run an event loop: work that they are given runs when the
  /// caller has returned (io_context).
  std::vector<std::string> EventLoops;
  /// Members that give the executor of an I/O object (get_executor): last
  /// components.
  std::vector<std::string> ExecutorGetters;
  /// Thread types: a class with a container of them is a pool.
  std::vector<std::string> Threads;
  /// Functions whose result waits in its destructor for the callable that they
  /// run (std::async).
  std::vector<std::string> JoinedFutures;
  /// Functions whose result calls the callable that is their first argument
  /// (std::bind).
  std::vector<std::string> Binders;
  /// Functions and classes that give their callable a stack of its own on the
  /// thread that calls them (seastar::async). What blocks the thread blocks it
  /// there, too; waiting for the library's own futures only changes stacks.
  std::vector<std::string> SameThread;
};

struct LockEntries {
  std::vector<std::string> Guards;  ///< RAII over a thread mutex
  std::vector<std::string> Mutexes; ///< thread mutexes
  std::vector<std::string>
      AsyncMutexes; ///< meant to be held across a suspension
  /// Functions that return an awaitable lock or guard (scoped_lock_async).
  std::vector<std::string> AsyncLocks;
  /// RAII bound to a thread or a scope, hostile to suspension, with the reason.
  std::map<std::string, std::string> Hostile;
  /// Those of them whose state the library's own coroutines save when they
  /// suspend and restore when they go on.
  std::vector<std::string> Saved;
  /// Members of locks and guards that take it, try to, and give it up: last
  /// components, in any class, in upper or lower case.
  std::vector<std::string> Acquire, Try, Release;
  /// Free functions that do so with the lock that they are given: last
  /// components.
  std::vector<std::string> AcquireFunctions, TryFunctions, ReleaseFunctions;
  /// Lock types of C, by the name of their typedef.
  std::vector<std::string> CTypes;
  /// Types whose destructor calls the function that they were made with.
  std::vector<std::string> ScopeGuards;
};

/// Class templates that hold elements, by how a change moves them. Last
/// components, in any namespace, in upper or lower case.
struct ContainerEntries {
  std::vector<std::string> Arrays;  ///< one block: growing moves everything
  std::vector<std::string> Flat;    ///< a table: growing moves everything
  std::vector<std::string> Deques;  ///< growing at an end moves no element
  std::vector<std::string> Nodes;   ///< only removing an element concerns it
  std::vector<std::string> Hashes;  ///< as nodes, but iterators move
  std::vector<std::string> Holders; ///< own one object: optional, unique_ptr
  /// Templates whose objects own objects of their type arguments.
  std::vector<std::string> Owners;

  /// Member functions after which references to elements are invalid, by shape:
  /// last components.
  struct Changes {
    std::vector<std::string> Any, Arrays, Flat, Deques, Nodes, Holders;
    /// Those after which only iterators are.
    std::vector<std::string> DequeIterators, HashIterators;
  } InvalidatedBy;

  /// Those that hold values of their type arguments and do nothing with them:
  /// qualified names.
  std::vector<std::string> Passive;
  std::vector<std::string> Tuples; ///< several objects in one: tuple
  /// Member functions, by what they give: last components.
  std::vector<std::string> Elements;  ///< an element: at, front
  std::vector<std::string> Storage;   ///< a pointer to the first: data, c_str
  std::vector<std::string> Iterators; ///< begin, end
  std::vector<std::string> Ends;      ///< those of them behind the last element
  std::vector<std::string> Searches;  ///< the place of an element: find
  std::vector<std::string> Pointees;  ///< what a holder owns: get, value
  std::vector<std::string> Sizes;     ///< how much there is: size
  std::vector<std::string> Counts;    ///< how many equal ones: count
  std::vector<std::string> Emptiness; ///< whether there is nothing: empty
  std::vector<std::string> Presence;  ///< whether there is one: contains
  /// By what they change.
  std::vector<std::string> Inserts;  ///< put in what is not there yet
  std::vector<std::string> Replaces; ///< put in, or replace what is there
  std::vector<std::string> Appends;  ///< put in at an end
  std::vector<std::string> Assigns;  ///< put in instead of everything
  std::vector<std::string> Resizes;  ///< only make or take room
  /// Member types that only containers with keys have.
  std::vector<std::string> KeyTypes;
};

/// Who owns an object, and what only refers to one. Last components, in any
/// namespace, where nothing else is said.
struct LifetimeEntries {
  std::vector<std::string> UniqueOwners; ///< unique_ptr
  std::vector<std::string> SharedOwners; ///< shared_ptr
  std::vector<std::string> SelfOwners;   ///< bases: enable_shared_from_this
  /// Members that give an owner of their own object: shared_from_this.
  std::vector<std::string> SelfReferences;
  std::vector<std::string> Optionals; ///< may hold an object: optional
  std::vector<std::string> Views;     ///< refer to elements: span
  std::vector<std::string> Nothing;   ///< tags for "no object": nullopt_t
  std::vector<std::string> InPlace;   ///< tags: make it from the rest
  /// Objects that stand for a reference, and the functions that make them:
  /// qualified names.
  std::vector<std::string> ReferenceWrappers, ReferenceMakers;
  /// Objects that drop what is assigned to them: qualified names.
  std::vector<std::string> Discards;
  /// Functions that need their arguments until what they return is done, and
  /// those that do not: qualified names.
  std::vector<std::string> KeptArguments, CopiedArguments;
};

/// How functions say that they failed.
struct FailureEntries {
  /// Classes of error codes: last components.
  std::vector<std::string> ErrorCodes;
  /// Functions that throw as their normal answer to bad input.
  std::vector<std::string> Throwers;
  /// Functions, and types of tasks, out of which no exception comes, neither
  /// when they are called nor when they are awaited.
  std::vector<std::string> Nothrow;
  /// Operations that fail only because somebody cancels them: timers, sleeps.
  std::vector<std::string> OnlyCancelled;
};

/// Macros and constants about file descriptors and sockets: last components.
struct DescriptorEntries {
  std::vector<std::string> NonBlocking; ///< put one into that mode
  std::vector<std::string> WouldBlock;  ///< what a call answers then
  /// Folders at the root that lie in memory.
  std::vector<std::string> MemoryFolders;
};

/// State that belongs to a thread, by the functions that give access to it.
struct ThreadEntries {
  /// Functions whose result belongs to the thread that called them.
  std::vector<std::string> Values;
  /// Functions whose result points to a buffer that the next call reuses.
  std::vector<std::string> Buffers;
  /// Functions that read the error of the last call, with what the programmer
  /// writes ("errno").
  std::map<std::string, std::string> Errors;
  /// Functions that set something of the calling thread, with what it is: a
  /// destructor that calls one restores it.
  std::map<std::string, std::string> Restores;
  /// Types that threads may use at once without a lock.
  std::vector<std::string> Atomics;
  /// Their members that read and that write: last components.
  std::vector<std::string> AtomicReads, AtomicWrites;
  /// Types, functions and variables whose objects and results go with the task,
  /// whatever else is known of them.
  std::vector<std::string> TaskBound;
};

/// Who else can reach an object while a coroutine is suspended.
struct StateEntries {
  /// Members, variables and types of objects that one task at a time touches.
  std::vector<std::string> Exclusive;
  /// Functions whose result others have, too, though their name sounds as if
  /// they made it.
  std::vector<std::string> Shared;
};

struct LibraryFile {
  std::string Path;  ///< Where it was read from, for messages.
  std::string Id;    ///< "asio"
  std::string Title; ///< "Asio and Boost.Asio"
  std::vector<std::string> Namespaces;
  std::vector<TaskEntry> Tasks;
  std::vector<std::string> Awaitables; ///< awaitable though the AST cannot tell
  std::vector<std::string> NotAwaitable;
  std::vector<SpawnEntry> Spawn;
  TokenEntries Tokens;
  std::vector<ScopeEntry> Scopes;
  CancellationEntries Cancellation;
  ExecutorEntries Executors;
  LockEntries Locks;
  ContainerEntries Containers;
  ThreadEntries Threads;
  LifetimeEntries Lifetimes;
  FailureEntries Failures;
  StateEntries State;
  DescriptorEntries Descriptors;
  /// What identifiers speak of.
  std::map<Topic, TopicEntries> Vocabulary;
  /// Functions that join several tasks (when_all): a task passed to one is
  /// awaited through it.
  std::vector<std::string> Joins;
  /// Functions whose result, awaited or not, is a future that has its value
  /// (make_ready_future).
  std::vector<std::string> Ready;
  /// Functions that block until a task is done (sync_wait).
  std::vector<std::string> BlockOn;
  /// Functions that run an event loop on the calling thread.
  std::vector<std::string> LoopRun;
  std::vector<BlockingEntry> Blocking;
  /// Functions that do not keep their thread waiting, whatever they call.
  std::vector<std::string> NonBlocking;
  /// What to write instead, by key ("sleep", "lock", "offload").
  std::map<std::string, std::string> Replacements;
};

/// Parses one library file. The error names file, line and column and says
/// what is wrong: an unknown key, a wrong shape, an unknown word, a missing or
/// repeated name.
llvm::Expected<LibraryFile> parseLibraryFile(llvm::StringRef Path,
                                             llvm::StringRef Text);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_LIBRARYFILE_H
