/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Random SPARQL requests by the grammar (SPARQL 1.1, section 19.8), the same for the same seed.
 *
 *     grammar_request(7, &text)   ->   SELECT ?a (COUNT(*) AS ?n1) { ?a (e:p0|^e:p1)+ ?b } GROUP BY ?a */
#ifndef ONRECORD_TESTS_FUZZ_GRAMMAR_H
#define ONRECORD_TESTS_FUZZ_GRAMMAR_H

#include "base/buffer.h"

/// Put a request behind what `out` holds. Of four, one is broken on purpose: tokens left out, doubled, moved, bytes turned.
void grammar_request(uint64_t seed, Buffer* out);

#endif
