# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""The queries of bench/sparql.sh by pyoxigraph or rdflib, printed as bench/query prints them.

    engines.py oxigraph --load NEWS.nq NEWS.nt STORE     a store on disk: the named graphs, and each triple once outside of them
    engines.py oxigraph STORE QUERY.rq...                the best of three runs: seconds, rows, peak of resident memory
    engines.py rdflib NEWS.nq QUERY.rq...

Oxigraph's own union of graphs gives a triple once for each graph that holds it, hence the triples a second time."""

import resource
import sys
import time


def oxigraph(path):
    import pyoxigraph as ox
    store = ox.Store.read_only(path)
    def run(query):
        result = store.query(query)
        if isinstance(result, ox.QueryBoolean):
            return 1
        return result.serialize(format=ox.QueryResultsFormat.TSV).count(b'\n') - 1
    return run


def rdflib(path):
    import rdflib as lib
    graph = lib.Dataset(default_union=True)
    graph.parse(path, format='nquads')
    return lambda query: len(list(graph.query(query)))


def load(quads, triples, path):
    import pyoxigraph as ox
    store = ox.Store(path)
    begin = time.perf_counter()
    store.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)
    store.bulk_load(path=triples, format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    print('loaded in %.1f s' % (time.perf_counter() - begin))


def main():
    engine, path = sys.argv[1:3]
    if path == '--load':
        return load(*sys.argv[3:6])
    run = {'oxigraph': oxigraph, 'rdflib': rdflib}[engine](path)
    for name in sys.argv[3:]:
        with open(name, encoding='utf-8') as file:
            text = file.read()
        best, rows = None, 0
        for _ in range(3):
            begin = time.perf_counter()
            rows = run(text)
            took = time.perf_counter() - begin
            best = took if best is None else min(best, took)
            if took > 10:
                break
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print('%-14s %9.4f s %9d rows %6d MB' % (name.rsplit('/', 1)[-1], best, rows, memory), flush=True)


main()
