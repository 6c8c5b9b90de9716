#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# URLs are fetched from a real server on the loopback: redirects, limits, refusals.
tool=${top_builddir:-.}/tests/fetch_urls
tests=16
echo "1..$tests"
if ! command -v python3 >/dev/null; then
  i=0
  while [ $i -lt $tests ]; do i=$((i + 1)); echo "ok $i # SKIP python3 is not installed"; done
  exit 0
fi
unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
dir=$(mktemp -d) || exit 99
mkfifo "$dir/hold"
python3 "${top_srcdir:-.}/tests/web_server.py" <"$dir/hold" >"$dir/port" &
exec 9>"$dir/hold" # while this stays open, the server runs
trap 'exec 9>&-; rm -rf "$dir"' EXIT
i=0
while [ ! -s "$dir/port" ] && [ $i -lt 100 ]; do i=$((i + 1)); sleep 0.1; done
at=http://127.0.0.1:$(cat "$dir/port")

n=0
# expect WORDS PATTERN ARGUMENTS...: the tool's output matches the shell pattern
expect() {
  n=$((n + 1))
  words=$1 pattern=$2
  shift 2
  got=$("$tool" "$@" 2>&1 9>&-)
  case $got in
    $pattern) echo "ok $n - $words" ;;
    *) echo "not ok $n - $words"; echo "# wanted: $pattern"; echo "$got" | sed 's/^/# got: /' ;;
  esac
}

expect "a page comes with its media type" "$at/page text/html; charset=utf-8 <html><p>Zoë said no.</p></html>" --private "$at/page"
expect "redirects are followed to the final address" "$at/page text/html*Zoë*" --private "$at/moved"
expect "compressed pages are unpacked" "$at/zipped text/html <html><p>Zoë said no.</p></html>" --private "$at/zipped"
expect "the program gives its name" "$at/agent text/plain OnRecord/*" --private "$at/agent"
expect "a fragment is not part of the address" "$at/page text/html*" --private "$at/page#top"
expect "redirects in a circle end" "status 9: $at/round: more than 8 redirects*" --private "$at/round"
expect "a redirect to a file is refused" "status 10: $at/to-file: leads to file:///etc/passwd; only http and https are read" --private "$at/to-file"
expect "this machine is refused unless allowed" "status 3: $at/page: leads to this machine or a private network (127.0.0.1)*" "$at/page"
expect "what is not there says so" "status 2: $at/none: not there (404); check the address" --private "$at/none"
expect "what is not given out says so" "status 3: $at/closed: *(403)*" --private "$at/closed"
expect "a busy server says so" "status 8: $at/busy: the server is busy (503); try again later" --private "$at/busy"
expect "a slow server is left" "status 4: $at/slow: no complete answer within 1 s; try again later" --private --timeout 1 "$at/slow"
expect "a page cut short is no page" "status 4: $at/cut: *" --private "$at/cut"
expect "the limit holds for what is unpacked" "status 9: $at/bomb: larger than 2 MB, the most for one article" --private --limit 2097152 "$at/bomb"
expect "the others are still read" "status 2: *
$at/page text/html*" --private "$at/none" "$at/page"
with_user=http://ana:secret@${at#http://}
expect "a password goes to its page, and into no address" "$at/user text/plain Basic YW5hOnNlY3JldA==
$at/user text/plain none" --private "$with_user/user" "$with_user/to-user"
