# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Conventions of the sources: layers, versions, licences, generated tables."""

import re
import subprocess
import sys
import unittest

from common import SOURCE, run

# A layer may include itself and the layers named here. The arrows go down only.
LOW = {"compat"}
MODEL = LOW | {"model"}
ANALYSIS = MODEL | {"analysis"}
CHECKS = ANALYSIS | {"checks"}
FINDINGS = LOW | {"findings"}
LAYERS = {
    "compat": LOW,
    "model": MODEL,
    "analysis": ANALYSIS,
    # The registry of rules is plain data that both sides read.
    "checks": CHECKS,
    "findings": FINDINGS,
    "report": FINDINGS | {"report"},
    "engine": CHECKS | FINDINGS | {"engine"},
    "cli": CHECKS | FINDINGS | {"engine", "report", "cli"},
    "plugin": CHECKS | FINDINGS | {"engine", "plugin"},
    "clangd": CHECKS | FINDINGS | {"engine", "plugin", "clangd"},
}
# The rooms of src/analysis, each with the rooms below it that it may include.
# The folder is the question, the file is the answer.
UP_TO_CALLS = {"syntax", "flow", "calls"}
UP_TO_TASKS = UP_TO_CALLS | {"scheduling", "tasks"}
ROOMS = {
    "syntax": set(),
    "flow": {"syntax"},
    "calls": {"syntax", "flow"},
    "scheduling": UP_TO_CALLS,
    "tasks": UP_TO_CALLS | {"scheduling"},
    "lifetime": UP_TO_TASKS,
    "locks": UP_TO_CALLS,
    "errors": UP_TO_TASKS,
    "blocking": UP_TO_TASKS | {"locks"},
    "state": UP_TO_TASKS | {"lifetime", "locks"},
}
WITHOUT_CLANG = ("findings", "report")
# String literals of src/analysis that look like identifiers and may stay there. All other names are
# knowledge of libraries or of naming habits: they are keys of the library files, which users can extend.
OF_THE_LANGUAGE = {
    # The parts of a coroutine.
    "await_ready",
    "await_resume",
    "await_suspend",
    "await_transform",
    "address",
    "destroy",
    "done",
    "resume",
    "final_suspend",
    "get_return_object",
    "initial_suspend",
    "return_value",
    "return_void",
    "unhandled_exception",
    "yield_value",
    # What the language says of exceptions and of initialisation with braces, and functions that compilers know as
    # built in because they only change an expression's category.
    "std::exception",
    "current_exception",
    "exception",
    "exception_ptr",
    "initializer_list",
    "make_exception_ptr",
    "uncaught_exception",
    "addressof",
    "as_const",
    "forward",
    "move",
    "move_if_noexcept",
    # Enumerators, as they are spelled.
    "deferred",
}
OURS = {
    "std",  # the id of the library file whose advice holds for everybody
    # Nouns of messages.
    "awaitable",
    "sender",
    "task",
}
# The limits themselves, and readers of YAML, whose bounds are those of the format.
LIMITS_ELSEWHERE = {"Limits.h", "LibraryFields.h"}
EXCEPTIONS = {("findings", "checks/Checks.inc")}

CODE = {".h", ".cpp", ".inc"}
SCRIPTS = {".py", ".sh", ".cmake"}


def tracked():
    """The repository's files; in an exported tree, everything outside of builds."""
    result = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=SOURCE, capture_output=True, text=True)
    if result.returncode == 0:
        return sorted(SOURCE / line for line in result.stdout.splitlines() if (SOURCE / line).is_file())
    return sorted(
        path
        for path in SOURCE.rglob("*")
        if path.is_file()
        and not any(part.startswith("build") or part in ("node_modules", "__pycache__") for part in path.parts)
    )


def identifiers_in_strings(paths):
    """(path, line, text) of the string literals that look like a C++ name."""
    literal = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
    name = re.compile(r"(::)?~?_*[A-Za-z]\w+(::~?[A-Za-z_]\w*)*(::)?")
    found = []
    for path in paths:
        for line, text in enumerate(path.read_text().splitlines(), 1):
            if re.match(r"\s*(//|#\s*include)", text):
                continue
            for content in literal.findall(re.sub(r"\s//.*", "", text)):
                if name.fullmatch(content) and content != "std::":
                    found.append((path, line, content))
    return found


def layer_of(path):
    parts = path.relative_to(SOURCE).parts
    if parts[0] == "checks":
        return "checks"
    return parts[1] if parts[0] == "src" else None


