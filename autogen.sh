#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh clone to a running program.
#
#     ./autogen.sh          makes configure, as ever; then ./configure && make && make check && make install
#     ./autogen.sh demo     installs what is missing (Debian), builds in build/, reads the articles of examples/ and
#                           shows what they say; leaves out/demo.graph and out/graph.ttl
#     ./autogen.sh check    the same, then runs every test; the last line is "N passed, N failed, N skipped"
#
# Nothing is downloaded when everything is there, and a second run builds only what has changed.
set -eu
cd "$(dirname "$0")"

# What it is built with, what it is built from, and what the tests read its output with. A wanted package that cannot be
# had only makes its tests skip.
tools="gcc libc6-dev make autoconf automake libtool pkg-config"
parts="librdf0-dev libraptor2-dev liblmdb-dev libdnnl-dev libcurl4-gnutls-dev libxml2-dev libjansson-dev
  libutf8proc-dev nettle-dev libxxhash-dev libpcre2-dev libarchive-dev zlib1g-dev libcmark-dev"
wanted="libbrotli-dev poppler-utils libcmocka-dev redland-utils raptor2-utils rasqal-utils graphviz python3 python3-venv util-linux man-db
  default-jdk-headless maven"

die() { echo "autogen.sh: $*" >&2; exit 3; }
step() { printf '\n== %s\n' "$*"; }

# The packages of "$@" that are not installed.
missing() {
  for package; do
    case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
      *" installed") ;;
      *) printf ' %s' "$package" ;;
    esac
  done
}

apt() {
  root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "autogen.sh: not root, and no sudo; ask an administrator for: apt-get install $*" >&2; return 1; }
    root=sudo
  fi
  $root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -qq "$@" </dev/null
}

install_missing() { # needed|wanted PACKAGE...
  kind=$1
  shift
  if ! command -v dpkg-query >/dev/null; then
    echo "autogen.sh: not a Debian system; configure will name what is missing" >&2
    return 0
  fi
  lack=$(missing "$@")
  [ -n "$lack" ] || return 0
  step "Installing$lack"
  if [ -z "${updated:-}" ]; then
    apt update || echo "autogen.sh: the package lists could not be brought up to date" >&2
    updated=yes
  fi
  # shellcheck disable=SC2086 # a list of words
  apt install -y --no-install-recommends $lack && return 0
  [ "$kind" = wanted ] || die "these packages are needed and could not be installed:$lack"
  for package in $lack; do
    apt install -y --no-install-recommends "$package" || echo "autogen.sh: without $package some tests are skipped" >&2
  done
}

prepare() {
  [ -x configure ] && [ -f Makefile.in ] && return 0
  autoreconf --install --force --warnings=all
}

# Sets $build: the source tree itself where ./configure was run in it, else build/.
build() {
  # shellcheck disable=SC2086
  install_missing needed $tools $parts
  build=build
  [ ! -f config.status ] || build=.
  if [ ! -f "$build/Makefile" ]; then
    step "Configuring in $build/"
    prepare
    mkdir -p "$build"
    (cd "$build" && ../configure --quiet)
  fi
  step "Building"
  make --no-print-directory -C "$build" -j"$(nproc)" all
}

run() { # shows the command as a user would type it, then does it
  printf '\n$ onrecord'
  for word; do
    case $word in
      *[!A-Za-z0-9_./=:-]*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  "$build/onrecord" "$@"
}

demo() {
  build
  step "Reading the articles of examples/"
  mkdir -p out
  ONRECORD_GRAPH=out/demo.graph
  export ONRECORD_GRAPH
  rm -rf out/demo.graph out/graph.ttl
  run add examples || die "the articles could not be added"
  run info
  run export --output out/graph.ttl
  step "Who holds or held which role in Norland"
  run query who-holds-what in=Norland
  step "Who said what about the port"
  run query who-said-what about=port
  step "Who took back their own words"
  run query turn-abouts
  step "Done"
  echo "The graph is out/demo.graph, as Turtle out/graph.ttl. Ask it yourself:"
  echo
  echo "    export ONRECORD_GRAPH=out/demo.graph"
  echo "    $build/onrecord query --list"
}

# Adds up the lines "# PASS:  12" that the test run ends with.
count() { awk -v list="$1" '
  BEGIN { n = split(list, words, " "); for (i = 1; i <= n; i++) want["# " words[i] ":"] = 1 }
  ($1 " " $2) in want { sum += $3 } END { print sum + 0 }' "$2"; }

check() {
  # shellcheck disable=SC2086
  install_missing needed $tools $parts
  # shellcheck disable=SC2086
  install_missing wanted $wanted
  build
  # configured before the unit tests' library was there: look again
  if grep -q '^S\["CMOCKA_TRUE"\]="#"' "$build/config.status" && pkg-config --exists cmocka; then
    (cd "$build" && ./config.status --recheck && ./config.status) >/dev/null
  fi
  step "Testing"
  log=$build/check.log
  { make --no-print-directory -C "$build" -j"$(nproc)" -k check 2>&1 || echo "make check failed"; } | tee "$log"
  passed=$(count "PASS" "$log")
  failed=$(count "FAIL XPASS ERROR" "$log")
  skipped=$(count "SKIP XFAIL" "$log") # what is known to be wrong is no success
  # a run that broke before it could count has failed as well
  if [ "$failed" = 0 ] && { [ "$passed" = 0 ] || grep -q '^make check failed' "$log"; }; then failed=1; fi
  echo
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}

case ${1:-} in
  "") autoreconf --install --force --warnings=all ;;
  demo | check) [ $# = 1 ] || die "$1 takes no arguments"; "$1" ;;
  *) die "$1: unknown; say ./autogen.sh, ./autogen.sh demo or ./autogen.sh check" ;;
esac
