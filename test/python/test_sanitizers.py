# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The sanitizers of the preset `asan`: they work, and the programs are built with them.

Only a build with ASYNC_TIDY_SANITIZE has this test. Without it a wrong option
would make all other tests pass for want of a sanitizer.
"""

import os
import unittest

from common import BUILD, CLANG_TIDY, CLI, LLVM_BIN, PLUGIN, TempProject, plugin_host, run

REPORTED = 99  # the exit code that tools/cmake/Sanitizers.cmake sets
BAD_PROGRAM = BUILD / "bin" / "async-tidy-known-bad"
BAD_PLUGIN = BUILD / "lib" / "AsyncTidyKnownBadPlugin.so"


class Sanitizers(TempProject):
    def reports(self, command):
        """The command's exit code and what the sanitizers wrote, which the run's own check must not see."""
        options = os.environ["ASAN_OPTIONS"].split(":")
        ours = [option for option in options if not option.startswith("log_path=")]
        self.assertEqual(len(ours), len(options) - 1)
        ours.append(f"log_path={self.folder}/report")
        code = run(command, env=dict(os.environ, ASAN_OPTIONS=":".join(ours))).returncode
        return code, "".join(path.read_text() for path in self.folder.glob("report.*"))

    def test_mistakes_are_reported(self):
        for mistake in (
            "heap-use-after-free",
            "stack-buffer-overflow",
            "signed integer overflow",
            "detected memory leaks",
        ):
            with self.subTest(mistake):
                code, text = self.reports([BAD_PROGRAM, mistake])
                self.assertEqual(code, REPORTED)
                self.assertIn(mistake, text)
                self.assertIn("KnownBad.h", text)

    def test_a_plugins_mistake_is_reported(self):
        command = plugin_host(CLANG_TIDY, BAD_PLUGIN)
        code, text = self.reports([*command, "--checks=*", "--list-checks"])
        self.assertEqual(code, REPORTED)
        self.assertIn("heap-use-after-free", text)
        self.assertIn("KnownBad.h", text)

    def test_products_are_instrumented(self):
        for product in (CLI, PLUGIN, BUILD / "bin" / "async-tidy-clangd"):
            symbols = run([LLVM_BIN / "llvm-nm", product], check=0).stdout
            self.assertRegex(symbols, r"\basan\.module_ctor", product)
            self.assertRegex(symbols, r"\b__ubsan_handle_", product)


if __name__ == "__main__":
    unittest.main()
