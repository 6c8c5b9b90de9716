/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/command.h"

#include <stdio.h>
#include <string.h>

void help_command(const Command* command) {
  printf("Usage: onrecord %s [OPTION]...%s%s\n\n%s\n\nOptions:\n", command->name, *command->operands ? " " : "",
         command->operands, command->about);
  options_help(command->options, stdout);
  printf("\n%s\n", command->more);
  if (command->list) {
    command->list();
    putchar('\n');
  }
  puts("Examples:");
  for (const char* line = command->examples; *line; line += strcspn(line, "\n") + 1)
    printf("  %.*s\n", (int)strcspn(line, "\n"), line);
}

void help_all(void) {
  printf("Usage: onrecord COMMAND [OPTION]... [OPERAND]...\n\n"
         "Reads news articles and keeps who holds which role where, and who said what, as a graph\n"
         "in which every fact leads back to the words it came from.\n\nCommands:\n");
  for (const Command* const* c = commands; *c; c++) printf("  %-10s %s\n", (*c)->name, (*c)->about);
  printf("  %-10s %s\n\n"
         "onrecord COMMAND --help tells the options of a command, onrecord --version the version.\n\n"
         "Environment:\n"
         "  ONRECORD_GRAPH  the graph to use where --graph is not given\n"
         "  ONRECORD_MODEL  the language model to use where --model is not given\n"
         "  NO_COLOR        no colours, even on a terminal\n\n"
         "Exit status: 0 all well; 1 some inputs failed, the others are done; 2 wrong usage;\n"
         "3 nothing could be done.\n",
         "help", "The help of a command.");
}
