/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord COMMAND [OPTION]... [OPERAND]...: finds the command in the table, parses its options, runs it. */
#include "onrecord/command.h"
#include "onrecord/nearest.h"
#include "onrecord/say.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

const Command* const commands[] = {&command_add,    &command_query, &command_show, &command_export, &command_extract,
                                   &command_text,   &command_update, &command_forget, &command_info,
                                   &command_doubtful, &command_why, &command_merge, &command_split, &command_rename,
                                   &command_unsure, &command_rebuild, NULL};

static const Command* find_command(const char* name) {
  for (const Command* const* c = commands; *c; c++)
    if (!strcmp((*c)->name, name)) return *c;
  return NULL;
}

static int unknown_command(const char* name) {
  if (*name == '-') return complain(fail(ERR_USAGE, "%s: name a command first, and its options behind it; see onrecord --help", name));
  Nearest nearest = nearest_to(name);
  for (const Command* const* c = commands; *c; c++) nearest_try(&nearest, (*c)->name);
  if (nearest.best)
    return complain(fail(ERR_USAGE, "%s: no such command; did you mean %s?", name, nearest.best));
  return complain(fail(ERR_USAGE, "%s: no such command; see onrecord --help", name));
}

/// What the closed standard streams of a careless caller would be: a graph must never become standard output.
static void hold_standard_streams(void) {
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
      const int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY); // reading or writing it fails, as it should
      if (got < 0) _exit(EXIT_NOTHING);
    }
}

static int run(const Command* command, int argc, char** argv) {
  Settings settings;
  int      code;
  if (options_parse(command->options, argc, argv, &settings) != OK) {
    code = complain(ERR_USAGE);
    say("see onrecord %s --help", command->name);
  } else if (settings.help) {
    help_command(command);
    code = 0;
  } else {
    code = command->run(&settings);
    if (code == EXIT_USAGE) say("see onrecord %s --help", command->name);
  }
  settings_free(&settings);
  return code;
}

static int help(int argc, char** argv) {
  if (!argc || !strcmp(argv[0], "help")) {
    help_all();
    return 0;
  }
  const Command* command = find_command(argv[0]);
  if (!command) return unknown_command(argv[0]);
  help_command(command);
  return 0;
}

int main(int argc, char** argv) {
  hold_standard_streams();
  setlocale(LC_CTYPE, "C.UTF-8"); // characters are UTF-8 whatever the locale; no other category may change what is printed
  if (argc < 2) {
    complain(fail(ERR_USAGE, "what shall it do? onrecord add FILE... reads articles, onrecord --help tells the rest"));
    return EXIT_USAGE;
  }
  const char* name = argv[1];
  int         code = 0;
  if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
    puts(PACKAGE_STRING);
  } else if (!strcmp(name, "--help") || !strcmp(name, "-h")) {
    help_all();
  } else if (!strcmp(name, "help")) {
    code = help(argc - 2, argv + 2);
  } else {
    const Command* command = find_command(name);
    code                   = command ? run(command, argc - 2, argv + 2) : unknown_command(name);
  }
  const Status status = output("", 0);
  if (status == OK || code) return code; // a command that failed has said why
  return complain(status);
}
