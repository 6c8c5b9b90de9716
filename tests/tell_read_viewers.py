# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# NetworkX, pydot and Python's own readers open the pictures of tell_news.trig: tell_read_viewers.py FOLDER. What must be in
# them is written out here by hand. Speaks TAP without a plan.
import csv
import json
import sys
import warnings

import networkx
import pydot

warnings.simplefilter("ignore")
folder = sys.argv[1]
ID = "https://w3id.org/onrecord/id/"
HARBOUR = "https://harbour-post.example/2031/03/02/budget"
COAST = "https://coast-daily.example/2031/04/19/sale"

NODES = {
    COAST + "#source.a-senior-official": ("a senior official", "UnnamedSource"),
    HARBOUR + "#weil": ("Weil", "Person"),
    ID + "ana-brandt": ("Ana Brandt", "Person"),
    ID + "viktor-halas": ("Viktor Halas", "Person"),
    ID + "claim-quay": ('We are not selling a "single quay"', "Claim"),
    ID + "claim-sale": ("Norland would sell the Port of Oslev", "Claim"),
    ID + "claim-talks": ("the talks had already begun", "Claim"),
    ID + "coast-daily": ("Coast Daily", "Organization"),
    ID + "harbour-post": ("Harbour Post", "Organization"),
    ID + "kestrel-shipping": ("Kestrel Shipping", "Organization"),
    ID + "norland": ("Norland", "Place"),
    ID + "port-of-oslev": ("Port of Oslev", "Place"),
}
EDGES = {
    (COAST + "#source.a-senior-official", ID + "claim-sale", "stated", "2031-04-19"),
    (HARBOUR + "#weil", ID + "claim-talks", "stated", "2031-03-02"),
    (HARBOUR + "#weil", ID + "norland", "formerly transport secretary", "2031-03-02"),
    (ID + "ana-brandt", ID + "claim-quay", "stated", "2031-03-02"),
    (ID + "ana-brandt", ID + "claim-sale", "confirmed", "2031-04-18"),
    (ID + "ana-brandt", ID + "claim-sale", "denied", "2031-03-01"),
    (ID + "ana-brandt", ID + "norland", "finance minister", "2031-03-02"),
    (ID + "ana-brandt", ID + "viktor-halas", "met with", "2031-03-02"),
    (ID + "claim-sale", ID + "claim-talks", "similar to", None),
    (ID + "claim-talks", ID + "claim-sale", "similar to", None),
    (ID + "claim-sale", ID + "norland", "about", "2031-03-02"),
    (ID + "claim-sale", ID + "port-of-oslev", "about", "2031-03-02"),
    (ID + "viktor-halas", ID + "claim-quay", "accused", "2031-02-28"),
    (ID + "viktor-halas", ID + "kestrel-shipping", "acting chief executive", "2031-03-02"),
}
ISOLATED = {ID + "coast-daily", ID + "harbour-post"}


def say(good, what):
    print(("ok" if good else "not ok") + f" - {what}")


def compare(what, nodes, edges, wanted=NODES):
    """nodes: id -> (label, type); edges: a list of (source, target, label, date)."""
    say(nodes == wanted, f"{what}: the {len(wanted)} nodes with label and type")
    for extra in sorted(set(nodes.items()) ^ set(wanted.items())):
        print("#", extra)
    say(len(edges) == len(EDGES) and set(edges) == EDGES, f"{what}: the {len(EDGES)} edges with label and date")
    for extra in sorted(set(edges) ^ EDGES):
        print("#", extra)


def drawn(graph):
    nodes = {n: (d.get("label"), d.get("type")) for n, d in graph.nodes(data=True)}
    return nodes, [(a, b, d.get("label"), d.get("date")) for a, b, d in graph.edges(data=True)]


for name, read in (("news.gexf", networkx.read_gexf), ("news.graphml", networkx.read_graphml), ("news.yed.graphml", networkx.read_graphml)):
    graph = read(f"{folder}/{name}")
    compare(f"NetworkX reads {name}", *drawn(graph))
    say(graph.is_directed() and graph.number_of_edges(ID + "ana-brandt", ID + "claim-sale") == 2, f"{name}: two edges stand side by side")
    minister = [d for _, _, d in graph.edges(data=True) if d.get("label") == "finance minister"][0]
    say((minister["tenure"], minister["score"], minister["articles"], minister["article"]) == ("Current", 0.99, 2, HARBOUR),
        f"{name}: tenure, score, number of articles and the first article stand on the edge")
    scored = [(d["label"], d["score"], d.get("article")) for _, _, d in graph.edges(data=True) if d["label"] in ("accused", "similar to")]
    say(sorted(scored, key=str) == [("accused", 0.81, HARBOUR), ("similar to", 0.71, None), ("similar to", 0.71, None)],
        f"{name}: an accusation has its score, and so has what the view says, which stands in no article")
    say(graph.nodes[ID + "norland"].get("same_as") == "http://www.wikidata.org/entity/Q900001", f"{name}: owl:sameAs is a column")

gexf = networkx.read_gexf(f"{folder}/news.gexf")
say(all(d.get("start") == d.get("date") for _, _, d in gexf.edges(data=True)) and gexf.graph.get("mode") == "dynamic",
    "news.gexf: an edge begins on its date")
looks = {n: d["viz"] for n, d in gexf.nodes(data=True)}
say(looks[ID + "ana-brandt"] == {"color": {"r": 207, "g": 227, "b": 245, "a": 1.0}, "size": 11.0} and looks[HARBOUR + "#weil"]["size"] == 10.0
    and looks[ID + "ana-brandt"]["color"] != looks[ID + "claim-sale"]["color"] == looks[ID + "claim-quay"]["color"],
    "news.gexf: nodes are coloured by type, and larger in more articles")

dot = pydot.graph_from_dot_file(f"{folder}/news.dot")[0]
plain = lambda text: json.loads(text.strip()).replace("\n", " ") if text else None
nodes = {json.loads(n.get_name()): (plain(n.get("label")), plain(n.get("class"))) for n in dot.get_nodes() if n.get_name()[0] == '"' and n.get("class")}
edges = [(json.loads(e.get_source()), json.loads(e.get_destination()), plain(e.get("label")), plain(e.get("tooltip"))) for e in dot.get_edges()]
compare("pydot reads news.dot", nodes, edges, {n: v for n, v in NODES.items() if n not in ISOLATED})


def rows(name):
    with open(f"{folder}/{name}", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


compare("csv reads the two tables", {r["Id"]: (r["Label"], r["type"]) for r in rows("tables/nodes.csv")},
        [(r["Source"], r["Target"], r["Label"], r["date"] or None) for r in rows("tables/edges.csv")])
compare("csv reads Neo4j's tables", {r["id:ID"]: (r["name"], r[":LABEL"]) for r in rows("neo4j/nodes.csv")},
        [(r[":START_ID"], r[":END_ID"], r["label"], r["date"] or None) for r in rows("neo4j/edges.csv")])
with open(f"{folder}/news.cyjs", encoding="utf-8") as file:
    elements = json.load(file)["elements"]
compare("json reads Cytoscape's", {n["data"]["id"]: (n["data"]["name"], n["data"]["type"]) for n in elements["nodes"]},
        [(e["data"]["source"], e["data"]["target"], e["data"]["interaction"], e["data"].get("date")) for e in elements["edges"]])
say(len({e["data"]["id"] for e in elements["edges"]}) == len(EDGES), "Cytoscape's edges have ids of their own")
