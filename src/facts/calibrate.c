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
 * empirical distribution function for sampling with incomplete information"); train/calibrate.py writes them.
 * What has no steps in the table keeps its score. */
#include "facts/article.h"

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

void facts_calibrate(Facts* facts) {
  const Table* table = table_get("calibration");
  const char*  roles = lookup(table, SLICE("role"), 1);
  const char*  said  = lookup(table, SLICE("statement"), 1);
  for (size_t i = 0; roles && i < facts->role_count; i++)
    facts->roles[i].score = chance(roles, facts->roles[i].score);
  for (size_t i = 0; said && i < facts->statement_count; i++)
    facts->statements[i].score = chance(said, facts->statements[i].score);
}
