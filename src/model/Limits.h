// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every number at which the model or an analysis stops looking, so that no code
// takes for ever and none fills the stack. No other file has one of its own.
//
// A Limit is one that can hide a finding in code that people write. The code
// that reaches it says so:
//
//   if (Depth > TU.limit(limits::PathLength)) {
//     TU.gaveUp(limits::PathLength, E);
//     return {};
//   }
//
// The user raises all of them with AsyncLimitFactor (docs/limits.md).
//
// A plain number is one that nobody is told about; its comment says why.

#ifndef ASYNC_TIDY_MODEL_LIMITS_H
#define ASYNC_TIDY_MODEL_LIMITS_H

namespace async_tidy {

struct Limit {
  unsigned Value;
  /// What AsyncLimitFactor can make of it. Less than a hundred times the value
  /// where the work doubles with each step, or where each step is a call that
  /// the stack has to hold: 8 MiB in clangd, a few KiB for one function of the
  /// analysed code.
  unsigned Most;
  /// What the function has too much of; %0 is the number.
  const char *Reason;
};

/// AsyncLimitFactor is from 1 to this.
inline constexpr unsigned MaxLimitFactor = 100;

namespace limits {

// The size of functions.

/// Statements and expressions in a body of which a control-flow graph is made.
/// More than that is generated code; clang needs some seconds for the graph.
/// Without it nothing is known of what happens before or after a suspension.
inline constexpr Limit BodySize{
    40'000, 4'000'000, "it has more than %0 statements and expressions"};

/// Steps of one flow analysis in one function: one for an element of the
/// control-flow graph, and one more for every 64 facts that hold there. About
/// a second. The analysis then has no answer for the whole function, rather
/// than a part of it.
inline constexpr Limit FlowSteps{
    2'000'000, 200'000'000,
    "its control flow needs more than %0 steps to follow"};

/// Expressions around a value, up to what takes it. Only a long chain of
/// operators or braces in generated code has so many. Without an answer the
/// value counts as used.
inline constexpr Limit NestingAroundValue{
    4'000, 400'000, "a value in it is nested in more than %0 expressions"};

// From an expression to the object that it is about.

/// Members, calls of getters, casts and references between a name and the
/// object that it denotes (`a.b().c->d`). Written code has up to six; a getter
/// can be looked into twice for one step, so more than 32 could take too long.
/// An object without a path is not compared with any other: it is not seen
/// that it is changed, locked or used again.
inline constexpr Limit PathLength{
    12, 32, "an object in it is named through more than %0 members or calls"};

/// Expressions and initialisers between an argument and the object whose
/// lifetime it has (`string_view(a.b).substr(1)`). Implicit conversions count,
/// so written code gets to seven. Otherwise the object counts as one that lives
/// long enough.
inline constexpr Limit LifetimeSteps{
    8, 64, "what an argument in it refers to is more than %0 expressions away"};

/// Expressions, initialisers and calls between a value and the container that
/// it points into (`v.begin() + 1`, `find(v)`). Both sides of a conditional are
/// looked at, so more than 20 could take too long. Otherwise the value counts
/// as one that points nowhere in particular.
inline constexpr Limit ContainerSteps{
    10, 20, "an iterator or reference in it comes through more than %0 steps"};

/// Functions that pass on what the next one returns, up to the one whose result
/// belongs to the thread. Such wrappers are rarely wrapped again. Otherwise the
/// value counts as one that any thread may use.
inline constexpr Limit ThreadValueCalls{
    4, 16,
    "what it gets from a function comes through more than %0 other functions"};

/// Guards that are made from another guard, up to the one that has the mutex.
/// Otherwise the blocking lock is not matched with those who hold the mutex.
inline constexpr Limit GuardsOfGuards{
    2, 20, "a guard in it is made from more than %0 other guards"};

// From a call to the code that runs.

/// Variables, conditionals and wrappers between what is called and the function
/// that runs (`auto f = std::bind(&work)`). Both sides of a conditional are
/// looked at, so more than 18 could take too long. Otherwise the call counts as
/// one of which nothing is known.
inline constexpr Limit CallableSteps{
    6, 18, "what it calls comes through more than %0 variables or wrappers"};

/// Functions that hand a callback on, up to the one that calls it. Otherwise
/// the callback counts as kept for later.
inline constexpr Limit CallbackCalls{
    4, 16, "a callback goes from it through more than %0 other functions"};

/// Functions that a task is handed through (`start(queue(wrap(task)))`), up to
/// the one that awaits or drops it. A function that passes the task on more
/// than once multiplies the work, so more than 16 could take too long.
/// Otherwise the signature of the next function decides.
inline constexpr Limit TaskCalls{
    4, 16, "a task goes from it through more than %0 other functions"};

/// Expressions, variables, parameters and return statements between a task and
/// the coroutine that it belongs to. Each function is looked at once. Otherwise
/// the task may be of any coroutine.
inline constexpr Limit OriginSteps{
    12, 240, "a task in it comes through more than %0 variables or calls"};

/// Calls that are searched one in the other for what can throw. Each level
/// takes some frames of the stack, so 96 is the most. Otherwise the call at the
/// bottom counts as one that does not throw.
inline constexpr Limit ThrowingCalls{
    24, 96, "it is reached through more than %0 calls"};

/// Calls that are searched one in the other for what they do with their
/// callers' arguments. Each level takes some frames of the stack, so 256 is the
/// most. Otherwise what the call at the bottom does with its parameters is not
/// seen from its callers.
inline constexpr Limit BlockingCalls{
    64, 256, "it is reached through more than %0 calls"};

/// Blocking calls of one function that depend on its parameters
/// (`wait(timeout)`), which each of its callers has to look at. Those behind
/// them are not seen from callers.
inline constexpr Limit CallsWithParameters{
    16, 1'600, "more than %0 of its blocking calls depend on its parameters"};

// What objects are made of.

/// Members, bases and owned objects between a variable and the part whose
/// destructor blocks. Otherwise that destructor is not looked at.
inline constexpr Limit DestroyedParts{
    4, 16, "an object in it has parts that are more than %0 levels deep"};

/// Initialisers one in the other, up to the one that takes a lock; a
/// constructor that delegates to itself has no last one. Otherwise the inner
/// locks are not seen.
inline constexpr Limit InitialisersOfLocks{
    8, 32, "it makes an object with locks in more than %0 nested initialisers"};

/// Functions of its own class that a guard's constructor or destructor calls,
/// directly or not, and that are searched for the locking. Otherwise the class
/// is no guard.
inline constexpr Limit FunctionsOfGuard{
    8, 800, "it locks or unlocks through more than %0 functions of its class"};

// What nobody is told about: deeper types and scopes than these exist only to
// try a compiler's patience, types are asked for by many functions of which
// none has to be named, and what follows from "not found" can be an additional
// finding as well as a missing one.

/// Bases over each other that are searched for a nested class or a member:
/// `promise_type`, `await_ready`, `is_sender`. Not found further up: the type
/// is no task.
inline constexpr unsigned BasesWithMember = 8;
/// The same for the member functions with one name, which are collected.
inline constexpr unsigned BasesWithFunctions = 16;
/// The same where templates are read without being instantiated; aliases count.
inline constexpr unsigned BasesOfPattern = 12;
/// Bases between an argument and the parameter type of an operator co_await.
inline constexpr unsigned BasesOfArgument = 4;
/// Classes whose namespaces are searched for an operator co_await: the bases of
/// more are left out.
inline constexpr unsigned AssociatedClasses = 16;
/// Bases that are searched for the functions of a mutex that is awaited.
inline constexpr unsigned BasesOfMutex = 4;
/// Bases between a guard and the listed guard that it derives from.
inline constexpr unsigned BasesOfGuard = 4;
/// Template arguments in template arguments, down to a pool or an event loop:
/// `strand<executor<pool>>`.
inline constexpr unsigned TypesAroundExecutor = 4;
/// The same down to a completion token or the error type of an operation.
inline constexpr unsigned TypesAroundToken = 6;
/// Calls, members and variables between an executor and the pool or event loop
/// that it belongs to (`pool.get_executor()`). The object of every call is
/// asked about, so that each long chain of `<<` would be told of; no executor
/// has been seen behind more than three.
inline constexpr unsigned ExecutorSteps = 6;
/// Members in members (or elements) down to the awaitable that a variable
/// holds. Aggregates of four levels are common (settings) and hold none, so a
/// note about each would be noise.
inline constexpr unsigned PartsAroundAwaitable = 3;
/// Aggregates in aggregates of views, which are views themselves.
inline constexpr unsigned AggregatesOfViews = 2;
/// Template arguments, bases and members down to a lock; only a template that
/// contains an ever larger instance of itself goes further.
inline constexpr unsigned TypesAroundLock = 200;
/// Namespaces and classes around a class that is thrown to cancel. A class is
/// missed, which is no function's doing.
inline constexpr unsigned ScopesAroundException = 8;

// What nobody is told about because nothing goes missing: at most a finding is
// reported that more work would have shown to be none.

/// Members and getters of an object that two calls name. Beyond it they are not
/// known to name the same one, so that a call of one does not excuse the other.
inline constexpr unsigned ObjectChain = 8;
/// Variables, braces and constructors around a timeout that may be zero. Beyond
/// it the timeout counts as one, and the wait as blocking.
inline constexpr unsigned ZeroSteps = 6;
/// Variables, elements and calls between a future and what shows that it has
/// its value (`auto fs = co_await when_all(…)`). Beyond it waiting for the
/// future counts as blocking.
inline constexpr unsigned ReadySteps = 8;
/// Negations, conversions and variables between a condition and the lock that
/// it asks for (`bool got = m.try_lock(); if (!got)`). Beyond it the lock may
/// be held on both branches.
inline constexpr unsigned ConditionSteps = 8;
/// Members and elements between a task and the variable that it is a part of
/// (`batch.jobs[1].task`). Beyond it the task counts as kept elsewhere, where
/// it outlives its arguments.
inline constexpr unsigned PartsOfVariable = 8;
/// Library functions between an operation and the function that is told its
/// completion signature. Beyond it the operation can fail with anything.
inline constexpr unsigned CallsToSignature = 6;
/// Calls at the end of functions that may end by throwing. Beyond it a function
/// counts as one that returns.
inline constexpr unsigned CallsToThrow = 4;
/// Expressions between a path and the literal that it begins with. Beyond it
/// the file counts as one on a disk.
inline constexpr unsigned StepsToPath = 10;
/// Variables between a place in a container and the key that was looked up.
/// Beyond it the key counts as another one.
inline constexpr unsigned VariablesToKey = 3;
/// Expressions between a caught exception and what takes it. Beyond it the
/// exception counts as passed on to nobody.
inline constexpr unsigned ExceptionUses = 16;
/// Variables between what is handed to a pool and the function or closure that
/// runs there. Beyond it that one counts as running on the event loop, where it
/// must not block.
inline constexpr unsigned VariablesToPool = 4;
/// Variables between a condition and the error that it is about. Beyond it the
/// condition does not say whether the coroutine goes on, and both ways count.
inline constexpr unsigned VariablesOfCondition = 4;
/// Variables between some work and the locals that it shares with its function.
/// Beyond it a wait on such a local is not taken for a wait for the work.
inline constexpr unsigned VariablesOfWork = 3;
/// Closures in closures down to the capture that keeps an object alive. Beyond
/// it the object counts as one that nobody keeps alive.
inline constexpr unsigned ClosuresAroundOwner = 2;
/// Variables that a closure was copied through. Nobody writes
/// `auto a = [] {…}; auto b = a; …` nine times.
inline constexpr unsigned CopiesOfClosure = 8;

} // namespace limits
} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_LIMITS_H
