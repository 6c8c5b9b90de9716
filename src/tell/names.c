/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/names.h"

#include "graph/vocabulary.h"

#include <string.h>

#define FIXED(name, iri) {name, {iri, sizeof iri - 1}, false, false}

static const Prefix fixed[] = {
    FIXED("rec", REC("")),
    FIXED("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    FIXED("rdfs", RDFS("")),
    FIXED("owl", "http://www.w3.org/2002/07/owl#"),
    FIXED("skos", SKOS("")),
    FIXED("xsd", XSD("")),
    FIXED("foaf", FOAF("")),
    FIXED("org", ORG("")),
    FIXED("schema", SCHEMA("")),
    FIXED("prov", PROV("")),
    FIXED("nif", NIF("")),
    FIXED("dcterms", "http://purl.org/dc/terms/"),
    FIXED("wd", "http://www.wikidata.org/entity/"),
};

void names_init(Names* names, Slice base, Arena* arena) {
  *names           = (Names){0};
  names->list[0]   = (Prefix){.name = "id", .iri = slice(arena_printf(arena, "%.*sid/", SLICE_ARG(base)))};
  names->list[1]   = (Prefix){.name = "role", .iri = slice(arena_printf(arena, "%.*srole/", SLICE_ARG(base)))};
  names->n         = 2;
  const size_t all = sizeof fixed / sizeof *fixed;
  memcpy(names->list + 2, fixed, sizeof fixed);
  names->n += all;
}

/// How many bytes at `p` stand unescaped, escaped (`*escape`), or 0 where no local name can hold them.
static size_t local_char(Slice local, size_t i, bool* escape) {
  const char*         p = local.ptr + i;
  const unsigned char c = (unsigned char)*p;
  *escape               = false;
  if (c >= 0x80) {
    const size_t n = utf8_valid(p, local.len - i);
    if (!n) return 0;
    const char*    at    = p;
    const uint32_t point = utf8_next(&at);
    return i ? (name_char(point) ? n : 0) : (name_base_char(point) ? n : 0);
  }
  const bool first = i == 0, last = i + 1 == local.len;
  if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':') return 1;
  if (c == '-') return *escape = first, 1;
  if (c == '.') return first || last ? 0 : 1; // could be escaped as well, but RDFLib stumbles over it
  if (c == '%') {
    // %41 stays what it is; a lone % needs its backslash
    const bool hex = i + 2 < local.len && strchr("0123456789ABCDEFabcdef", p[1]) && strchr("0123456789ABCDEFabcdef", p[2]);
    return *escape = !hex, 1;
  }
  if (c && strchr("~!$&'()*+,;=@", c)) return *escape = true, 1;
  return 0; // '/', '#' and '?' could be escaped, but such a name reads worse than its IRI
}

static bool local_is_writable(Slice local) {
  bool escape;
  for (size_t i = 0, n; i < local.len; i += n)
    if (!(n = local_char(local, i, &escape))) return false;
  return true;
}

static void write_local(Buffer* out, Slice local) {
  bool escape;
  for (size_t i = 0, n; i < local.len; i += n) {
    n = local_char(local, i, &escape);
    if (escape) buffer_putc(out, '\\');
    buffer_put(out, local.ptr + i, n);
  }
}

Prefix* names_prefix(Names* names, Slice iri, Slice* local) {
  Prefix* best = NULL;
  for (Prefix* p = names->list; p < names->list + names->n; p++) {
    if (p->banned || p->iri.len > iri.len || (best && best->iri.len >= p->iri.len)) continue;
    if (!memcmp(p->iri.ptr, iri.ptr, p->iri.len)) best = p;
  }
  if (!best) return NULL;
  *local = (Slice){iri.ptr + best->iri.len, iri.len - best->iri.len};
  return best;
}

static Prefix* find_writable(Names* names, Slice iri, Slice* local) {
  Prefix* p = names_prefix(names, iri, local);
  return p && local_is_writable(*local) ? p : NULL;
}

/// Whether "text"^^type may stand without quotes: it must match the whole token of its type and no other.
static bool is_bare(Slice text, Slice type) {
  if (slice_equal(type, SLICE(XSD("boolean")))) return slice_equal(text, SLICE("true")) || slice_equal(text, SLICE("false"));
  const bool decimal = slice_equal(type, SLICE(XSD("decimal")));
  if (!decimal && !slice_equal(type, SLICE(XSD("integer")))) return false;
  // no "+8", "08", "-0", ".5": they are allowed, but readers make "8", "0" and "0.5" of them
  const bool   minus = text.len && text.ptr[0] == '-';
  const size_t begin = minus;
  size_t       i     = begin;
  while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') i++;
  if (i == begin || (text.ptr[begin] == '0' && i > begin + 1)) return false;
  if (!decimal) return i == text.len && !(minus && text.ptr[begin] == '0');
  const size_t point = i;
  if (i == text.len || text.ptr[i++] != '.') return false;
  while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') i++;
  return i == text.len && i > point + 1;
}

void names_note(Names* names, Term term) {
  if (term.kind == TERM_LITERAL_TYPED && is_bare(term.value, term.extra)) return;
  if (term.kind != TERM_IRI && term.kind != TERM_LITERAL_TYPED) return;
  Slice   local;
  Prefix* p = find_writable(names, term.kind == TERM_IRI ? term.value : term.extra, &local);
  if (p) p->used = true;
}

static void write_iri(Names* names, Buffer* out, Slice iri) {
  Slice         local;
  const Prefix* p = find_writable(names, iri, &local);
  if (!p) {
    iri_write(out, iri);
    return;
  }
  buffer_puts(out, p->name);
  buffer_putc(out, ':');
  write_local(out, local);
}

void names_write(Names* names, Buffer* out, Term term) {
  if (term.kind == TERM_IRI)
    write_iri(names, out, term.value);
  else if (term.kind != TERM_LITERAL_TYPED)
    term_write(out, term);
  else if (is_bare(term.value, term.extra))
    buffer_put_slice(out, term.value);
  else {
    string_write(out, term.value);
    buffer_puts(out, "^^");
    write_iri(names, out, term.extra);
  }
}

void names_write_short(Names* names, Buffer* out, Slice iri) {
  Slice         local;
  const Prefix* p = names_prefix(names, iri, &local);
  if (p) buffer_printf(out, "%s:", p->name);
  buffer_put_slice(out, p ? local : iri);
}

void names_write_prefixes(const Names* names, Buffer* out) {
  for (const Prefix* p = names->list; p < names->list + names->n; p++) {
    if (!p->used) continue;
    buffer_printf(out, "@prefix %s: ", p->name);
    iri_write(out, p->iri);
    buffer_puts(out, " .\n");
  }
}
