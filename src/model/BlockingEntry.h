// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a library file says of a call that blocks (`blocking`): in which forms,
// for how long, and what to use instead.

#ifndef ASYNC_TIDY_MODEL_BLOCKINGENTRY_H
#define ASYNC_TIDY_MODEL_BLOCKINGENTRY_H

#include <optional>
#include <string>
#include <vector>

namespace async_tidy {

/// The groups that `async-blocking-call` can switch on and off.
enum class BlockingGroup {
  Sleep,
  Wait,
  Lock,
  File,
  Socket,
  Dns,
  Process,
  Stdio,
  Database,
  Http,
  Cpu,
  Logging ///< text goes out, nothing is read back; off by default
};

/// How sure it is that the call waits.
enum class BlockingLevel {
  Always, ///< reported by default
  May,    ///< depends on state (a mode, a kernel buffer): reported by default
  Brief   ///< short in practice (metadata, buffered writes): only on demand
};

enum class CallableKind { Function, Constructor, Destructor };

/// One form of a call, described by its arguments. All conditions must hold.
struct CallForm {
  /// 1-based position of the argument that the conditions below look at;
  /// 0 = any argument; -1 = the object expression or left operand.
  int Argument = 0;
  bool Zero = false;    ///< constant zero (number, duration, timeval of zeros)
  bool Null = false;    ///< null pointer constant, or absent
  bool NotNull = false; ///< present and not a null pointer constant
  bool False = false;   ///< constant false
  std::vector<std::string> Flags; ///< mentions one of these macros or constants
  std::vector<std::string> Types; ///< has, or derives from, one of these types
  std::vector<std::string> Objects; ///< is one of these variables (std::cin)
  std::optional<unsigned> MinArguments;
  std::optional<unsigned> MaxArguments;
};

struct BlockingEntry {
  std::string Name;
  /// The same entry for further names.
  std::vector<std::string> Also;
  CallableKind Kind = CallableKind::Function;
  BlockingGroup Group = BlockingGroup::Wait;
  BlockingLevel Level = BlockingLevel::Always;
  /// Blocks only in one of these forms (empty: in every form).
  std::vector<CallForm> Only;
  /// Does not block in these forms.
  std::vector<CallForm> Unless;
  /// Members that, called earlier on the same object, make it non-blocking
  /// (asio's non_blocking, native_non_blocking).
  std::vector<std::string> UnlessAfter;
  /// Key into `replacements`, e.g. "sleep"; empty: no advice.
  std::string Instead;
  /// The awaitable twin of this function ("async_connect"); wins over
  /// `Instead`.
  std::string Use;
  /// Function pattern for generated code: the class that declares it has this
  /// last name component ("Stub"), `Name` is then only a label.
  std::string InClassNamed;
  std::string
      FirstParameter;  ///< with InClassNamed: type of the first parameter
  std::string Returns; ///< with InClassNamed: result type
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_BLOCKINGENTRY_H
