# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""The queries of bench/sparql.sh by other engines, printed as bench/query prints them: seconds, rows, peak of resident memory.

    engines.py oxigraph --load NEWS.nq NEWS.nt STORE     a store on disk: the named graphs, and each triple once outside of them
    engines.py oxigraph STORE QUERY.rq...                the best of three runs; processor time, the answer goes into a file
    engines.py rdflib NEWS.nq QUERY.rq...                in memory; processor time
    engines.py librdf GRAPH QUERY.rq...                  rasqal on librdf: rdfproc over the store of `bench/query GRAPH --load`; processor time
    engines.py virtuoso URL QUERY.rq...                  the server of bench/virtuoso.sh, by its web address

A query that takes more than LIMIT (60) seconds, or more than 4 GB, has a "-" in the place of its seconds. rdflib and librdf
run once where a run takes over a second, and by processor time, which other work on the machine hardly changes.

Oxigraph's and Virtuoso's own unions of graphs give a triple once for each graph that holds it, hence the triples a second
time: in Oxigraph outside of all graphs, in Virtuoso in a graph ALL of their own."""

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

LIMIT = int(os.environ.get('LIMIT', '60'))
ROOM = 4 << 30
ALL = 'http://news.example/all'


class TooLong(Exception):
    pass


def own_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def oxigraph(path):
    import pyoxigraph as ox
    store = ox.Store.read_only(path)
    out = tempfile.NamedTemporaryFile()

    def run(query):
        result = store.query(query)
        if isinstance(result, ox.QueryBoolean):
            return 1
        result.serialize(out.name, format=ox.QueryResultsFormat.TSV)
        return out

    return run, time.process_time, own_memory


def rdflib(path):
    import rdflib as lib
    graph = lib.Dataset(default_union=True)
    graph.parse(path, format='nquads')
    return lambda query: len(list(graph.query(query))), time.process_time, own_memory


def librdf(path):
    """rdfproc in a process of its own for each run, with the 0.03 s that it takes to start."""
    peak = [0]

    def bounds():
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
        resource.setrlimit(resource.RLIMIT_DATA, (ROOM, ROOM))

    def run(query):
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen(['rdfproc', '-s', 'lmdb', path, 'query', 'sparql', '-', query], stdout=out, stderr=subprocess.STDOUT,
                                     preexec_fn=bounds)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = status
            peak[0] = usage.ru_maxrss // 1024
            out.seek(0)
            rows, fault = 0, status != 0
            for line in out:
                rows += line.startswith(b'result: ')
                fault = fault or bool(re.search(rb'(?i)^rdfproc: error|query .* failed', line))
            if fault:
                raise TooLong
        return rows

    def clock():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    return run, clock, lambda: peak[0]


def virtuoso(url):
    """The whole answer as TSV; VIRTUOSO_PID is the server's process, whose peak since its start is told."""
    def run(query):
        named = 'GRAPH' in query
        head = 'define input:named-graph-exclude <%s> ' % ALL if named else 'define input:default-graph-uri <%s> ' % ALL
        form = urllib.parse.urlencode({'query': head + query, 'format': 'text/tab-separated-values', 'timeout': 0}).encode()
        try:
            with urllib.request.urlopen(url, form, timeout=LIMIT) as answer:
                return answer.read().count(b'\n') - 1
        except urllib.error.HTTPError as fault:
            print('# ' + fault.read(300).decode(errors='replace').replace('\n', ' '), file=sys.stderr)
            raise TooLong from fault
        except OSError as fault:
            raise TooLong from fault

    def memory():
        with open('/proc/%s/status' % os.environ['VIRTUOSO_PID'], encoding='ascii') as file:
            return int(re.search(r'VmHWM:\s*(\d+)', file.read())[1]) // 1024
    return run, time.perf_counter, memory


def load(quads, triples, path):
    import pyoxigraph as ox
    store = ox.Store(path)
    begin = time.perf_counter()
    store.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)
    store.bulk_load(path=triples, format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    print('loaded in %.1f s' % (time.perf_counter() - begin))


def lines(out):
    with open(out.name, 'rb') as file:
        return sum(part.count(b'\n') for part in iter(lambda: file.read(1 << 16), b''))


def best_of(run, clock, text, repeats, enough):
    best, rows = None, 0
    for _ in range(repeats):
        begin = clock()
        try:
            rows = run(text)
        except (TooLong, MemoryError, RecursionError):
            break
        took = clock() - begin
        if not isinstance(rows, int):
            rows = lines(rows) - 1
        best = took if best is None else min(best, took)
        if took > enough:
            break
    return best, rows


def too_long(_signal, _frame):
    raise TooLong


def main():
    engine, path = sys.argv[1:3]
    if path == '--load':
        return load(*sys.argv[3:6])
    if engine == 'rdflib':
        resource.setrlimit(resource.RLIMIT_DATA, (ROOM, ROOM))
        signal.signal(signal.SIGPROF, too_long)
    run, clock, memory = {'oxigraph': oxigraph, 'rdflib': rdflib, 'librdf': librdf, 'virtuoso': virtuoso}[engine](path)
    slow = engine in ('rdflib', 'librdf')
    for name in sys.argv[3:]:
        with open(name, encoding='utf-8') as file:
            text = file.read()
        if engine == 'rdflib':
            signal.setitimer(signal.ITIMER_PROF, LIMIT)
        best, rows = best_of(run, clock, text, 3, 1 if slow else 10)
        if engine == 'rdflib':
            signal.setitimer(signal.ITIMER_PROF, 0)
        took = '%9.4f' % best if best is not None else '        -'
        print('%-14s %s s %9d rows %6d MB' % (name.rsplit('/', 1)[-1], took, rows, memory()), flush=True)


main()
