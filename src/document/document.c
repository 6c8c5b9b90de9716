/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The way of every input: limits, the kind that bids most, then what all articles have: paragraphs and a digest. */
#include "document/about.h"
#include "document/compose.h"
#include "document/language.h"
#include "document/kind.h"
#include "fetch/address.h"

#include <string.h>
#include <strings.h>

static const DocumentKind* const kinds[] = {&document_plain, &document_html, &document_markdown, &document_mail,
                                            &document_pdf,   &document_docx, &document_odt};

/* Files that people have at hand and take for text, by their first bytes. */
static const struct {
  Slice       magic;
  const char* what;
} others[] = {
    {{"PK\3\4", 4}, "a ZIP, Excel, PowerPoint or EPUB file; save its articles as text or as web pages first"},
    {{"\xD0\xCF\x11\xE0", 4}, "an old Word file; save it as text first"},
    {{"{\\rtf", 5}, "rich text (RTF); save it as plain text first"},
    {{"\x1F\x8B", 2}, "compressed; unpack it first (gunzip)"},
    {{"BZh", 3}, "compressed; unpack it first (bunzip2)"},
    {{"\xFD" "7zXZ", 5}, "compressed; unpack it first (unxz)"},
    {{"\x28\xB5\x2F\xFD", 4}, "compressed; unpack it first (unzstd)"},
    {{"\x89PNG", 4}, "a picture, not an article"},
    {{"\xFF\xD8\xFF", 3}, "a picture, not an article"},
    {{"GIF8", 4}, "a picture, not an article"},
    {{"\x7F" "ELF", 4}, "a program, not an article"},
};

const char* source_name(const DocumentSource* source) {
  return source->name ? source->name : source->uri ? source->uri : "input";
}

bool source_is(const DocumentSource* source, const char* media) {
  if (!source->media) return false;
  const size_t n = strlen(media);
  return !strncasecmp(source->media, media, n) && (!source->media[n] || strchr("; \t", source->media[n]));
}

bool source_ends(const DocumentSource* source, const char* extension) {
  if (!source->uri) return false;
  const size_t path = strcspn(source->uri, "?#"), n = strlen(extension);
  return path > n && !strncasecmp(source->uri + path - n, extension, n);
}

static const DocumentKind* kind_of(const DocumentSource* source, int* most) {
  const DocumentKind* best = NULL;
  *most                    = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (source->type == kinds[i]->type) return kinds[i];
    const int bid = source->type == DOCUMENT_GUESS ? kinds[i]->bid(source) : 0;
    if (bid > *most) best = kinds[i], *most = bid;
  }
  return best;
}

int document_bid(const DocumentSource* source) {
  int most;
  kind_of(source, &most);
  return most;
}

/* Line breaks (Unicode 15, section 5.8): LF, CR, vertical tab, form feed, NEL, line and paragraph separators. */
static bool breaks(uint32_t c) { return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

/* White space (Unicode property White_Space), and the marks that stand for nothing. */
static bool blank(uint32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

static void find_paragraphs(Document* doc) {
  const char* p     = doc->text.bytes;
  size_t      cap   = 0;
  uint32_t    begin = 0;
  bool        some  = false;
  for (uint32_t i = 0; i <= doc->text.length; i++) {
    const uint32_t c = i < doc->text.length ? utf8_next(&p) : '\n';
    if (breaks(c)) {
      if (some) *arena_push(&doc->arena, doc->paragraphs, doc->paragraph_count, cap) = (Span){begin, i};
      begin = i + 1;
      some  = false;
    } else if (!blank(c)) {
      some = true;
    }
  }
}

/* Plain text stays as it is, code point for code point; of all else the text is ours to write. */
static void compose_all(Document* doc, bool plain) {
  Arena* arena = &doc->arena;
  const Slice given = {doc->text.bytes, doc->text.len}, text = plain ? given : compose(arena, given);
  if (text.ptr != given.ptr) {
    const size_t repaired = doc->text.repaired;
    doc->text             = text_make(arena, text.ptr, text.len);
    doc->text.repaired    = repaired;
  }
  const char** const strings[] = {&doc->title, &doc->publisher, &doc->section, &doc->dateline, &doc->agency};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = compose_string(arena, *strings[i]);
  for (size_t i = 0; i < doc->author_count; i++) doc->authors[i] = compose_string(arena, doc->authors[i]);
}

static Status finish(const DocumentSource* source, bool plain, Document* doc) {
  if (source->given) about_given(source->given, doc);
  compose_all(doc, plain);
  find_paragraphs(doc);
  if (!doc->paragraph_count)
    return fail(ERR_INPUT, "%s: empty, there is no text in it; check that it was saved", source_name(source));
  if (doc->text.repaired) {
    const char* more = doc->warning ? doc->warning : source_name(source);
    doc->warning     = arena_printf(&doc->arena, "%s: %zu broken character%s replaced by U+FFFD", more, doc->text.repaired,
                                    doc->text.repaired == 1 ? "" : "s");
  }
  about_text(doc);
  if (source->given && source->given->summary_only && !doc->warning)
    doc->warning = source->given->page_fault
                       ? arena_printf(&doc->arena, "%s: only the feed's summary is read (%s)", source_name(source), source->given->page_fault)
                       : arena_printf(&doc->arena, "%s: the feed gives a summary only; the whole article is at %s", source_name(source),
                                      doc->url ? doc->url : "an address that it does not name");
  if (!doc->uri) doc->uri = address_public(&doc->arena, arena_copy(&doc->arena, source->uri, source->uri ? strlen(source->uri) : 0));
  const char* language = language_of((Slice){doc->text.bytes, doc->text.len});
  if (language && !(doc->language && language_same(doc->language, language))) doc->language = language; // pages say "en" by habit
  if (!doc->language) doc->language = "en";
  doc->sha256 = digest_sha256((Slice){doc->text.bytes, doc->text.len});
  return OK;
}

static Status refuse(const DocumentSource* source) {
  const Slice bytes = source->bytes;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (bytes.len >= others[i].magic.len && !memcmp(bytes.ptr, others[i].magic.ptr, others[i].magic.len))
      return fail(ERR_INPUT, "%s: %s", source_name(source), others[i].what);
  return OK;
}

Status document_read(const DocumentSource* source, Document* doc) {
  *doc = (Document){0};
  if (!source->bytes.len) return fail(ERR_INPUT, "%s: empty, there is nothing in it; check that it was saved", source_name(source));
  if (source->bytes.len > DOCUMENT_LIMIT)
    return fail(ERR_LIMIT, "%s: %zu MB, the most for one article is %d MB; cut it into articles", source_name(source),
                source->bytes.len / (1024 * 1024), DOCUMENT_LIMIT / (1024 * 1024));
  int                 bid;
  const DocumentKind* kind = kind_of(source, &bid);
  if (!kind || kind == &document_plain) TRY(refuse(source));
  if (!kind) return fail(ERR_UNSUPPORTED, "%s: this kind of input is not read by this version", source_name(source));
  Status status = kind->read(source, doc);
  if (status == OK) status = finish(source, kind == &document_plain, doc);
  if (status != OK) document_free(doc);
  return status;
}

void document_free(Document* doc) {
  arena_free(&doc->arena);
  *doc = (Document){0};
}
