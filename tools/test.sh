#!/usr/bin/env bash
# Sets up, builds everything and runs all tests for LLVM 22 and 19.
#   tools/test.sh [--quick | --nightly | --preset NAME...] [--no-setup]
# --quick    LLVM 22 only
# --nightly  also all tests with the sanitizers (preset asan), tools/bench.sh, and
#            the tests that take long and find little (ASYNC_TIDY_NIGHTLY)
# --preset   only this preset of CMakePresets.json (repeatable)
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
presets=()
setup=1
nightly=
while [ $# -gt 0 ]; do
  case $1 in
  --quick) presets=(default) ;;
  --nightly) nightly=1 presets=(default llvm-19 asan); export ASYNC_TIDY_NIGHTLY=1 ;;
  --preset) presets+=("${2:?--preset needs a name}"); shift ;;
  --no-setup) setup= ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done
[ ${#presets[@]} -gt 0 ] || presets=(default llvm-19)
setup_options=()
case " ${presets[*]} " in *" asan "*) setup_options+=(--sanitizers) ;; esac
[ -z "$setup" ] || tools/setup.sh "${setup_options[@]}" || exit 1

build_dir() {
  case $1 in default) echo build ;; llvm-*) echo "build-${1#llvm-}" ;; *) echo "build-$1" ;; esac
}

jobs=$(nproc 2>/dev/null || echo 2)
summary=()
failed=0
start=$SECONDS
note() { summary+=("$1"); echo "== $1"; }

# Both plugins first: each preset's tests also load the other's plugin.
for preset in "${presets[@]}"; do
  began=$SECONDS
  if cmake --preset "$preset" && cmake --build "$(build_dir "$preset")" -j "$jobs"; then
    note "$preset: built in $((SECONDS - began)) s"
  else
    note "$preset: BUILD FAILED"
    failed=1
  fi
done
built=$((1 - failed))
for preset in "${presets[@]}"; do
  # At night nobody waits for the first failure: the other presets are run, too.
  [ $failed = 0 ] || [ "$built$nightly" = 11 ] || break
  began=$SECONDS
  log=$(build_dir "$preset")/ctest.log
  ctest --preset "$preset" -j "$jobs" 2>&1 | tee "$log"
  if [ "${PIPESTATUS[0]}" = 0 ]; then
    result="tests passed"
  else
    result="TESTS FAILED"
    failed=1
  fi
  note "$preset: $result in $((SECONDS - began)) s; $(grep -E 'tests (passed|failed)' "$log" | tail -n 1)"
done
if [ -n "$nightly" ] && [ $built = 1 ]; then
  tools/bench.sh && note "bench: see above" || { note "bench: FAILED"; failed=1; }
fi

echo
echo "Summary ($((SECONDS - start)) s)"
printf '  %s\n' "${summary[@]}"
[ $failed = 0 ] && echo "ALL PASSED" || echo "FAILED"
exit $failed
