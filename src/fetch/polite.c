/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "fetch/polite.h"

#include "fetch/request.h"

#include <stdlib.h>
#include <time.h>

Site* polite_site(Polite* polite, Slice origin) {
  uint64_t* at = map_at(&polite->origins, origin, polite->n);
  if (*at < polite->n) return &polite->sites[*at];
  if (polite->n == polite->cap) {
    polite->cap   = polite->cap ? 2 * polite->cap : 16;
    polite->sites = xrealloc(polite->sites, polite->cap * sizeof *polite->sites);
  }
  polite->sites[polite->n] = (Site){0};
  return &polite->sites[polite->n++];
}

void polite_pause(Site* site, double interval) {
  const double now = request_clock(), pause = site->next - now;
  if (pause > 0) {
    const struct timespec time = {(time_t)pause, (long)((pause - (double)(time_t)pause) * 1e9)};
    nanosleep(&time, NULL); // a signal ends it: whoever sends one wants to go on
  }
  site->next = (pause > 0 ? site->next : now) + interval;
}

void polite_free(Polite* polite) {
  for (size_t i = 0; i < polite->n; i++) {
    buffer_free(&polite->sites[i].robots);
    free(polite->sites[i].why);
  }
  free(polite->sites);
  map_free(&polite->origins);
  *polite = (Polite){0};
}
