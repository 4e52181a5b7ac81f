#!/usr/bin/env python3
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Does the model say the same of a library's own headers as of our stub?

  tools/conformance.sh [--build DIR] [--brief] NAME=CHECKOUT...

For each NAME that has a file test/conformance/NAME.yaml, every type and function
that the library's file (src/model/libraries) names is looked up in the headers of
the checkout (or the folder where they are installed) and, if there is one, in the
stub that the fixtures use. It prints what the model says of both and marks

  missing   no such name in the headers that were read; where it may be declared
  alias     only an alias has the name: the file needs the declaration's own name
  differs   header and stub, or header and library file, do not say the same

Other NAMEs are folders that a library needs beside its own (fmt=...).
Exit code 1 if anything is marked, 2 if the headers could not be read.
"""
import argparse
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml  # Debian: python3-yaml

from check_library_names import names_of, spelled

TOP = pathlib.Path(__file__).resolve().parents[1]
SETTINGS = TOP / "test" / "conformance"
STUBS = TOP / "test" / "stubs"
# The compiler searches them anyway, and in their place in its order.
SYSTEM_FOLDERS = {"/usr/include", "/usr/local/include"}
KEYS = {"library", "namespaces", "std", "include", "beside", "headers", "optional", "defines", "arguments", "config", "templates",
        "types", "stub", "absent", "settled", "only"}
# Marks that are no news.
EXPLAINED = ("absent", "settled")
TYPE_FACTS = ("awaitable", "start", "drop", "coroutine", "generator", "self-owning")
# Roles that only a class can have, or a function.
CLASS_ROLES = {"tasks", "awaitables", "not-awaitable", "scopes", "mutexes", "guards", "async-mutexes", "hostile"}
FUNCTION_ROLES = {"spawn", "join", "joins", "block-on", "loop-run", "checks", "invokers", "async-locks"}


class Problem(Exception):
    """The question could not be asked."""


def settings_of(name):
    path = SETTINGS / f"{name}.yaml"
    settings = yaml.safe_load(path.read_text())
    unknown = set(settings) - KEYS
    if unknown:
        raise Problem(f"{path}: unknown key {', '.join(sorted(unknown))}")
    return settings


def roles_of(library):
    """role by name, as written in the library file: "tasks", "spawn", "blocking", a key of a list."""
    result = {}
    for section, content in library.items():
        if section in ("vocabulary", "replacements", "containers", "namespaces"):
            continue
        for key, name in names_of({section: content}):
            role = section if key in ("name", "also") else key
            result.setdefault(name, [])
            if role not in result[name]:
                result[name].append(role)
    return result


def configured(text, values):
    """What CMake's configure_file makes of a template; 0 for what has no value."""
    def define(match):
        name, is_number = match.group(2), match.group(1) == "01"
        if is_number:
            return f"#define {name} {int(bool(values.get(name, 0)))}"
        return f"#define {name}{match.group(3)}" if values.get(name) else f"/* no {name} */"

    text = re.sub(r"#cmakedefine(01)?\s+(\w+)([^\n]*)", define, text)
    return re.sub(r"\$\{(\w+)\}|@(\w+)@", lambda match: str(values.get(match.group(1) or match.group(2), 0)), text)


def source_for(headers, types, optional=()):
    lines = [f"#include <{header}>" for header in headers]
    for header in optional:
        lines += [f"#if __has_include(<{header}>)", f"#include <{header}>", "#endif"]
    for number, text in enumerate(types):
        lines += [f"using conformance_type_{number} = {text};",
                  f"static_assert(sizeof(conformance_type_{number}) > 0);"]
    return "\n".join(lines) + "\n"


