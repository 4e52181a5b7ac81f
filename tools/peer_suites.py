#!/usr/bin/env python3
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The comparison of tools/peer_suites.sh: CHECKERS_FOLDER ASYNC_TIDY.

Twice for each file: with the options that reproduce the upstream check, every
line with an expected warning must have a finding; with the defaults, no line
may have one that is known to be a false alarm of the upstream check.

The exit code is 1 if an expected warning is missed that is not listed in
NOT_REPORTED, or if a known false alarm is reported.
"""

import collections
import dataclasses
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# The header that one of the files includes; a checkout of the tests only may lack it.
COROUTINES_H = """#include <coroutine>
struct task {
  struct promise_type {
    task get_return_object() noexcept { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};
"""


@dataclasses.dataclass
class Suite:
    path: str
    checks: str
    compatible: dict  # the options that reproduce the upstream check
    place: str  # where our finding has the line that upstream reports: "finding" or "suspensions"
    # Functions whose upstream warnings are false alarms, with the numbers of those warnings in
    # the function, from 1; None: all of them. "*": all functions.
    false_alarms: dict


SUITES = [
    Suite(
        "cppcoreguidelines/no-suspend-with-lock.cpp",
        "async-lock-across-suspension",
        {"async-lock-across-suspension.Strict": "true"},
        "suspensions",
        # unlocked, released, assigned an empty one; never locked. (After the swap with an empty
        # one the other guard holds the mutex.)
        {"lock_possibly_unlocked": (1, 2, 5), "await_with_empty_lock": None},
    ),
    Suite(
        "misc/coroutine-hostile-raii.cpp",
        "async-lock-across-suspension,async-hostile-raii",
        {
            "async-lock-across-suspension.Strict": "true",
            "async-hostile-raii.Types": "my::Mutex;my::other::Mutex",
        },
        "finding",
        {},
    ),
    Suite(
        "cppcoreguidelines/avoid-reference-coroutine-parameters.cpp",
        "async-dangling-parameter",
        {"async-dangling-parameter.Strict": "true"},
        "finding",
        {"*": None},
    ),
    Suite(
        "cppcoreguidelines/avoid-capturing-lambda-coroutines.cpp",
        "async-capturing-lambda",
        {"async-capturing-lambda.WarnOnAnyCapture": "true"},
        "finding",
        {"*": None},
    ),
]

# Expected warnings that are not reported even with the compatible options, as "file: function";
# each has its reason in docs/compared-to-clang-tidy.md.
NOT_REPORTED = set()

CHECK = re.compile(r"//\s*CHECK-MESSAGES:\s*:?\[\[@LINE([+-]\d+)?\]\]:\d+: warning: ")
FUNCTION = re.compile(r"^[A-Za-z_][\w:&*<> ]*?\b(\w+)\(.*\)\s*(try\s*)?\{")


def expectations(text):
    """The upstream warnings in order: (line, function, number in the function)."""
    result, function, seen = [], "", collections.Counter()
    for number, line in enumerate(text.splitlines(), 1):
        match = FUNCTION.match(line.strip())
        if match and not line.startswith("    "):
            function = match[1]
        match = CHECK.search(line)
        if match:
            seen[function] += 1
            result.append((number + int(match[1] or 0), function, seen[function]))
    return result


def findings(tool, suite, source, options, include):
    """How many findings (or held suspensions) each line of the file has."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / source.name
        copy.write_text(source.read_text())
        lines = [f"  {key}: '{value}'" for key, value in options.items()]
        config = f"Checks: '-*,{suite.checks}'\n" + ("CheckOptions:\n" + "\n".join(lines) + "\n" if lines else "")
        (pathlib.Path(folder) / ".clang-tidy").write_text(config)
        command = [tool, copy, "--output", "json", "--quiet", "--", "-std=c++20", "-fexceptions", "-w"]
        for path in include:
            command += ["-isystem", path]
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if result.returncode not in (0, 1):
            sys.exit(f"{source}: exit code {result.returncode}\n{result.stdout}{result.stderr}")
    report = json.loads(result.stdout)
    found = collections.Counter()
    for finding in report["findings"]:
        places = [finding["location"]]
        if suite.place == "suspensions":
            places = [note["location"] for note in finding["notes"] if "suspends" in note["message"]]
        found.update(place["begin"]["line"] for place in places)
    return found


def compare(tool, suite, source, include):
    """Prints the result of one suite; True if it is as it should be."""
    expected = expectations(source.read_text())
    if not expected:
        sys.exit(f"{source} has no CHECK-MESSAGES lines")
    found = findings(tool, suite, source, suite.compatible, include)
    left, missed, listed = found.copy(), [], []
    for line, function, _ in expected:
        if left[line] > 0:
            left[line] -= 1
        elif f"{suite.path}: {function}" in NOT_REPORTED:
            listed.append((line, function))
        else:
            missed.append((line, function))
    extra = sorted(left.elements())
    plain = findings(tool, suite, source, {}, include)
    alarms = []
    for line, function, number in expected:
        wrong = suite.false_alarms.get(function, suite.false_alarms.get("*", ()))
        if (wrong is None or number in wrong) and plain[line]:
            alarms.append((line, function))
    print(f"{suite.path}: {len(expected) - len(missed) - len(listed)} of {len(expected)} expected warnings matched")
    for title, places in (("missed", missed), ("missed, as documented", listed), ("false alarm by default", alarms)):
        for line, function in places:
            print(f"  {title}: line {line}, {function}")
    for line in extra:
        print(f"  extra: line {line}")
    print(f"  by default: findings in {sum(1 for line, _, _ in expected if plain[line])} of these places")
    return not missed and not alarms


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    checkers, tool = pathlib.Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as stand_in:
        (pathlib.Path(stand_in) / "coroutines.h").write_text(COROUTINES_H)
        include = [checkers / "readability" / "Inputs" / "identifier-naming" / "system", stand_in]
        good = [compare(tool, suite, checkers / suite.path, include) for suite in SUITES]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
