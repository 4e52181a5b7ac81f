#!/usr/bin/env bash
# Runs async-tidy over clang-tidy's own tests of its coroutine checks and compares.
#   tools/peer_suites.sh DIR [--build DIR]
# DIR is the folder clang-tools-extra/test/clang-tidy/checkers of an llvm-project checkout.
# docs/compared-to-clang-tidy.md explains the result.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build
folder=
while [ $# -gt 0 ]; do
  case $1 in
  --build) build=$2; shift ;;
  -*) sed -n '2,5s/^# //p' "$0"; exit 2 ;;
  *) folder=$1 ;;
  esac
  shift
done
[ -d "$folder" ] || { sed -n '2,5s/^# //p' "$0"; exit 2; }
[ -x "$build/bin/async-tidy" ] || { echo "build async-tidy first: ninja -C $build async-tidy" >&2; exit 2; }
exec python3 "$top/tools/peer_suites.py" "$folder" "$build/bin/async-tidy"
