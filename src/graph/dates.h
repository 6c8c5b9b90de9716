/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* ISO 8601 dates as typed literals. */
#ifndef ONRECORD_GRAPH_DATES_H
#define ONRECORD_GRAPH_DATES_H

#include "base/term.h"

/// "2031-03-02" is an xsd:date, "2031-03" an xsd:gYearMonth, "2031-03-02T08:15Z" an xsd:dateTime with its seconds put
/// in. False for what is no date of the calendar.
bool date_term(Arena* arena, Slice iso, Term* term);

#endif
