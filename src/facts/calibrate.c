/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the product of a fact's parts to the chance that it is right.
 *
 *     data/calibration.tsv   office   626:581 903:792 995:912       thousandths, product:chance
 *     a role with an organization whose parts multiply to 0.903     -> score 0.792
 *     one at 0.765, halfway between the first two steps             -> score 0.687
 *
 * Parts are not independent, and a model is surer than it may be. The steps are the share of right facts among those of
 * like product on articles that the model was not trained on, made monotone by pooling (Ayer and others 1955, "An
 * empirical distribution function for sampling with incomplete information"); train/calibrate.py writes them. */
#include "facts/article.h"

#include <string.h>

static const float THOUSAND = 1000;

static const char* read_number(const char* at, float* value) {
  unsigned number = 0;
  while (*at >= '0' && *at <= '9') number = number * 10 + (unsigned)(*at++ - '0');
  *value = (float)number / THOUSAND;
  return at;
}

/* The chance on the line between the steps on either side; the first step's line comes from nothing. */
static float chance(const char* steps, float raw) {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  while (*steps) {
    steps = read_number(steps, &x1);
    steps = read_number(steps + (*steps == ':'), &y1);
    if (raw <= x1) return x1 > x0 ? y0 + (y1 - y0) * (raw - x0) / (x1 - x0) : y1;
    x0 = x1, y0 = y1;
    steps += *steps == ' ';
  }
  return y0;
}

static float calibrated(const Table* table, const char* kind, float raw) {
  const char* steps = lookup(table, slice(kind), 1);
  return steps ? chance(steps, raw) : raw;
}

static const char* role_kind(const Role* role) {
  return !role->role.len ? "tie" : role->organization == NO_ENTITY ? "role" : "office";
}

static const char* statement_kind(const Statement* said) {
  return said->speaker == NO_ENTITY ? "unnamed" : strchr(said->rule, '+') ? "referred" : "named";
}

void facts_calibrate(Facts* facts) {
  const Table* table = table_get("calibration");
  for (size_t i = 0; i < facts->role_count; i++)
    facts->roles[i].score = calibrated(table, role_kind(&facts->roles[i]), facts->roles[i].score);
  for (size_t i = 0; i < facts->statement_count; i++)
    facts->statements[i].score = calibrated(table, statement_kind(&facts->statements[i]), facts->statements[i].score);
}
