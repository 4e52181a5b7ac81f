// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a check found, as a plain value. Neither this layer nor src/report knows
// clang, so the pipeline and the reporters can be tested without a compiler.

#ifndef ASYNC_TIDY_FINDINGS_FINDING_H
#define ASYNC_TIDY_FINDINGS_FINDING_H

#include <string>
#include <vector>

namespace async_tidy {

enum class Severity { Minor, Major, Critical };

/// A place in a file. Lines and columns are 1-based; columns count bytes, as
/// clang does (reporters convert). Offsets are 0-based bytes.
struct Position {
  unsigned Line = 0;
  unsigned Column = 0;
  unsigned Offset = 0;
  auto operator<=>(const Position &) const = default;
};

/// A half-open range [Begin, End) in the file at the absolute path \c Path.
struct Location {
  std::string Path;
  Position Begin;
  Position End;
  auto operator<=>(const Location &) const = default;
};

/// One step of the story: "suspends here", "used here after the suspension".
struct Note {
  Location Where; ///< Without a path if the note has no place.
  std::string Message;
  auto operator<=>(const Note &) const = default;
};

/// Replaces the bytes of \c Where by \c Text.
struct Edit {
  Location Where;
  std::string Text;
  auto operator<=>(const Edit &) const = default;
};

/// Safe: keeps the program compiling and right, applied by --fix.
/// Unsafe: a suggestion that a person must look at.
enum class FixSafety { Safe, Unsafe };

struct Fix {
  std::string Description; ///< What it does, in the imperative; never empty.
  FixSafety Safety = FixSafety::Safe;
  std::vector<Edit> Edits;
  auto operator<=>(const Fix &) const = default;
};

/// The fact that a finding rests on, in the words of docs/causes.md.
struct FindingCause {
  std::string Kind;    ///< "blocks"; empty if the check told nothing.
  std::string KnownBy; ///< "library-file"
  std::string Subject; ///< Qualified name of what the fact is about, or empty.
  std::string Usr;     ///< Its unified symbol resolution, or empty.
  std::string Fact;    ///< "'send_all' blocks, it reaches 'connect'"
  /// A line of a library file that overturns the fact; empty where none can.
  std::string Model;
  auto operator<=>(const FindingCause &) const = default;
};

struct Finding {
  std::string Check; ///< "async-blocking-call"
  Severity Level = Severity::Major;
  /// One sentence that says what is wrong, in clang's style: lower case, no
  /// final period.
  std::string Message;
  /// How to mend it, in the same style and in the imperative: "await it with
  /// 'co_await'".
  std::string Help;
  Location Where;
  std::vector<Note> Notes; ///< In the order of the story; Help is none of them.
  std::vector<Fix> Fixes;
  /// Qualified name with parameter types of the enclosing function; empty
  /// outside functions. Part of the fingerprint.
  std::string Function;
  /// Stable over edits elsewhere in the file; empty until the pipeline's
  /// fingerprint stage has run.
  std::string Fingerprint;
  FindingCause Cause;
};

/// A unit that could not be analysed, or another fact about the run that a
/// reader of the findings has to know.
struct RunNotification {
  enum class Kind {
    UnitFailed,
    UnitSkipped,
    Configuration,
    Warning,
    Gap ///< A function that an analysis gave up on.
  };
  Kind What = Kind::UnitFailed;
  std::string Path;    ///< The unit's main file, or the file that is at fault.
  std::string Message; ///< What happened and what to do about it.
  unsigned Line = 0;   ///< 1-based line in Path; 0: the whole file.
  auto operator<=>(const RunNotification &) const = default;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_FINDING_H
