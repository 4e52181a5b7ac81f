#!/usr/bin/env bash
# Installs what building and testing async-tidy needs.
#   tools/setup.sh [--list] [--editors] [--sanitizers]
# On Debian and its relatives missing packages are installed with apt. Elsewhere
# the list is printed and the script ends with exit code 1.
set -euo pipefail

# LLVM: 22 is the main target, 19 the second one.
llvm_packages=(
  clang-22 llvm-22-dev libclang-22-dev clang-tidy-22 clangd-22 lld-22
  clang-19 llvm-19-dev libclang-19-dev clang-tidy-19 clangd-19)
# The build, and the libraries that async-tidy uses.
build_packages=(cmake ninja-build git g++ python3 nlohmann-json3-dev libcli11-dev)
# The tests: GoogleTest, real coroutine code and libraries' own headers, the
# SARIF validator's runtime.
test_packages=(
  clang-format-14 python3-yaml
  libgtest-dev libasio-dev libasio-doc libboost1.81-dev libboost1.81-doc
  libcapnp-dev qcoro-qt6-dev libboost-fiber1.81-dev libgrpc++-dev libssl-dev
  valgrind nodejs npm ca-certificates libicu-dev)
# Editors for the tests of the language server.
editor_packages=(neovim tmux)
# The runtime of the sanitizers, for the preset asan.
sanitizer_packages=(libclang-rt-22-dev)

packages=("${llvm_packages[@]}" "${build_packages[@]}" "${test_packages[@]}")
list_only=
for arg in "$@"; do
  case $arg in
  --editors) packages+=("${editor_packages[@]}") ;;
  --sanitizers) packages+=("${sanitizer_packages[@]}") ;;
  --list) list_only=1 ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
if [ -n "$list_only" ]; then
  printf '%s\n' "${packages[@]}"
  exit 0
fi

# A program that came another way (npm with another node) counts as installed.
present() {
  case $1 in
  npm | git | python3 | valgrind) command -v "$1" >/dev/null && return ;;
  nodejs) command -v node >/dev/null && return ;;
  esac
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

ask_for_packages() {
  echo "setup.sh: $1. async-tidy needs these packages (Debian 12's names):" >&2
  printf '  %s\n' "${packages[@]}" >&2
  exit 1
}

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
  ask_for_packages "this is not Debian"

missing=()
for package in "${packages[@]}"; do
  present "$package" || missing+=("$package")
done

as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null && as_root=(sudo)
fi

install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "$@"
}

if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || [ ${#as_root[@]} -gt 0 ] ||
    ask_for_packages "packages are missing, and only root can install them"
  echo "setup.sh: installing ${missing[*]}"
  # The package lists may be missing or old, and mirrors fail now and then.
  tries=3
  until install "${missing[@]}"; do
    tries=$((tries - 1))
    if [ $tries = 0 ]; then
      echo "setup.sh: apt-get could not install: ${missing[*]}" >&2
      echo "If it does not know clang-22 or clang-19, add the LLVM project's apt repository for this release." >&2
      exit 1
    fi
    sleep 2
    "${as_root[@]}" apt-get update || true
  done
fi

# The tests on real code read the packages' examples. Small images leave out
# everything below /usr/share/doc (see /etc/dpkg/dpkg.cfg.d), also from packages
# that are installed later.
examples_there() {
  [ -f /usr/share/doc/libasio-dev/examples/cpp17/coroutines_ts/echo_server.cpp ] &&
    [ -f /usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20/coroutines/echo_server.cpp ]
}
if ! examples_there; then
  # The command line wins over the configuration files.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --reinstall \
    -o 'Dpkg::Options::=--path-include=/usr/share/doc/*' libasio-doc libboost1.81-doc ||
    { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --reinstall -o 'Dpkg::Options::=--path-include=/usr/share/doc/*' \
        libasio-doc libboost1.81-doc; }
  if ! examples_there; then
    echo "setup.sh: the examples of libasio-doc and libboost1.81-doc are not below /usr/share/doc." >&2
    echo "A path-exclude line in /etc/dpkg/dpkg.cfg.d leaves them out: remove it, then run" >&2
    echo "  apt-get install --reinstall libasio-doc libboost1.81-doc" >&2
    exit 1
  fi
fi
echo "setup.sh: everything is installed"
