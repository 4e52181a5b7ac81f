#!/usr/bin/env python3
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes the files of a new check and registers it.

  tools/new_check.py GROUP async-NAME "Finds ...."
      [--severity Major] [--precision High] [--since 0.1.0] [--root DIR]

GROUP is the folder below checks/. Made are the row in checks/Checks.inc, the
check's header and source, its page, a fixture, and a line of the changelog;
README's table and the index of pages are generated again.
"""

import argparse
import pathlib
import re
import subprocess
import sys

LICENCE = """// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

HEADER = LICENCE + """
#ifndef ASYNC_TIDY_CHECKS_{GUARD}_H
#define ASYNC_TIDY_CHECKS_{GUARD}_H

#include "checks/AsyncCheck.h"

namespace async_tidy {{

/// {summary}
/// docs/checks/{id}.md says what is reported and what is not.
class {cls} : public AsyncCheck {{
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkCoroutine(TranslationUnit &TU, const Coroutine &C);
}};

}} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_{GUARD}_H
"""

SOURCE = LICENCE + """
#include "checks/{group}/{cls}.h"

using namespace clang;
using namespace async_tidy;

void {cls}::analyze(TranslationUnit &TU) {{
  for (const Coroutine *C : TU.coroutines())
    checkCoroutine(TU, *C);
}}

void {cls}::checkCoroutine(TranslationUnit &TU, const Coroutine &C) {{
  for (const SuspensionPoint &Point : C.suspensions())
    if (Point.MaySuspend && firstReportAt(Point.location()))
      diag(Point.location(), "%0 suspends here", "say how to mend it",
           byLanguage())
          << C.function();
}}
"""

PAGE = """# {id}

{summary}

## Example

```cpp
task<> f(); // what is wrong, shown in a few lines
```

## Why it matters

What goes wrong at run time.

## Use instead

```cpp
task<> f(); // the same, right
```

## What it does

Which code is reported, and which similar code is not.

## Options

None of its own; `AsyncModelFiles` is described in [library models](../library-models.md).

## Limits

What the check cannot see.

## Silencing

```cpp
co_await f(); // NOLINT({id})
```
"""

FIXTURE = """#include <task.h>

co::task<int> value();

co::task<> reported() {{
  int x = co_await value();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'reported' suspends here [{id}]
  (void)x;
}}

co::task<> notReported() {{
  co_await co::ready();
}}
"""


def class_name(check):
    return "".join(part.capitalize() for part in check.split("-")[1:]) + "Check"


def insert_sorted(path, line, pattern):
    """Inserts line among the lines that match pattern, keeping them sorted."""
    lines = path.read_text().splitlines()
    places = [number for number, text in enumerate(lines) if re.match(pattern, text)]
    if line in lines:
        return
    if not places:
        sys.exit(f"{path}: no line like {pattern} to insert beside")
    place = next((number for number in places if lines[number] > line), places[-1] + 1)
    lines.insert(place, line)
    path.write_text("\n".join(lines) + "\n")


def insert_row(path, row, check):
    """Rows are sorted by the check's name."""
    lines = path.read_text().splitlines()
    rows = [(number, re.match(r'ASYNC_CHECK\(\w+, "([^"]+)"', text)) for number, text in enumerate(lines)]
    rows = [(number, match.group(1)) for number, match in rows if match]
    place = next((number for number, name in rows if name > check), rows[-1][0] + 1 if rows else len(lines))
    lines.insert(place, row)
    path.write_text("\n".join(lines) + "\n")


def add_changelog_line(path, check, summary):
    text = path.read_text()
    line = f"- Check `{check}`: {summary[0].lower()}{summary[1:]}\n"
    marker = "## [Unreleased]\n"
    at = text.index(marker) + len(marker)
    added = text.find("### Added\n\n", at)
    next_release = text.find("\n## [", at)
    if added < 0 or 0 <= next_release < added:
        text = text[:at] + "\n### Added\n\n" + line + text[at:]
    else:
        added += len("### Added\n\n")
        text = text[:added] + line + text[added:]
    path.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("group")
    parser.add_argument("id")
    parser.add_argument("summary")
    parser.add_argument("--severity", default="Major", choices=["Minor", "Major", "Critical"])
    parser.add_argument("--precision", default="High", choices=["Low", "Medium", "High", "VeryHigh"])
    parser.add_argument("--since", default="0.1.0")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[1])
    arguments = parser.parse_args()
    root = arguments.root
    if not re.fullmatch(r"async(-[a-z]+)+", arguments.id):
        sys.exit("a check's name is async- and words of lower-case letters, with hyphens between them")
    if not re.fullmatch(r"[a-z]+", arguments.group):
        sys.exit("a group's name is one word of lower-case letters")
    if not re.fullmatch(r"[A-Z][^.]*\.", arguments.summary):
        sys.exit("the summary is one sentence that ends in a period")
    cls = class_name(arguments.id)
    words = {
        "id": arguments.id,
        "cls": cls,
        "group": arguments.group,
        "summary": arguments.summary,
        "GUARD": f"{arguments.group}_{cls}".upper(),
    }
    files = {
        root / "checks" / arguments.group / f"{cls}.h": HEADER,
        root / "checks" / arguments.group / f"{cls}.cpp": SOURCE,
        root / "docs" / "checks" / f"{arguments.id}.md": PAGE,
        root / "test" / "checks" / arguments.group / f"{arguments.id}.cpp": FIXTURE,
    }
    for path in files:
        if path.exists():
            sys.exit(f"{path} exists")
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.format(**words))
        print(path.relative_to(root))
    row = (
        f'ASYNC_CHECK({cls}, "{arguments.id}", {arguments.group}, {arguments.severity}, '
        f'{arguments.precision}, "{arguments.since}", "")'
    )
    insert_row(root / "checks" / "Checks.inc", row, arguments.id)
    include = f'#include "checks/{arguments.group}/{cls}.h"'
    insert_sorted(root / "checks" / "AllChecks.h", include, r'#include "checks/\w+/')
    add_changelog_line(root / "CHANGELOG.md", arguments.id, arguments.summary)
    subprocess.run([sys.executable, root / "tools" / "gen_docs.py", "--root", root], check=True)


if __name__ == "__main__":
    main()
