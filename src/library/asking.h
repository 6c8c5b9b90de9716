/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How SERVICE asks: the fetch floor's client, for the engine, which knows no network.
 *
 *     Asking asking = {.hosts = hosts, .allow_private = false};
 *     const SparqlService service = asking_service(&asking);
 *     QueryOptions options = {.service = &service};
 */
#ifndef ONRECORD_LIBRARY_ASKING_H
#define ONRECORD_LIBRARY_ASKING_H

#include "sparql/query.h"

typedef struct {
  const char* const* hosts; ///< As in fetch/ask.h, ended by NULL
  bool               allow_private;
} Asking;

SparqlService asking_service(Asking* asking);

#endif
