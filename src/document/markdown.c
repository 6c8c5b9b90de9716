/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Markdown (CommonMark, by cmark), with what stands in front of it between lines of "---" (YAML) or "+++" (TOML).
 *
 *     ---
 *     title: Port sale confirmed              names as in data/record-fields.tsv
 *     authors: [Mara Lindqvist, Ivo Petersen]
 *     ---
 *     # Port sale confirmed                   the title where none is in front; not part of the text
 *     The port *will* be
 *     [sold](https://coast.example/sale).     "The port will be sold."
 *
 * Of the front only plain lines "key: value" and lists are understood. Pictures, HTML and fenced code are left out. */
#include "document/about.h"
#include "document/charset.h"
#include "document/record.h"

#include <cmark.h>
#include <string.h>

enum { MOST_AUTHORS = 20, MOST_BYTES = 8 * 1024 * 1024 };

typedef struct {
  DocumentGiven given;
  const char*   authors[MOST_AUTHORS];
} Front;

static Slice cut_line(Slice* rest) {
  const char*  end  = memchr(rest->ptr, '\n', rest->len);
  const size_t n    = end ? (size_t)(end - rest->ptr) : rest->len;
  const Slice  line = {rest->ptr, n && rest->ptr[n - 1] == '\r' ? n - 1 : n};
  *rest             = (Slice){rest->ptr + n + (end != NULL), rest->len - n - (end != NULL)};
  return line;
}

static bool is_mark(Slice line) {
  line = slice_trim(line);
  return line.len == 3 && (!memcmp(line.ptr, "---", 3) || !memcmp(line.ptr, "+++", 3));
}

/* The lines between the first two marks; `rest` is what stands behind them. False where there is no front. */
static bool cut_front(Slice* rest, Slice* front) {
  Slice       left  = *rest;
  const Slice first = cut_line(&left);
  if (!is_mark(first)) return false;
  front->ptr = left.ptr;
  while (left.len) {
    const Slice line = cut_line(&left);
    if (!is_mark(line) || *slice_trim(line).ptr != *slice_trim(first).ptr) continue;
    front->len = (size_t)(line.ptr - front->ptr);
    *rest      = left;
    return true;
  }
  return false;
}

static Slice unquoted(Slice s) {
  s = slice_trim(s);
  if (s.len > 1 && (*s.ptr == '"' || *s.ptr == '\'') && s.ptr[s.len - 1] == *s.ptr) s = (Slice){s.ptr + 1, s.len - 2};
  return s;
}

static void note_one(Front* front, const char* part, Slice value, Arena* arena) {
  value = unquoted(value);
  if (!value.len) return;
  const char* kept = arena_copy(arena, value.ptr, value.len);
  DocumentGiven* given = &front->given;
  if (!strcmp(part, "title")) given->title = kept;
  else if (!strcmp(part, "published")) given->published = kept;
  else if (!strcmp(part, "publisher")) given->publisher = kept;
  else if (!strcmp(part, "url")) given->url = kept;
  else if (!strcmp(part, "language")) given->language = kept;
  else if (given->author_count < MOST_AUTHORS) front->authors[given->author_count++] = kept;
}

static void note(Front* front, const char* part, Slice value, Arena* arena) {
  value = slice_trim(value);
  const bool list = !strcmp(part, "authors") && value.len > 1 && *value.ptr == '[';
  if (!list) note_one(front, part, value, arena);
  for (size_t i = 1, begin = 1; list && i < value.len; i++) {
    if (value.ptr[i] != ',' && value.ptr[i] != ']') continue;
    note_one(front, part, (Slice){value.ptr + begin, i - begin}, arena);
    begin = i + 1;
  }
}

static void read_front(const DocumentSource* source, Slice lines, Front* front, Arena* arena) {
  static const char* const parts[] = {"title", "published", "publisher", "url", "language", "authors"};
  int                      ranks[sizeof parts / sizeof *parts];
  const char*              open = NULL; // the part whose list stands on lines of its own
  for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) ranks[p] = RECORD_WORST + 1;
  while (lines.len) {
    const Slice line = cut_line(&lines), words = slice_trim(line);
    if (open && words.len > 2 && words.ptr[0] == '-' && words.ptr[1] == ' ') {
      note(front, open, (Slice){words.ptr + 2, words.len - 2}, arena);
      continue;
    }
    open = NULL;
    size_t n = 0;
    while (n < line.len && line.ptr[n] != ':' && line.ptr[n] != '=') n++;
    if (!n || n == line.len || line.ptr[0] == ' ' || line.ptr[0] == '#') continue;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
      const int   rank  = record_rank(source, parts[p], slice_trim((Slice){line.ptr, n}));
      const Slice value = {line.ptr + n + 1, line.len - n - 1};
      if (rank > RECORD_WORST || rank >= ranks[p]) continue;
      ranks[p] = rank;
      if (!strcmp(parts[p], "authors")) front->given.author_count = 0;
      if (slice_trim(value).len) note(front, parts[p], value, arena);
      else open = parts[p];
    }
  }
  front->given.authors = front->authors;
}

