/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who holds which role where.
 *
 *     "Russian Foreign Minister Anna Petrova"   Petrova, "Foreign Minister", Russia, current
 *     "Jo Tilburg of the University of Essex"   Tilburg, no role, University of Essex
 *     "Sen. Jo Weil (D-Calif.)"                 Weil, no role, Democratic Party
 */
#ifndef ONRECORD_FACTS_ROLES_H
#define ONRECORD_FACTS_ROLES_H

#include "facts/article.h"

void roles_find(Article* a);
void affiliations_find(Article* a);

/// Add a role unless the article already has it; a role whose organization is known replaces one without.
void role_add(Article* a, const Role* role);

#endif
