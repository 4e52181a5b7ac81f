#!/usr/bin/env bash
# Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# validate.sh FILE...: checks SARIF files against the schema, the rules of the
# SARIF SDK and those of GitHub code scanning. Prints errors and warnings;
# exits 1 if there are any, 2 if the validator cannot run.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: ${0##*/} FILE..." >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Not through the package's own launcher: that one hands the arguments to a
# shell, where the ';' of the rule kinds ends the command.
find_validator() {
  find "$here/node_modules/@microsoft" -maxdepth 2 -type f \
    \( -name Sarif.Multitool -o -name Sarif.Multitool.exe \) 2>/dev/null | head -n 1
}

# Several tests may come here at once.
exec 9<"$here/package.json"
if command -v flock >/dev/null; then flock 9; fi
if [ -z "$(find_validator)" ]; then
  (cd "$here" && npm ci --no-audit --no-fund 9<&- >&2) ||
    { echo "npm ci failed in $here" >&2; exit 2; }
fi
validator=$(find_validator)
[ -n "$validator" ] || { echo "the validator is not available for this system" >&2; exit 2; }
# npm may be set not to run the package's script that does this.
[ -x "$validator" ] || chmod u+x "$validator"
exec 9<&-

status=0
for file in "$@"; do
  [ -r "$file" ] || { echo "cannot read '$file'" >&2; exit 2; }
  # The exit code of the validator is 0 whatever it found.
  output=$("$validator" validate "$file" --rule-kind 'Sarif;Ghas' --level 'Error;Warning' 2>&1) || true
  if problems=$(grep -E '(^|: )(error|warning) ' <<<"$output"); then
    printf '%s\n' "$problems"
    status=1
  elif ! grep -q 'Analysis completed successfully' <<<"$output"; then
    printf '%s\n' "$output" >&2
    exit 2
  else
    echo "$file: no errors, no warnings"
  fi
done
exit $status
