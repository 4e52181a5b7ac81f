#!/usr/bin/env bash
# Prints the findings of one fixture and compares them with its CHECK comments.
#   tools/fixture.sh NAME [--bless] [--build DIR]
# NAME is a file of test/checks or test/real-headers without folder and
# extension; a part of it runs all that contain it. --bless rewrites the CHECK
# comments.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build
name=
while [ $# -gt 0 ]; do
  case $1 in
  --bless) export ASYNC_TIDY_BLESS=1 ;;
  --build) build=$2; shift ;;
  -*) sed -n '2,6s/^# //p' "$0"; exit 2 ;;
  *) name=$(basename "$1" .cpp) ;;
  esac
  shift
done
[ -n "$name" ] || { sed -n '2,6s/^# //p' "$0"; exit 2; }
[ -f "$build/build.ninja" ] || cmake --preset default -S "$top" >/dev/null
ninja -C "$build" async-tidy-fixtures >"$build/fixture.log" 2>&1 || { cat "$build/fixture.log"; exit 1; }
ASYNC_TIDY_SHOW=1 "$build/bin/async-tidy-fixtures" --gtest_brief=1 --gtest_filter="*${name//[^A-Za-z0-9]/_}*"
