/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Any librdf model as a source. librdf has no counts and no order of its own, so patterns are counted by looking, up to a
 * bound; a storage without indexes stays as slow as it is.
 *
 *     ModelSource model = source_of_model(librdf_model);
 *     TRY(query_prepare_over(&model.source, text, &options, &query)); */
#ifndef ONRECORD_SPARQL_SOURCE_MODEL_H
#define ONRECORD_SPARQL_SOURCE_MODEL_H

#include "sparql/source.h"

#include <librdf.h>

typedef struct {
  Source        source;
  librdf_model* model;
  librdf_world* world;
  bool          contexts; ///< The model has them
} ModelSource;

ModelSource source_of_model(librdf_model* model);

#endif
