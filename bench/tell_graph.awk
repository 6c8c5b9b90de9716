# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# An invented graph of any size in N-Quads, shaped as ours are: awk -v quads=1000000 -f tell_graph.awk. About 40 quads an
# article: the article, people with roles and memberships, statements, claims, evidence.

function iri(s) { return "<" s ">" }
function id(s) { return "<https://w3id.org/onrecord/id/" s ">" }
function rec(s) { return "<https://w3id.org/onrecord#" s ">" }
function put(s, p, o) { print s, p, o, graph, "."; n++ }
function pick(most) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % most }
function text(words, s, i) { s = "word" pick(997); for (i = 1; i < words; i++) s = s " word" pick(997); return s }

BEGIN {
  OFS = " "; seed = 20310302
  type = iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"); label = iri("http://www.w3.org/2000/01/rdf-schema#label")
  org = "http://www.w3.org/ns/org#"; schema = "http://schema.org/"; nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
  from = iri("http://www.w3.org/ns/prov#wasDerivedFrom"); integer = "^^" iri("http://www.w3.org/2001/XMLSchema#integer")
  decimal = "^^" iri("http://www.w3.org/2001/XMLSchema#decimal"); date = "^^" iri("http://www.w3.org/2001/XMLSchema#date")
  for (a = 1; n < quads; a++) {
    article = "https://paper" pick(40) ".example/2031/" a "/news"; graph = iri(article)
    put(graph, type, iri(schema "NewsArticle")); put(graph, label, "\"" text(6) "\"")
    put(graph, iri(schema "datePublished"), "\"2031-0" (1 + pick(9)) "-1" pick(10) "\"" date)
    for (k = 0; k < 3; k++) {
      person = id("person-" pick(20000)); place = id("organization-" pick(3000)); role = iri("https://w3id.org/onrecord/role/role-" pick(800))
      claim = id("claim-" a "-" k); at = pick(3000)
      put(person, type, iri("http://xmlns.com/foaf/0.1/Person")); put(person, label, "\"" person "\"")
      put(place, type, iri(org "Organization")); put(place, label, "\"" place "\"")
      put(person, role, place); put(role, type, iri(org "Role")); put(role, label, "\"a role\"@en")
      held = iri(article "#r" at); put(held, type, iri(org "Membership")); put(held, iri(org "member"), person)
      put(held, iri(org "role"), role); put(held, iri(org "organization"), place); put(held, rec("tenure"), rec("Current"))
      put(held, rec("score"), "\"0." (80 + pick(20)) "\"" decimal)
      said = iri(article "#s" at); put(said, type, rec("Statement")); put(said, rec("speaker"), person); put(said, rec("claim"), claim)
      put(said, rec("act"), rec("Assertion")); put(said, rec("polarity"), rec("Positive")); words = "\"" text(14) "\"@en"
      put(said, iri(schema "text"), words); put(said, iri(schema "about"), place)
      put(claim, type, iri(schema "Claim")); put(claim, label, words); put(person, rec("stated"), claim)
      words = iri(article "#char=" at "," at + 90); put(said, from, words); put(words, type, iri(nif "RFC5147String"))
      put(words, iri(nif "beginIndex"), "\"" at "\"" integer); put(words, iri(nif "endIndex"), "\"" at + 90 "\"" integer)
    }
  }
}
