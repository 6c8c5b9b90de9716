/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* rec:matches, a property that no quad has: it finds nodes by the words of their names, titles and statements (words.h).
 *
 *     ?x rec:matches "austerity cuts"                       nodes with a text that holds both words
 *     (?x ?score) rec:matches ("austerity cuts" 10)         the ten best of them, and how well each matches
 *
 * Texts are the objects of rdfs:label, rec:name, skos:prefLabel, skos:altLabel, skos:hiddenLabel, schema:name,
 * schema:alternateName, schema:headline, schema:text and foaf:name, in the graphs that the pattern sees; a node is found once (in
 * GRAPH ?g: once a graph), whatever it matches by, with its best score. */
#ifndef ONRECORD_SPARQL_MATCHES_H
#define ONRECORD_SPARQL_MATCHES_H

#include "sparql/eval.h"
#include "sparql/plan.h"

#define REC_MATCHES "https://w3id.org/onrecord#matches"

/// In tests: read all texts, even where there is an index of words.
extern bool matches_scan;

/// Whether a triple of a pattern is one of these.
bool matches_is(const Triple* triple);

/// The step of triple `i`. Lists that it takes apart are marked as `used`. ERR_INPUT: not as above, in words.
Status matches_step(Query* query, const Triples* triples, size_t i, bool* used, Step* step);

/// While running, as step_open() and so on.
void   matches_open(Run* run, Step* step);
bool   matches_next(Run* run, Step* step);
double matches_count(Run* run, const Step* step, double unknown); ///< Of order.c: solutions, or what finding them costs
void   matches_free(Matches* matches);

/// Put a step whose words are a variable behind the steps that bind it.
void matches_order(const Run* run, Op* op);

/// The number behind the words, 0: all.
size_t matches_limit(const Matches* matches);

#endif
