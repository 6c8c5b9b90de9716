/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The parts of the functions: functions.c the terms and strings, functions_time.c NOW() and what dates consist of. */
#ifndef ONRECORD_SPARQL_FUNCTIONS_H
#define ONRECORD_SPARQL_FUNCTIONS_H

#include "sparql/expr.h"

/// NOW and YEAR to TZ of a date.
Term expr_time(const ExprScope* scope, ExprKind kind, Term t);

#endif
