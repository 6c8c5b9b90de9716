/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* What a site's robots.txt lets a program read (RFC 9309).
 *
 *     User-agent: *
 *     Disallow: /search            /search?q=port   no
 *     Allow: /search/about$        /search/about    yes, the longer rule
 */
#ifndef ONRECORD_FETCH_ROBOTS_H
#define ONRECORD_FETCH_ROBOTS_H

#include "base/text.h"

enum { ROBOTS_LIMIT = 500 * 1024 }; ///< Bytes that are read of one (section 2.5)

/// Whether the product of that name ("OnRecord/1.0 (...)" is "OnRecord") may read a path with its query.
bool robots_allow(Slice robots, const char* product, const char* path);

#endif
