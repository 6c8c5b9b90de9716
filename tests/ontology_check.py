# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""The vocabulary holds together, its shapes take the sample graph and refuse broken ones, the queries answer.

The sample graph is tests/unit_archive.nq, which the unit tests compare with what the program writes.
"""
import csv
import glob
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import pyshacl
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

top = sys.argv[1]
REC = Namespace("https://w3id.org/onrecord#")
BASE = "https://w3id.org/onrecord/"
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("http://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
HARBOUR = "https://harbour-post.example/2031/03/02/budget"
COAST = "https://coast-daily.example/2031/04/19/sale"

number = 0


def check(name, fine, why=""):
    global number
    number += 1
    print(("ok" if fine else "not ok"), number, "-", name)
    if not fine:
        for line in str(why).splitlines()[:30]:
            print("#", line)
    sys.stdout.flush()


def skip(name, why):
    global number
    number += 1
    print("ok", number, "-", name, "# SKIP", why)


dataset = Dataset(default_union=True)
dataset.parse(os.path.join(top, "tests/unit_archive.nq"), format="nquads")


def sample(*graphs):
    """The triples of these graphs as one; of all where none is named."""
    graph = Graph()
    for s, p, o, g in dataset.quads():
        if not graphs or str(getattr(g, "identifier", g)) in graphs:
            graph.add((s, p, o))
    return graph


def node(name):
    return URIRef(BASE + "id/" + name)


def fact(fragment):
    return URIRef(HARBOUR + "#" + fragment)


# --- the vocabulary -------------------------------------------------------------------------------------------------------

ontology = Graph().parse(os.path.join(top, "ontology/onrecord.ttl"), format="turtle")
terms = sorted({t for t in ontology.subjects() if isinstance(t, URIRef) and t.startswith(str(REC))})
check("the vocabulary has terms", len(terms) > 40, len(terms))

bare = [t for t in terms if len(list(ontology.objects(t, RDFS.label))) != 1 or len(list(ontology.objects(t, RDFS.comment))) != 1]
check("each term has one label and one comment", not bare, bare)

properties = [t for t in terms if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(ontology.objects(t, RDF.type))]
open_ended = [t for t in properties
              if len(list(ontology.objects(t, RDFS.domain))) != 1 or len(list(ontology.objects(t, RDFS.range))) != 1]
check("each property has a domain and a range", properties and not open_ended, open_ended)

named = set()
for path in glob.glob(os.path.join(top, "src", "*", "*.[ch]")):
    with open(path, encoding="utf-8") as source:
        named |= set(re.findall(r'\bREC\("(\w+)"\)', source.read()))
defined = {t[len(str(REC)):] for t in terms}
parents = {o[len(str(REC)):] for p in (RDFS.subClassOf, RDFS.subPropertyOf, RDF.type, RDFS.domain, RDFS.range)
           for o in ontology.objects(None, p) if isinstance(o, URIRef) and o.startswith(str(REC))}
check("each term that the program writes is defined", named and not named - defined, named - defined)
check("each term that is defined is written, or stands over one that is", not defined - named - parents, defined - named - parents)

spoken = set(ontology.subjects(RDFS.subPropertyOf, REC.spokeOn))
check("ways of speaking are siblings", len(spoken) == 9 and not any(
    (a, RDFS.subPropertyOf, b) in ontology for a in spoken for b in spoken), spoken)

shapes = Graph().parse(os.path.join(top, "ontology/shapes.ttl"), format="turtle")
queries = sorted(glob.glob(os.path.join(top, "ontology/queries/*.rq")))
texts = {os.path.basename(q)[:-3]: open(q, encoding="utf-8").read() for q in queries}
meant = set()
for text in [open(os.path.join(top, "ontology", f), encoding="utf-8").read() for f in ("shapes.ttl", "context.jsonld")]:
    meant |= set(re.findall(r"\brec:(\w+)", text))
for text in texts.values():
    meant |= set(re.findall(r"\brec:(\w+)", text))
check("shapes, context and queries use defined terms only", meant and not meant - defined, meant - defined)

with open(os.path.join(top, "docs/vocabulary.md"), encoding="utf-8") as source:
    page = source.read()
unsaid = {t for t in named if not re.search(r"\b%s\b" % t, page)}
check("docs/vocabulary.md names every term written", not unsaid, unsaid)

# --- the context ----------------------------------------------------------------------------------------------------------

with open(os.path.join(top, "ontology/context.jsonld"), encoding="utf-8") as source:
    context = json.load(source)["@context"]
told = {"@context": context, "@id": fact("s25-95"), "@type": "Statement", "label": "Ana Brandt denied", "speaker": "id:ana-brandt",
        "act": "rec:Denial", "saidOn": "2031-03-01", "score": "0.93", "evidence": HARBOUR + "#char=25,95"}
read = Graph().parse(data=json.dumps(told), format="json-ld")
wanted = {(fact("s25-95"), p, o) for p, o in (
    (RDF.type, REC.Statement), (RDFS.label, Literal("Ana Brandt denied")), (REC.speaker, node("ana-brandt")), (REC.act, REC.Denial),
    (REC.saidOn, Literal("2031-03-01", datatype=XSD.date)), (REC.score, Literal("0.93", datatype=XSD.decimal)),
    (PROV.wasDerivedFrom, fact("char=25,95")))}
check("the JSON-LD context means the vocabulary", set(read) == wanted, set(read) ^ wanted)
prefixes = {v for v in context.values() if isinstance(v, str) and "://" in v}
written = {p for p in sample().predicates() if not p.startswith(BASE) and p != RDF.type}
expand = lambda v: next((context[v.split(":")[0]] + v.split(":")[1] for _ in "x" if ":" in v and v.split(":")[0] in context), v)
short = {expand(v["@id"] if isinstance(v, dict) else v) for k, v in context.items()
         if not k.startswith("@") and not (isinstance(v, str) and v in prefixes)}
check("the JSON-LD context names every property written", not {str(p) for p in written} - short, {str(p) for p in written} - short)

# --- the shapes ------------------------------------------------------------------------------------------------------------


def conforms(graph, meta=False):
    fine, _, text = pyshacl.validate(graph, shacl_graph=shapes, meta_shacl=meta, inference="none", inplace=True)
    return fine, text


fine, text = conforms(sample(), meta=True)
check("the sample graph satisfies the shapes, and they SHACL's own", fine, text)


def without(s, p, o=None):
    return lambda g: g.remove((s, p, o))


def plus(*triples):
    def change(g):
        for t in triples:
            g.add(t)
    return change


def instead(s, p, o):
    return lambda g: g.set((s, p, o))


ANA, NORLAND = node("ana-brandt"), node("norland")
CLAIM = sample().value(fact("s25-95"), REC.claim)
MINISTER = URIRef(BASE + "role/finance-minister")
WORDS = fact("char=25,95")
broken = [
    ("a person without a label", without(ANA, RDFS.label), "exactly one label"),
    ("a person with two labels", plus((ANA, RDFS.label, Literal("A. Brandt"))), "exactly one label"),
    ("a role without a label", without(MINISTER, RDFS.label), "exactly one label"),
    ("a label of two lines", instead(ANA, RDFS.label, Literal("Ana\nBrandt")), "exactly one label"),
    ("a person who is an organization", plus((ANA, RDF.type, ORG.Organization)), "NotConstraintComponent"),
    ("a person without a name", without(ANA, REC.name), "has the name"),
    ("a statement without an act", without(fact("s25-95"), REC.act), "rec:act"),
    ("a statement with two modes", plus((fact("s25-95"), REC["mode"], REC.Direct)), "rec:mode"),
    ("a statement with an unknown act", instead(fact("s25-95"), REC.act, REC.Boast), "rec:act"),
    ("a statement without a claim", without(fact("s25-95"), REC.claim), "rec:claim"),
    ("a statement with two speakers", plus((fact("s25-95"), REC.speaker, NORLAND)), "rec:speaker"),
    ("a retold statement without a cue", without(fact("s25-95"), REC.cue), "OrConstraintComponent"),
    ("a statement without evidence", without(fact("s25-95"), PROV.wasDerivedFrom), "leads back"),
    ("a statement on a day that is none", instead(fact("s25-95"), REC.saidOn, Literal("Tuesday")), "rec:saidOn"),
    ("a statement with an unknown property", plus((fact("s25-95"), REC.mood, Literal("grim"))), "ClosedConstraintComponent"),
    ("a score over 1", instead(fact("s25-95"), REC.score, Literal("1.5", datatype=XSD.decimal)), "rec:score"),
    ("evidence in another article", instead(WORDS, NIF.referenceContext, URIRef(BASE + "another")), "stand in the article"),
    ("evidence longer than its place", instead(WORDS, NIF.anchorOf, Literal("Ana Brandt")), "as long as"),
    ("evidence that ends before it begins", instead(WORDS, NIF.endIndex, Literal(3)), "LessThanConstraintComponent"),
    ("a denial drawn as a statement", plus((ANA, REC.stated, CLAIM)), "an edge from speaker"),
    ("an act that was not done drawn as done", plus((fact("s25-95"), REC.negated, Literal(True))), "an edge from speaker"),
    ("hearsay drawn as said", plus((node("jonas-weil"), REC.promised, sample().value(fact("s320-355"), REC.claim))), "an edge from speaker"),
    ("a thought drawn without an attitude", plus((ANA, REC.thought, CLAIM)), "stands for an attitude"),
    ("a claim that nobody made", plus((node("claim-x"), RDF.type, SCHEMA.Claim), (node("claim-x"), RDFS.label, Literal("X", lang="en"))),
     "made by somebody"),
    ("a membership without a member", without(fact("r8-35"), ORG.member), "org:member"),
    ("a membership that says nothing", lambda g: (g.remove((fact("r220-260"), ORG.role, None)),
                                                  g.remove((fact("r220-260"), ORG.organization, None))), "OrConstraintComponent"),
    ("a membership without a tenure", without(fact("r8-35"), REC.tenure), "rec:tenure"),
    ("a role held now without its edge", lambda g: (g.remove((ANA, MINISTER, NORLAND))), "is an edge as well"),
    ("a former role drawn as held", plus((node("jonas-weil"), URIRef(BASE + "role/transport-secretary"), NORLAND)), "current or acting"),
    ("a holder of today drawn as former", plus((ANA, REC.formerly, NORLAND)), "of that tenure"),
    ("an unnamed source that articles share", plus((node("an-official"), RDF.type, REC.UnnamedSource),
                                                   (node("an-official"), RDFS.label, Literal("an official"))), "belongs to one article"),
    ("an article without its checksum", without(URIRef(HARBOUR), REC.sha256), "rec:sha256"),
    ("an article published on no date", instead(URIRef(HARBOUR), SCHEMA.datePublished, Literal("soon")), "datePublished"),
]
fine, text = conforms(sample(HARBOUR, BASE + "graph/view"))
check("one article with the view satisfies them alone", fine, text)
for name, change, words in broken:
    graph = sample(HARBOUR, BASE + "graph/view")
    before = set(graph)
    change(graph)
    if set(graph) == before:
        check("refused: " + name, False, "the change changes nothing")
        continue
    fine, text = conforms(graph)
    check("refused: " + name, not fine and words in text, text if not fine else "the shapes take it")

# --- the queries ------------------------------------------------------------------------------------------------------------

header = re.compile(r"\A# \S[^\n]*\n#\n(# \S[^\n]*\n)+?(# param: \w+( [^\n]*)?\n)*\nPREFIX ")
check("each query begins with a title, what a row is, and its parameters", texts and all(header.match(t) for t in texts.values()),
      [n for n, t in texts.items() if not header.match(t)])
check("each parameter is declared and used", all(
    set(re.findall(r"^# param: (\w+)", t, re.M)) == set(re.findall(r"\{\{(\w+)\}\}", t)) for t in texts.values()))
with open(os.path.join(top, "ontology/queries/README.md"), encoding="utf-8") as source:
    listed = set(re.findall(r"^\| `([\w-]+)` ", source.read(), re.M))
check("each query is listed in README.md", listed == set(texts), listed ^ set(texts))


def filled(name, **values):
    """The query with its holes filled, by their defaults where no value is given."""
    values = dict(re.findall(r"^# param: (\w+) ?(.*)$", texts[name], re.M)) | values
    return re.sub(r"\{\{(\w+)\}\}", lambda m: values[m.group(1)].replace("\\", "\\\\").replace('"', '\\"'), texts[name])


SOLD = "Norland would sell the Port of Oslev"
answers = [
    ("articles", {}, [("2031-03-02", "Harbour Post", "Minister denies harbour plan", HARBOUR),
                      ("2031-04-19", "Coast Daily", "Port sale confirmed", COAST)]),
    ("contradictions", {}, [("Ana Brandt", "Denial", SOLD, "2031-03-01", HARBOUR, "Viktor Halas", "Confirmation", SOLD, "2031-04-19", COAST)]),
    ("denied-and-confirmed", {}, [(SOLD, "Ana Brandt", "Viktor Halas")]),
    ("most-quoted", {}, [("Ana Brandt", "3"), ("Jonas Weil", "2"), ("Two officials", "1"), ("Viktor Halas", "1"), ("Weil", "1")]),
    ("people-and-roles", {}, [("Ana Brandt", "finance minister", "Current", "Norland"), ("Greta Ek", "harbour master", "Acting", "Port of Oslev"),
                              ("Jonas Weil", "transport secretary", "Former", "Norland"),
                              ("Viktor Halas", "chief executive", "Current", "Kestrel Shipping")]),
    ("people-and-roles", {"who": "ana b"}, [("Ana Brandt", "finance minister", "Current", "Norland")]),
    ("people-and-roles", {"who": 'no "such" \\ name'}, []),
    ("roles-on", {}, [("Kestrel Shipping", "Viktor Halas", "chief executive", "Current", "2031-03-02"),
                      ("Norland", "Ana Brandt", "finance minister", "Current", "2031-04-19"),
                      ("Port of Oslev", "Greta Ek", "harbour master", "Acting", "2031-04-19")]),
    ("roles-on", {"day": "2031-04-18", "in": "nor"}, [("Norland", "Ana Brandt", "finance minister", "Current", "2031-03-02")]),
    ("roles-on", {"day": "2031-03-01"}, []),
    ("said-by", {"who": "brandt"}, [
        ("2031-03-01", "Ana Brandt", "Denial", "", SOLD, "Harbour Post", HARBOUR),
        ("2031-03-02", "Ana Brandt", "Assertion", "", "We are not selling a single quay", "Harbour Post", HARBOUR),
        ("2031-04-18", "Ana Brandt", "Confirmation", "", SOLD, "Coast Daily", COAST)]),
    ("said-by", {"who": "brandt", "about": "quay"}, [
        ("2031-03-02", "Ana Brandt", "Assertion", "", "We are not selling a single quay", "Harbour Post", HARBOUR)]),
    ("said-by", {"about": "viktor"}, [
        ("2031-03-02", "Jonas Weil", "Promise", "", "the port to Halas", "Harbour Post", HARBOUR),
        ("2031-03-02", "Two officials", "Assertion", "", "Weil had promised the port to Halas", "Harbour Post", HARBOUR)]),
    ("spoke-for", {"for": "norland"}, [
        ("Norland", "Ana Brandt", "finance minister", "2031-03-01", "Denial", SOLD, HARBOUR),
        ("Norland", "Ana Brandt", "finance minister", "2031-03-02", "Assertion", "We are not selling a single quay", HARBOUR),
        ("Norland", "Ana Brandt", "finance minister", "2031-04-18", "Confirmation", SOLD, COAST)]),
    ("unnamed-only", {}, [("2031-03-02", "Two officials", "Weil had promised the port to Halas", "Harbour Post", HARBOUR)]),
    ("single-outlet-claims", {}, [(c, o, "1") for c, o in (
        ("The port to Halas", "Harbour Post"), ("The sale was good news", "Coast Daily"), ("The talks had already begun", "Harbour Post"),
        ("We are not selling a single quay", "Harbour Post"), ("Weil had promised the port to Halas", "Harbour Post"))]),
    ("speakers-without-role", {}, [("Weil", "1")]),
    ("similar-claims", {}, []),
    ("turn-abouts", {}, [("0.93", "Ana Brandt", "2031-03-01", "Ana Brandt denied: " + SOLD, HARBOUR,
                         "2031-04-18", "ANA BRANDT confirmed: " + SOLD, COAST)]),
    ("unnamed-sources", {}, [("Harbour Post", "two officials", "1")]),
    ("who-holds-what", {"in": "norland"}, [("Norland", "Ana Brandt", "finance minister", "Current", "2"),
                                           ("Norland", "Jonas Weil", "transport secretary", "Former", "1")]),
    ("who-said-what", {"about": "port of"}, [
        ("2031-03-01", "Ana Brandt", "Denial", "", SOLD, "Port of Oslev", "Harbour Post", "", HARBOUR),
        ("2031-03-02", "Jonas Weil", "Promise", "", "the port to Halas", "Port of Oslev", "Harbour Post", "Two officials", HARBOUR),
        ("2031-03-02", "Two officials", "Assertion", "", "Weil had promised the port to Halas", "Port of Oslev", "Harbour Post", "", HARBOUR),
        ("2031-04-18", "Ana Brandt", "Confirmation", "", SOLD, "Port of Oslev", "Coast Daily", "", COAST)]),
    ("who-speaks-about-whom", {}, [("Ana Brandt", "Norland", "2"), ("Ana Brandt", "Port of Oslev", "2"), ("Jonas Weil", "Port of Oslev", "1"),
                                   ("Jonas Weil", "Viktor Halas", "1"), ("Two officials", "Jonas Weil", "1"),
                                   ("Two officials", "Port of Oslev", "1"), ("Two officials", "Viktor Halas", "1")]),
    ("words-behind", {"fact": "denied"}, [("Ana Brandt denied: " + SOLD, "Ana Brandt denied on Tuesday that " + SOLD, HARBOUR, "25", "95", "0.93")]),
]
check("each query has an answer here", {a[0] for a in answers} == set(texts), {a[0] for a in answers} ^ set(texts))
roqet = shutil.which("roqet")


def ask(graph, answers, told):
    """Each answer by rdflib, and by roqet, which orders nothing alike."""
    with tempfile.NamedTemporaryFile("w", suffix=".nt", encoding="utf-8") as triples:
        triples.write(graph.serialize(format="nt", encoding="utf-8").decode("utf-8"))
        triples.flush()
        for name, values, rows in answers:
            text = filled(name, **values)
            words = name + "".join(" %s=%s" % v for v in values.items()) + told
            found = [tuple("" if x is None else str(x) for x in row) for row in graph.query(text)]
            check("rdflib answers " + words, found == rows, "%s\nnot\n%s" % (found, rows))
            if not roqet:
                skip("roqet answers " + words, "roqet is not there; on Debian: apt-get install rasqal-utils")
                continue
            out = subprocess.run([roqet, "-q", "-e", text, "-D", triples.name, "-F", "ntriples", "-r", "csv"], capture_output=True,
                                 text=True, encoding="utf-8", timeout=120)
            # rasqal makes one empty group of no solutions
            found = sorted(tuple(row) for row in list(csv.reader(io.StringIO(out.stdout)))[1:] if any(row))
            check("roqet answers " + words, found == sorted(rows), "%s\nnot\n%s\n%s" % (found, sorted(rows), out.stderr))


ask(sample(), answers, "")

# What happened next: Brandt leaves the ministry, and another names her claim's opposite.
graph = sample()
MAY = URIRef("https://coast-daily.example/2031/05/02/leaves")
quay = graph.value(fact("s97-141"), REC.claim)
plus((MAY, SCHEMA.datePublished, Literal("2031-05-02", datatype=XSD.date)),
     (MAY + "#r0-9", ORG.member, ANA), (MAY + "#r0-9", ORG.role, MINISTER), (MAY + "#r0-9", REC.tenure, REC.Former),
     (MAY + "#r0-9", PROV.wasDerivedFrom, MAY + "#char=0,9"), (MAY + "#char=0,9", NIF.referenceContext, MAY),
     (MAY + "#s10-50", RDF.type, REC.Statement), (MAY + "#s10-50", REC.speaker, node("jonas-weil")), (MAY + "#s10-50", REC.act, REC.Assertion),
     (MAY + "#s10-50", SCHEMA.text, Literal("they are selling every quay")), (MAY + "#s10-50", REC.claim, node("claim-every-quay")),
     (MAY + "#s10-50", PROV.wasDerivedFrom, MAY + "#char=10,50"), (MAY + "#char=10,50", NIF.referenceContext, MAY),
     (node("claim-every-quay"), REC.opposedTo, quay), (quay, REC.opposedTo, node("claim-every-quay")))(graph)
answered = dict(((a[0], str(a[1])), a[2]) for a in answers)
ask(graph, [
    ("roles-on", {"in": "nor"}, []),
    ("roles-on", {"day": "2031-05-01", "in": "nor"}, [("Norland", "Ana Brandt", "finance minister", "Current", "2031-04-19")]),
    ("contradictions", {}, answered["contradictions", "{}"] + [
        ("Jonas Weil", "Assertion", "they are selling every quay", "2031-05-02", str(MAY),
         "Ana Brandt", "Assertion", "We are not selling a single quay", "2031-03-02", HARBOUR)])], ", later on")

print("1..%d" % number)
