/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One message (EML): its text, HTML before plain, and what its headers say.
 *
 *     From: Mara Lindqvist <mara@coast.example>          author
 *     Subject: Fwd: =?utf-8?Q?Port_sale?=                title "Port sale"
 *     Date: Sat, 19 Apr 2031 08:00:00 +0200              published
 *     Message-ID: <42@coast.example>                     its address, mid:42@coast.example (RFC 2392)
 *
 * Attachments are not read. Of plain text, lines are joined to paragraphs; what is quoted (">") and the signature behind
 * "-- " are left out. */
#include "document/about.h"
#include "document/kind.h"
#include "document/lines.h"
#include "document/mime.h"

#include <string.h>
#include <strings.h>

enum { MOST_DEPTH = 10, MOST_PARTS = 500, LOOK_LINES = 40 };

typedef struct {
  Arena*   arena;
  MimePart html, plain; ///< The first of each; without a body where there is none
  bool     has_html, has_plain;
  int      parts;
} Search;

static bool starts(Slice s, const char* word) { return s.len >= strlen(word) && !strncasecmp(s.ptr, word, strlen(word)); }

static void find_texts(Search* search, Slice bytes, int depth) {
  if (depth > MOST_DEPTH || ++search->parts > MOST_PARTS) return;
  const MimePart part = mime_split(bytes);
  const Slice    type = mime_header(part.head, "Content-Type", search->arena);
  if (depth && starts(mime_header(part.head, "Content-Disposition", search->arena), "attachment")) return;
  if (starts(type, "multipart/")) {
    const Slice boundary = mime_param(type, "boundary");
    Slice       rest     = part.body;
    for (Slice one; boundary.len && mime_next(&rest, boundary, &one);) find_texts(search, one, depth + 1);
  } else if (starts(type, "message/rfc822")) {
    find_texts(search, part.body, depth + 1);
  } else if (starts(type, "text/html")) {
    if (!search->has_html) search->html = part, search->has_html = true;
  } else if (!type.len || starts(type, "text/plain")) {
    if (!search->has_plain) search->plain = part, search->has_plain = true;
  }
}

static void part_text(const MimePart* part, Arena* arena, Buffer* utf8) {
  Buffer bytes = {0};
  mime_decode(part->body, mime_header(part->head, "Content-Transfer-Encoding", arena), &bytes);
  mime_utf8(buffer_slice(&bytes), mime_param(mime_header(part->head, "Content-Type", arena), "charset"), utf8);
  buffer_free(&bytes);
}

/* Without what is quoted and the signature. */
static void put_own_words(Slice text, Buffer* out) {
  while (text.len) {
    const char*  end  = memchr(text.ptr, '\n', text.len);
    const size_t n    = end ? (size_t)(end - text.ptr) + 1 : text.len;
    const Slice  line = {text.ptr, n};
    if (line.len >= 3 && !memcmp(line.ptr, "-- ", 3) && !slice_trim((Slice){line.ptr + 3, n - 3}).len) return;
    if (*line.ptr != '>') buffer_put_slice(out, line);
    text = (Slice){text.ptr + n, text.len - n};
  }
}

static Status read_plain(const DocumentSource* source, const MimePart* part, Document* doc) {
  Buffer      utf8 = {0}, own = {0}, text = {0};
  Arena       scratch = {0};
  const Slice format  = mime_param(mime_header(part->head, "Content-Type", &scratch), "format");
  part_text(part, &scratch, &utf8);
  put_own_words(buffer_slice(&utf8), &own);
  lines_join(buffer_slice(own.len ? &own : &utf8), (LineStyle){.flowed = starts(format, "flowed")}, &text);
  doc->text = text_make(&doc->arena, buffer_slice(&text).ptr, text.len);
  buffer_free(&utf8);
  buffer_free(&own);
  buffer_free(&text);
  arena_free(&scratch);
  return doc->text.len ? OK : fail(ERR_INPUT, "%s: a message without text", source_name(source));
}

static Status read_html(const DocumentSource* source, const MimePart* part, Document* doc) {
  Buffer utf8    = {0};
  Arena  scratch = {0};
  part_text(part, &scratch, &utf8);
  const DocumentSource page   = {.uri = source->uri, .name = source->name, .bytes = buffer_slice(&utf8), .type = DOCUMENT_HTML,
                                 .media = "text/html; charset=utf-8"};
  const Status         status = document_html.read(&page, doc);
  buffer_free(&utf8);
  arena_free(&scratch);
  return status;
}

