#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# URLs are fetched in a network of their own (Linux namespaces), where names and addresses are what the test says: public ones
# are read, those that lead to private ones are refused after the name was looked up and after each redirect; HTTP/2 over TLS.
tests=9
skip() {
  echo "1..$tests"
  i=0
  while [ $i -lt $tests ]; do i=$((i + 1)); echo "ok $i # SKIP $1"; done
  exit 0
}
if [ "$1" != inside ]; then
  command -v python3 >/dev/null || skip "python3 is not installed"
  command -v openssl >/dev/null || skip "openssl is not installed"
  command -v ip >/dev/null || skip "iproute2 is not installed"
  unshare -rmn true 2>/dev/null || skip "namespaces are not allowed here"
  [ -e /etc/ssl/certs/ca-certificates.crt ] || skip "there is no list of certificates to stand in for"
  exec unshare -rmn sh "$0" inside
fi

echo "1..$tests"
tool=${top_builddir:-.}/tests/fetch_urls
unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
dir=$(mktemp -d) || exit 99
public=93.184.216.34 other=93.184.216.35
ip link set lo up && ip addr add $public/32 dev lo && ip addr add $other/32 dev lo && ip addr add 10.1.2.3/32 dev lo || exit 99
printf '127.0.0.1 localhost\n%s paper.example\n10.1.2.3 inner.example\n%s turns.example\n10.1.2.3 turns.example\n' $public $other >"$dir/hosts"
mount --bind "$dir/hosts" /etc/hosts
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=paper.example -addext subjectAltName=DNS:paper.example \
  -keyout "$dir/key" -out "$dir/certificate" 2>/dev/null
mount --bind "$dir/certificate" /etc/ssl/certs/ca-certificates.crt
cat >"$dir/server.py" <<'END'
import http.server, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        moved = {"/to-inner": "http://inner.example:8080/page", "/to-number": "http://10.1.2.3:8080/page",
                 "/to-other": "http://93.184.216.35:8080/page"}.get(self.path)
        body = b"" if moved else b"<html><p>No, she said.</p></html>"
        self.send_response(302 if moved else 200)
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        print(self.client_address[0], self.path, file=sys.stderr, flush=True)


http.server.ThreadingHTTPServer(("", 8080), Handler).serve_forever()
END
python3 "$dir/server.py" 2>"$dir/log" &
server=$!
second=
trap 'kill $server $second 2>/dev/null; umount /etc/hosts /etc/ssl/certs/ca-certificates.crt; rm -rf "$dir"' EXIT
i=0
while ! "$tool" --private http://127.0.0.1:8080/ready | grep -q she && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
: >"$dir/log"

n=0
# expect WORDS PATTERN ARGUMENTS...: the tool's output matches the shell pattern
expect() {
  n=$((n + 1))
  words=$1 pattern=$2
  shift 2
  got=$("$tool" "$@" 2>&1)
  case $got in
    $pattern) echo "ok $n - $words" ;;
    *) echo "not ok $n - $words"; echo "# wanted: $pattern"; echo "$got" | sed 's/^/# got: /' ;;
  esac
}

expect "a public address is read" "http://paper.example:8080/page text/html <html>*" http://paper.example:8080/page
expect "so is a redirect to another one" "http://$other:8080/page text/html <html>*" http://paper.example:8080/to-other
expect "a name that leads to a private network is refused" "status 3: http://inner.example:8080/page: leads to this machine or a private network*" \
  http://inner.example:8080/page
expect "so is a redirect to such a name" "status 3: http://paper.example:8080/to-inner: leads to this machine*" http://paper.example:8080/to-inner
expect "and one to a number" "status 3: http://paper.example:8080/to-number: leads to this machine*" http://paper.example:8080/to-number
expect "they are read where that is allowed" "http://inner.example:8080/page text/html <html>*" --private http://paper.example:8080/to-inner
n=$((n + 1))
if [ "$(grep -c '/page$' "$dir/log")" = 3 ]; then echo "ok $n - nothing was sent to what was refused"
else echo "not ok $n - nothing was sent to what was refused"; sed 's/^/# /' "$dir/log"; fi

# nghttpd speaks HTTP/2 and nothing else
if command -v nghttpd >/dev/null; then
  mkdir "$dir/pages"
  echo "<html><p>No, she said.</p></html>" >"$dir/pages/page.html"
  nghttpd -d "$dir/pages" 8443 "$dir/key" "$dir/certificate" >/dev/null 2>&1 &
  second=$!
  i=0
  while ! "$tool" https://paper.example:8443/page.html | grep -q she && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.1; done
  expect "a page comes by HTTP/2" "https://paper.example:8443/page.html text/html <html><p>No, she said.*" https://paper.example:8443/page.html
  expect "the name in the certificate must be the one that was asked for" "status 3: https://$public:8443/page.html: the server's certificate is not valid*" \
    https://$public:8443/page.html
else
  for words in "a page comes by HTTP/2" "the name in the certificate must be the one that was asked for"; do
    n=$((n + 1))
    echo "ok $n - $words # SKIP nghttpd (nghttp2-server) is not installed"
  done
fi
