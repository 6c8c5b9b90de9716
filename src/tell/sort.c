/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/sort.h"

#include "base/buffer.h"
#include "tell/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MERGE_MEMORY = 16 << 20, PIECE_LEAST = 4 << 10, PIECE_MOST = 256 << 10, SMALL = 12 };

/// A sorted part of the temporary file and the record that the merge has before it.
typedef struct {
  off_t  at, end;        // what of the run is not read yet
  char*  piece;          // what is read and not used yet: piece[used .. filled)
  size_t used, filled;
  Buffer record;
  bool   over;
} Run;

struct Sorter {
  size_t memory, piece;
  char*  bytes; // records one behind the other, `memory` bytes of room
  size_t used;
  Slice* records;
  size_t n, cap, next;
  int    file; // -1 until something spills
  off_t  written;
  Buffer out;
  Run*   runs;
  size_t run_count, run_cap;
  size_t* heap; // indices into runs, the least record first
  size_t  heap_n;
  Buffer  last; // the record given before, to drop its equals
  bool    some, merging;
};

Sorter* sorter_new(size_t memory) {
  Sorter* s = xcalloc(1, sizeof *s);
  s->memory = memory ? memory : SORTER_MEMORY;
  s->file   = -1;
  return s;
}

// --- in memory ---------------------------------------------------------------------------------------------------------

static int byte_at(const Slice* s, size_t depth) { return depth < s->len ? (unsigned char)s->ptr[depth] : -1; }

static int compare_from(const Slice* a, const Slice* b, size_t depth) {
  return slice_compare((Slice){a->ptr + depth, a->len - depth}, (Slice){b->ptr + depth, b->len - depth});
}

static void swap(Slice* a, Slice* b) {
  const Slice t = *a;
  *a = *b, *b = t;
}

static int middle(int a, int b, int c) { return a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b); }

/// All of `r` agree in their first `depth` bytes. The largest part is looped over, not recursed into: the stack stays
/// at the logarithm of n.
static void sort_records(Slice* r, size_t n, size_t depth) {
  while (n > SMALL) {
    const int pivot = middle(byte_at(&r[0], depth), byte_at(&r[n / 2], depth), byte_at(&r[n - 1], depth));
    size_t    less = 0, more = n;
    for (size_t i = 0; i < more;) {
      const int b = byte_at(&r[i], depth);
      if (b < pivot)
        swap(&r[less++], &r[i++]);
      else if (b > pivot)
        swap(&r[i], &r[--more]);
      else
        i++;
    }
    struct {
      Slice* r;
      size_t n, depth;
    } parts[3] = {{r, less, depth}, {r + less, pivot < 0 ? 0 : more - less, depth + 1}, {r + more, n - more, depth}};
    int most = 0;
    for (int i = 1; i < 3; i++)
      if (parts[i].n > parts[most].n) most = i;
    for (int i = 0; i < 3; i++)
      if (i != most && parts[i].n > 1) sort_records(parts[i].r, parts[i].n, parts[i].depth);
    r = parts[most].r, n = parts[most].n, depth = parts[most].depth;
  }
  for (size_t i = 1; i < n; i++)
    for (size_t j = i; j && compare_from(&r[j - 1], &r[j], depth) > 0; j--) swap(&r[j - 1], &r[j]);
}

// --- the temporary file ------------------------------------------------------------------------------------------------

static Status open_file(Sorter* s) {
  const char* folder = getenv("TMPDIR");
  if (!folder || !*folder) folder = "/tmp";
  Buffer path = {0};
  buffer_printf(&path, "%s/onrecord-XXXXXX", folder);
  s->file         = mkostemp(path.bytes, O_CLOEXEC);
  const int error = errno;
  if (s->file >= 0) unlink(path.bytes);
  buffer_free(&path);
  if (s->file >= 0) return OK;
  return fail(ERR_IO, "%s: no temporary file can be made there (%s); set TMPDIR to a folder with room", folder, strerror(error));
}

static Status write_out(Sorter* s) {
  for (size_t done = 0; done < s->out.len;) {
    const ssize_t n = pwrite(s->file, s->out.bytes + done, s->out.len - done, s->written);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return blame(out_fault("the temporary file for sorting", errno), "TMPDIR (%s)", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    done += (size_t)n;
    s->written += n;
  }
  buffer_clear(&s->out);
  return OK;
}

static void put_number(Buffer* b, size_t n) { // 7 bits a byte, low ones first
  for (; n >= 0x80; n >>= 7) buffer_putc(b, (char)(n | 0x80));
  buffer_putc(b, (char)n);
}

static size_t shared(Slice a, Slice b) {
  size_t n = 0;
  while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) n++;
  return n;
}

static Status spill(Sorter* s) {
  if (s->file < 0) TRY(open_file(s));
  sort_records(s->records, s->n, 0);
  const off_t at     = s->written;
  Slice       before = {"", 0};
  for (size_t i = 0; i < s->n; i++) {
    const Slice r = s->records[i];
    if (i && slice_equal(before, r)) continue;
    const size_t same = shared(before, r);
    put_number(&s->out, same);
    put_number(&s->out, r.len - same);
    buffer_put(&s->out, r.ptr + same, r.len - same);
    before = r;
    if (s->out.len >= OUT_PIECE) TRY(write_out(s));
  }
  TRY(write_out(s));
  if (s->run_count == s->run_cap) {
    s->run_cap = s->run_cap ? s->run_cap * 2 : 16;
    s->runs    = xrealloc(s->runs, s->run_cap * sizeof *s->runs);
  }
  s->runs[s->run_count++] = (Run){.at = at, .end = s->written};
  s->n = s->used = 0;
  return OK;
}

