/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A graph keeps the base of its IRIs as a note, so that it is chosen once, when the graph is made. */
#ifndef ONRECORD_LIBRARY_GRAPH_BASE_H
#define ONRECORD_LIBRARY_GRAPH_BASE_H

#include "store/store.h"

#include <stdbool.h>

/// The base of a graph, a string of the caller's. `chosen` (may be NULL: no wish) must be what the graph has noted
/// already, ERR_USAGE; with `note` a graph that has none gets `chosen` or the default noted. No transaction may be open.
Status graph_base(Store* store, const char* chosen, bool note, char** base);

#endif
