# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Real code: the coroutine examples of Asio and Boost.Asio, with pinned findings.

test/corpus/<name>.txt has one line per finding,

    path:line:column check: part of the message

each below a comment that says whether a reader judged it right or wrong and why.
ASYNC_TIDY_BLESS=1 rewrites the files: findings that are gone disappear with their
judgement, new ones are marked as unjudged, which fails until somebody judges.
"""

import json
import os
import pathlib
import re
import unittest

from common import CLI, SOURCE, TempProject, run

CORPUS = SOURCE / "test" / "corpus"
UNJUDGED = "# unjudged"
LINE = re.compile(r"^(?P<path>[^:#\s]+):(?P<line>\d+):(?P<column>\d+) (?P<check>async-[a-z-]+): (?P<message>.+)$")


class Suite:
    def __init__(self, name, root, folders, count, definitions):
        self.name, self.root, self.count = name, pathlib.Path(root), count
        self.folders = [self.root / folder for folder in folders]
        self.arguments = ["-std=c++20", *(f"-D{definition}" for definition in definitions)]

    def files(self):
        return sorted(path for folder in self.folders for path in folder.glob("*.cpp"))


SUITES = [
    Suite(
        "asio",
        "/usr/share/doc/libasio-dev/examples/cpp17",
        ["coroutines_ts"],
        7,
        ["ASIO_HAS_CO_AWAIT", "ASIO_HAS_STD_COROUTINE"],
    ),
    Suite(
        "boost-asio",
        "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20",
        ["channels", "coroutines", "operations", "type_erasure"],
        23,
        ["BOOST_ASIO_HAS_CO_AWAIT", "BOOST_ASIO_HAS_STD_COROUTINE"],
    ),
]


def read_pinned(path):
    """The pinned findings with the comments above each."""
    pinned, comment = [], []
    for text in path.read_text().splitlines():
        if text.startswith("#"):
            comment.append(text)
        elif match := LINE.match(text):
            entry = match.groupdict()
            pinned.append(dict(entry, line=int(entry["line"]), column=int(entry["column"]), comment=comment))
            comment = []
        elif text.strip():
            raise AssertionError(f"{path}: malformed line: {text}")
        else:
            comment = []
    return pinned


def same(pinned, finding):
    return (
        all(pinned[key] == finding[key] for key in ("path", "line", "column", "check"))
        and pinned["message"] in finding["message"]
    )


class Corpus(TempProject):
    maxDiff = None

    def analyse(self, suite, *options):
        files = suite.files()
        self.assertEqual(len(files), suite.count, f"{suite.root}: are the packages' examples installed? See tools/setup.sh")
        build = self.folder / suite.name
        build.mkdir(exist_ok=True)
        self.database(files, suite.arguments, build)
        command = [CLI, "-p", build, "--root", suite.root, "--output", "json", *options]
        result = run(command, cwd=self.folder)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["run"]["units"], {"analysed": suite.count, "failed": 0, "skipped": 0})
        return [
            {
                "path": finding["location"]["path"],
                "line": finding["location"]["begin"]["line"],
                "column": finding["location"]["begin"]["column"],
                "check": finding["check"],
                "message": finding["message"],
            }
            for finding in report["findings"]
        ]

    def bless(self, suite, path, findings):
        before = read_pinned(path) if path.exists() else []
        lines = [text for text in path.read_text().split("\n\n", 1)[0].splitlines()] if path.exists() else [f"# {suite.name}"]
        lines.append("")
        for finding in findings:
            known = next((entry for entry in before if same(entry, finding)), None)
            lines += known["comment"] if known and known["comment"] else [UNJUDGED]
            lines += ["{path}:{line}:{column} {check}: {message}".format(**finding), ""]
        path.write_text("\n".join(lines))

    def compare(self, suite):
        findings = self.analyse(suite)
        path = CORPUS / f"{suite.name}.txt"
        if os.environ.get("ASYNC_TIDY_BLESS"):
            self.bless(suite, path, findings)
        pinned = read_pinned(path)
        for entry in pinned:
            self.assertTrue(entry["comment"], f"{path.name}: no judgement above {entry['path']}:{entry['line']}")
            self.assertRegex(entry["comment"][0], r"^# (right|wrong): ", f"{entry['path']}:{entry['line']}")
        rest = list(findings)
        missing = []
        for entry in pinned:
            found = next((finding for finding in rest if same(entry, finding)), None)
            rest.remove(found) if found else missing.append(entry)
        self.assertEqual(missing, [], "pinned but not found")
        self.assertEqual(rest, [], "found but not pinned")

    def test_asio(self):
        self.compare(SUITES[0])

    def test_boost_asio(self):
        self.compare(SUITES[1])


if __name__ == "__main__":
    unittest.main()
