#!/usr/bin/env python3
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the checks cost while typing: async-tidy-clangd against plain clangd.

  tools/bench_editor.py [--build DIR] [--clangd PROGRAM] [--edits N]
                        [--max PERCENT] [FILE [-- COMPILER ARGUMENTS]]

Opens FILE (Asio's echo server from libasio-doc) in both servers and edits it
in turns, in changing order; measured is the time from an edit to its
diagnostics, without clangd's waiting for a pause in the typing. Printed are the
medians, the median of the pairs' ratios, and the same for processor time, which
other work on the machine disturbs less. With --max the exit code is 1 if the
checks add more than PERCENT of time.
"""

import argparse
import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ECHO_SERVER = "/usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts/echo_server.cpp"
ARGUMENTS = ["-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE"]
FLAGS = ["--background-index=false", "--pch-storage=memory", "--log=error"]
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One server with one open file."""

    def __init__(self, program, folder, path, text):
        self.process = subprocess.Popen(
            [program, *FLAGS],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, XDG_CONFIG_HOME=str(folder)),
        )
        self.uri, self.version = path.as_uri(), 1
        self.send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, id=1)
        while "result" not in self.receive():
            pass
        self.send("initialized", {})
        document = {"uri": self.uri, "languageId": "cpp", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        self.found = self.wait()

    def send(self, method, params, **more):
        body = json.dumps(dict(jsonrpc="2.0", method=method, params=params, **more)).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            sys.exit(f"bench: {self.process.args[0]} ended with {self.process.wait()}")
        return json.loads(self.process.stdout.read(length))

    def wait(self):
        """The diagnostics of the newest version."""
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                if message["params"].get("version", 0) >= self.version:
                    return message["params"]["diagnostics"]

    def processor_time(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def settle(self):
        """Waits until the server has nothing to do: it indexes the standard library first."""
        while True:
            before = self.processor_time()
            time.sleep(1)
            if self.processor_time() - before < 0.05:
                return

    def edit(self, text):
        """Seconds until the diagnostics of the changed text are there."""
        self.version += 1
        start = time.perf_counter()
        # "wantDiagnostics" is clangd's extension: no waiting for further edits.
        self.send(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self.uri, "version": self.version},
                "contentChanges": [{"text": text}],
                "wantDiagnostics": True,
            },
        )
        self.wait()
        return time.perf_counter() - start

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(ours, plain, file, arguments, edits):
    """Prints both latencies. Returns by how many percent ours is longer."""
    text = pathlib.Path(file).read_text()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = pathlib.Path(name).resolve()
        path = folder / pathlib.Path(file).name
        path.write_text(text)
        command = {"directory": str(folder), "file": str(path), "arguments": ["clang++", *arguments, "-c", str(path)]}
        (folder / "compile_commands.json").write_text(json.dumps([command]))
        servers = []
        for program in (plain, ours):
            servers.append(Server(program, folder, path, text))
            stack.callback(servers[-1].close)
        for server in servers:
            server.settle()
        one, two = servers
        times = []
        for number in range(-2, edits):  # The first two warm up.
            changed = f"{text}\nint edit_{number + 2};\n"
            first, second = (one, two) if number % 2 == 0 else (two, one)
            pair = {first: first.edit(changed), second: second.edit(changed)}
            if number == -1:
                began = [server.processor_time() for server in servers]
            if number >= 0:
                times.append((pair[one], pair[two]))
        used = [server.processor_time() - start for server, start in zip(servers, began)]
        found = [sum(str(each.get("code", "")).startswith("async-") for each in server.found) for server in servers]
    ratio = statistics.median(pair[1] / pair[0] for pair in times)
    print(f"{file}, diagnostics after an edit (medians of {edits}, 1-minute load {os.getloadavg()[0]:.1f})")
    for label, index in (("clangd", 0), ("async-tidy-clangd", 1)):
        latency = statistics.median(pair[index] for pair in times)
        print(
            f"{label:18} {latency * 1000:7.1f} ms, {used[index] / edits * 1000:7.1f} ms of processor time, "
            f"{found[index]} findings of ours"
        )
    print(f"ratio {ratio:.4f}: the checks add {(ratio - 1) * 100:.1f} % (processor time {(used[1] / used[0] - 1) * 100:.1f} %)")
    return (ratio - 1) * 100


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = pathlib.Path(__file__).resolve().parents[1]
    parser.add_argument("--build", type=pathlib.Path, default=root / "build")
    parser.add_argument("--clangd", default="clangd-22")
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--max", type=float)
    parser.add_argument("file", nargs="?", default=ECHO_SERVER)
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    if not os.path.exists(options.file):
        sys.exit(f"bench: {options.file} is missing; tools/setup.sh installs it")
    ours = options.build / "bin" / "async-tidy-clangd"
    if not ours.exists():
        sys.exit(f"bench: {ours} is not built; build the target bench")
    percent = measure(ours, options.clangd, options.file, options.arguments or ARGUMENTS, options.edits)
    if options.max is not None and percent > options.max:
        print(f"bench: more than {options.max} %")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
