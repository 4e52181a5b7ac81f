#!/usr/bin/env python3
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the checks cost: clang-tidy with all of them against one empty check.

  tools/bench.py [--build DIR] [--checks GLOBS] [--runs N] [--max PERCENT]
                 [--instructions] [FILE [-- COMPILER ARGUMENTS]]

Measures user time on FILE (Asio's echo server from libasio-doc) in pairs of
runs, one with each plugin, in changing order: what else the machine does hits
both. Printed are the medians and the median of the pairs' ratios.
--instructions counts instructions under valgrind instead, one run of each.
With --max the exit code is 1 if the checks add more than PERCENT.

The CMake target `bench` builds what is needed and runs this.
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ECHO_SERVER = "/usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts/echo_server.cpp"
ARGUMENTS = ["-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE"]
DEFAULT_CHECKS = (
    "async-blocking-call,async-detached-task,async-discarded-awaitable,"
    "async-swallowed-cancellation,async-unawaited-local"
)


def user_time(command):
    """Seconds of user time of one run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"bench: {' '.join(command)} failed:\n{error.decode(errors='replace')}")
    return usage.ru_utime


def instructions(command):
    """Instructions of one run, counted by callgrind."""
    if not shutil.which("valgrind"):
        sys.exit("bench: --instructions needs valgrind")
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
            capture_output=True,
            text=True,
        )
    match = re.search(r"Collected\s*:\s*(\d+)", result.stderr)
    if not match:
        sys.exit(f"bench: no count from valgrind:\n{result.stderr[-2000:]}")
    return int(match.group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = pathlib.Path(__file__).resolve().parents[1]
    parser.add_argument("--build", type=pathlib.Path, default=root / "build")
    parser.add_argument("--clang-tidy", default="clang-tidy-22")
    parser.add_argument("--checks", default=DEFAULT_CHECKS)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--max", type=float)
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("file", nargs="?", default=ECHO_SERVER)
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    if not os.path.exists(options.file):
        sys.exit(f"bench: {options.file} is missing; tools/setup.sh installs it")

    def command(plugin, checks):
        library = options.build / "lib" / f"{plugin}.so"
        if not library.exists():
            sys.exit(f"bench: {library} is not built; build the target bench")
        flags = options.arguments or ARGUMENTS
        return [options.clang_tidy, f"--load={library}", f"--checks=-*,{checks}", "--quiet", options.file, "--", *flags]

    empty = command("AsyncTidyEmptyPlugin", "bench-empty")
    full = command("AsyncTidyPlugin", options.checks)
    print(f"{options.file}\n{options.checks}")
    if options.instructions:
        base, cost = instructions(empty), instructions(full)
        ratio = cost / base
        print(f"empty check {base / 1e9:.3f}, checks {cost / 1e9:.3f} billion instructions")
    else:
        user_time(empty), user_time(full)  # The first runs fill the file cache.
        pairs = []
        for number in range(options.runs):
            first, second = (empty, full) if number % 2 == 0 else (full, empty)
            one, two = user_time(first), user_time(second)
            pairs.append((one, two) if number % 2 == 0 else (two, one))
        base = statistics.median(pair[0] for pair in pairs)
        cost = statistics.median(pair[1] for pair in pairs)
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        print(f"empty check {base:.3f} s, checks {cost:.3f} s user time (medians of {options.runs})")
    print(f"ratio {ratio:.4f}: the checks add {(ratio - 1) * 100:.1f} %")
    if options.max is not None and (ratio - 1) * 100 > options.max:
        print(f"bench: more than {options.max} %")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