typedef struct {
  Buffer      text, block;
  const char* title;
  int         pictures; ///< Open ones: what stands for them is left out
} Words;

static void end_block(Words* w, cmark_node* node, Arena* arena) {
  const Slice words = slice_trim(buffer_slice(&w->block));
  if (words.len && !w->title && !w->text.len && cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1) {
    w->title = arena_copy(arena, words.ptr, words.len);
  } else if (words.len) {
    if (w->text.len) buffer_puts(&w->text, "\n\n");
    buffer_put_slice(&w->text, words);
  }
  buffer_clear(&w->block);
}

static void put_node(Words* w, cmark_node* node, cmark_event_type event, Arena* arena) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_IMAGE) w->pictures += event == CMARK_EVENT_ENTER ? 1 : -1;
  if (event == CMARK_EVENT_EXIT) {
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) end_block(w, node, arena);
    return;
  }
  if (w->pictures) return;
  const char* literal = cmark_node_get_literal(node);
  if ((type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) && literal) buffer_puts(&w->block, literal);
  else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) buffer_putc(&w->block, ' ');
  else if (type == CMARK_NODE_CODE_BLOCK && literal && !*cmark_node_get_fence_info(node)) {
    buffer_puts(&w->block, literal); // indented: more often a paragraph than a program
    end_block(w, node, arena);
  }
}

static Status read(const DocumentSource* source, Document* doc) {
  if (source->bytes.len > MOST_BYTES)
    return fail(ERR_LIMIT, "%s: %zu MB of Markdown, the most for one article is %d MB; cut it into articles, or give --type text",
                source_name(source), source->bytes.len / (1024 * 1024), MOST_BYTES / (1024 * 1024));
  Buffer utf8  = {0};
  Front  front = {0};
  Slice  head;
  size_t        mark;
  const Charset charset = charset_marked(source->bytes, &mark);
  const Slice   bytes   = {source->bytes.ptr + mark, source->bytes.len - mark};
  charset_convert(bytes, charset == CHARSET_UNKNOWN ? charset_guess(bytes) : charset, &utf8);
  Slice rest = buffer_slice(&utf8);
  if (cut_front(&rest, &head)) read_front(source, head, &front, &doc->arena);
  Words       words = {.title = front.given.title};
  cmark_node* root  = cmark_parse_document(rest.ptr, rest.len, CMARK_OPT_VALIDATE_UTF8);
  cmark_iter* iter  = cmark_iter_new(root);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
    put_node(&words, cmark_iter_get_node(iter), event, &doc->arena);
  cmark_iter_free(iter);
  cmark_node_free(root);
  doc->text = text_make(&doc->arena, buffer_slice(&words.text).ptr, words.text.len);
  about_given(&front.given, doc);
  if (!front.given.title) doc->title = words.title;
  buffer_free(&words.text);
  buffer_free(&words.block);
  buffer_free(&utf8);
  return OK;
}

/* A front with a title in it, or the first line a heading and another one further down. */
static int bid(const DocumentSource* source) {
  if (source_is(source, "text/markdown")) return 92;
  if (source_ends(source, ".md") || source_ends(source, ".markdown")) return 86;
  Slice rest = source->bytes, front;
  if (cut_front(&rest, &front) && memmem(front.ptr, front.len, "title", 5)) return 84;
  rest = slice_trim(source->bytes);
  return rest.len > 2 && rest.ptr[0] == '#' && rest.ptr[1] == ' ' && memmem(rest.ptr, rest.len, "\n## ", 4) ? 40 : 0;
}

const DocumentKind document_markdown = {DOCUMENT_MARKDOWN, bid, read};
