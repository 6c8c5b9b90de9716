/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How people name an article of the graph: by its IRI, by its file, or by the end of either.
 *
 *     "https://example.org/a", "news/a.txt", "a.txt"  ->  "file:///srv/news/a.txt"
 *
 * A page says itself what its IRI is, so a file that is there is opened to see; one that is gone is known by its path. */
#ifndef ONRECORD_ONRECORD_RESOLVE_H
#define ONRECORD_ONRECORD_RESOLVE_H

#include "base/buffer.h"
#include "store/store.h"

/// Put the IRI of the article that `name` means into `iri`. Needs an open transaction. ERR_NOT_FOUND where it
/// means none, or several, which the message names.
Status resolve_article(Store* store, const char* name, Buffer* iri);

#endif
