/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Makes a page harmless to the parser, in place and without changing its length.
 *
 *     <a x1=1 x2=2 ... x99999=1>    the parser compares each attribute with all before it: those behind the first
 *                                   MOST_ATTRIBUTES become spaces
 *     NUL                           the parser takes it for the end: a space
 */
#ifndef ONRECORD_DOCUMENT_TAME_H
#define ONRECORD_DOCUMENT_TAME_H

#include "base/buffer.h"

void tame_page(Buffer* html);

#endif
