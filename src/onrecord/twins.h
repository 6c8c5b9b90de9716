/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Of what is in the graph and what is on its way there: the article that another one is nearly the same as.
 *
 *     Twins* twins = twins_open("news.graph", store);
 *     TRY(twins_find(twins, job));            job->original is "https://coast.example/sale", or NULL: nothing is like it
 *     twins_expect(twins, job);               it will be read: another may be nearly the same as it, from now on
 *     twins_came(twins, job, true);           it is in the graph ...
 *     twins_keep(twins);                      ... and noted
 */
#ifndef ONRECORD_ONRECORD_TWINS_H
#define ONRECORD_ONRECORD_TWINS_H

#include "onrecord/pool.h"
#include "store/store.h"

typedef struct Twins Twins;

Twins* twins_open(const char* graph, Store* store);
void   twins_close(Twins* twins); ///< NULL is fine

/// Within a read transaction of the store. `job->likeness` is known.
Status twins_find(Twins* twins, Job* job);

void twins_expect(Twins* twins, const Job* job);

/// It is no longer on its way. `fresh`: it was read and is in the graph, so that later runs find it.
void twins_came(Twins* twins, const Job* job, bool fresh);
void twins_keep(Twins* twins);

#endif
