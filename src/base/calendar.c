/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Years begin in March here, so that the leap day is the last of its year; 400 years are an era of 146,097 days. */
#include "base/calendar.h"

enum { ERA_DAYS = 146097, EPOCH = 719468 }; // 0000-03-01 to 1970-01-01

int64_t calendar_days(Day day) {
  const int64_t year       = day.year - (day.month <= 2);
  const int64_t era        = (year >= 0 ? year : year - 399) / 400;
  const int64_t of_era     = year - era * 400;
  const int64_t of_year    = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  const int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return era * ERA_DAYS + day_of_era - EPOCH;
}

Day calendar_day(int64_t days) {
  days += EPOCH;
  const int64_t era        = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
  const int64_t day_of_era = days - era * ERA_DAYS;
  const int64_t of_era     = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
  const int     of_year    = (int)(day_of_era - (365 * of_era + of_era / 4 - of_era / 100));
  const int     march      = (5 * of_year + 2) / 153;
  const int     month      = march < 10 ? march + 3 : march - 9;
  return (Day){of_era + era * 400 + (month <= 2), month, of_year - (153 * march + 2) / 5 + 1};
}

int calendar_month_length(int64_t year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool       leap   = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

bool calendar_valid(Day day) {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= calendar_month_length(day.year, day.month);
}

int calendar_weekday(int64_t days) { return (int)(((days + 3) % 7 + 7) % 7); } // 1970-01-01: a Thursday
