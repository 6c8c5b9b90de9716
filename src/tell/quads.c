/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* N-Triples and N-Quads: one line for each triple or quad, in canonical form, the lines in the order of their bytes
 * (as LC_ALL=C sort gives). Equal graphs are equal files, so cmp, diff and a digest compare them.
 *
 *     <https://w3id.org/onrecord/id/ana-brandt> <http://www.w3.org/2000/01/rdf-schema#label> "Ana Brandt" .
 *
 * Blank nodes keep the labels that the store knows them by. Cost: as in scan.h. */
#include "tell/formats.h"
#include "tell/out.h"
#include "tell/scan.h"

static void line_of(void* self, const Quad* quad, Buffer* line) {
  (void)self;
  const Term terms[] = {quad->s, quad->p, quad->o, quad->g};
  for (size_t i = 0; i < 4; i++) {
    if (terms[i].kind == TERM_NONE) continue;
    term_write(line, terms[i]);
    buffer_putc(line, ' ');
  }
  buffer_puts(line, ".\n");
}

static Status write_lines(Sorter* sorter, Out* out) {
  for (;;) {
    Slice line;
    bool  more;
    TRY(sorter_next(sorter, &line, &more));
    if (!more) return OK;
    buffer_put_slice(&out->text, line);
    TRY(out_pass(out));
  }
}

static Status write_sorted(Store* store, const TellOptions* options, FILE* file, bool merged) {
  Out        out  = {.file = file};
  const Scan scan = {.store = store, .options = options, .merged = merged, .record = line_of};
  Sorter*    sorter;
  Status     status = scan_sort(&scan, &sorter);
  if (status == OK) status = write_lines(sorter, &out);
  sorter_free(sorter);
  return out_end(&out, status);
}

static Status write_ntriples(Store* store, const TellOptions* options, FILE* file) { return write_sorted(store, options, file, true); }
static Status write_nquads(Store* store, const TellOptions* options, FILE* file) { return write_sorted(store, options, file, false); }

const TellFormat tell_ntriples = {"ntriples", "nt", "application/n-triples", "one triple a line, graphs merged", write_ntriples, NULL};
const TellFormat tell_nquads   = {"nquads", "nq", "application/n-quads", "one quad a line: to keep, to compare, to load", write_nquads, NULL};