/* "Mara Lindqvist" of `"Mara Lindqvist" <mara@coast.example>`; NULL where there is an address only. */
static const char* sender(Slice value, Arena* arena) {
  const char* angle = memchr(value.ptr, '<', value.len);
  Slice       name  = slice_trim((Slice){value.ptr, angle ? (size_t)(angle - value.ptr) : 0});
  if (name.len > 1 && *name.ptr == '"' && name.ptr[name.len - 1] == '"') name = (Slice){name.ptr + 1, name.len - 2};
  return name.len ? mime_words(name, arena) : NULL;
}

/* Without "Re:" and "Fwd:", however many. */
static Slice subject(Slice s) {
  static const char* const prefixes[] = {"re:", "fwd:", "fw:"};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if (starts(s, prefixes[i])) s = slice_trim((Slice){s.ptr + strlen(prefixes[i]), s.len - strlen(prefixes[i])}), i = (size_t)-1;
  return s;
}

static void note_headers(Slice head, Document* doc) {
  Arena*      arena  = &doc->arena;
  const Slice date   = mime_header(head, "Date", arena);
  const char* note   = memchr(date.ptr, '(', date.len); // "(CEST)" behind it
  const char* author = sender(mime_header(head, "From", arena), arena);
  Slice       link   = mime_header(head, "Archived-At", arena);
  if (link.len > 2 && *link.ptr == '<') link = (Slice){link.ptr + 1, link.len - 2};
  const Slice         organization = mime_header(head, "Organization", arena);
  const DocumentGiven given        = {
             .title        = mime_words(subject(slice(mime_words(mime_header(head, "Subject", arena), arena))), arena),
             .published    = arena_copy(arena, date.ptr, note ? (size_t)(note - date.ptr) : date.len),
             .publisher    = organization.len ? mime_words(organization, arena) : NULL,
             .url          = link.len ? arena_copy(arena, link.ptr, link.len) : NULL,
             .authors      = &author,
             .author_count = author != NULL};
  about_given(&given, doc);
  const Slice id = mime_header(head, "Message-ID", arena);
  if (given.url || id.len < 3 || *id.ptr != '<' || id.ptr[id.len - 1] != '>') return;
  Buffer mid = {0};
  buffer_puts(&mid, "mid:");
  for (size_t i = 1; i + 1 < id.len; i++) {
    const unsigned char c = (unsigned char)id.ptr[i];
    if (c <= ' ' || c >= 127 || strchr("%#?\"<>\\^`{|}/", c)) buffer_printf(&mid, "%%%02X", c);
    else buffer_putc(&mid, (char)c);
  }
  doc->uri = arena_copy(arena, mid.bytes, mid.len);
  buffer_free(&mid);
}

static Status read(const DocumentSource* source, Document* doc) {
  Arena  scratch = {0};
  Search search  = {.arena = &scratch};
  Slice  bytes   = source->bytes;
  if (bytes.len > 5 && !memcmp(bytes.ptr, "From ", 5)) { // the line that a mailbox puts before it
    const char* end = memchr(bytes.ptr, '\n', bytes.len);
    if (end) bytes = (Slice){end + 1, bytes.len - (size_t)(end + 1 - bytes.ptr)};
  }
  find_texts(&search, bytes, 0);
  Status status = fail(ERR_INPUT, "%s: a message without text; attachments are not read", source_name(source));
  if (search.has_html) status = read_html(source, &search.html, doc);
  if (status != OK && search.has_plain) {
    document_free(doc);
    status = read_plain(source, &search.plain, doc);
  }
  if (status == OK) note_headers(mime_split(bytes).head, doc);
  arena_free(&scratch);
  return status;
}

/* Lines of headers, two of them such as every message has. */
static int bid(const DocumentSource* source) {
  static const char* const usual[] = {"from:", "to:", "subject:", "date:", "message-id:", "mime-version:", "received:", "return-path:"};
  Slice  rest  = source->bytes;
  int    known = 0;
  for (int lines = 0; rest.len && lines < LOOK_LINES; lines++) {
    const char* end  = memchr(rest.ptr, '\n', rest.len);
    const Slice line = {rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len};
    if (!end || !slice_trim(line).len) break;
    rest = (Slice){end + 1, rest.len - line.len - 1};
    if (*line.ptr == ' ' || *line.ptr == '\t') continue;
    size_t n = 0;
    while (n < line.len && line.ptr[n] > ' ' && line.ptr[n] < 127 && line.ptr[n] != ':') n++;
    if (!n || n == line.len || line.ptr[n] != ':') return 0;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) known += starts(line, usual[i]);
  }
  const bool named = source_ends(source, ".eml") || source_is(source, "message/rfc822");
  return known >= 2 ? 93 : named && known ? 90 : 0;
}

const DocumentKind document_mail = {DOCUMENT_MAIL, bid, read};
