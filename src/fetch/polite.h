/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What each site is owed: its robots.txt is read once and kept to, and there is a pause between two pages of it.
 *
 *     Site* site = polite_site(polite, SLICE("https://paper.example/"));
 *     polite_pause(site, 1.0);    // sleeps where less than a second has gone by since the last time
 */
#ifndef ONRECORD_FETCH_POLITE_H
#define ONRECORD_FETCH_POLITE_H

#include "base/map.h"
#include "fetch/source.h"

/// A site: scheme, host and port.
typedef struct {
  bool   known;       ///< Its robots.txt was asked for
  Status fault;       ///< Not OK: it could not be had, with `why`
  char*  why;
  Buffer robots;      ///< Empty: there is none
  double next;        ///< When it may be asked again (request_clock())
} Site;

struct Polite {
  Map   origins; ///< "https://paper.example:8080" -> index into sites
  Site* sites;
  size_t n, cap;
};

/// The site of an origin, new or known; valid until the next call.
Site* polite_site(Polite* polite, Slice origin);

/// Sleep until the site may be asked again, then count the next pause from now.
void polite_pause(Site* site, double interval);

void polite_free(Polite* polite);

#endif
