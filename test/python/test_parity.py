# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every fixture through the real clang-tidy and the CLI: the findings are equal.

What the fixture runner finds in its own process is the measure. Fixtures with
the same configuration go through one process.
"""

import collections
import json
import os
import pathlib
import shutil
import unittest

from common import CLANG_TIDY, CLI, MAJOR, PLUGIN, SOURCE, TempProject, findings_of_fixtures, parse_diagnostics, plugin_host, run

TEST = SOURCE / "test"
FOLDERS = {"checks", "real-headers"}


def place(entry):
    return entry["file"], entry["line"], entry["column"], entry["message"]


def comparable(findings, root):
    """The findings as a set, with paths relative to root."""
    result = set()
    for finding in findings:
        if finding["check"].startswith("clang-diagnostic"):
            continue
        # A note without a place says nothing that text output could show.
        notes = [dict(note, file=relative(note["file"], root)) for note in finding["notes"] if note["file"]]
        where = dict(finding, file=relative(finding["file"], root))
        result.add((finding["check"], place(where), tuple(place(note) for note in notes)))
    return result


def relative(path, root):
    """The path of a fixture, or of what lies next to it, without root."""
    path = pathlib.Path(path)
    if path.is_relative_to(root) and path.relative_to(root).parts[0] in FOLDERS:
        return str(path.relative_to(root))
    return str(path)


class Parity(TempProject):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.groups = collections.defaultdict(list)
        entries = findings_of_fixtures()
        # With an older LLVM a quarter is enough by day.
        if MAJOR < 22 and "ASYNC_TIDY_NIGHTLY" not in os.environ:
            entries = entries[::4]
        for entry in entries:
            cls.groups[entry["config"], entry["run"]].append(entry)

    def project(self, number, config, entries):
        """A copy of the fixtures with their configuration; returns its folder and files."""
        root = self.folder / str(number)
        files, database = [], []
        for entry in entries:
            source = pathlib.Path(entry["path"])
            target = root / source.relative_to(TEST)
            if not target.parent.exists():
                shutil.copytree(source.parent, target.parent, ignore=shutil.ignore_patterns("async-*.cpp"))
            shutil.copy(source, target)
            files.append(target)
            database.append(
                {
                    "directory": str(target.parent),
                    "file": str(target),
                    "arguments": ["clang++", *entry["arguments"], "-c", str(target)],
                }
            )
        (root / ".clang-tidy").write_text(config)
        (root / "compile_commands.json").write_text(json.dumps(database, indent=1))
        return root, files

    def compare(self, front_end):
        total = 0
        for number, ((config, _), entries) in enumerate(sorted(self.groups.items())):
            root, files = self.project(number, config, entries)
            expected = set()
            for entry in entries:
                expected |= comparable(entry["findings"], TEST)
            actual = comparable(front_end(root, files), root)
            total += len(expected)
            self.assertEqual(sorted(expected - actual), [], "missing from the front end")
            self.assertEqual(sorted(actual - expected), [], "only in the front end")
        self.assertGreater(total, 0, "the fixtures have no finding")

    def test_clang_tidy(self):
        def tidy(root, files):
            result = run([*plugin_host(CLANG_TIDY, PLUGIN), "-p", root, "--quiet", *files])
            self.assertIn(result.returncode, (0, 1), result.stderr)
            return parse_diagnostics(result.stdout)

        self.compare(tidy)

    def test_cli(self):
        if not CLI.exists():
            self.skipTest("no CLI is built")

        def cli(root, files):
            result = run([CLI, "-p", root, "--output", "json", *files])
            self.assertIn(result.returncode, (0, 1, 3), result.stderr)
            return self.from_json(json.loads(result.stdout))

        self.compare(cli)

    def from_json(self, report):
        top = pathlib.Path(report["run"]["root"])

        def entry(where, message):
            if not where:
                return {"file": "", "line": 0, "column": 0, "message": message}
            begin = where["begin"]
            return {"file": str(top / where["path"]), "line": begin["line"], "column": begin["column"], "message": message}

        for finding in report["findings"]:
            yield dict(
                entry(finding["location"], finding["message"]),
                check=finding["check"],
                # The remedy, which is the last note in the other front ends.
                notes=[
                    *(entry(note["location"], note["message"]) for note in finding["notes"]),
                    entry(finding["location"], finding["help"]),
                ],
            )


if __name__ == "__main__":
    unittest.main()
