/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* PDF, by pdftotext (Poppler), where that is installed; it runs by itself, within bounds of time and memory.
 *
 * It gives lines as they are set. They are joined to paragraphs (lines.h); page numbers and the lines that stand at the
 * top or bottom of several pages are left out. The title is the one that the file says, unless it is only a file's name.
 * When a PDF was made is not when the article was published: no date is taken from it. */
#include "document/about.h"
#include "document/command.h"
#include "document/kind.h"
#include "document/lines.h"

#include "base/map.h"

#include <string.h>
#include <strings.h>

static const CommandLimits limits = {.seconds = 60, .memory = (size_t)2 << 30, .output = DOCUMENT_LIMIT};

enum { SLACK = 15, SAME_AT_LEAST = 2 };

static Slice cut_line(Slice* rest) {
  const char*  end  = memchr(rest->ptr, '\n', rest->len);
  const size_t n    = end ? (size_t)(end - rest->ptr) : rest->len;
  const Slice  line = {rest->ptr, n};
  *rest             = (Slice){rest->ptr + n + (end != NULL), rest->len - n - (end != NULL)};
  return line;
}

static Slice next_page(Slice* rest) {
  const char*  end  = memchr(rest->ptr, '\f', rest->len);
  const size_t n    = end ? (size_t)(end - rest->ptr) : rest->len;
  const Slice  page = {rest->ptr, n};
  *rest             = (Slice){rest->ptr + n + (end != NULL), rest->len - n - (end != NULL)};
  return page;
}

/* The first or last line with anything in it; empty where there is none. */
static Slice edge(Slice page, bool last) {
  Slice found = {page.ptr, 0};
  while (page.len && !(found.len && !last)) {
    const Slice line = slice_trim(cut_line(&page));
    if (line.len) found = line;
  }
  return found;
}

/* "Coast Daily 3" and "Coast Daily 12" are one line; page numbers are the empty one. */
static void put_without_digits(Slice line, Buffer* key) {
  buffer_clear(key);
  for (size_t i = 0; i < line.len; i++)
    if (line.ptr[i] < '0' || line.ptr[i] > '9') buffer_putc(key, line.ptr[i]);
  while (key->len && strchr(" -|/", key->bytes[key->len - 1])) key->len--;
}

static void count_edges(Slice text, Map* edges) {
  Buffer key = {0};
  while (text.len) {
    const Slice page = next_page(&text);
    for (int last = 0; last < 2; last++) {
      const Slice line = edge(page, last);
      if (!line.len) continue;
      put_without_digits(line, &key);
      ++*map_at(edges, buffer_slice(&key), 0);
    }
  }
  buffer_free(&key);
}

static bool running(Slice line, const Map* edges, Buffer* key) {
  put_without_digits(line, key);
  const uint64_t* n = map_find(edges, buffer_slice(key));
  return !key->len || (n && *n > SAME_AT_LEAST);
}

static void put_pages(Slice text, Buffer* out) {
  Map    edges = {0};
  Buffer key   = {0};
  count_edges(text, &edges);
  while (text.len) {
    Slice       page = next_page(&text);
    const Slice top = edge(page, false), bottom = edge(page, true);
    const bool  no_top = top.len && running(top, &edges, &key), no_bottom = bottom.len && running(bottom, &edges, &key);
    // a sentence that goes on over the page stays in one block
    while (out->len && out->bytes[out->len - 1] == '\n') out->len--;
    const bool ended = !out->len || strchr(".!?:\"\x9D\x99", out->bytes[out->len - 1]);
    if (out->len) buffer_puts(out, ended ? "\n\n" : "\n");
    bool begun = false;
    while (page.len) {
      const Slice line = cut_line(&page), words = slice_trim(line);
      if ((no_top && words.ptr == top.ptr) || (no_bottom && words.ptr == bottom.ptr)) continue;
      begun |= words.len > 0;
      if (begun) buffer_put_slice(out, line), buffer_putc(out, '\n');
    }
  }
  buffer_free(&key);
  map_free(&edges);
}

static Slice between(Slice s, const char* open, const char* close, bool last) {
  const char* begin = memmem(s.ptr, s.len, open, strlen(open));
  if (!begin) return (Slice){"", 0};
  begin += strlen(open);
  const char* end = NULL;
  for (const char* p = begin; (p = memmem(p, (size_t)(s.ptr + s.len - p), close, strlen(close))); p++) {
    end = p;
    if (!last) break;
  }
  return (Slice){begin, (size_t)((end ? end : s.ptr + s.len) - begin)};
}

/* What programs put where a title should stand: "Microsoft Word - sale.docx", "untitled", "sale_final.indd". */
static bool file_like(const char* title) {
  static const char* const words[] = {"Microsoft ", "untitled", "Untitled"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strncmp(title, words[i], strlen(words[i]))) return true;
  const char* dot = strrchr(title, '.');
  return !*title || (dot && strlen(dot) <= 5 && strlen(dot) > 2 && !strchr(dot, ' '));
}

static Status read(const DocumentSource* source, Document* doc) {
  static const char* const argv[] = {"pdftotext", "-q", "-enc", "UTF-8", "-htmlmeta", "-", "-", NULL};
  Buffer                   out    = {0}, pages = {0}, text = {0};
  int                      code;
  Status status = command_filter(argv, source->bytes, &limits, &out, &code);
  if (status == ERR_NOT_FOUND)
    status = fail(ERR_UNSUPPORTED, "%s: a PDF, and pdftotext is not installed; on Debian: apt-get install poppler-utils", source_name(source));
  else if (status != OK)
    blame(status, "%s", source_name(source));
  else if (code)
    status = fail(ERR_INPUT, "%s: pdftotext cannot read it; it is broken, cut short or locked by a password", source_name(source));
  if (status == OK) {
    const Slice said  = between(buffer_slice(&out), "<title>", "</title>", false);
    const char* title = about_plain(&doc->arena, arena_copy(&doc->arena, said.ptr, said.len));
    put_pages(between(buffer_slice(&out), "<pre>\n", "</pre>", true), &pages);
    lines_join(buffer_slice(&pages), (LineStyle){.slack = SLACK}, &text);
    doc->text = text_make(&doc->arena, buffer_slice(&text).ptr, text.len);
    if (!file_like(title)) doc->title = title;
    if (!doc->text.len)
      status = fail(ERR_INPUT, "%s: a PDF without text, perhaps a scan; recognize its text first (ocrmypdf)", source_name(source));
  }
  buffer_free(&out);
  buffer_free(&pages);
  buffer_free(&text);
  return status;
}

static int bid(const DocumentSource* source) {
  const Slice s = {source->bytes.ptr, source->bytes.len < 1024 ? source->bytes.len : 1024};
  if (s.len > 5 && !memcmp(s.ptr, "%PDF-", 5)) return 99;
  const bool named = source_ends(source, ".pdf") || source_is(source, "application/pdf");
  return named && memmem(s.ptr, s.len, "%PDF-", 5) ? 98 : 0; // some have bytes before it
}

const DocumentKind document_pdf = {DOCUMENT_PDF, bid, read};
