#!/usr/bin/env python3
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Are the names in a library file really declared in the library's sources?

  tools/check_library_names.py src/model/libraries/asio.yaml DIR...

reads every header below the directories (the library's checkout or installed
headers, and those of libraries whose names it mentions) and reports

  missing  no namespace or class of that name declares the last component
  alias    only a typedef, alias or using-declaration has the name: the model
           needs the declaration's own name

It scans tokens, it does not compile: macros and conditions are not expanded,
so both branches of an #if count. Exit code 1 if a name is missing.

Options for sources that hide their namespaces in macros:
  --open MACRO=NS   MACRO opens namespace NS, closed by MACRO with END for BEGIN
  --inline NS       NS counts as an inline namespace
  --alias NEW=OLD   namespace NEW is another name for OLD
"""
import argparse
import os
import re
import sys

import yaml  # Debian: python3-yaml

TOKEN = re.compile(
    r"""//(?:\\\n|[^\n])*|/\*.*?\*/
      |R"(?P<delim>[^()\\\s]{0,16})\(.*?\)(?P=delim)"
      |(?P<string>"(?:\\.|[^"\\\n])*")|'(?:\\.|[^'\\\n])+'
      |(?m:^)[ \t]*\#[ \t]*(?P<directive>[a-z]*)(?P<rest>(?:\\\n|/\*.*?\*/|[^\n])*)
      |(?P<ident>[A-Za-z_]\w*)|(?P<punct>::|->|<<=|>>=|<=>|[^\s\w])|\d[\w.']*""",
    re.S | re.X)
CLASS_KEYS = {"class", "struct", "union", "enum", "interface", "__interface"}
SUFFIXES = (".h", ".hpp", ".hh", ".hxx", ".ipp", ".h++", ".in", ".cppm", "")
NOT_FUNCTIONS = {"if", "for", "while", "switch", "return", "decltype", "noexcept",
                 "alignas", "requires", "explicit", "sizeof", "throw"}


class Index:
    """Declared identifiers by scope ("asio::ip", "" is global)."""

    def __init__(self, opening, inline, aliases):
        self.declared, self.aliased = {}, {}
        self.opening, self.inline, self.aliases = opening, set(inline), dict(aliases)
        self.closing = {macro.replace("BEGIN", "END") for macro in opening if "BEGIN" in macro}

    def add(self, table, scope, name):
        table.setdefault(scope, set()).add(name)

    def knows(self, table, scope, name):
        scopes = [scope]
        for new, old in self.aliases.items():
            if scope == new or scope.startswith(new + "::"):
                scopes.append(old + scope[len(new):])
        return any(name in table.get(s, ()) for s in scopes)

    def elsewhere(self, name):
        """Up to four other places that declare the last component."""
        last = name.rpartition("::")[2]
        first = name.removeprefix("~::").split("::")[-2:-1]
        scopes = sorted(s for s, names in self.declared.items() if last in names)
        scopes.sort(key=lambda scope: not (first and first[0] in scope))
        return ", ".join(f"{s}::{last}" for s in scopes[:4])


class Scope:
    def __init__(self, kind, path):
        self.kind, self.path = kind, path  # kind: scope | enum | body
        self.resume = None  # a statement that goes on after the brace


def join(path, name):
    return f"{path}::{name}" if path else name


