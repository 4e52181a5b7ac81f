# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The developer's scripts: new_check.py, gen_docs.py, setup.sh, fixture.sh."""

import json
import os
import shlex
import shutil
import sys
import unittest

from common import BUILD, SOURCE, TempProject, run

COPIED = ("checks", "docs", "tools", "README.md", "CHANGELOG.md")


class NewCheck(TempProject):
    def setUp(self):
        super().setUp()
        for name in COPIED:
            source = SOURCE / name
            if source.is_dir():
                shutil.copytree(source, self.folder / name, ignore=shutil.ignore_patterns("node_modules"))
            else:
                shutil.copy(source, self.folder / name)

    def new_check(self, *arguments):
        return run([sys.executable, self.folder / "tools" / "new_check.py", *arguments])

    def test_makes_everything(self):
        result = self.new_check("example", "async-made-up", "Finds nothing real.")
        self.assertEqual(result.returncode, 0, result.stderr)
        for path in (
            "checks/example/MadeUpCheck.h",
            "checks/example/MadeUpCheck.cpp",
            "docs/checks/async-made-up.md",
            "test/checks/example/async-made-up.cpp",
        ):
            self.assertTrue((self.folder / path).exists(), path)
        rows = [line for line in (self.folder / "checks/Checks.inc").read_text().splitlines() if line.startswith("ASYNC_CHECK(")]
        names = [row.split('"')[1] for row in rows]
        self.assertIn("async-made-up", names)
        self.assertEqual(names, sorted(names))
        includes = (self.folder / "checks/AllChecks.h").read_text()
        self.assertIn('#include "checks/example/MadeUpCheck.h"\n', includes)
        self.assertIn("`async-made-up`", (self.folder / "CHANGELOG.md").read_text())
        self.assertIn("Finds nothing real.", (self.folder / "README.md").read_text())
        check = run([sys.executable, self.folder / "tools/gen_docs.py", "--check"])
        self.assertEqual(check.returncode, 0, check.stdout)
        self.compiles(self.folder / "checks/example/MadeUpCheck.cpp")

    def compiles(self, path):
        """Does the made check compile, with the flags of our own checks?"""
        database = json.loads((BUILD / "compile_commands.json").read_text())
        entry = next(entry for entry in database if entry["file"].endswith("/checks/AsyncCheck.cpp"))
        words = shlex.split(entry["command"])
        # Without the precompiled header: it belongs to the other folder.
        clean, skip = [], 0
        for word in words[1:]:
            if skip:
                skip -= 1
            elif word in ("-o", "-c", "-MF", "-MT"):
                skip = 1
            elif word == "-Xclang":
                skip = 1
            else:
                clean.append(word)
        command = [words[0], f"-I{self.folder}", *clean, "-fsyntax-only", path]
        result = run(command, cwd=entry["directory"])
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_rejects_wrong_names(self):
        for arguments in (
            ("example", "made-up", "Finds nothing real."),
            ("example", "async-Made", "Finds nothing real."),
            ("Example", "async-made", "Finds nothing real."),
            ("example", "async-made", "finds nothing real"),
            ("blocking", "async-blocking-call", "Finds what exists."),
        ):
            result = self.new_check(*arguments)
            self.assertNotEqual(result.returncode, 0, arguments)
            self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)

    def test_stale_tables_are_noticed(self):
        page = self.folder / "docs/checks/async-blocking-call.md"
        page.write_text(page.read_text().replace("Finds calls", "Finds other calls", 1))
        command = [sys.executable, self.folder / "tools/gen_docs.py"]
        self.assertEqual(run([*command, "--check"]).returncode, 1)
        self.assertEqual(run(command).returncode, 0)
        self.assertEqual(run([*command, "--check"]).returncode, 0)


