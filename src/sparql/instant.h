/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* xsd:dateTime and xsd:date: their parts, and their place on the time line (XML Schema 1.1, part 2).
 *
 *     instant_of("2026-03-01T09:30:00+02:00"^^xsd:dateTime, &i)   ->   year 2026, hour 9, zone 120, seconds of 07:30 UTC */
#ifndef ONRECORD_SPARQL_INSTANT_H
#define ONRECORD_SPARQL_INSTANT_H

#include "base/term.h"

typedef struct {
  long long year;
  int       month, day, hour, minute;
  Slice     second; ///< As written: "00", "07.25"
  bool      zoned, date;
  Slice     zone_text; ///< "Z", "+02:00", or empty
  int       zone;      ///< Minutes
  double    seconds;   ///< Since 1970, one without a zone as UTC
} Instant;

/// False for other types and for what is none.
bool instant_of(Term term, Instant* instant);
bool instant_read(Slice text, bool date, Instant* instant);
/// Negative, 0, positive; 2 where the missing zone of one leaves it open (dates only; times count as UTC).
int instant_compare(const Instant* a, const Instant* b);

#endif
