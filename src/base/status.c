/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local char message[1024];

Status fail(Status status, const char* format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  return status;
}

Status blame(Status status, const char* format, ...) {
  char    front[sizeof message];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(front, sizeof front - 2, format, args);
  va_end(args);
  if (n < 0) return status;
  size_t used = (size_t)n < sizeof front - 2 ? (size_t)n : sizeof front - 3;
  memcpy(front + used, ": ", 2);
  used += 2;
  const size_t keep = strlen(message), room = sizeof message - 1 - used;
  memmove(message + used, message, keep < room ? keep : room);
  message[used + (keep < room ? keep : room)] = '\0';
  memcpy(message, front, used);
  return status;
}

const char* status_message(void) { return message; }

static void* checked(void* p, size_t size) {
  if (!p && size) {
    fprintf(stderr, "onrecord: out of memory (%zu bytes asked for)\n", size);
    abort();
  }
  return p;
}

void* xmalloc(size_t size) { return checked(malloc(size ? size : 1), size ? size : 1); }
void* xcalloc(size_t n, size_t size) { return checked(calloc(n ? n : 1, size ? size : 1), n * size); }
void* xrealloc(void* p, size_t size) { return checked(realloc(p, size ? size : 1), size ? size : 1); }

char* xstrdup(const char* s) {
  const size_t n = strlen(s) + 1;
  return memcpy(xmalloc(n), s, n);
}