Status sorter_put(Sorter* s, Slice record) {
  // the array of records counts as memory too
  if (s->n && s->used + record.len + (s->n + 1) * sizeof *s->records > s->memory) TRY(spill(s));
  if (!s->bytes || record.len > s->memory) {
    // a single record larger than all of the room: the room grows, once, while it is empty
    if (record.len > s->memory) s->memory = record.len + sizeof *s->records;
    s->bytes = xrealloc(s->bytes, s->memory);
  }
  if (s->n == s->cap) {
    s->cap     = s->cap ? s->cap * 2 : 1024;
    s->records = xrealloc(s->records, s->cap * sizeof *s->records);
  }
  if (record.len) memcpy(s->bytes + s->used, record.ptr, record.len);
  s->records[s->n++] = (Slice){s->bytes + s->used, record.len};
  s->used += record.len;
  return OK;
}

// --- the merge ---------------------------------------------------------------------------------------------------------

static Status refill(Sorter* s, Run* r) {
  const off_t left = r->end - r->at;
  size_t      want = (off_t)s->piece < left ? s->piece : (size_t)left;
  while (want) {
    const ssize_t n = pread(s->file, r->piece, want, r->at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(ERR_IO, "the temporary file for sorting cannot be read back (%s); nothing more can be written", strerror(errno));
    r->used = 0, r->filled = (size_t)n;
    r->at += n;
    return OK;
  }
  return fail(ERR_INTERNAL, "a run of the temporary file for sorting ends too early");
}

static Status take_number(Sorter* s, Run* r, size_t* n) {
  *n = 0;
  for (int shift = 0; shift < 63; shift += 7) {
    if (r->used == r->filled) TRY(refill(s, r));
    const unsigned char c = (unsigned char)r->piece[r->used++];
    *n |= (size_t)(c & 0x7F) << shift;
    if (c < 0x80) break;
  }
  return OK;
}

static Status advance(Sorter* s, Run* r) {
  if (r->used == r->filled && r->at == r->end) {
    r->over = true;
    return OK;
  }
  size_t same, more;
  TRY(take_number(s, r, &same));
  TRY(take_number(s, r, &more));
  r->record.len = same;
  while (more) {
    if (r->used == r->filled) TRY(refill(s, r));
    const size_t n = more < r->filled - r->used ? more : r->filled - r->used;
    buffer_put(&r->record, r->piece + r->used, n);
    r->used += n, more -= n;
  }
  return OK;
}

static bool before(const Sorter* s, size_t a, size_t b) {
  const int c = slice_compare(buffer_slice(&s->runs[a].record), buffer_slice(&s->runs[b].record));
  return c ? c < 0 : a < b;
}

static void sift_down(Sorter* s, size_t i) {
  for (;;) {
    size_t least = i;
    for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < s->heap_n; child++)
      if (before(s, s->heap[child], s->heap[least])) least = child;
    if (least == i) return;
    const size_t t = s->heap[i];
    s->heap[i] = s->heap[least], s->heap[least] = t;
    i = least;
  }
}

Status sorter_sort(Sorter* s) {
  if (!s->run_count) {
    sort_records(s->records, s->n, 0);
    return OK;
  }
  if (s->n) TRY(spill(s));
  free(s->bytes), free(s->records);
  s->bytes = NULL, s->records = NULL;
  s->merging = true;
  s->piece   = MERGE_MEMORY / s->run_count;
  if (s->piece < PIECE_LEAST) s->piece = PIECE_LEAST;
  if (s->piece > PIECE_MOST) s->piece = PIECE_MOST;
  s->heap = xmalloc(s->run_count * sizeof *s->heap);
  for (size_t i = 0; i < s->run_count; i++) {
    s->runs[i].piece = xmalloc(s->piece);
    TRY(advance(s, &s->runs[i]));
    if (!s->runs[i].over) s->heap[s->heap_n++] = i;
  }
  for (size_t i = s->heap_n / 2; i-- > 0;) sift_down(s, i);
  return OK;
}

static Status next_of_runs(Sorter* s, Slice* record, bool* more) {
  for (;;) {
    if (!s->heap_n) {
      *more = false;
      return OK;
    }
    Run*       r   = &s->runs[s->heap[0]];
    const bool new = !s->some || !slice_equal(buffer_slice(&s->last), buffer_slice(&r->record));
    if (new) {
      buffer_clear(&s->last);
      buffer_put_slice(&s->last, buffer_slice(&r->record));
      s->some = true;
    }
    TRY(advance(s, r));
    if (r->over) s->heap[0] = s->heap[--s->heap_n];
    sift_down(s, 0);
    if (!new) continue;
    *record = buffer_slice(&s->last);
    *more   = true;
    return OK;
  }
}

Status sorter_next(Sorter* s, Slice* record, bool* more) {
  if (s->merging) return next_of_runs(s, record, more);
  while (s->next && s->next < s->n && slice_equal(s->records[s->next - 1], s->records[s->next])) s->next++;
  *more = s->next < s->n;
  if (*more) *record = s->records[s->next++];
  return OK;
}

void sorter_free(Sorter* s) {
  if (!s) return;
  for (size_t i = 0; i < s->run_count; i++) {
    free(s->runs[i].piece);
    buffer_free(&s->runs[i].record);
  }
  if (s->file >= 0) close(s->file);
  buffer_free(&s->out);
  buffer_free(&s->last);
  free(s->bytes), free(s->records), free(s->runs), free(s->heap), free(s);
}