class Source(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = tracked()
        cls.code = [path for path in cls.files if path.suffix in CODE]
        assert len(cls.code) > 50, "the sources were not found"

    def report(self, problems):
        self.assertEqual(problems, [], "\n" + "\n".join(problems))

    def test_layers(self):
        include = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)
        problems = []
        for path in self.code:
            layer = layer_of(path)
            if layer is None:
                continue
            self.assertIn(layer, LAYERS, path)
            for header in include.findall(path.read_text()):
                top = header.split("/")[0]
                place = f"{path.relative_to(SOURCE)} includes {header}"
                if top in LAYERS and top not in LAYERS[layer] and (layer, header) not in EXCEPTIONS:
                    problems.append(place)
                if top in ("clang", "clang-tidy", "llvm") and layer in WITHOUT_CLANG:
                    problems.append(place)
                if top == "test":
                    problems.append(place)
        self.report(problems)

    def test_rooms_of_the_analysis(self):
        include = re.compile(r'^\s*#\s*include\s+"analysis/([^"]+)"', re.MULTILINE)
        problems = []
        for path in self.code:
            parts = path.relative_to(SOURCE).parts
            if parts[:2] != ("src", "analysis"):
                continue
            if len(parts) != 4 or parts[2] not in ROOMS:
                problems.append(f"{path.relative_to(SOURCE)} is in no room; the rooms are {', '.join(ROOMS)}")
                continue
            for header in include.findall(path.read_text()):
                room = header.split("/")[0]
                if room != parts[2] and room not in ROOMS[parts[2]]:
                    problems.append(f"{path.relative_to(SOURCE)} includes analysis/{header}")
        self.report(problems)

    def test_names_of_libraries_stand_in_the_library_files(self):
        found = identifiers_in_strings(path for path in self.code if path.relative_to(SOURCE).parts[:2] == ("src", "analysis"))
        allowed = OF_THE_LANGUAGE | OURS
        self.report(
            [
                f"{path.relative_to(SOURCE)}:{line}: \"{name}\" belongs in src/model/libraries"
                for path, line, name in found
                if name not in allowed and not name.startswith("async::")
            ]
        )
        self.assertIn("await_ready", {name for _, _, name in found}, "the search finds nothing")

    def test_limits_stand_in_one_file(self):
        number = r"\d[\d']*[uU]?\b"
        named = r"(Depth|Steps|Nesting|Levels?|Hops|Budget|Limit|Max\w+|\w+(Depth|Steps|Budget|Limit))"
        limit = re.compile(
            rf"\b{named}\s*(<|>|<=|>=|==)\s*(?!0\b){number}"  # Depth > 12
            rf"|\b{named}\s*=\s*(?!0\b){number}"  # MaxDepth = 12
            rf"|\.size\(\)\s*(<|<=|>|>=)\s*([4-9]|\d\d+)\b"  # Seen.size() < 8
            rf"|&&\s*\+?\+?\w+\s*<=?\s*([4-9]|\d\d+)\b"  # for (I = 0; E && I < 8; …)
            rf"|\bwhile\s*\(\s*\+\+\w+\s*<|\+\+\w+\s*>=?\s*{number}"  # ++Steps > 16
        )
        self.assertRegex("if (!R || Depth > 12)", limit)
        self.assertRegex("constexpr unsigned MaxCallDepth = 24;", limit)
        self.assertRegex("for (unsigned N = 0; E && N < 8; ++N)", limit)
        self.assertRegex("inline constexpr unsigned FlowBudget = 2'000'000;", limit)
        self.assertRegex("if (++Steps > 16)", limit)
        self.assertNotRegex("unsigned Depth = 0;", limit)
        self.report(
            [
                f"{path.relative_to(SOURCE)}:{number}: {line.strip()}: give the limit a name in src/model/Limits.h"
                for path in self.code
                if layer_of(path) in ("model", "analysis", "checks") and path.name not in LIMITS_ELSEWHERE
                for number, line in enumerate(path.read_text().splitlines(), 1)
                if limit.search(re.sub(r"//.*", "", line))
            ]
        )

    def test_limits_are_documented(self):
        text = (SOURCE / "src/model/Limits.h").read_text()
        limits = re.findall(r"inline constexpr Limit \w+\{\s*([\d']+),\s*([\d']+),\s*\"([^\"]+)\"\s*\}", text)
        self.assertEqual(len(limits), text.count("inline constexpr Limit "))
        self.assertGreater(len(limits), 15)
        plain = [(value.replace("'", ""), most.replace("'", ""), reason) for value, most, reason in limits]
        rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \| [^|]+ \|$", (SOURCE / "docs" / "limits.md").read_text(), re.MULTILINE)
        self.assertEqual(rows, [(reason.replace("%0", value), value, most) for value, most, reason in plain])

    def test_topics_of_the_vocabulary_are_documented(self):
        topics = re.findall(r'^TOPIC\(\w+, "([\w-]+)"\)', (SOURCE / "src/model/Topics.inc").read_text(), re.MULTILINE)
        self.assertGreater(len(topics), 50)
        page = (SOURCE / "docs" / "library-models.md").read_text()
        section = page.split("### `vocabulary`")[1].split("### `blocking`")[0]
        documented = [
            topic for row in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE) for topic in re.findall(r"`([\w-]+)`", row)
        ]
        keys = ["words", "names", "prefixes", "parts"]
        self.assertEqual(sorted(documented), sorted(topics + keys))

    def test_every_source_of_a_layer_has_its_header(self):
        # Outside the programs, whose files are entry points.
        self.report(
            [
                f"{path.relative_to(SOURCE)} has no {path.stem}.h"
                for path in self.code
                if path.suffix == ".cpp"
                and layer_of(path) in ("model", "analysis", "checks")
                and not path.with_suffix(".h").exists()
            ]
        )

    def test_versions_are_compared_in_one_place(self):
        pattern = re.compile(r"^\s*#\s*(el)?if.*(LLVM_VERSION|CLANG_VERSION)|^\s*#\s*ifn?def\s+(LLVM|CLANG)_VERSION", re.MULTILINE)
        self.report(
            [
                f"{path.relative_to(SOURCE)} compares the LLVM version"
                for path in self.code
                if layer_of(path) != "compat" and pattern.search(path.read_text())
            ]
        )

    def test_no_open_ends(self):
        words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
        self.report(
            [
                f"{path.relative_to(SOURCE)}:{number}: {line.strip()}"
                for path in self.files
                if path.suffix in CODE | SCRIPTS | {".yaml", ".txt", ".md"}
                for number, line in enumerate(path.read_text().splitlines(), 1)
                if words.search(line)
            ]
        )

    def test_licence_headers(self):
        def wanted(path):
            folders = path.relative_to(SOURCE).parts
            if folders[:2] in (("test", "checks"), ("test", "real-headers")) and path.name.startswith("async-"):
                return False
            if folders[0] == "docs" or "golden" in folders or "Inputs" in folders:
                return False
            return path.suffix in (".h", ".cpp", ".inc", ".py")

        self.report(
            [
                f"{path.relative_to(SOURCE)} has no licence header"
                for path in self.files
                if wanted(path) and "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" not in path.read_text()[:400]
            ]
        )

    def test_files_stay_short(self):
        self.report(
            [
                f"{path.relative_to(SOURCE)} has {count} lines"
                for path in self.code
                if layer_of(path) and (count := len(path.read_text().splitlines())) > 400
            ]
        )

    def test_formatted(self):
        # Fixtures and stubs are laid out for their readers: one idea, one line.
        folders = re.compile(r"(src|checks)/|test/(unit|support|clangd|cli|report|bench)/|test/checks/[^/]+$")
        sources = [
            path
            for path in self.files
            if path.suffix in {".h", ".cpp"} and folders.match(path.relative_to(SOURCE).as_posix())
        ]
        self.assertGreater(len(sources), 200)
        result = run(["clang-format-14", "--dry-run", *sources])
        self.assertEqual(result.returncode, 0, result.stderr)
        unformatted = set(re.findall(r"^(.*?):\d+:\d+: warning", result.stderr, flags=re.MULTILINE))
        self.report([f"{path}: run clang-format-14 -i" for path in sorted(unformatted)])

    def test_generated_tables_are_up_to_date(self):
        result = run([sys.executable, SOURCE / "tools" / "gen_docs.py", "--check"])
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_links_between_pages(self):
        link = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
        problems = []
        for path in self.files:
            if path.suffix != ".md":
                continue
            prose = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
            for target, _ in link.findall(prose):
                if "://" not in target and not (path.parent / target).exists():
                    problems.append(f"{path.relative_to(SOURCE)} links to {target}")
        self.report(problems)

    def test_nothing_of_this_machine(self):
        # The repository must not say where it was made.
        pattern = re.compile(r"/(home|work|root)/\w+/")
        self.report(
            [
                f"{path.relative_to(SOURCE)}:{number}: {line.strip()[:100]}"
                for path in self.files
                if path.suffix in CODE | SCRIPTS | {".md", ".json", ".yaml", ".txt", ".sarif"}
                for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
                if pattern.search(line) and "test_source.py" not in path.name
            ]
        )


if __name__ == "__main__":
    unittest.main()
