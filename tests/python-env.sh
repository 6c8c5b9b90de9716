#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Prints the path of a Python that has everything in tests/requirements.txt, at exactly those versions.
#
#     python=$("$top_srcdir/tests/python-env.sh" 2>"$why") || { echo "1..0 # SKIP $(tail -n 1 "$why")"; exit 0; }
#
# The first run makes a virtual environment in $top_builddir/pyenv; tests that run side by side wait for it. Later runs
# find its stamp (a checksum of the requirements and of the interpreter) and take no time and no network. Where it cannot
# be made it exits 1, and the last line on stderr says why. PYTHON names the interpreter to start from (python3).
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-.}
requirements=$top_srcdir/tests/requirements.txt
env=$(cd "$top_builddir" && pwd)/pyenv
base=${PYTHON:-python3}

no() { echo "no Python packages: $*" >&2; exit 1; }

found=$(command -v "$base") || no "$base is not there; on Debian: apt-get install python3 python3-venv"
"$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || no "$found is older than Python 3.11"
stamp=$( ("$base" -c 'import sys; print(sys.version, sys.executable)' && cat "$requirements") | cksum)

ready() { [ -x "$env/bin/python" ] && [ "$(cat "$env/stamp" 2>/dev/null)" = "$stamp" ]; }

if ! ready; then
  mkdir -p "$(dirname "$env")" || no "cannot make $(dirname "$env")"
  exec 8>"$env.lock" || no "cannot write $env.lock"
  command -v flock >/dev/null || no "flock is not there; on Debian: apt-get install util-linux"
  flock 8
  if ! ready; then # another test may have made it while this one waited
    rm -rf "$env"
    "$base" -m venv "$env" >"$env.log" 2>&1 || {
      rm -rf "$env"
      no "$base makes no virtual environment; on Debian: apt-get install python3-venv ($env.log)"
    }
    "$env/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --retries 1 --timeout 20 \
      --only-binary :all: --no-deps -r "$requirements" >>"$env.log" 2>&1 </dev/null || {
      reason=$(grep -i '^error' "$env.log" | tail -n 1)
      rm -rf "$env"
      no "pip brings none (${reason:-see $env.log})"
    }
    echo "$stamp" >"$env/stamp"
  fi
  flock -u 8
fi
echo "$env/bin/python"
