/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/say.h"

#include "base/file.h"
#include "onrecord/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool shown; ///< A progress line stands on the terminal

static bool wants_colours(int fd) {
  const char* none = getenv("NO_COLOR");
  const char* term = getenv("TERM");
  return isatty(fd) && !(none && *none) && term && strcmp(term, "dumb") != 0;
}

bool colours(void) { return wants_colours(STDOUT_FILENO); }

static void wipe(void) {
  if (shown) fputs("\r\033[K", stderr);
  shown = false;
}

int complain(Status status) {
  wipe();
  const bool red = wants_colours(STDERR_FILENO);
  fprintf(stderr, "%sonrecord:%s %s\n", red ? "\033[31m" : "", red ? "\033[0m" : "", status_message());
  return status == ERR_USAGE ? EXIT_USAGE : EXIT_NOTHING;
}

int exit_code(size_t failed, size_t n) {
  if (!failed) return 0;
  return failed < n ? EXIT_SOME_FAILED : EXIT_NOTHING;
}

void say(const char* format, ...) {
  wipe();
  fputs("onrecord: ", stderr);
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
}

void progress(const char* format, ...) {
  const char* term = getenv("TERM");
  if (!isatty(STDERR_FILENO) || !term || !strcmp(term, "dumb")) return;
  wipe();
  if (!*format) return;
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  shown = true;
}

Status output(const char* bytes, size_t n) {
  static bool told; // or nobody listens any more: the stream keeps its error, but not which it was
  errno = 0;
  if (n) fwrite(bytes, 1, n, stdout);
  const bool failed = fflush(stdout) || ferror(stdout);
  if (!failed || told) return OK;
  told = true;
  if (errno == EPIPE) return OK;
  if (errno == EBADF) return fail(ERR_IO, "standard output: closed; give the command somewhere to write");
  return file_fault("standard output", errno ? errno : EIO);
}
