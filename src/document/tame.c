/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "document/tame.h"

#include "document/page_element.h"

#include <string.h>
#include <strings.h>

enum { MOST_NAMES = 512, NAME_SLOTS = 4 * MOST_NAMES };

/* A pass over the page: what is kept moves from `p` on to `out`, which never overtakes it. */
typedef struct {
  char*  p;
  char*  end;
  char*  out;
  char*  last;             ///< The last ">"; NULL: none
  bool   endless;          ///< A comment that is never closed is none, nor are those behind it
  size_t names;
  Slice  seen[NAME_SLOTS]; ///< The names of elements and references so far, by open addressing
} Tamer;

static bool white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* What the parser takes into the name of an element. */
static bool of_name(char c) { return letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_' || c == '.'; }

static bool same_word(Slice a, const char* b, size_t n) { return a.len == n && !strncasecmp(a.ptr, b, n); }

static void keep_to(Tamer* t, char* to) {
  if (t->out != t->p) memmove(t->out, t->p, (size_t)(to - t->p));
  t->out += to - t->p;
  t->p = to;
}

/* Behind one attribute, its value too, as browsers read it: name, "=", quoted or up to white space or ">". */
static char* skip_attribute(char* p, const char* end, Slice* name, Slice* value) {
  *name = *value = (Slice){p, 0};
  while (p < end && !white(*p) && *p != '=' && *p != '>' && *p != '/') p++;
  name->len = (size_t)(p - name->ptr);
  char* q   = p;
  while (q < end && white(*q)) q++;
  if (q == end || *q != '=') return p;
  q++;
  while (q < end && white(*q)) q++;
  if (q < end && (*q == '"' || *q == '\'')) {
    char* close = memchr(q + 1, *q, (size_t)(end - q - 1));
    if (!close) return name->len = 0, q + 1; // a quote that is never closed would swallow the page
    *value = (Slice){q + 1, (size_t)(close - q - 1)};
    return close + 1;
  }
  value->ptr = q;
  while (q < end && !white(*q) && *q != '>') q++;
  value->len = (size_t)(q - value->ptr);
  return q;
}

/* Whether the name is one of the first MOST_NAMES. */
static bool among_first(Tamer* t, Slice name) {
  uint32_t slot = 0x811C9DC5; // FNV-1a
  for (size_t i = 0; i < name.len; i++) slot = (slot ^ (unsigned char)name.ptr[i]) * 0x01000193;
  for (slot %= NAME_SLOTS; t->seen[slot].len; slot = (slot + 1) % NAME_SLOTS)
    if (slice_equal(t->seen[slot], name)) return true;
  if (t->names == MOST_NAMES) return false;
  t->seen[slot] = name;
  t->names++;
  return true;
}

static Slice keep_name(Tamer* t) {
  char* const begin = t->out;
  char*       after = t->p;
  while (after < t->end && of_name(*after)) after++;
  keep_to(t, after);
  if (!among_first(t, (Slice){begin, (size_t)(t->out - begin)})) *begin = 'x', t->out = begin + 1;
  return (Slice){begin, (size_t)(t->out - begin)};
}

/* The attributes that are read, up to the end of the tag. */
static void keep_attributes(Tamer* t, bool* linked) {
  for (bool apart = false; t->p < t->end && *t->p != '>';) {
    if (white(*t->p) || *t->p == '/') {
      apart = true;
      if (*t->p++ == '/' && t->p < t->end && *t->p == '>') *t->out++ = '/';
      continue;
    }
    Slice       name, value;
    char* const next = skip_attribute(t->p, t->end, &name, &value);
    const bool  read = element_reads(name);
    *linked |= same_word(name, "type", 4) && value.len > 14 && !strncasecmp(value.ptr, "application/ld", 14);
    if (read && apart) *t->out++ = ' ';
    if (read) keep_to(t, next);
    apart &= !read;
    t->p = next;
  }
}

/* What stands in scripts and styles looks like tags by chance only: on to their end tag, or the end of the page. */
static char* raw_end(const Tamer* t, Slice name) {
  for (char* q = t->p; (q = memchr(q, '<', (size_t)(t->end - q))); q++)
    if ((size_t)(t->end - q) > name.len + 2 && q[1] == '/' && !strncasecmp(q + 2, name.ptr, name.len)) return q;
  return t->end;
}

static void keep_start(Tamer* t) {
  keep_to(t, t->p + 1);
  const Slice name   = keep_name(t);
  bool        linked = false;
  keep_attributes(t, &linked);
  const bool empty = t->out[-1] == '/';
  if (t->p < t->end) keep_to(t, t->p + 1);
  if (empty || !(same_word(name, "script", 6) || same_word(name, "style", 5))) return;
  char* const after = raw_end(t, name);
  if (linked) keep_to(t, after);
  t->p = after;
}

/* Behind the comment, declaration or instruction at `p`; NULL where it is never closed. */
static char* comment_end(Tamer* t) {
  char* p = t->p + 4;
  if (t->end - p < 0 || memcmp(t->p, "<!--", 4)) return t->p < t->last ? (char*)memchr(t->p, '>', (size_t)(t->end - t->p)) + 1 : NULL;
  if (t->endless) return NULL;
  if (p < t->end && *p == '>') return p + 1;
  if (t->end - p > 1 && !memcmp(p, "->", 2)) return p + 2;
  for (; (p = memmem(p, (size_t)(t->end - p), "--", 2)); p++) {
    if (t->end - p > 2 && p[2] == '>') return p + 3;
    if (t->end - p > 3 && p[2] == '!' && p[3] == '>') return p + 4;
  }
  t->endless = true;
  return NULL;
}

static void skip_comment(Tamer* t) {
  static const char empty[] = "<!---->"; // it parts what stands around it
  char* const       after   = comment_end(t);
  if (!after) {
    keep_to(t, t->p + 1);
    return;
  }
  const size_t n = sizeof empty - 1;
  if (after - t->p >= (ptrdiff_t)n) memcpy(t->out, empty, n), t->out += n;
  t->p = after;
}

/* "&n1; &n2; ... &n99999;" too: the sign of those behind the first MOST_NAMES becomes a space. */
static void tame_references(Buffer* html) {
  Tamer t = {.end = html->bytes + html->len};
  for (char* p = html->bytes; (p = memchr(p, '&', (size_t)(t.end - p))); p++) {
    Slice name = {p + 1, 0};
    while (name.ptr + name.len < t.end && of_name(name.ptr[name.len])) name.len++;
    if (name.len && letter(*name.ptr) && !among_first(&t, name)) *p = ' ';
  }
}

void tame_page(Buffer* html) {
  if (!html->len) return;
  char* const begin = html->bytes;
  Tamer       t     = {.p = begin, .end = begin + html->len, .out = begin, .last = memrchr(begin, '>', html->len)};
  for (char* nul = t.p; (nul = memchr(nul, '\0', (size_t)(t.end - nul)));) *nul = ' ';
  while (t.p < t.end) {
    char* tag = memchr(t.p, '<', (size_t)(t.end - t.p));
    keep_to(&t, tag ? tag : t.end);
    const size_t left = (size_t)(t.end - t.p);
    if (left > 1 && letter(t.p[1])) {
      keep_start(&t);
    } else if (left > 2 && t.p[1] == '/' && letter(t.p[2])) {
      keep_to(&t, t.p + 2);
      keep_name(&t);
    } else if (left > 1 && (t.p[1] == '!' || t.p[1] == '?')) {
      skip_comment(&t);
    } else if (left) {
      keep_to(&t, t.p + 1);
    }
  }
  html->len              = (size_t)(t.out - html->bytes);
  html->bytes[html->len] = '\0';
  tame_references(html);
}