class Scanner:
    def __init__(self, index):
        self.index = index

    def scan(self, text):
        self.stack, self.saved = [Scope("scope", "")], []
        self.statement, self.parens = [], 0
        tokens = list(TOKEN.finditer(text))
        for at, match in enumerate(tokens):
            if match.group("directive") is not None:
                self.directive(match.group("directive"), match.group("rest"))
            elif match.group("string"):
                self.statement.append('"')
            elif match.group("ident") or match.group("punct"):
                self.token(match.group("ident") or match.group("punct"))

    def directive(self, word, rest):
        if word in ("if", "ifdef", "ifndef"):
            self.saved.append((list(self.stack), list(self.statement), self.parens))
        elif word in ("else", "elif") and self.saved:
            stack, statement, self.parens = self.saved[-1]
            self.stack, self.statement = list(stack), list(statement)
        elif word == "endif" and self.saved:
            self.saved.pop()
        elif word == "define":
            name = re.match(r"\s*(\w+)", rest)
            if name:
                self.index.add(self.index.declared, "", name.group(1))

    def token(self, text):
        scope = self.stack[-1]
        if text in self.index.opening:
            self.stack.append(Scope("scope", join(scope.path, self.index.opening[text])))
            self.statement = []
        elif text in self.index.closing:
            if len(self.stack) > 1:
                self.stack.pop()
            self.statement = []
        elif text == "{":
            inner = self.opened(scope)
            if self.parens > 0:  # braces in a default argument
                inner.resume = (self.statement, self.parens)
            self.stack.append(inner)
            self.statement, self.parens = [], 0
        elif text == "}":
            self.flush(scope)
            if len(self.stack) > 1:
                self.stack.pop()
            # A body ends its statement, but `struct {...} name;` goes on.
            self.statement, self.parens = scope.resume or (["}"], 0)
        elif text == ";" and self.parens <= 0:
            self.flush(scope)
            self.statement, self.parens = [], 0
        elif scope.kind == "enum" and text == ",":
            self.flush(scope)
            self.statement = []
        elif (text == ":" and scope.kind == "scope" and len(self.statement) == 1
              and self.statement[0] in ("public", "private", "protected")):
            self.statement = []
        else:
            self.parens += (text == "(") - (text == ")")
            self.statement.append(text)

    def opened(self, scope):
        """The scope that a brace after the current statement opens."""
        words = self.statement = self.started(scope)
        if scope.kind != "scope" or self.parens > 0:
            return Scope("body", scope.path)
        if "namespace" in words and "using" not in words:
            return Scope("scope", self.namespace(scope.path, words))
        if words[:1] == ["extern"] and words[-1] == '"':
            return Scope("scope", scope.path)
        name, is_enum = class_name(words)
        if name is None:
            self.flush(scope)
            return Scope("body", scope.path)
        if name:
            self.index.add(self.index.declared, *self.split(scope.path, name))
        if is_enum:
            return Scope("enum", join(scope.path, name))
        return Scope("scope", join(scope.path, name) if name else scope.path)

    def started(self, scope):
        """The statement without the brace that ended the one before."""
        words = self.statement
        if words[:1] != ["}"] or scope.kind != "scope":
            return words
        if len(words) == 2 and re.match(r"[A-Za-z_]", words[1]):  # struct {...} name;
            self.index.add(self.index.declared, scope.path, words[1])
        return words[1:]

    def split(self, path, name):
        outer, _, last = name.rpartition("::")
        return (join(path, outer) if outer else path), last

    def namespace(self, path, words):
        words = words[words.index("namespace") + 1:]
        before = "inline" in self.statement[:self.statement.index("namespace")]
        parts, inline = [], before
        while words:
            word = words.pop(0)
            if word == "[" or word == "(":  # attribute or macro argument
                close = {"[": "]", "(": ")"}[word]
                while words and words.pop(0) != close:
                    pass
            elif word == "inline":
                inline = True
            elif re.match(r"\w", word) and not (word.isupper() and words and words[0] != "::"):
                if not inline and word not in self.index.inline:
                    parts.append(word)
                inline = False
        return join(path, "::".join(parts)) if parts else path

    def flush(self, scope):
        """Records what the finished statement declares."""
        words = self.started(scope)
        if not words or scope.kind == "body":
            return
        add, index, path = self.index.add, self.index, scope.path
        if scope.kind == "enum":
            name = next((w for w in words if re.match(r"[A-Za-z_]", w)), None)
            if name:
                add(index.declared, path, name)
                add(index.declared, path.rpartition("::")[0], name)
            return
        if words[0] == "namespace" and "=" in words:
            index.aliases[join(path, words[1])] = "".join(words[words.index("=") + 1:])
            return
        if "using" in words[:1] or ("using" in words and words[0] == "template"):
            names = words[words.index("using") + 1:]
            if "=" in names:
                add(index.aliased, path, names[0])
            else:
                for at, word in enumerate(names):
                    if names[at + 1:at + 2] in ([], [","]):
                        add(index.aliased, path, word)
            return
        if words[0] == "typedef":
            self.typedef(path, words)
            return
        self.declaration(path, words)

    def typedef(self, path, words):
        pointer = re.search(r"\( (?:\w+ )?\* (\w+) \)", " ".join(words))
        name = pointer.group(1) if pointer else words[-1]
        self.index.add(self.index.aliased, path, name)

    def declaration(self, path, words):
        depth, angle = 0, 0
        for at, word in enumerate(words):
            after = words[at + 1] if at + 1 < len(words) else ";"
            before = words[at - 1] if at else ""
            if depth == 0 and word == "operator":
                symbol = ""
                for part in words[at + 1:]:
                    if part == "(" and symbol:
                        break
                    symbol += part
                    if symbol == "()":
                        break
                self.index.add(self.index.declared, path, "operator" + symbol.replace("co_await", " co_await"))
            elif depth == 0 and re.match(r"[A-Za-z_]", word) and word not in NOT_FUNCTIONS:
                owner = path
                if before == "::":  # an out-of-class definition
                    owner = join(path, self.qualifier(words, at))
                if after == "(" or (after in (";", "=", "[", ",", ":") and before != "::"
                                    and before not in ("", "<", ",", "class", "typename")):
                    self.index.add(self.index.declared, owner, word)
                elif before in CLASS_KEYS and after == ";":
                    self.index.add(self.index.declared, owner, word)
            depth += (word == "(") - (word == ")")

    @staticmethod
    def qualifier(words, at):
        parts = []
        while at >= 2 and words[at - 1] == "::" and re.match(r"[A-Za-z_]", words[at - 2]):
            parts.insert(0, words[at - 2])
            at -= 2
        return "::".join(parts)


