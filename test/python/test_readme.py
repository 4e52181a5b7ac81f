# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every command in README.md runs.

A comment above a block of commands says how:
  <!-- test -->                 in this repository's folder
  <!-- test project -->         in a copy of the demo program with a build folder
  <!-- test project exit=1 -->  the last command's exit code
  <!-- not run here: reason -->
"""

import json
import os
import re
import shutil
import unittest

from common import BUILD, CLI, LLVM_BIN, MAJOR, SOURCE, TempProject, run

BLOCK = re.compile(r"(?:<!-- ([^>]*) -->\n)?```sh\n(.*?)```", re.DOTALL)
NOT_RUN = re.compile(r"not run here: .+")
RUN = re.compile(r"test(?P<project> project)?(?: exit=(?P<exit>\d))?")


def blocks():
    return [(match.group(1) or "", match.group(2)) for match in BLOCK.finditer((SOURCE / "README.md").read_text())]


@unittest.skipUnless(MAJOR == 22, "README's commands are those for LLVM 22")
class Readme(TempProject):
    def environment(self):
        return dict(os.environ, ASYNC_TIDY=str(SOURCE))

    def test_every_block_says_how_it_is_tested(self):
        self.assertGreater(len(blocks()), 5)
        for comment, text in blocks():
            self.assertTrue(NOT_RUN.fullmatch(comment) or RUN.fullmatch(comment), f"{comment!r} above {text}")

    def test_commands(self):
        if BUILD != SOURCE / "build":
            self.skipTest("README's commands are those for the default preset")
        project = self.folder / "project"
        shutil.copytree(SOURCE / "tools" / "demo", project)
        configure = ["cmake", "-B", "build", "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={LLVM_BIN}/clang++"]
        run(configure, check=0, cwd=project)
        for comment, text in blocks():
            how = RUN.fullmatch(comment)
            if not how:
                continue
            folder = project if how["project"] else SOURCE
            for number, command in enumerate(text.strip().splitlines()):
                with self.subTest(command):
                    result = run(["bash", "-c", command], cwd=folder, env=self.environment())
                    # Before the last command of a block nothing is promised but that it works.
                    expected = int(how["exit"] or 0)
                    self.assertIn(result.returncode, {0, expected}, result.stdout + result.stderr)
                    if number == len(text.strip().splitlines()) - 1:
                        self.assertEqual(result.returncode, expected, result.stdout + result.stderr)


    def test_demo_shows_every_kind_of_mistake(self):
        project = self.folder / "project"
        shutil.copytree(SOURCE / "tools" / "demo", project)
        files = sorted(project.glob("*.cpp"))
        self.database(files, ["-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE"], project)
        result = run([CLI, "-p", project, "--output", "json"], check=1, cwd=project)
        found = {finding["check"] for finding in json.loads(result.stdout)["findings"]}
        self.assertLessEqual(
            {
                "async-blocking-call",
                "async-detached-task",
                "async-discarded-awaitable",
                "async-swallowed-cancellation",
                "async-unawaited-local",
            },
            found,
        )


if __name__ == "__main__":
    unittest.main()
