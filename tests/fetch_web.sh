#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# URLs are fetched from a real server on the loopback: redirects, limits, refusals.
tool=${top_builddir:-.}/tests/fetch_urls
tests=52
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
trap 'exec 8>&- 9>&-; rm -rf "$dir"' EXIT
i=0
while [ ! -s "$dir/port" ] && [ $i -lt 100 ]; do i=$((i + 1)); sleep 0.1; done
at=http://127.0.0.1:$(cat "$dir/port")

n=0
# expect WORDS PATTERN ARGUMENTS...: the tool's output matches the shell pattern
expect() {
  n=$((n + 1))
  words=$1 pattern=$2
  shift 2
  got=$("$tool" "$@" 2>&1 8>&- 9>&-)
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

expect "a server that never ends is left" "status 9: $at/endless: larger than 1 MB*" --private --limit 1048576 "$at/endless"
expect "one that only drips is left, too" "status 4: $at/drip: no complete answer within 1 s*" --private --timeout 1 "$at/drip"
expect "more than was announced is not read" "$at/long - no is " --private "$at/long"
expect "no cookie is kept" "$at/crumbs text/plain no cookie" --private "$at/cookie"
expect "a password is in no message" "status 2: $at/none: not there*" --private "$with_user/none"
expect "nor where the address is none" "status 6: http://x y/a: not a web address; check it" --private "http://ana:secret@x y/a"
expect "nor where nobody reads such addresses" "status 10: ftp://paper.example/a: ftp is not read*" "ftp://ana:secret@paper.example/a"
expect "another name is given when asked for" "$at/agent text/plain Gazette/2.0" --private --agent Gazette/2.0 "$at/agent"
expect "a server that asks to wait is asked again" "$at/wait text/html <html>*" --private "$at/wait"
expect "but not for an hour" "status 8: $at/wait-long: the server is busy (429); it asks to wait for 3600 s*" --private "$at/wait-long"

# robots.txt
"$tool" --private "$at/rules/some" >/dev/null
expect "what robots.txt forbids is not read" "status 3: $at/agent: its site's robots.txt asks programs not to read it*" --private --robots "$at/agent"
expect "what it allows is" "$at/page text/html*" --private --robots "$at/page"
expect "the rules of one's own name count" "status 3: $at/page: *" --private --robots --agent OtherBot/1.0 "$at/page"
expect "and those alone" "$at/agent text/plain OtherBot/1.0" --private --robots --agent OtherBot/1.0 "$at/agent"
expect "a redirect is looked at as well" "status 3: $at/to-user: *" --private --robots "$at/to-user"
expect "the rules may be ignored" "$at/agent text/plain OnRecord/*" --private "$at/agent"
"$tool" --private "$at/rules/fails" >/dev/null
expect "where robots.txt fails nothing is read" "status 4: $at/page: its site's robots.txt could not be read*answered 500*" --private --robots "$at/page"
"$tool" --private "$at/rules/moved" >/dev/null
expect "a redirected one is followed" "status 3: $at/page: *" --private --robots "$at/page"
"$tool" --private "$at/rules/long" >/dev/null
expect "of a long one the beginning is read" "$at/page text/html*" --private --robots "$at/page"
"$tool" --private "$at/rules/none" "$at/count" >/dev/null
expect "where there is none all may be read" "$at/page text/html*" --private --robots "$at/page"
"$tool" --private "$at/count" >/dev/null
expect "it is asked for once" "$at/page*$at/page*$at/count text/plain /robots.txt /page /page /count" --private --robots "$at/page" "$at/page" "$at/count"

# the pause between two pages of one site: measured as what comes first, not as a time
start=$(date +%s%N)
"$tool" --private --wait 0.4 "$at/page" "$at/page" "$at/page" >/dev/null
passed=$((($(date +%s%N) - start) / 1000000))
n=$((n + 1))
if [ $passed -ge 800 ]; then echo "ok $n - there is a pause between pages of one site"; else echo "not ok $n - there is a pause between pages of one site"; echo "# $passed ms"; fi

# the cache
"$tool" --private "$at/count" >/dev/null
expect "a page is fetched and kept" "$at/marked text/html; charset=utf-8 <html>*" --private --cache "$dir/cache" "$at/marked"
expect "then asked for if changed" "$at/marked text/html; charset=utf-8 <html><p>Zoë said no.</p></html>" --private --cache "$dir/cache" "$at/marked"
expect "by its date as well" "$at/dated text/html <html>*$at/dated text/html <html><p>Zoë said no.</p></html>" --private --cache "$dir/cache" "$at/dated" "$at/dated"
"$tool" --private --cache "$dir/cache" "$at/secret" "$with_user/marked" >/dev/null
n=$((n + 1))
if grep -rlq secret "$dir/cache"; then echo "not ok $n - what must not be stored is not"; else echo "ok $n - what must not be stored is not"; fi
for file in "$dir"/cache/*/*; do echo broken >"$file"; done
expect "a damaged page is fetched anew" "$at/marked text/html; charset=utf-8 <html><p>Zoë said no.</p></html>" --private --cache "$dir/cache" "$at/marked"

# through to the article
n=$((n + 1))
got=$("${top_builddir:-.}/onrecord" text --quiet --allow-private --ignore-robots "$at/latin" 2>&1 9>&-)
case $got in
  "Zoë said on Monday"*) echo "ok $n - a page in another encoding than its server says is read" ;;
  *) echo "not ok $n - a page in another encoding than its server says is read"; echo "# got: $got" ;;
esac

# a proxy is asked in full, and its password is in no message
check() { # WORDS GOT PATTERN
  n=$((n + 1))
  case $2 in
    $3) echo "ok $n - $1" ;;
    *) echo "not ok $n - $1"; echo "$2" | sed 's/^/# got: /' ;;
  esac
}
read_by() { "${top_builddir:-.}/onrecord" text --ignore-robots "$@" 2>&1 8>&- 9>&-; }
check "a page is read through a proxy" "$(read_by --proxy "$at" http://paper.example/proxied)" "Asked for http://paper.example/proxied*"
check "as the environment says" "$(http_proxy=$at read_by http://paper.example/proxied)" "Asked for http://paper.example/proxied*"
check "but for what it leaves out" "$(http_proxy=http://127.0.0.1:1 no_proxy=127.0.0.1 read_by --allow-private "$at/latin")" "Zoë said*"
got=$(read_by --proxy "http://ana:secret@127.0.0.1:1" http://paper.example/)
check "a proxy that is not there is named" "$got" "onrecord: http://paper.example/: *127.0.0.1*"
check "without its password" "$(echo "$got" | grep -c secret)" 0

# Addresses in pages, lines and archives lose user and password, too.
echo '<link rel=canonical href="https://ana:secret@paper.example/a"><p>The port will be sold, Ana Brandt said on Friday.</p>' >"$dir/a.html"
echo '{"text": "The port will be sold, Ana Brandt said.", "url": "https://ana:secret@paper.example/b"}' >"$dir/b.jsonl"
printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://ana:secret@paper.example/c\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<p>Yes, he said.</p>\r\n\r\n' >"$dir/c.warc"
echo 'ftp://ana:secret@paper.example/d' >"$dir/d.list"
got="$("${top_builddir:-.}/onrecord" text --json "$dir/a.html" "$dir/b.jsonl" "$dir/c.warc" 2>&1)
$("${top_builddir:-.}/onrecord" text --type list "$dir/d.list" 2>&1)"
check "no password is read from an input" "$(echo "$got" | grep -c secret) $(echo "$got" | grep -c '://paper.example/[abcd]')" "0 4"

# A feed's pages are read where it has only summaries; the summary where there is no page, or no more in it.
n=$((n + 1))
got=$("${top_builddir:-.}/onrecord" text --json --allow-private --wait 0 "$at/feed" 2>&1 9>&- | sed "s|$at||g; s/, \"published\".*//")
want='{"url": "/story/4", "title": "Four", "text": "There are no talks, he said."
onrecord: /feed#5: the feed gives a summary only; the whole article is at an address that it does not name
{"url": "/feed%235", "title": "Five", "text": "Nobody knows where."
{"url": "/story/1", "title": "One", "text": "The port will be sold, Ana Brandt said on Friday, story 1 of many."
{"url": "/story/2", "title": "Two", "text": "The port will be sold, Ana Brandt said on Friday, story 2 of many."
onrecord: /gone: only the feed'"'"'s summary is read (/gone: not there (404); check the address)
{"url": "/gone", "title": "Three", "text": "Kestrel buys four ferries, Halas said."
onrecord: /page: only the feed'"'"'s summary is read (its page gives no more)
{"url": "/page", "title": "Six", "text": "Zoë said no, and that she would not say so again before the summer."'
if [ "$got" = "$want" ]; then echo "ok $n - the pages of a feed of summaries are read"
else echo "not ok $n - the pages of a feed of summaries are read"; echo "$got" | sed 's/^/# got: /'; fi

# TLS
if command -v openssl >/dev/null && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
  -keyout "$dir/key" -out "$dir/certificate" 2>/dev/null; then
  mkfifo "$dir/hold-tls"
  python3 "${top_srcdir:-.}/tests/web_server.py" "$dir/certificate" "$dir/key" <"$dir/hold-tls" >"$dir/port-tls" &
  exec 8>"$dir/hold-tls"
  i=0
  while [ ! -s "$dir/port-tls" ] && [ $i -lt 100 ]; do i=$((i + 1)); sleep 0.1; done
  secure=https://127.0.0.1:$(cat "$dir/port-tls")
  expect "a certificate that nobody vouches for is refused" "status 3: $secure/page: the server's certificate is not valid*nothing was read" --private "$secure/page"
else
  n=$((n + 1))
  echo "ok $n - a certificate that nobody vouches for is refused # SKIP openssl is not installed"
fi