def ask(dump, headers, types, names, arguments, optional=()):
    """The model's answers by question, and what did not compile."""
    with tempfile.TemporaryDirectory(prefix="async-tidy-conformance-") as folder:
        source, questions = pathlib.Path(folder) / "source.cpp", pathlib.Path(folder) / "names"
        source.write_text(source_for(headers, types, optional))
        questions.write_text("".join(f"={text}\n" for text in types) + "".join(f"{name}\n" for name in names))
        result = subprocess.run([dump, source, questions, *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        raise Problem(result.stderr.strip() or f"{dump} failed")
    answers = json.loads(result.stdout)
    if answers["errors"]:
        raise Problem("the headers do not compile:\n  " + "\n  ".join(answers["errors"]))
    return answers["answers"]


def shown(answer):
    """An answer in a few words."""
    kind = answer["kind"]
    if kind in ("class", "type") and "awaitable" in answer:
        words = []
        if answer["generator"]:
            words.append("generator")
        if answer["awaitable"] != "no":
            words.append(f"awaitable by {answer['awaitable']}")
        if answer["awaitable"] != "no" or answer["coroutine"] or answer["generator"]:
            words.append(answer["start"])
            if answer["drop"] != "unknown":
                words.append(answer["drop"])
        if answer["self-owning"]:
            words.append("self-owning")
        if answer["coroutine"]:
            words.append("coroutine type")
        return ", ".join(words) or "plain class"
    if kind in ("function", "function object"):
        return f"{kind}, returns {answer['returns']}"
    return kind if answer.get("defined", True) else f"{kind}, not defined here"


def against_file(answer, roles, entry):
    """What in the header contradicts what the library file says."""
    kind = answer["kind"]
    if kind == "alias":
        return "alias"
    if CLASS_ROLES & set(roles) and kind not in ("class", "type"):
        return f"differs: the file takes it for a class, it is a {kind}"
    if FUNCTION_ROLES & set(roles) and kind == "class" and not answer.get("coroutine"):
        return ""  # a class that is made: its constructor is the function
    code = answer.get("start in code", "unknown")
    if answer.get("start", "unknown") != "unknown" and code not in ("unknown", answer["start"]):
        return f"differs: the file says {answer['start']}, the header {code}"
    wanted = max(entry.get("task", 1), entry.get("executor", 0)) if entry else 0
    if wanted > answer.get("arguments", 99):
        return f"differs: the file speaks of argument {wanted}, it takes {answer['arguments']}"
    if entry and entry.get("generator") and answer.get("awaitable", "no") != "no":
        return "differs: the file takes it for a generator, it is awaitable"
    return ""


def against_stub(real, stub):
    """What the stub has otherwise than the header."""
    if stub["kind"] == "missing" or "awaitable" not in real and "returns" not in real:
        return ""
    if "awaitable" in real:
        if "awaitable" not in stub:
            return "differs from the stub: kind"
        wrong = [fact for fact in TYPE_FACTS if real[fact] != stub[fact]]
        return f"differs from the stub: {', '.join(wrong)}" if wrong else ""
    if "returns" not in stub:
        return "differs from the stub: kind"
    mine, theirs = set(stub["returns"].split(" / ")), set(real["returns"].split(" / "))
    # What a template returns may depend on its arguments.
    return "" if mine <= theirs or "depends" in theirs else "differs from the stub: returns"


class Texts:
    """The library's own headers: the folders that the included ones lie in."""

    def __init__(self, root, headers):
        self.root, self.texts = pathlib.Path(root), None
        self.folders = sorted({pathlib.Path(header).parts[0] for header in headers if "/" in header})

    def mentioning(self, name):
        """Up to three headers that mention the last component."""
        if self.texts is None:
            paths = [path for folder in self.folders for path in sorted((self.root / folder).rglob("*"))]
            self.texts = {path: path.read_text(errors="replace") for path in paths
                          if path.suffix in (".h", ".hpp", ".hh", ".hxx") and path.is_file()}
        word = re.compile(rf"\b{re.escape(name.rpartition('::')[2])}\b")
        found = (str(path.relative_to(self.root)) for path, text in self.texts.items() if word.search(text))
        return list(itertools.islice(found, 3))


class Conformance:
    def __init__(self, name, places, dump):
        self.name, self.places, self.dump = name, places, dump
        self.settings = settings_of(name)
        path = TOP / "src" / "model" / "libraries" / f"{self.settings['library']}.yaml"
        self.library = yaml.safe_load(path.read_text())
        self.namespaces = self.settings.get("namespaces", self.library.get("namespaces", []))
        self.spawn = {entry["name"]: entry for entry in self.library.get("spawn", [])}
        self.tasks = {entry["name"]: entry for entry in self.library.get("tasks", [])}
        self.absent, self.settled = self.reasons("absent"), self.reasons("settled")
        self.marked, self.rows = 0, []

    def reasons(self, key):
        return {name: reason for reason, names in self.settings.get(key, {}).items() for name in names}

    def folders(self):
        root = pathlib.Path(self.places[self.name])
        result = [root / folder for folder in self.settings.get("include", ["."])]
        for other, folder in self.settings.get("beside", {}).items():
            if other not in self.places:
                raise Problem(f"{self.name} needs {other}, too: {other}=FOLDER")
            result.append(pathlib.Path(self.places[other]) / folder)
        missing = [str(folder) for folder in result if not folder.is_dir()]
        if missing:
            raise Problem(f"there is no folder {missing[0]}")
        return result

    def flags(self, folders, shim):
        for path, content in self.settings.get("config", {}).items():
            if isinstance(content, list):
                content = "".join(f"#define {line}\n" for line in content)
            (shim / path).parent.mkdir(parents=True, exist_ok=True)
            (shim / path).write_text("#pragma once\n" + content)
        for path, template in self.settings.get("templates", {}).items():
            text = (pathlib.Path(self.places[self.name]) / template["from"]).read_text()
            (shim / path).parent.mkdir(parents=True, exist_ok=True)
            (shim / path).write_text(configured(text, template.get("values", {})))
        result = [f"-std={self.settings.get('std', 'c++20')}", "-isystem", str(shim)]
        for folder in folders:
            if os.path.abspath(folder) not in SYSTEM_FOLDERS:
                result += ["-isystem", str(folder)]
        result += [f"-D{define}" for define in self.settings.get("defines", [])]
        return result + self.settings.get("arguments", [])

    def questions(self):
        """(name as written, full name) of all names that lie in the namespaces."""
        for name in roles_of(self.library):
            for full in spelled(name, self.namespaces):
                if any(full.startswith(space + "::") for space in self.settings.get("only", self.namespaces)):
                    yield name, full

    def run(self):
        types, questions = self.settings.get("types", []), list(self.questions())
        self.texts = Texts(self.folders()[0], self.settings["headers"])
        names = [full for _, full in questions]
        folders = self.folders()
        with tempfile.TemporaryDirectory(prefix="async-tidy-shim-") as shim:
            real = ask(self.dump, self.settings["headers"], types, names, self.flags(folders, pathlib.Path(shim)),
                       self.settings.get("optional", ()))
        stub = {}
        if "stub" in self.settings:
            stub = ask(self.dump, self.settings["stub"], types, names, ["-std=c++20", "-isystem", str(STUBS)])
        none = {"kind": "missing"}
        roles = roles_of(self.library)
        for text in types:
            self.compare(text, text, ["type"], real["=" + text], stub.get("=" + text, none), {})
        found = {name for name, full in questions if real[full]["kind"] not in ("missing", "alias")}
        for name, full in questions:
            if name in found and real[full]["kind"] in ("missing", "alias"):
                continue  # it is in another of the namespaces
            entry = self.spawn.get(name) or self.tasks.get(name) or {}
            if "spawn" not in roles[name]:
                entry = {key: value for key, value in entry.items() if key == "generator"}
            elif name not in self.spawn:
                entry = {}
            self.compare(name, full, roles[name], real[full], stub.get(full, none), entry)

    def compare(self, written, name, roles, real, stub, entry):
        absent, settled = self.absent.get(written), self.settled.get(written)
        if real["kind"] == "missing" or real["kind"] == "alias" and absent:
            if absent:
                mark = f"absent: {absent}"
            else:
                where = self.texts.mentioning(name)
                mark = f"missing; see {', '.join(where)}" if where else "missing"
        else:
            mark = against_file(real, roles, entry) or against_stub(real, stub)
        if mark.startswith("differs: ") and settled:
            mark = f"settled: {settled}"
        self.marked += bool(mark) and not mark.startswith(EXPLAINED)
        self.rows.append((name, ", ".join(roles), shown(real), "" if stub["kind"] == "missing" else shown(stub), mark))

    def show(self, brief):
        in_stub = sum(bool(row[3]) for row in self.rows)
        print(f"{self.name}: {len(self.rows)} names, {in_stub} of them in the stub, {self.marked} marked")
        for name, roles, real, stub, mark in self.rows:
            told = mark and not mark.startswith(EXPLAINED)
            if brief and not told:
                continue
            print(f"{'! ' if told else '  '}{name} [{roles}]")
            print(f"      header: {real}" + (f"\n      stub:   {stub}" if stub else ""))
            if mark:
                print(f"      {mark}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog=__doc__.partition("\n\n")[2],
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="+", metavar="NAME=CHECKOUT")
    parser.add_argument("--build", default=str(TOP / "build"), help="the build folder (default: build)")
    parser.add_argument("--brief", action="store_true", help="only what is marked")
    arguments = parser.parse_args()
    wrong = [place for place in arguments.places if "=" not in place]
    if wrong:
        parser.error(f"'{wrong[0]}' is not NAME=CHECKOUT")
    places = dict(place.split("=", 1) for place in arguments.places)
    known = [name for name in places if (SETTINGS / f"{name}.yaml").exists()]
    if not known:
        parser.error(f"none of these has a file in {SETTINGS}")
    dump = os.path.join(arguments.build, "bin", "async-tidy-model-dump")
    status = 0
    for name in known:
        try:
            asked = Conformance(name, places, dump)
            asked.run()
            asked.show(arguments.brief)
            status = max(status, int(asked.marked > 0))
        except (Problem, OSError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            status = 2
    return status


if __name__ == "__main__":
    sys.exit(main())
