/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How every floor says that something went wrong.
 *
 * A function that can fail returns a Status. The one that notices the fault calls fail() with a message that says
 * what, where, and what to do next; callers pass it on with TRY() and may put their own words in front with blame():
 *
 *     TRY(file_map(path, &bytes));                              // passes the fault on
 *     if (!ok) return fail(ERR_INPUT, "%s: cut short; copy it again", path);
 *
 * The message belongs to the calling thread and stays until its next fail(). Out of memory ends the program. */
#ifndef ONRECORD_BASE_STATUS_H
#define ONRECORD_BASE_STATUS_H

#include <stddef.h>

typedef enum {
  OK = 0,
  ERR_USAGE,       ///< The caller asked for something that makes no sense
  ERR_NOT_FOUND,   ///< A file, graph, article or name is not there
  ERR_ACCESS,      ///< It is there, but may not be read or written
  ERR_IO,          ///< Reading or writing failed half-way
  ERR_FULL,        ///< Disk or map full; nothing of the current batch was kept
  ERR_INPUT,       ///< The input is not what it claims to be
  ERR_VERSION,     ///< Written by a newer version of this program
  ERR_BUSY,        ///< Another process holds it
  ERR_LIMIT,       ///< A limit set on size, time or memory was reached
  ERR_UNSUPPORTED, ///< Understood, but not done by this version
  ERR_INTERNAL     ///< A fault of this program
} Status;

/// Set this thread's message and return `status`.
Status fail(Status status, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// Put words and ": " in front of this thread's message; returns `status` unchanged.
Status blame(Status status, const char* format, ...) __attribute__((format(printf, 2, 3)));

/// The message of this thread's last fail(); "" before any.
const char* status_message(void);

/// Pass a fault on to the caller.
#define TRY(expression)                 \
  do {                                  \
    const Status try_st_ = (expression); \
    if (try_st_ != OK) return try_st_;  \
  } while (0)

/// malloc, calloc, realloc that end the program with a message when memory runs out.
void* xmalloc(size_t size) __attribute__((malloc));
void* xcalloc(size_t n, size_t size) __attribute__((malloc));
void* xrealloc(void* p, size_t size);
char* xstrdup(const char* s) __attribute__((malloc));

#endif
