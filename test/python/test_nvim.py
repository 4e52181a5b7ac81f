# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A real editor: Neovim in a terminal, started with what `async-tidy init` prints.

The test types keys and reads the screen with tmux. The screens are kept in the
build folder as nvim-screens.txt. Without nvim or tmux it ends with exit code 77,
which ctest shows as skipped; tools/setup.sh --editors installs both.
"""

import os
import shutil
import sys
import time
import unittest

from common import BUILD, CLI, TempProject, run

SKIPPED = 77
MISSING = [name for name in ("nvim", "tmux") if not shutil.which(name)]
CLANGD = BUILD / "bin" / "async-tidy-clangd"

SOURCE_TEXT = """#include "task.h"

co::task<> save();

co::task<> shut() {
  save();
  co_await co::yield();
}
"""
FINDING = "Task returned by 'save' is discarded"


class Terminal:
    """A terminal that runs one program."""

    def __init__(self, folder, command, environment):
        self.tmux = ["tmux", "-f", "/dev/null", "-S", folder / "tmux.socket"]
        self.screens = []
        run([*self.tmux, "new-session", "-d", "-x", "160", "-y", "24", *command], check=0, cwd=folder, env=environment)

    def close(self):
        run([*self.tmux, "kill-server"])

    def type(self, *keys):
        run([*self.tmux, "send-keys", *keys], check=0)

    def screen(self):
        result = run([*self.tmux, "capture-pane", "-p"])
        return result.stdout + result.stderr

    def wait_for(self, what, seen, seconds=120):
        """Reads the screen until seen(screen), and keeps it."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if seen(screen):
                self.screens.append((what, screen))
                return screen
            if time.monotonic() > end:
                raise AssertionError(f"not on the screen after {seconds} s: {what}\n{screen}")
            time.sleep(0.1)

    def command(self, text):
        """Types a command of Neovim."""
        self.type("Escape")
        self.type("-l", f":{text}")
        self.type("Enter")


class Neovim(TempProject):
    def setUp(self):
        super().setUp()
        self.file = self.write("shut.cpp", SOURCE_TEXT)
        self.database([self.file])
        # What a user puts into the own settings.
        setting = run([CLI, "init", "--editor", "nvim", "--clangd", CLANGD], check=0).stdout
        init = self.write("init.lua", setting)
        home = {
            name: str(self.folder / "home")
            for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        }
        (self.folder / "home").mkdir()
        environment = dict(os.environ, TERM="screen-256color", LC_ALL="C.UTF-8", **home)
        environment.pop("TMUX", None)
        command = ["nvim", "-u", str(init), "-i", "NONE", "-n", "shut.cpp"]
        self.terminal = Terminal(self.folder, command, environment)
        self.addCleanup(self.terminal.close)

    def tearDown(self):
        with open(BUILD / "nvim-screens.txt", "w") as out:
            for what, screen in self.terminal.screens:
                out.write(f"==== {what}\n{screen.rstrip()}\n\n")

    def test_diagnostic_and_quick_fix(self):
        terminal = self.terminal
        screen = terminal.wait_for("the diagnostic", lambda text: FINDING in text)
        line = next(line for line in screen.splitlines() if FINDING in line)
        self.assertIn("save();", line)

        terminal.command("call cursor(6, 3)")
        terminal.command("lua vim.lsp.buf.code_action()")
        screen = terminal.wait_for("the quick fix is offered", lambda text: "1: " in text)
        self.assertIn("co_await", next(line for line in screen.splitlines() if "1: " in line))
        terminal.type("1", "Enter")
        terminal.wait_for(
            "the quick fix is applied, the diagnostic is gone",
            lambda text: "co_await save();" in text and FINDING not in text,
        )
        self.assertEqual(self.file.read_text(), SOURCE_TEXT, "nothing was saved yet")

        # Edits that are not saved count, too.
        terminal.command("6s/co_await //")
        terminal.wait_for("undone by hand, the diagnostic is back", lambda text: FINDING in text)
        terminal.command("undo")
        terminal.wait_for("fixed again", lambda text: "co_await save();" in text and FINDING not in text)
        terminal.command("write")
        end = time.monotonic() + 30
        while "co_await save();" not in self.file.read_text() and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(self.file.read_text(), SOURCE_TEXT.replace("  save()", "  co_await save()"))


if __name__ == "__main__":
    if not CLANGD.exists():
        print("skipped: async-tidy-clangd is not built")
        sys.exit(SKIPPED)
    if MISSING:
        print(f"skipped: {' and '.join(MISSING)} not installed; tools/setup.sh --editors installs what is needed")
        sys.exit(SKIPPED)
    unittest.main()
