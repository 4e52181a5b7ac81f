#!/usr/bin/env bash
# Asks the same questions of a library's own headers as of our stub.
#   tools/conformance.sh [--build DIR] [--brief] NAME=CHECKOUT...
# NAME has a file test/conformance/NAME.yaml; see tools/conformance.py.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build
previous=
for arg in "$@"; do
  [ "$previous" = --build ] && build=$arg
  previous=$arg
done
[ -x "$build/bin/async-tidy-model-dump" ] || ninja -C "$build" async-tidy-model-dump >&2
exec python3 "$top/tools/conformance.py" "$@"
