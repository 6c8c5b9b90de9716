/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Every IRI that the graph is written with; ontology/onrecord.ttl says what each rec: term means, and a test holds the
 * two together. Terms of other vocabularies keep their own namespace: FOAF_PERSON is foaf:Person. */
#ifndef ONRECORD_GRAPH_VOCABULARY_H
#define ONRECORD_GRAPH_VOCABULARY_H

#define REC(name) "https://w3id.org/onrecord#" name
#define SCHEMA(name) "http://schema.org/" name
#define FOAF(name) "http://xmlns.com/foaf/0.1/" name
#define ORG(name) "http://www.w3.org/ns/org#" name
#define PROV(name) "http://www.w3.org/ns/prov#" name
#define NIF(name) "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#" name
#define SKOS(name) "http://www.w3.org/2004/02/skos/core#" name
#define RDFS(name) "http://www.w3.org/2000/01/rdf-schema#" name
#define XSD(name) "http://www.w3.org/2001/XMLSchema#" name

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

/// What a speaker does (rec:Denial), and the edge from speaker to claim that says so in one triple (rec:denied).
typedef struct {
  const char *act, *edge;
} ActTerms;
extern const ActTerms act_terms[]; ///< By Act (facts/facts.h); ends with NULL

/// Behind the base IRI
#define VIEW_GRAPH "graph/view"
#define KNOWN_GRAPH "graph/known"
/// Behind an article's IRI: the graph of what is known of it
#define KNOWN_OF_ARTICLE "#known"

#endif
