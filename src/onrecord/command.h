/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The command line: one file per command, a table of them in main.c.
 *
 * To add a command `x`: write cmd_x.c, which ends in
 *
 *     const Command command_x = {"x", run, "FILE...", "One line for onrecord --help.", takes, "paragraphs", "examples", NULL};
 *
 * name it below and in main.c's table, and write man/onrecord-x.1; a test compares it with --help, option by option, and
 * completion reads --help. Options that several commands share stand in options.c.
 *
 * Exit codes: 0 all well; 1 some inputs failed, the others are done; 2 wrong usage; 3 nothing could be done. */
#ifndef ONRECORD_ONRECORD_COMMAND_H
#define ONRECORD_ONRECORD_COMMAND_H

#include "base/status.h"
#include "onrecord/options.h"

enum { EXIT_SOME_FAILED = 1, EXIT_USAGE = 2, EXIT_NOTHING = 3 };

typedef struct {
  const char* name;
  int (*run)(const Settings* settings); ///< Returns the exit code
  const char*          operands;        ///< As in the usage line: "FILE..."
  const char*          about;           ///< One line for `onrecord --help`
  const Option* const* options;         ///< Ends with NULL; --help is everybody's
  const char*          more;            ///< Paragraphs of --help behind the options
  const char*          examples;        ///< Command lines, each ends with a line feed
  void (*list)(void);                   ///< Prints what the command offers, for --help; or NULL
} Command;

extern const Command command_add, command_doubtful, command_merge, command_rebuild, command_rename, command_split, command_unsure,
    command_why, command_export, command_extract, command_forget, command_info, command_query,
    command_show, command_text, command_update;

extern const Command* const commands[]; ///< Ends with NULL

/// Print the help of one command, or of all.
void help_command(const Command* command);
void help_all(void);

#endif
