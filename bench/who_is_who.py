#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""How well the program tells who is who over many articles: B-cubed over marked articles, beside names taken as they are.

    bench/who_is_who.py build/onrecord tests/identity/people.txt tests/identity/wikinews.txt

An item is somebody as one article names them, "[Bob Smith|mayor]". Articles go through `onrecord add`, and an item is
where the graph has that name in that article. B-cubed (Bagga and Baldwin, "Entity-based cross-document coreferencing
using the vector space model", 1998): of each item the share of its cluster that belongs there (precision), and the share
of its gold cluster that is there (recall), meant over all items. An item that the program has not found is a cluster of
its own. False merges are pairs of people of one scene that share a node.

--part making or kept counts scenes with odd or even numbers; --errors prints what is wrong; --check P F fails where the
least of both parts is below, for tests. All articles are always read, whatever is counted.
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


class Item:
    def __init__(self, article, scene, kind, name, cluster, at):
        self.article, self.scene, self.kind, self.name, self.cluster = article, scene, kind, name, cluster
        self.at = at  # in the article's text
        self.node = None


def read_marked(paths):
    """Articles as (IRI, date, text), items, and the half that each cluster belongs to."""
    articles, items, halves, scene = [], [], {}, 0
    for path in paths:
        kind, by_cluster, seen = "", False, {}
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("## "):
                scene += 1
                kind = line[3:].split()[0]
                by_cluster = kind == "wikinews"
            elif re.match(r"# \d{4}-", line):
                articles.append([f"https://a.example/{len(articles) + 1}", line[2:12], []])
            elif line and not line.startswith("#"):
                article = articles[-1]
                before = sum(len(words) + 2 for words in article[2])
                for mark in MARK.finditer(line):
                    name, who = mark.groups()
                    at = before + len(MARK.sub(r"\1", line[:mark.start()]))
                    cluster = (0, who) if who.startswith("=") else (scene, who)
                    if by_cluster:
                        seen.setdefault(who, len(seen) + 1)
                    halves.setdefault(cluster, (seen[who] if by_cluster else scene) % 2)
                    known = [i for i in items if i.article == article[0] and i.name == name and i.cluster == cluster]
                    if not known:
                        items.append(Item(article[0], scene, kind, name, cluster, at))
                article[2].append(MARK.sub(r"\1", line))
    return [(iri, date, "\n\n".join(words)) for iri, date, words in articles], items, halves


def ask(onrecord, graph, query):
    done = subprocess.run([onrecord, "query", "--graph", graph, "--format", "json", query], check=True, capture_output=True, text=True)
    return [{k: v["value"] for k, v in row.items()} for row in json.loads(done.stdout)["results"]["bindings"]]


def read_by_program(onrecord, articles, items, folder, options):
    """Set the node of every item that the program has found."""
    path, graph = f"{folder}/articles.jsonl", f"{folder}/graph"
    with open(path, "w", encoding="utf-8") as out:
        for iri, date, text in articles:
            out.write(json.dumps({"url": iri, "date": date, "title": "News", "text": text}, ensure_ascii=False) + "\n")
    subprocess.run([onrecord, "add", "--quiet", "--duplicates", "--graph", graph, *options, path], check=True)
    rows = ask(onrecord, graph, "SELECT ?g ?node ?name ?type { VALUES ?type { foaf:Person org:Organization schema:Place } "
               "GRAPH ?g { ?node a ?type { ?node rec:name ?name } UNION { ?node skos:altLabel ?name } } }")
    nodes, types = collections.defaultdict(lambda: collections.defaultdict(set)), collections.defaultdict(set)
    for row in rows:
        nodes[row["g"]][plain(row["name"])].add(row["node"])
        types[row["node"]].add(re.split("[/#]", row["type"])[-1])
    for item in items:
        names, name = nodes[item.article], plain(item.name)
        longer = [n for n in names if f" {name} " in f" {n} "]  # "Supreme Court of Brazil" is where the Supreme Court is
        found = names.get(name) or (names[min(longer, key=len)] if longer else None)
        if found and len(found) > 1:  # a person and a company of one name
            kind = kind_at(onrecord, next(text for iri, date, text in articles if iri == item.article), item.at, folder)
            found = {node for node in found if kind in types[node]} or found
        item.node = min(found) if found else None


def kind_at(onrecord, text, at, folder):
    """What the program takes the name there for."""
    path = f"{folder}/article.txt"
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    read = json.loads(subprocess.run([onrecord, "extract", path], check=True, capture_output=True, text=True).stdout)
    kinds = {entity["id"]: entity["type"] for entity in read["entities"]}
    return next((kinds[m["entity"]] for m in read["mentions"] if m["span"][0] <= at < m["span"][1]), None)


def plain(name):
    return re.sub(r"[^\w&]+", " ", name.replace(".", "")).strip().lower()


def b_cubed(items, cluster_of):
    gold, made = collections.defaultdict(set), collections.defaultdict(set)
    for i, item in enumerate(items):
        gold[item.cluster].add(i)
        made[cluster_of(i, item)].add(i)
    precision = recall = 0
    for i, item in enumerate(items):
        right = gold[item.cluster] & made[cluster_of(i, item)]
        precision += len(right) / len(made[cluster_of(i, item)])
        recall += len(right) / len(gold[item.cluster])
    n = max(len(items), 1)
    precision, recall = precision / n, recall / n
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0


def by_program(i, item):
    return item.node or ("missed", i)


def by_name(i, item):
    return item.name


def false_merges(items):
    """Pairs of clusters that share a node."""
    where, pairs = collections.defaultdict(set), set()
    for item in items:
        if item.node:
            where[item.node].add(item.cluster)
    for node, clusters in where.items():
        some = sorted(clusters)
        pairs |= {(a, b, node) for k, a in enumerate(some) for b in some[k + 1:]}
    return pairs


def print_errors(items):
    for a, b, node in sorted(false_merges(items)):
        print(f"MERGED  {a} {b}  {node}")
    clusters = collections.defaultdict(list)
    for item in items:
        clusters[item.cluster].append(item)
    for cluster, some in sorted(clusters.items()):
        if len({i.node for i in some}) > 1 or some[0].node is None:
            print(f"PARTED  {cluster} ({some[0].kind})")
            for i in some:
                print(f"        {i.name}  {i.article}  {i.node or 'not found'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("onrecord")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--part", choices=["making", "kept", "all"], default="all")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--check", nargs=2, type=float, metavar=("P", "F"))
    parser.add_argument("--option", action="append", default=[], help="for onrecord add")
    given = parser.parse_args()
    articles, items, halves = read_marked(given.files)
    with tempfile.TemporaryDirectory() as folder:
        read_by_program(given.onrecord, articles, items, folder, given.option)
    if given.part != "all":
        items = [i for i in items if halves[i.cluster] == (given.part == "making")]
    groups = [("all", items)] + [(k, [i for i in items if i.kind == k]) for k in sorted({i.kind for i in items})]
    print(f"{'':12} {'clusters':>8} {'items':>6} {'missed':>6} | {'P':>5} {'R':>5} {'F1':>5} | by name {'P':>5} {'R':>5} {'F1':>5} | false merges")
    worst = None
    for name, some in groups:
        p, r, f = b_cubed(some, by_program)
        bp, br, bf = b_cubed(some, by_name)
        worst = worst or (p, f)
        print(f"{name:12} {len({i.cluster for i in some}):8} {len(some):6} {sum(i.node is None for i in some):6} | {100 * p:5.1f} {100 * r:5.1f} "
              f"{100 * f:5.1f} | {'':7} {100 * bp:5.1f} {100 * br:5.1f} {100 * bf:5.1f} | {len(false_merges(some)):5}")
    if given.errors:
        print_errors(items)
    return int(bool(given.check) and (100 * worst[0] < given.check[0] or 100 * worst[1] < given.check[1]))


if __name__ == "__main__":
    sys.exit(main())
