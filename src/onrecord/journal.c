/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/journal.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct Journal {
  Buffer path;
  Map    done;
  FILE*  file; ///< NULL until there is something to note
};

static void put_word(Buffer* out, const char* word) {
  buffer_puts(out, word ? word : "");
  buffer_putc(out, '\0');
}

static void put_path(const Settings* settings, const char* reader, Buffer* path) {
  Buffer key = {0};
  char*  cwd = getcwd(NULL, 0); // relative names mean something else elsewhere
  put_word(&key, cwd);
  free(cwd);
  put_word(&key, reader);
  buffer_printf(&key, "%d", (int)settings->type);
  for (size_t i = 0; i < settings->field_count; i++) put_word(&key, settings->fields[i].part), put_word(&key, settings->fields[i].name);
  for (size_t i = 0; i < settings->list_count; i++) put_word(&key, settings->lists[i]);
  put_word(&key, "");
  for (size_t i = 0; i < settings->input_count; i++) put_word(&key, settings->inputs[i]);
  buffer_printf(path, "%s/progress-%.16s", settings->graph, digest_sha256(buffer_slice(&key)).hex);
  buffer_free(&key);
}

static void take_line(Journal* journal, Slice line) {
  const char* space = memchr(line.ptr, ' ', line.len);
  if (!space) return;
  const size_t n     = (size_t)(space - line.ptr);
  const Slice  input = {space + 1, line.len - n - 1};
  uint64_t     count = 0;
  if (n == 3 && !memcmp(line.ptr, "end", 3)) count = UINT64_MAX;
  for (size_t i = 0; i < n && count != UINT64_MAX; i++) {
    if (line.ptr[i] < '0' || line.ptr[i] > '9') return;
    count = count * 10 + (uint64_t)(line.ptr[i] - '0');
  }
  uint64_t* at = map_at(&journal->done, input, 0);
  if (count > *at) *at = count;
}

Journal* journal_open(const Settings* settings, const char* reader) {
  Journal* journal = xcalloc(1, sizeof *journal);
  put_path(settings, reader, &journal->path);
  FileMap map;
  if (!settings->resume) {
    unlink(journal->path.bytes);
  } else if (file_map(journal->path.bytes, &map) == OK) {
    Slice rest = {map.bytes, map.len};
    for (const char* end; rest.len && (end = memchr(rest.ptr, '\n', rest.len));) { // a line that was cut is none
      take_line(journal, (Slice){rest.ptr, (size_t)(end - rest.ptr)});
      rest = (Slice){end + 1, rest.len - (size_t)(end + 1 - rest.ptr)};
    }
    file_unmap(&map);
  }
  return journal;
}

size_t journal_done(const Journal* journal, const char* input) {
  const uint64_t* n = map_find(&journal->done, slice(input));
  return n ? (size_t)*n : 0;
}

void journal_note(Journal* journal, const char* input, size_t n) {
  // what comes by a pipe cannot be told apart from what came before
  if (!strncmp(input, "stdin:", 6) || strchr(input, '\n')) return;
  if (!journal->file && !(journal->file = fopen(journal->path.bytes, "ae"))) return;
  if (n == SIZE_MAX) fprintf(journal->file, "end %s\n", input);
  else fprintf(journal->file, "%zu %s\n", n, input);
  fflush(journal->file);
}

void journal_close(Journal* journal, bool finished) {
  if (!journal) return;
  if (journal->file) fclose(journal->file);
  if (finished) unlink(journal->path.bytes);
  buffer_free(&journal->path);
  map_free(&journal->done);
  free(journal);
}
