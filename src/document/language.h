/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which language a text is in.
 *
 *     "Der Minister sagte am Montag, dass ..."   "de"       "5 pm."   NULL: too little to tell
 */
#ifndef ONRECORD_DOCUMENT_LANGUAGE_H
#define ONRECORD_DOCUMENT_LANGUAGE_H

#include "base/text.h"

/// Its tag (BCP 47), or NULL where it is not sure.
const char* language_of(Slice text);

/// Whether two tags are of one language, whatever the region: "en-GB" and "en".
bool language_same(const char* tag, const char* other);

/// "German" for "de-AT"; the tag itself where it has no name here.
const char* language_name(const char* tag);

#endif
