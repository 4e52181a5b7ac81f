#!/usr/bin/env bash
# Sets up, builds async-tidy and runs it on a small real program.
#   tools/demo.sh [--no-setup]
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
setup=1
case ${1:-} in
"") ;;
--no-setup) setup= ;;
*) sed -n '2,3s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
[ -z "$setup" ] || tools/setup.sh

quietly() {
  "$@" >build/demo.log 2>&1 || { cat build/demo.log; echo "demo.sh: failed: $*" >&2; exit 1; }
}

mkdir -p build
[ -f build/build.ninja ] || { echo "== configuring async-tidy"; quietly cmake --preset default; }
echo "== building async-tidy"
quietly cmake --build build --target async-tidy AsyncTidyPlugin

echo "== building the demo program (tools/demo, an asio chat service)"
demo=build/demo
quietly cmake -S tools/demo -B "$demo" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++-22
quietly cmake --build "$demo"

echo "== async-tidy -p $demo --output text --output sarif=$demo/findings.sarif --output json=$demo/findings.json"
echo
code=0
build/bin/async-tidy -p "$demo" --color always --output text \
  --output "sarif=$demo/findings.sarif" --output "json=$demo/findings.json" || code=$?
if [ $code != 1 ]; then
  echo "demo.sh: async-tidy ended with exit code $code, 1 (findings) was expected" >&2
  exit 1
fi

cat <<TEXT

How to read this
  The first line of a finding says where it is, how bad it is, what goes wrong, and which check found it.
  The branches below it tell the story step by step: through which functions a blocking call is reached, where
  a task was made, what a fix would change.
  build/bin/async-tidy explain async-blocking-call      says what a check looks for and how to silence it.

Files
  $demo/findings.sarif   for code scanning (GitHub, GitLab, Azure) and for SARIF viewers in editors
  $demo/findings.json    for scripts, for example:
    python3 -c 'import json; [print(f["check"], f["location"]["path"]) for f in json.load(open("$demo/findings.json"))["findings"]]'

Exit codes: 0 no findings, 1 findings (as here), 2 wrong usage or configuration, 3 some file could not be analysed.
The sources are in tools/demo; repair one, run tools/demo.sh again, and its finding is gone.
TEXT
