# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# A small web server on the loopback for tests/fetch_web.sh; prints its port, ends when its standard input does. With the
# names of a certificate and its key it speaks TLS.
import gzip
import http.server
import os
import ssl
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
        server.seen.append(path)
        if path == "/robots.txt":
            if server.robots is None:
                self.answer(404)
            elif isinstance(server.robots, int):
                self.answer(server.robots)
            elif server.robots == "moved":
                self.answer(302, Location="/robots-elsewhere.txt")
            else:
                self.answer(200, server.robots.encode(), Content_Type="text/plain")
        elif path == "/robots-elsewhere.txt":
            self.answer(200, b"User-agent: onrecord\nDisallow: /page\n", Content_Type="text/plain")
        elif path.startswith("/rules/"):  # what robots.txt says from now on
            server.robots = {"none": None, "fails": 500, "moved": "moved", "long": "#" * 600_000 + "\nUser-agent: *\nDisallow: /\n",
                             "some": "User-agent: *\nDisallow: /\nAllow: /page$\nUser-agent: OtherBot\nDisallow: /page\n",
                             }[path[7:]]
            self.answer(200, b"set", Content_Type="text/plain")
        elif path == "/count":
            self.answer(200, " ".join(server.seen).encode(), Content_Type="text/plain")
            server.seen.clear()
        elif path == "/marked":
            if self.headers.get("If-None-Match") == '"v1"':
                self.answer(304, ETag='"v1"')
            else:
                self.answer(200, PAGE, Content_Type="text/html; charset=utf-8", ETag='"v1"')
        elif path == "/dated":
            if self.headers.get("If-Modified-Since") == "Sat, 01 Mar 2031 08:00:00 GMT":
                self.answer(304)
            else:
                self.answer(200, PAGE, Content_Type="text/html", Last_Modified="Sat, 01 Mar 2031 08:00:00 GMT")
        elif path == "/secret":
            self.answer(200, PAGE, Content_Type="text/html", ETag='"v1"', Cache_Control="private, no-store")
        elif path == "/cookie":
            self.answer(302, Location="/crumbs", Set_Cookie="taste=sweet; Path=/")
        elif path == "/crumbs":
            self.answer(200, self.headers.get("Cookie", "no cookie").encode(), Content_Type="text/plain")
        elif path == "/wait":  # busy the first time
            if server.seen.count("/wait") % 2:
                self.answer(429, Retry_After="1")
            else:
                self.answer(200, PAGE, Content_Type="text/html")
        elif path == "/wait-long":
            self.answer(429, Retry_After="3600")
        elif path == "/endless":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"and so on " * 1000)
            except OSError:
                self.close_connection = True
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                self.close_connection = True
        elif path == "/long":  # more bytes than it announces
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"no is no")
            self.close_connection = True
        elif path == "/feed":  # two items with a page, one without, one with its whole text, one whose page is no longer than this
            at = f"http://{self.headers['Host']}"
            items = "".join(f"<item><title>{title}</title>{f'<link>{at}{link}</link>' if link else ''}{words}</item>" for title, link, words in (
                ("One", "/story/1", "<description>The port will be sold.</description>"),
                ("Two", "/story/2", ""),
                ("Three", "/gone", "<description>Kestrel buys four ferries, Halas said.</description>"),
                ("Four", "/story/4", "<content:encoded><![CDATA[<p>There are no talks, he said.</p>]]></content:encoded>"),
                ("Five", "", "<description>Nobody knows where.</description>"),
                ("Six", "/page", "<description>Zo\u00eb said no, and that she would not say so again before the summer.</description>")))
            self.answer(200, ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Coast Daily</title>'
                              f"<language>en</language>{items}</channel></rss>").encode(), Content_Type="application/rss+xml")
        elif path.startswith("/story/"):
            self.answer(200, f"<html><head><title>Page {path[7:]}</title></head><body><p>The port will be sold, Ana Brandt said on Friday, "
                             f"story {path[7:]} of many.</p></body></html>".encode(), Content_Type="text/html; charset=utf-8")
        elif path == "/latin":
            self.answer(200, "<html><p>Zo\xeb said on Monday that the port of Oslev would not be sold.</p></html>".encode("latin-1"),
                        Content_Type="text/html; charset=utf-8")
        elif path.startswith("http://"):  # asked as a proxy
            self.answer(200, f"<html><p>Asked for {path} and nothing else.</p></html>".encode(), Content_Type="text/html")
        elif path == "/page":
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
server.seen, server.robots = [], None
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
