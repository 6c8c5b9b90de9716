/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* cmocka and what it needs, for every unit test; its fail() gives way to base/status.h's. */
#ifndef ONRECORD_TESTS_UNIT_H
#define ONRECORD_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#undef fail

#endif
