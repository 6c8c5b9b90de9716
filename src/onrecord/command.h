/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The command line: one file per command, a table of them in main.c.
 *
 * To add a command `x`: write cmd_x.c with `int cmd_x(int argc, char** argv)` (argv[0] is "x") and its help text, and
 * add a line to the table; the man page, the completion and the tests of --help then ask for it by name.
 *
 * Exit codes: 0 all well; 1 some inputs failed, the others are done; 2 wrong usage; 3 nothing could be done. */
#ifndef ONRECORD_ONRECORD_COMMAND_H
#define ONRECORD_ONRECORD_COMMAND_H

#include "base/status.h"

#include <stdbool.h>

enum { EXIT_SOME_FAILED = 1, EXIT_USAGE = 2, EXIT_NOTHING = 3 };

typedef struct {
  const char* name;
  int (*run)(int argc, char** argv);
  const char* about; ///< One line for `onrecord --help`
} Command;

extern const Command commands[];

/// Say "onrecord: MESSAGE" on standard error, in red on a terminal; returns the exit code for `status`.
int complain(Status status);

#endif
