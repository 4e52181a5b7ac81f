# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The plugin in the real clang-tidy: registration, options, suppression, fixes."""

import os
import pathlib
import unittest

from common import BUILD, CLANG_TIDY, MAJOR, PLUGIN, SOURCE, TempProject, parse_diagnostics, plugin_host, rules, run

# Every line of g() and h() that drops a task is a finding of
# async-discarded-awaitable; only in g() can it be awaited.
DROPS = """#include <task.h>
co::task<> f();
co::task<> g() {
  f();
  co_await f();
}
void h() {
  f();
}
"""

CHECKS = "--checks=-*,async-*"


class Host(unittest.TestCase):
    """Which clang-tidy the plugin is loaded into."""

    def listed(self, clang_tidy, plugin):
        result = run([*plugin_host(clang_tidy, plugin), CHECKS, "--list-checks"])
        return [word for word in result.stdout.split() if word.startswith("async-")], result

    def test_lists_every_check(self):
        names, result = self.listed(CLANG_TIDY, PLUGIN)
        self.assertEqual(names, sorted(rule["id"] for rule in rules()), result.stderr)
        self.assertEqual(result.returncode, 0)

    def refuses(self, clang_tidy, host, plugin, built_for):
        names, result = self.listed(clang_tidy, plugin)
        self.assertEqual(names, [])
        self.assertIn(f"built for LLVM {built_for}", result.stderr)
        self.assertIn(f"version {host}.", result.stderr)
        self.assertNotIn("Stack dump", result.stderr)

    def other(self):
        major = 19 if MAJOR == 22 else 22
        return major, pathlib.Path(f"/usr/lib/llvm-{major}/bin/clang-tidy")

    def test_refuses_a_host_of_another_version(self):
        major, clang_tidy = self.other()
        if not clang_tidy.exists():
            self.skipTest(f"clang-tidy {major} is not installed")
        self.refuses(clang_tidy, major, PLUGIN, MAJOR)

    def test_other_versions_plugin_is_refused_here(self):
        major, _ = self.other()
        plugin = SOURCE / ("build" if major == 22 else f"build-{major}") / "lib" / PLUGIN.name
        if not plugin.exists():
            self.skipTest(f"no plugin for LLVM {major} is built")
        self.refuses(CLANG_TIDY, MAJOR, plugin, major)


