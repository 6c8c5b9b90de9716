/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One report that several articles print, edited or cut: rec:reprintOf in the view graph, from each to the one that was first.
 *
 *     https://a.example/coast-daily  rec:reprintOf  https://a.example/harbour-post
 *
 * Whoever counts sources counts them as one. Which articles are one report follows from the articles that there are, and
 * not from the order in which they came. Kept beside the quads: print/a/ARTICLE its runs of words, print/s/RUN/ARTICLE
 * who has a run, print/g/ARTICLE and print/m/FIRST/ARTICLE who stands with whom. */
#ifndef ONRECORD_ARCHIVE_REPRINTS_H
#define ONRECORD_ARCHIVE_REPRINTS_H

#include "document/document.h"
#include "store/store.h"

/// The article has come.
Status reprints_enter(Store* store, const char* base, Term article, const Document* doc);
/// It goes; nothing happens where it never came.
Status reprints_leave(Store* store, const char* base, Term article);

/// Put all of it into a view graph that was emptied.
Status reprints_restore(Store* store, const char* base);

#endif