class TestScript(TempProject):
    """What tools/test.sh runs, with programs that only write down how they are called."""

    def setUp(self):
        super().setUp()
        self.write("tools/test.sh", (SOURCE / "tools/test.sh").read_text()).chmod(0o755)
        self.calls = self.folder / "calls"
        for program in ("tools/setup.sh", "tools/bench.sh", "bin/cmake", "bin/ctest"):
            name = program.split("/")[1]
            text = f'#!/bin/sh\necho {name} "$@" >>"{self.calls}"\ncase "$*" in *"$FAILS"*) exit 1 ;; esac\n'
            self.write(program, text).chmod(0o755)
        for build in ("build", "build-19", "build-asan"):
            (self.folder / build).mkdir()

    def run_script(self, *arguments, fails="nothing", code=0):
        self.calls.write_text("")
        environment = dict(os.environ, PATH=f"{self.folder}/bin:{os.environ['PATH']}", FAILS=fails)
        run([self.folder / "tools/test.sh", *arguments], check=code, env=environment)
        return [call.split(" -j ")[0].strip() for call in self.calls.read_text().splitlines()]

    def built(self, *builds):
        return [f"cmake {part}" for preset, folder in builds for part in (f"--preset {preset}", f"--build {folder}")]

    BOTH = (("default", "build"), ("llvm-19", "build-19"))
    ALL = (*BOTH, ("asan", "build-asan"))

    def test_the_usual_run(self):
        self.assertEqual(
            self.run_script(),
            ["setup.sh", *self.built(*self.BOTH), "ctest --preset default", "ctest --preset llvm-19"],
        )
        quick = [*self.built(self.BOTH[0]), "ctest --preset default"]
        self.assertEqual(self.run_script("--quick", "--no-setup"), quick)
        self.assertEqual(self.run_script("--preset", "default", "--no-setup"), quick)

    def test_the_sanitizers_alone(self):
        self.assertEqual(
            self.run_script("--preset", "asan"),
            ["setup.sh --sanitizers", *self.built(self.ALL[2]), "ctest --preset asan"],
        )

    def test_the_nightly_run(self):
        tests = [f"ctest --preset {preset}" for preset, _ in self.ALL]
        expected = [*self.built(*self.ALL), *tests, "bench.sh"]
        self.assertEqual(self.run_script("--nightly"), ["setup.sh --sanitizers", *expected])
        self.assertEqual(self.run_script("--nightly", "--no-setup"), expected)

    def test_the_nightly_run_goes_on_after_a_failed_test(self):
        calls = self.run_script("--nightly", "--no-setup", fails="--preset default -j", code=1)
        self.assertIn("ctest --preset asan", calls)
        self.assertNotIn("ctest --preset llvm-19", self.run_script("--no-setup", fails="--preset default -j", code=1))

    def test_nothing_is_tested_after_a_failed_build(self):
        calls = self.run_script("--nightly", "--no-setup", fails="--build build-asan", code=1)
        self.assertEqual(calls, self.built(*self.ALL))


class Setup(TempProject):
    def test_elsewhere_it_prints_the_list(self):
        # A PATH without apt-get is a system that is not Debian.
        tools = self.folder / "bin"
        tools.mkdir()
        for name in ("bash", "env", "sed", "printf", "id"):
            (tools / name).symlink_to(shutil.which(name))
        result = run(["bash", SOURCE / "tools/setup.sh"], env={"PATH": str(tools)})
        self.assertEqual(result.returncode, 1)
        self.assertIn("not Debian", result.stderr)
        listed = run([SOURCE / "tools/setup.sh", "--list"], check=0).stdout.split()
        self.assertIn("clang-22", listed)
        for package in listed:
            self.assertIn(package, result.stderr)

    def test_unknown_options_are_refused(self):
        for script in ("setup.sh", "test.sh", "demo.sh"):
            result = run([SOURCE / "tools" / script, "--nonsense"])
            self.assertEqual(result.returncode, 2, script)
            self.assertIn(f"tools/{script}", result.stderr)

    def test_scripts_parse(self):
        for script in sorted((SOURCE / "tools").rglob("*.sh")):
            if "node_modules" not in script.parts:
                self.assertEqual(run(["bash", "-n", script]).returncode, 0, script)
                self.assertTrue(os.access(script, os.X_OK), f"{script} is not executable")


if __name__ == "__main__":
    unittest.main()
