/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The ready-made queries of ontology/queries/ (its README.md has their form): SPARQL with {{holes}} for values.
 *
 *     onrecord query who-said-what about=port        "{{about}}" -> "port"
 *     onrecord query who-said-what port              the same: values without a name fill the holes in their order
 */
#ifndef ONRECORD_ONRECORD_READY_H
#define ONRECORD_ONRECORD_READY_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdio.h>

/// Put the query of this name with its holes filled into `text`; what no value is given for takes its default.
/// ERR_NOT_FOUND names the nearest; ERR_USAGE: a value for a hole that the query does not have.
Status ready_query(const char* name, const char* const* values, size_t n, Buffer* text);

/// One line per query: its name, its holes, its title.
Status ready_list(FILE* out);

#endif
