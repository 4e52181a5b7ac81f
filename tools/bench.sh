#!/usr/bin/env bash
# Prints what the checks cost: in clang-tidy next to one empty check, and in
# async-tidy-clangd, after an edit, next to a plain clangd.
#   tools/bench.sh [BUILD_DIR]
# The figures are ratios of runs in turn, so a busy machine changes them little.
set -euo pipefail
case ${1-} in -*) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;; esac
top=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$top/build}
[ -f "$build/build.ninja" ] || {
  echo "$build is not configured: run 'cmake --preset default' first" >&2
  exit 2
}
exec ninja -C "$build" bench
