/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where what the world knows helps to read an article; without a table each does nothing.
 *
 *     "Goldman Sachs" [Person]      ->  an organization, since nothing else is called so
 *     "the IMF", never spelt out    ->  International Monetary Fund, also called IMF
 *     Prime Minister Edi Rama, in an article of 2019  ->  Q316901; of Albania, where the article leaves that out
 */
#ifndef ONRECORD_FACTS_KNOWN_H
#define ONRECORD_FACTS_KNOWN_H

#include "facts/article.h"

/// The kind that a name mention has by the table, where it is sure.
void known_retype(const Article* a, NameItem* item);

/// Names of organizations that the article gives by their letters alone, in full.
void known_expand(Article* a);

/// Who is who in the table, and offices that the article leaves out; after all roles were found.
void known_link(Article* a);

#endif
