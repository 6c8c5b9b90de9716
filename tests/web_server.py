# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# A small web server on the loopback for tests/fetch_web.sh; prints its port, ends when its standard input does.
import gzip
import http.server
import os
import sys
import threading
import time

PAGE = "<html><p>Zoë said no.</p></html>".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, code, body=b"", **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path
        if path == "/page":
            self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")
        elif path == "/agent":
            self.answer(200, self.headers.get("User-Agent", "").encode(), Content_Type="text/plain")
        elif path == "/user":
            self.answer(200, self.headers.get("Authorization", "none").encode(), Content_Type="text/plain")
        elif path == "/zipped":
            self.answer(200, gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"a" * 50_000_000), Content_Type="text/plain", Content_Encoding="gzip")
        elif path == "/moved":
            self.answer(301, Location="/again")
        elif path == "/again":
            self.answer(302, Location="page#part")
        elif path == "/round":
            self.answer(302, Location="/round")
        elif path == "/to-file":
            self.answer(302, Location="file:///etc/passwd")
        elif path == "/to-cloud":
            self.answer(302, Location="http://169.254.169.254/secrets")
        elif path == "/to-user":
            self.answer(302, Location="/user")
        elif path == "/slow":
            time.sleep(5)
            self.answer(200, PAGE)
        elif path == "/closed":
            self.answer(403)
        elif path == "/busy":
            self.answer(503)
        elif path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(PAGE)
            self.close_connection = True
        else:
            self.answer(404)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
