/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Days of the civil (proleptic Gregorian) calendar, counted from 1970-01-01.
 *
 *     calendar_days((Day){2031, 3, 2})   22340
 *     calendar_weekday(22340)            6, a Sunday
 *
 * Method: Howard Hinnant, "chrono-compatible low-level date algorithms". */
#ifndef ONRECORD_BASE_CALENDAR_H
#define ONRECORD_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int64_t year;
  int     month, day; ///< From 1
} Day;

/// Days from 1970-01-01 to a day; `month` 1 to 12, `day` may lie outside of the month.
int64_t calendar_days(Day day);

/// The day at a number of days from 1970-01-01.
Day calendar_day(int64_t days);

/// 28 to 31; `month` 1 to 12.
int calendar_month_length(int64_t year, int month);

/// Whether there is such a day.
bool calendar_valid(Day day);

/// 0 Monday to 6 Sunday.
int calendar_weekday(int64_t days);

#endif
