# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the Python tests share: where things are, and how to run them.

ctest sets the environment; by hand the default preset's build is used:
    python3 test/python/test_plugin.py
"""

import fcntl
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("ASYNC_TIDY_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("ASYNC_TIDY_BUILD_DIR", SOURCE / "build"))
MAJOR = int(os.environ.get("ASYNC_TIDY_LLVM_MAJOR", "22"))
LLVM_BIN = pathlib.Path(os.environ.get("ASYNC_TIDY_LLVM_BIN", f"/usr/lib/llvm-{MAJOR}/bin"))

CLI = BUILD / "bin" / "async-tidy"
PLUGIN = BUILD / "lib" / "AsyncTidyPlugin.so"
CLANG_TIDY = LLVM_BIN / "clang-tidy"
STUBS = SOURCE / "test" / "stubs"

DIAGNOSTIC = re.compile(
    r"^(?P<file>/[^:\n]*):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<level>warning|error|note): (?P<message>.*?)(?: \[(?P<check>[^\[\]]+)\])?$"
)


def run(command, check=None, **options):
    """Runs a command and returns its result. check: the expected exit code."""
    command = [str(part) for part in command]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=3000, **options)
    if check is not None and result.returncode != check:
        raise AssertionError(
            f"exit code {result.returncode}, expected {check}: {' '.join(command)}\n{result.stdout}{result.stderr}"
        )
    return result


def plugin_host(clang_tidy, plugin):
    """The beginning of a command that runs this clang-tidy with this plugin."""
    # A plugin with sanitizers needs their runtime, which the host does not bring.
    preload = os.environ.get("ASYNC_TIDY_PLUGIN_PRELOAD")
    return [*(["env", f"LD_PRELOAD={preload}"] if preload else []), clang_tidy, f"--load={plugin}"]


def rules():
    """The rows of checks/Checks.inc as dictionaries, in order."""
    row = re.compile(
        r'^ASYNC_CHECK\((\w+),\s*"([^"]+)",\s*(\w+),\s*(\w+),\s*(\w+),\s*"([^"]*)",\s*"([^"]*)"\)', re.MULTILINE
    )
    names = ("class", "id", "group", "severity", "precision", "since", "security")
    text = (SOURCE / "checks" / "Checks.inc").read_text()
    return [dict(zip(names, match.groups())) for match in row.finditer(text)]


def parse_diagnostics(output):
    """clang's text output as a list of findings with their notes."""
    findings = []
    for line in output.splitlines():
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        entry = match.groupdict()
        entry["line"], entry["column"] = int(entry["line"]), int(entry["column"])
        if entry["level"] == "note":
            if findings:
                findings[-1]["notes"].append(entry)
        else:
            findings.append(dict(entry, notes=[]))
    return findings


def findings_of_fixtures():
    """Every run of every fixture with what the checks find in one process.

    Analysing all of them takes a minute, so the tests share one result, which
    is made anew when the program or a file that it reads has changed.
    """
    program = BUILD / "bin" / "async-tidy-fixture-dump"
    inputs = [program, *(SOURCE / "test" / "checks").rglob("*"), *(SOURCE / "test" / "real-headers").rglob("*"), *STUBS.rglob("*")]
    state = sorted((str(path), path.stat().st_mtime_ns) for path in inputs)
    cache = BUILD / "fixture-findings.json"
    with open(BUILD / "fixture-findings.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            kept = json.loads(cache.read_text())
            if kept["state"] == [list(entry) for entry in state]:
                return kept["findings"]
        except (OSError, ValueError, KeyError):
            pass
        findings = json.loads(run([program], check=0).stdout)
        cache.write_text(json.dumps({"state": state, "findings": findings}))
        return findings


class TempProject(unittest.TestCase):
    """A test with a folder of its own that holds a small project."""

    def setUp(self):
        self.temp = tempfile.TemporaryDirectory(prefix="async-tidy-test-")
        self.addCleanup(self.temp.cleanup)
        self.folder = pathlib.Path(self.temp.name).resolve()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def database(self, files, arguments=("-std=c++20",), folder=None):
        """Writes compile_commands.json for the files; returns its folder."""
        folder = folder or self.folder
        entries = [
            {
                "directory": str(folder),
                "file": str(path),
                "arguments": ["clang++", *arguments, "-isystem", str(STUBS), "-c", str(path)],
            }
            for path in files
        ]
        (folder / "compile_commands.json").write_text(json.dumps(entries, indent=1))
        return folder

    def tidy(self, *arguments, check=None):
        """clang-tidy with the plugin, in the test's folder."""
        return run([*plugin_host(CLANG_TIDY, PLUGIN), *arguments], check=check, cwd=self.folder)
