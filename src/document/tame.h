/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Makes a page short and harmless to the parser, in place; nothing that is read of it changes.
 *
 *     <p class=x onclick="...">     attributes that nobody reads are left out (page_element.h): <p class=x>
 *     <script>...</script>          nor does anybody read scripts (but JSON-LD), styles, comments: <script></script>
 *     <a1>&b1;<a2>&b2;...           the parser keeps each name, and searches a list of them: those behind the first
 *                                   MOST_NAMES are all the same, "x", and no references
 *     NUL                           the parser takes it for the end: a space
 */
#ifndef ONRECORD_DOCUMENT_TAME_H
#define ONRECORD_DOCUMENT_TAME_H

#include "base/buffer.h"

void tame_page(Buffer* html);

#endif
