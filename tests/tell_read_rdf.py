# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# RDFLib reads every RDF export, and finds what it finds in the source: tell_read_rdf.py SOURCE FOLDER NAME.
# The exports are FOLDER/NAME.{ttl,trig,nt,nq,jsonld}; speaks TAP without a plan.
import logging
import sys
import warnings

import rdflib
from rdflib.compare import to_canonical_graph, to_isomorphic

rdflib.NORMALIZE_LITERALS = False  # lexical forms are compared as they stand
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
source, folder, name = sys.argv[1:]


def load(path, syntax):
    data = rdflib.Dataset()
    data.parse(path, format=syntax)
    return data


def place(context):
    graph = getattr(context, "identifier", context)
    return None if graph in (None, rdflib.URIRef("urn:x-rdflib:default")) else graph


def terms(data):
    """Graphs by name; blank graph names are one, since they have no name to compare."""
    graphs = {}
    for s, p, o, g in data.quads((None, None, None, None)):
        g = place(g)
        graphs.setdefault("blank" if isinstance(g, rdflib.BNode) else g, rdflib.Graph()).add((s, p, o))
    return graphs


def lines(graph):
    return {" ".join(t.n3() for t in triple) for triple in to_canonical_graph(graph)}


def same(wanted, found):
    why = []
    for g in sorted(set(wanted) | set(found), key=str):
        one, other = wanted.get(g, rdflib.Graph()), found.get(g, rdflib.Graph())
        if len(one) == len(other) and to_isomorphic(one) == to_isomorphic(other):
            continue
        a, b = lines(one), lines(other)
        why += [f"{g}: missing {x}" for x in sorted(a - b)][:9] + [f"{g}: not there before {x}" for x in sorted(b - a)][:9]
    return why


def say(why, what):
    print(("not ok" if why else "ok") + f" - {what}")
    for line in why:
        print("# " + line.replace("\n", "\\n"))


wanted = terms(load(source, "trig" if source.endswith(".trig") else "nquads"))
merged = rdflib.Graph()
for graph in wanted.values():
    merged += graph
for extension, syntax in (("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")):
    say(same(wanted, terms(load(f"{folder}/{name}.{extension}", syntax))), f"{name}: RDFLib reads {syntax}, graph by graph the same")
for extension, syntax in (("nt", "nt"), ("ttl", "turtle")):
    graph = rdflib.Graph()
    graph.parse(f"{folder}/{name}.{extension}", format=syntax)
    say(same({None: merged}, {None: graph}), f"{name}: RDFLib reads {syntax}, the graphs merged")
