/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What the commands about who is who share: the table beside the graph, and whom a word on the command line means. */
#ifndef ONRECORD_ONRECORD_JUDGING_H
#define ONRECORD_ONRECORD_JUDGING_H

#include "onrecord/lookup.h"
#include "onrecord/options.h"

/// judged_take(), its complaints said.
Status take_judgements(Store* store, const Settings* settings, const char* base, bool anew);

/// The node that an operand means: an IRI, "id:ana-brandt", or the name of one person or organization alone.
/// `*given` is the node as it was given, which may be a former one. ERR_NOT_FOUND, ERR_USAGE where it means several.
Status judged_node(const Lookup* look, const char* base, const char* operand, Slice* given, Slice* node);

#endif
