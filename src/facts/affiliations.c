/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */
#include "facts/roles.h"
void affiliations_find(Article* a) { (void)a; }