class Findings(TempProject):
    def drops(self, text=DROPS):
        path = self.write("drops.cpp", text)
        self.database([path])
        return path

    def lines(self, result):
        return [
            finding["line"]
            for finding in parse_diagnostics(result.stdout)
            if finding["check"] == "async-discarded-awaitable"
        ]

    def test_reports(self):
        result = self.tidy("-p", self.folder, CHECKS, self.drops(), check=0)
        self.assertEqual(self.lines(result), [4, 8], result.stdout + result.stderr)

    def test_nolint(self):
        text = DROPS.replace("  f();\n  co_await", "  f(); // NOLINT(async-discarded-awaitable)\n  co_await")
        self.assertEqual(self.lines(self.tidy("-p", self.folder, CHECKS, self.drops(text))), [8])
        other = DROPS.replace("  f();\n  co_await", "  f(); // NOLINT(async-blocking-call)\n  co_await")
        self.assertEqual(self.lines(self.tidy("-p", self.folder, CHECKS, self.drops(other))), [4, 8])

    def test_nolintnextline_and_blocks(self):
        nextline = DROPS.replace("  f();\n}", "  // NOLINTNEXTLINE(async-*)\n  f();\n}")
        self.assertEqual(self.lines(self.tidy("-p", self.folder, CHECKS, self.drops(nextline))), [4])
        block = "// NOLINTBEGIN(async-discarded-awaitable)\n" + DROPS + "// NOLINTEND(async-discarded-awaitable)\n"
        self.assertEqual(self.lines(self.tidy("-p", self.folder, CHECKS, self.drops(block))), [])

    def test_options_of_a_clang_tidy_file(self):
        text = DROPS.replace("  f();\n  co_await", "  (void)f();\n  co_await")
        path = self.drops(text)
        self.write(".clang-tidy", "Checks: '-*,async-discarded-awaitable'\n")
        self.assertEqual(self.lines(self.tidy("-p", self.folder, path)), [8])
        self.write(
            ".clang-tidy",
            "Checks: '-*,async-discarded-awaitable'\n"
            "CheckOptions: {async-discarded-awaitable.VoidCastAllowed: false}\n",
        )
        self.assertEqual(self.lines(self.tidy("-p", self.folder, path)), [4, 8])

    def test_verify_config(self):
        self.drops()
        self.write(
            ".clang-tidy",
            "Checks: '-*,async-*'\nCheckOptions: {async-discarded-awaitable.VoidCastAllowed: false}\n",
        )
        result = self.tidy("--verify-config", check=0)
        self.assertIn("No config errors detected", result.stdout + result.stderr)
        self.write(".clang-tidy", "CheckOptions: {async-discarded-awaitable.VoidCastAlowed: false}\n")
        result = self.tidy("--verify-config")
        self.assertIn("VoidCastAlowed", result.stdout + result.stderr)
        self.assertNotEqual(result.returncode, 0)

    def test_dump_config_shows_the_defaults(self):
        self.drops()
        result = self.tidy("--dump-config", CHECKS, check=0)
        self.assertIn("async-discarded-awaitable.VoidCastAllowed", result.stdout)

    def test_fix(self):
        path = self.drops()
        result = self.tidy("-p", self.folder, CHECKS, "--fix", path)
        self.assertIn("applied 1", result.stdout + result.stderr)
        self.assertEqual(path.read_text(), DROPS.replace("  f();\n  co_await", "  co_await f();\n  co_await"))
        self.assertEqual(self.lines(self.tidy("-p", self.folder, CHECKS, path)), [8])

    def test_export_fixes(self):
        path = self.drops()
        exported = self.folder / "fixes.yaml"
        self.tidy("-p", self.folder, CHECKS, f"--export-fixes={exported}", path)
        text = exported.read_text()
        self.assertIn("async-discarded-awaitable", text)
        self.assertIn("co_await ", text)
        self.assertEqual(path.read_text(), DROPS)

    def test_warnings_as_errors(self):
        result = self.tidy("-p", self.folder, CHECKS, "--warnings-as-errors=async-*", self.drops())
        self.assertNotEqual(result.returncode, 0)

    def test_bad_model_file(self):
        path = self.drops()
        model = self.write("model.yaml", "nonsense: 1\n")
        self.write(".clang-tidy", f"Checks: '-*,async-*'\nCheckOptions: {{AsyncModelFiles: '{model}'}}\n")
        result = self.tidy("-p", self.folder, path)
        self.assertIn("model.yaml:1", result.stdout + result.stderr)
        self.assertNotEqual(result.returncode, 0)

    def test_model_files_are_relative_to_their_configuration(self):
        path = self.drops()
        self.write("conf/model.yaml", "nonsense: 1\n")
        self.write(".clang-tidy", "Checks: '-*,async-*'\nCheckOptions: {AsyncModelFiles: conf/model.yaml}\n")
        result = self.tidy("-p", self.folder, path)
        self.assertIn("conf/model.yaml:1", result.stdout + result.stderr)

    def test_limits_can_be_raised(self):
        calls = "".join(f"auto call{i} = call{i - 1};\n" for i in range(1, 9))
        path = self.write(
            "calls.cpp",
            '#include <task.h>\nextern "C" unsigned sleep(unsigned);\nvoid blocks() { sleep(1); }\n'
            f"co::task<> coroutine() {{\nauto call0 = &blocks;\n{calls}call8();\nco_await co::yield();\n}}\n",
        )
        self.database([path])
        for factor, found in ((1, 0), (2, 1)):
            self.write(".clang-tidy", f"Checks: '-*,async-*'\nCheckOptions: {{AsyncLimitFactor: {factor}}}\n")
            result = self.tidy("-p", self.folder, path, check=0)
            # Nobody listens to gaps here.
            self.assertEqual(len(parse_diagnostics(result.stdout)), found)
        self.write(".clang-tidy", "Checks: '-*,async-*'\nCheckOptions: {AsyncLimitFactor: 101}\n")
        result = self.tidy("-p", self.folder, path)
        self.assertEqual((result.stdout + result.stderr).count("it takes a whole number from 1 to 100"), 1)

    def test_older_language_versions_are_left_alone(self):
        path = self.write("old.cpp", "int x;\n")
        self.database([path], ["-std=c++14"])
        result = self.tidy("-p", self.folder, CHECKS, path, check=0)
        self.assertEqual(parse_diagnostics(result.stdout), [])


if __name__ == "__main__":
    unittest.main()
