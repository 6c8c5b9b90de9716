# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# A SPARQL endpoint on the loopback for tests/cli/service.cli, whose answers are there already; prints its port, ends when its
# standard input does. /echo answers with the query that it was sent.
import http.server
import json
import os
import sys
import threading
import time
import urllib.parse

ID = "https://w3id.org/onrecord/id/"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml; charset=utf-8"


def rows(*bindings):
    names = sorted({name for row in bindings for name in row})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": list(bindings)}})


def iri(value):
    return {"type": "uri", "value": value}


PEOPLE = rows(
    {"who": iri(ID + "ana"), "born": {"type": "literal", "value": "1961", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
     "home": {"type": "bnode", "value": "b0"}},
    {"who": iri(ID + "ana"), "born": {"type": "literal", "value": "Küste", "xml:lang": "de"}, "home": {"type": "bnode", "value": "b0"}},
    {"who": iri(ID + "nobody"), "born": {"type": "literal", "value": "1900"}, "home": {"type": "bnode", "value": "b1"}})
PEOPLE_XML = f"""<?xml version="1.0"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="who"/><variable name="born"/></head><results>
<result><binding name="who"><uri>{ID}ana</uri></binding>
<binding name="born"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">1961</literal></binding></result>
<result><binding name="who"><uri>{ID}jonas</uri></binding><binding name="born"><literal xml:lang="de">K\u00fcste &amp; Hafen</literal></binding></result>
<result><binding name="who"><bnode>b0</bnode></binding></result>
</results></sparql>"""
ENTITIES = """<!DOCTYPE sparql [<!ENTITY a "no"><!ENTITY b "&a;&a;">]>
<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><results>
<result><binding name="who"><literal>&b;</literal></binding></result></results></sparql>"""
ANSWERS = {
    "/json": (JSON, PEOPLE),
    "/untyped": ("", PEOPLE),
    "/xml": (XML, PEOPLE_XML),
    "/html": ("text/html", "<html><p>Welcome</p></html>"),
    "/text": ("text/plain", "no such dataset"),
    "/yes": (JSON, '{"head": {}, "boolean": true}'),
    "/entities": (XML, ENTITIES),
    "/bad-iri": (JSON, rows({"who": iri("http://a.example/> . <x:a> <x:b> <x:c")})),
    "/bad-lang": (JSON, rows({"who": {"type": "literal", "value": "no", "xml:lang": "de ."}})),
    "/long": (JSON, rows(*[{"who": {"type": "literal", "value": "no " * 1000}}] * 1000)),
}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, code, kind="", body="", **headers):
        self.send_response(code)
        if kind:
            headers["Content-Type"] = kind
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        try:
            self.wfile.write(body.encode())
        except OSError:  # who asked has gone
            self.close_connection = True

    def do_GET(self):
        self.answer(405)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        seen.append(self.path)
        if self.path in ANSWERS:
            self.answer(200, *ANSWERS[self.path])
        elif self.path == "/echo":
            sent = [self.headers[name] for name in ("Content-Type", "Accept", "Authorization", "Cookie") if self.headers[name]]
            self.answer(200, JSON, rows({"query": {"type": "literal", "value": form["query"][0]},
                                         "sent": {"type": "literal", "value": "\n".join(sent)}}))
        elif self.path == "/count":
            self.answer(200, JSON, rows({"n": {"type": "literal", "value": " ".join(seen[:-1])}}))
            seen.clear()
        elif self.path == "/moved":
            self.answer(307, Location="/json")
        elif self.path == "/round":
            self.answer(307, Location="/round")
        elif self.path == "/to-other":
            self.answer(307, Location="http://other.example/sparql")
        elif self.path == "/to-port":
            self.answer(307, Location="http://127.0.0.1:1/sparql")
        elif self.path == "/to-file":
            self.answer(307, Location="file:///etc/passwd")
        elif self.path == "/to-user":
            self.answer(307, Location=f"http://ana:secret@{self.headers['Host']}/json")
        elif self.path == "/slow":
            time.sleep(5)
            self.answer(200, JSON, PEOPLE)
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(PEOPLE[:100].encode())
            self.close_connection = True
        else:
            self.answer(int(self.path[1:]))

    def log_message(self, *_):
        pass


seen = []
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