def class_name(words):
    """(name, is enum) of the class that the statement defines, or (None, _).
    The name is empty for an unnamed class."""
    depth, start = 0, None
    for at, word in enumerate(words):
        if word == "<" and start is None:
            depth += 1
        elif word == ">" and start is None:
            depth -= 1
        elif word in CLASS_KEYS and depth <= 0:
            start = at
            break
    if start is None:
        return None, False
    is_enum = words[start] == "enum"
    rest = words[start + 1:]
    if is_enum and rest[:1] and rest[0] in ("class", "struct"):
        rest = rest[1:]
    name, qualified, at = "", False, 0
    while at < len(rest):
        word = rest[at]
        if word in (":", "final") or word == "<":
            break
        if word == "(":  # macro arguments: attributes before the name
            level, at = 1, at + 1
            while at < len(rest) and level:
                level += (rest[at] == "(") - (rest[at] == ")")
                at += 1
            if at < len(rest) and re.match(r"[A-Za-z_]", rest[at]) and rest[at] not in (
                    "const", "noexcept", "override"):
                continue
            return None, False  # a function that returns a class
        if word == "[":
            while at < len(rest) and rest[at] != "]":
                at += 1
        elif word == "::":
            qualified = True
        elif re.match(r"[A-Za-z_]", word):
            name = f"{name}::{word}" if qualified else word
            qualified = False
        elif word in ("*", "&"):
            return None, False
        at += 1
    return name, is_enum


def headers(directories):
    for directory in directories:
        if os.path.isfile(directory):
            yield directory
        for folder, folders, files in os.walk(directory):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(folder, name)
                if os.path.splitext(name)[1] in SUFFIXES and os.path.isfile(path):
                    yield path


def names_of(library):
    """(key, name) of everything in a library file that names a declaration."""
    def every(key, value):
        if isinstance(value, dict):
            for inner, content in value.items():
                if inner in ("replacements", "unless-after", "in-class-named", "use", "vocabulary"):
                    continue
                if key in ("hostile", "errors", "restores"):
                    yield key, inner
                elif inner == "name" and "in-class-named" in value:
                    continue
                else:
                    yield from every(inner, content)
        elif isinstance(value, list):
            for item in value:
                yield from every(key, item)
        elif isinstance(value, str) and key in NAME_KEYS:
            yield key, value

    yield from every("", library)


NAME_KEYS = {"name", "awaitables", "not-awaitable", "detached", "future", "non-throwing",
             "awaitable", "join", "exceptions", "carriers", "codes", "checks", "pools",
             "pool-getters", "switches", "offload", "invokers", "keepers", "guards", "mutexes",
             "async-mutexes", "async-locks", "joins", "block-on", "loop-run", "also",
             "flags", "types", "objects", "first-parameter", "returns", "values", "buffers",
             "acquire-functions", "try-functions", "release-functions", "c-types", "scope-guards",
             "event-loops", "threads", "joined-futures", "binders", "passive", "atomics",
             "reference-wrappers", "reference-makers", "discards", "throwers", "non-blocking"}


def spelled(name, namespaces):
    if name.startswith("~::"):
        return [f"{space}::{name[3:]}" for space in namespaces]
    return [name.removeprefix("::")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("library")
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--open", action="append", default=[], metavar="MACRO=NS")
    parser.add_argument("--inline", action="append", default=[], metavar="NS")
    parser.add_argument("--alias", action="append", default=[], metavar="NEW=OLD")
    arguments = parser.parse_args()

    with open(arguments.library, encoding="utf-8") as file:
        library = yaml.safe_load(file)
    index = Index(dict(o.split("=") for o in arguments.open), arguments.inline,
                  [a.split("=") for a in arguments.alias])
    scanner = Scanner(index)
    files = list(headers(arguments.sources))
    for path in files:
        with open(path, encoding="utf-8", errors="replace") as file:
            scanner.scan(file.read())

    checked, missing, aliases = set(), [], []
    for key, name in names_of(library):
        found = []
        for full in spelled(name, library.get("namespaces", [])):
            scope, _, last = full.rpartition("::")
            if index.knows(index.declared, scope, last):
                found.append("declared")
            elif index.knows(index.aliased, scope, last):
                found.append("alias")
        if name in checked:
            continue
        checked.add(name)
        if not found:
            missing.append((key, name))
        elif "declared" not in found:
            aliases.append((key, name))
    for kind, found in (("missing", missing), ("alias", aliases)):
        for key, name in found:
            other = index.elsewhere(name)
            print(f"{kind:8} {key}: {name}" + (f"  (there is {other})" if other else ""))
    print(f"{arguments.library}: {len(checked)} names, {len(missing)} missing, "
          f"{len(aliases)} aliases, {len(files)} files read")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
