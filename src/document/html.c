/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Web pages: bytes to characters, characters to a Page, a Page to the article in it. */
#include "document/about.h"
#include "document/charset.h"
#include "document/kind.h"
#include "document/page.h"
#include "document/tame.h"

#include <string.h>
#include <strings.h>

enum { LOOK_BYTES = 1024, DECLARED_BYTES = 4096 };

static bool begins_like_page(Slice bytes) {
  static const char* const heads[] = {"<!doctype html", "<html", "<head", "<body", "<title",
                                      "<article", "<meta", "<div", "<p>", "<h1"};
  size_t                   mark;
  charset_marked(bytes, &mark);
  Slice rest = slice_trim((Slice){bytes.ptr + mark, bytes.len - mark < LOOK_BYTES ? bytes.len - mark : LOOK_BYTES});
  while (rest.len > 4 && (!memcmp(rest.ptr, "<!--", 4) || !memcmp(rest.ptr, "<?xml", 5))) { // comments and declarations before it
    const char* end = memchr(rest.ptr, '>', rest.len);
    if (!end) return false;
    rest = slice_trim((Slice){end + 1, rest.len - (size_t)(end + 1 - rest.ptr)});
  }
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    const size_t n = strlen(heads[i]);
    if (rest.len >= n && !strncasecmp(rest.ptr, heads[i], n)) return true;
  }
  return false;
}

/* Whether there is any element, comment or declaration. */
static bool holds_markup(Slice bytes) {
  if (bytes.len > 1 && (!bytes.ptr[0] || !bytes.ptr[1] || (unsigned char)*bytes.ptr >= 0xFE)) return true; // UTF-16
  for (const char *p = bytes.ptr, *end = p + bytes.len; (p = memchr(p, '<', (size_t)(end - p))) && end - ++p > 0;)
    if ((*p | 32) >= 'a' ? (*p | 32) <= 'z' : *p == '/' || *p == '!') return true;
  return false;
}

static int bid(const DocumentSource* source) {
  const bool declared = source_is(source, "text/html") || source_is(source, "application/xhtml+xml");
  const bool named    = source_ends(source, ".html") || source_ends(source, ".htm") || source_ends(source, ".xhtml");
  if ((declared || named) && !holds_markup(source->bytes)) return 5; // text, whatever it is called
  if (declared) return 95;
  return begins_like_page(source->bytes) ? 80 : named ? 60 : 0;
}

/* <meta charset="..."> or <meta http-equiv="Content-Type" content="...; charset=...">, near the top. */
static Charset declared(Slice bytes) {
  const Slice head = {bytes.ptr, bytes.len < DECLARED_BYTES ? bytes.len : DECLARED_BYTES};
  for (const char *p = head.ptr, *end = p + head.len; (p = memchr(p, '<', (size_t)(end - p))); p++) {
    if (end - p < 6 || strncasecmp(p, "<meta", 5)) continue;
    const char*   close   = memchr(p, '>', (size_t)(end - p));
    const Charset charset = charset_named(charset_label((Slice){p, (size_t)((close ? close : end) - p)}));
    if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE) return CHARSET_UTF8; // it could not be read else
    if (charset != CHARSET_UNKNOWN) return charset;
  }
  return CHARSET_UNKNOWN;
}

static Charset encoding(const DocumentSource* source, Slice* bytes) {
  size_t  mark;
  Charset charset = charset_marked(*bytes, &mark);
  *bytes          = (Slice){bytes->ptr + mark, bytes->len - mark};
  if (charset != CHARSET_UNKNOWN) return charset;
  const Charset looks = charset_guess(*bytes);
  if (source->media) charset = charset_named(charset_label(slice(source->media)));
  if (charset == CHARSET_UNKNOWN) charset = declared(*bytes);
  // servers declare what they like; bytes that are whole UTF-8 beyond ASCII are never anything else by chance, and more
  // broken sequences than whole ones are no UTF-8
  if (charset == CHARSET_UTF8 && looks == CHARSET_WINDOWS_1252) charset = looks;
  const bool escaped = charset >= CHARSET_OTHER && memchr(bytes->ptr, 0x1B, bytes->len); // ISO-2022-JP looks like ASCII
  if (charset == CHARSET_UNKNOWN || (looks == CHARSET_UTF8 && !escaped)) charset = looks;
  return charset == CHARSET_UNKNOWN ? CHARSET_WINDOWS_1252 : charset;
}

/* The article as the page has it for machines, where it shows people less than half of that: the rest is for those who pay,
 * or comes by a script. */
static void take_body(const char* body, const char* title, Arena* scratch, Buffer* text) {
  enum { LEAST_BODY = 200 };
  Buffer whole = {0};
  if (strstr(body, "</")) {
    Page page;
    page_parse(slice(body), scratch, &page);
    page_text(&page, title, &whole);
    page_free(&page);
  } else {
    for (Slice rest = slice(body); rest.len;) {
      const Slice line  = slice_cut(&rest, '\n');
      const char* plain = about_plain(scratch, arena_copy(scratch, line.ptr, line.len));
      if (*plain && whole.len) buffer_puts(&whole, "\n\n");
      buffer_puts(&whole, plain);
    }
  }
  if (whole.len >= LEAST_BODY && whole.len > 2 * text->len) {
    buffer_clear(text);
    buffer_put_slice(text, buffer_slice(&whole));
  }
  buffer_free(&whole);
}

static Status read(const DocumentSource* source, Document* doc) {
  Slice         bytes   = source->bytes;
  const Charset charset = encoding(source, &bytes);
  Buffer        utf8    = {0};
  charset_convert(bytes, charset, &utf8);
  tame_page(&utf8);
  Arena scratch = {0};
  Text  html    = {.bytes = buffer_slice(&utf8).ptr, .len = utf8.len};
  if (utf8_broken(buffer_slice(&utf8))) html = text_make(&scratch, html.bytes, html.len);

  Page page;
  page_parse((Slice){html.bytes, html.len}, &scratch, &page);
  const char* body = about_page(&page, source->uri, doc);
  Buffer      text = {0};
  page_text(&page, doc->title, &text);
  if (body) take_body(body, doc->title, &scratch, &text);
  doc->text = text_make(&doc->arena, buffer_slice(&text).ptr, text.len);
  if (html.repaired) doc->text.repaired = html.repaired;
  if (page.cut) doc->warning = arena_printf(&doc->arena, "%s: elements nested too deep; read up to there", source_name(source));
  const bool cut = page.cut;
  buffer_free(&text);
  page_free(&page);
  arena_free(&scratch);
  buffer_free(&utf8);
  if (doc->text.len) return OK;
  return fail(ERR_INPUT, "%s: no article found in this page%s; save its text as a .txt file", source_name(source),
              cut ? ", its elements are nested too deep" : "");
}

const DocumentKind document_html = {DOCUMENT_HTML, bid, read};
