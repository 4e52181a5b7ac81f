# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The CLI's SARIF over fixtures of every check and the demo, judged by the real validator."""

import collections
import json
import shutil
import unittest

from common import CLI, SOURCE, TempProject, findings_of_fixtures, run

VALIDATE = SOURCE / "tools" / "sarif" / "validate.sh"


# Enough for every shape of a result; more fixtures only make the test slow.
FIXTURES_OF_A_CHECK = 3


def fixtures_of_checks():
    """Runs of fixtures such that each check, and broken code, is there a few times."""
    seen = collections.Counter()
    for entry in findings_of_fixtures():
        if entry["run"] != 0 or not entry["path"].startswith(str(SOURCE / "test" / "checks") + "/"):
            continue
        checks = {finding["check"] for finding in entry["findings"]}
        if entry["path"].endswith("-broken.cpp"):
            checks.add("broken")
        if any(seen[check] < FIXTURES_OF_A_CHECK for check in checks):
            seen.update(checks)
            yield entry


class Sarif(TempProject):
    def project(self):
        """The fixtures and the demo, in a folder that looks like a check-out."""
        shutil.copytree(SOURCE / "test" / "checks", self.folder / "fixtures")
        shutil.copytree(SOURCE / "tools" / "demo", self.folder / "demo")
        database = []
        for entry in fixtures_of_checks():
            path = self.folder / "fixtures" / entry["path"].removeprefix(str(SOURCE / "test" / "checks") + "/")
            arguments = ["clang++", *entry["arguments"], "-c", str(path)]
            database.append({"directory": str(path.parent), "file": str(path), "arguments": arguments})
        for path in sorted((self.folder / "demo").glob("*.cpp")):
            arguments = ["clang++", "-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE", "-c", str(path)]
            database.append({"directory": str(path.parent), "file": str(path), "arguments": arguments})
        self.write("compile_commands.json", json.dumps(database))
        self.write(".clang-tidy", "Checks: '-*,async-*'\n")
        run(["git", "init", "-q", self.folder], check=0)

    def test_validates(self):
        self.project()
        report = self.folder / "all.sarif"
        result = run([CLI, "-p", ".", "--output", f"sarif={report}"], cwd=self.folder)
        # Fixtures of broken code make units fail; that is in the report, too.
        self.assertIn(result.returncode, (1, 3), result.stderr)
        results = json.loads(report.read_text())["runs"][0]["results"]
        self.assertGreater(len(results), 20)
        validation = run([VALIDATE, report])
        self.assertEqual(validation.returncode, 0, validation.stdout + validation.stderr)

    def test_the_validator_can_fail(self):
        report = self.write("bad.sarif", '{"version": "2.1.0", "runs": [{"results": [{}]}]}')
        self.assertEqual(run([VALIDATE, report]).returncode, 1)

    def test_empty_report_validates(self):
        path = self.write("clean.cpp", "int x;\n")
        self.database([path])
        report = self.folder / "clean.sarif"
        run([CLI, "-p", ".", "--output", f"sarif={report}"], check=0, cwd=self.folder)
        validation = run([VALIDATE, report])
        self.assertEqual(validation.returncode, 0, validation.stdout + validation.stderr)


if __name__ == "__main__":
    unittest.main()
