/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Second half of a picture: records of the same node, and of the same edge, become one item with its label.
 *
 *   id:ana-brandt role:finance-minister id:norland, tenure Current      "finance minister"
 *   the same, tenure Acting                                            "acting finance minister"
 *   id:jonas-weil rec:formerly id:norland, role transport secretary    "formerly transport secretary"
 *   id:ana-brandt rec:metWith id:viktor-halas                          "met with"
 *
 * A label is the role's own where the graph has one, else it is made from the last part of the IRI. */
#include "tell/picture_parts.h"

#include "graph/vocabulary.h"

#include <string.h>

const Column node_columns[NODE_COLUMNS] = {[NODE_TYPE] = {"type", COLUMN_TEXT},
                                           [NODE_NAMES] = {"names", COLUMN_TEXT},
                                           [NODE_ROLES] = {"roles", COLUMN_TEXT},
                                           [NODE_SAME] = {"same_as", COLUMN_TEXT},
                                           [NODE_ARTICLES] = {"articles", COLUMN_COUNT}};
const Column edge_columns[EDGE_COLUMNS] = {[EDGE_PREDICATE] = {"predicate", COLUMN_TEXT},
                                           [EDGE_TENURE] = {"tenure", COLUMN_TEXT},
                                           [EDGE_ROLE] = {"role", COLUMN_TEXT},
                                           [EDGE_DATE] = {"date", COLUMN_TEXT},
                                           [EDGE_SCORE] = {"score", COLUMN_REAL},
                                           [EDGE_ARTICLES] = {"articles", COLUMN_COUNT},
                                           [EDGE_ARTICLE] = {"article", COLUMN_TEXT}};

uint32_t picture_date(Term term) {
  if (term.kind < TERM_LITERAL || term.value.len < 10) return 0;
  uint32_t date = 0;
  for (int i = 0; i < 10; i++) {
    const char c = term.value.ptr[i];
    if (i == 4 || i == 7) {
      if (c != '-') return 0;
    } else if (c < '0' || c > '9')
      return 0;
    else
      date = date * 10 + (uint32_t)(c - '0');
  }
  return date;
}

// --- words -------------------------------------------------------------------------------------------------------------

Slice picture_last_part(Slice iri) {
  size_t begin = iri.len;
  while (begin && !strchr("/#:", iri.ptr[begin - 1])) begin--;
  return begin < iri.len ? (Slice){iri.ptr + begin, iri.len - begin} : iri;
}

/// "chief-executive" -> "chief executive"; "metWith" -> "met with"; "%C3%A9lite" -> "élite".
static Slice words_of(Arena* arena, Slice iri) {
  const Slice part = picture_last_part(iri);
  Buffer      b    = {0};
  for (size_t i = 0; i < part.len; i++) {
    const char c = part.ptr[i];
    static const char hex[] = "0123456789abcdef";
    if (c == '%' && i + 2 < part.len && part.ptr[i + 1] && part.ptr[i + 2] && strchr(hex, part.ptr[i + 1] | 0x20) &&
        strchr(hex, part.ptr[i + 2] | 0x20)) {
      const size_t high = (size_t)(strchr(hex, part.ptr[i + 1] | 0x20) - hex), low = (size_t)(strchr(hex, part.ptr[i + 2] | 0x20) - hex);
      buffer_putc(&b, (char)(high << 4 | low));
      i += 2;
    } else if (c == '-' || c == '_')
      buffer_putc(&b, ' ');
    else if (c >= 'A' && c <= 'Z' && i && part.ptr[i - 1] >= 'a' && part.ptr[i - 1] <= 'z') {
      buffer_putc(&b, ' ');
      buffer_putc(&b, (char)(c | 0x20));
    } else
      buffer_putc(&b, c);
  }
  const Text text = text_make(arena, b.bytes ? b.bytes : "", b.len);
  buffer_free(&b);
  const Slice words = slice_trim((Slice){text.bytes, text.len});
  return words.len ? words : iri;
}

static Slice role_words(Picture* pic, Slice iri) {
  const uint64_t* at = map_find(&pic->roles, iri);
  return at && *at ? slice(pic->words.bytes + *at - 1) : words_of(&pic->item, iri);
}

void picture_add(Buffer* list, const char* between, Slice word) {
  if (!word.len) return;
  const size_t gap = strlen(between);
  for (size_t at = 0; at + word.len <= list->len; at++) {
    const bool begins = at == 0 || (at >= gap && !memcmp(list->bytes + at - gap, between, gap));
    const bool ends   = at + word.len == list->len || !strncmp(list->bytes + at + word.len, between, gap);
    if (begins && ends && !memcmp(list->bytes + at, word.ptr, word.len)) return;
  }
  if (list->len) buffer_puts(list, between);
  buffer_put_slice(list, word);
}

static Slice kept(Arena* arena, Buffer* b) {
  const Slice s = {arena_copy(arena, b->bytes ? b->bytes : "", b->len), b->len};
  buffer_free(b);
  return s;
}

static Slice id_of(Arena* arena, Term term) {
  if (term.kind == TERM_IRI) return (Slice){arena_copy(arena, term.value.ptr, term.value.len), term.value.len};
  return slice(arena_printf(arena, "_:%.*s", SLICE_ARG(term.value)));
}

static Slice again(Arena* arena, Slice s) { return (Slice){arena_copy(arena, s.ptr, s.len), s.len}; }

// --- nodes -------------------------------------------------------------------------------------------------------------

static Status peek(Sorter* sorter, bool* ahead, Slice* next, bool* more) {
  if (*ahead) {
    *more = next->ptr != NULL;
    return OK;
  }
  TRY(sorter_next(sorter, next, more));
  *ahead = true;
  if (!*more) *next = (Slice){0};
  return OK;
}

static void describe(Picture* pic, PictureItem* node, Term id, const char* p) {
  Arena* arena = &pic->item;
  node->id     = id_of(arena, id);
  Slice cells[5];
  for (int i = 0; i < 5; i++) cells[i] = again(arena, term_unpack(&p, arena).value);
  node->label                = cells[0].len ? cells[0] : words_of(arena, id.value);
  node->cells[NODE_TYPE]     = cells[1].len ? picture_last_part(cells[1]) : cells[1];
  node->cells[NODE_NAMES]    = cells[2];
  node->cells[NODE_SAME]     = cells[3];
  node->cells[NODE_ARTICLES] = cells[4];
  node->weight               = 0;
  for (size_t i = 0; i < cells[4].len; i++) node->weight = node->weight * 10 + (size_t)(cells[4].ptr[i] - '0');
}

static void add_role(Picture* pic, Buffer* roles, const char* p) {
  const Term role = term_unpack(&p, &pic->item), tenure = term_unpack(&p, &pic->item);
  Buffer     words = {0};
  if (tenure.kind == TERM_IRI && !iri_is(tenure, SLICE(REC("Current")))) {
    buffer_put_slice(&words, slice_lower(&pic->item, picture_last_part(tenure.value)));
    buffer_putc(&words, ' ');
  }
  buffer_put_slice(&words, role_words(pic, role.value));
  picture_add(roles, "; ", buffer_slice(&words));
  buffer_free(&words);
}

Status picture_next_node(Picture* pic, PictureItem* node, bool* more) {
  for (;;) {
    arena_free(&pic->item);
    *node = (PictureItem){0};
    TRY(peek(pic->nodes, &pic->nodes_ahead, &pic->node_next, more));
    if (!*more) return OK;
    Buffer at = {0}, roles = {0}; // at: the packed id
    Status status = OK;
    bool   some = true;
    while (status == OK && some) {
      const Slice record = pic->node_next;
      const char* p      = record.ptr;
      const Term  id     = term_unpack(&p, &pic->item);
      const Slice packed = {record.ptr, (size_t)(p - record.ptr)};
      if (!at.len) buffer_put_slice(&at, packed);
      if (!slice_equal(buffer_slice(&at), packed)) break;
      if (*p++ == '0')
        describe(pic, node, id, p);
      else
        add_role(pic, &roles, p);
      pic->nodes_ahead = false;
      status           = peek(pic->nodes, &pic->nodes_ahead, &pic->node_next, &some);
    }
    const uint64_t* tied = map_find(&pic->drawn, buffer_slice(&at));
    node->tied           = tied && *tied;
    buffer_free(&at);
    node->cells[NODE_ROLES] = kept(&pic->item, &roles);
    TRY(status);
    if (!node->id.len) continue; // a role of somebody who is not drawn
    node->number = ++pic->node_count;
    return OK;
  }
}

// --- edges -------------------------------------------------------------------------------------------------------------

typedef struct {
  Slice*   graphs; // packed, of the direct triple, in order
  size_t   n, cap, next;
  Buffer   roles, tenures;
  uint32_t date, published;
  double   score;
  Slice    score_text, article;
} Gathered;

/// A decimal as scores are: digits, a point, digits; -1 for anything else. strtod would ask the locale.
static double plain_number(Slice s) {
  double value = 0, unit = 1;
  size_t i = 0, digits = 0;
  for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++, digits++) value = value * 10 + (s.ptr[i] - '0');
  if (i < s.len && s.ptr[i] == '.')
    for (i++; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++, digits++) value += (s.ptr[i] - '0') * (unit /= 10);
  return digits && i == s.len ? value : -1;
}

static void gather_direct(Picture* pic, Gathered* all, const char* p) {
  Arena*      arena = &pic->item;
  const char* begin = p;
  const Term  graph = term_unpack(&p, arena);
  const Slice packed = again(arena, (Slice){begin, (size_t)(p - begin)});
  *arena_push(arena, all->graphs, all->n, all->cap) = packed;
  const uint64_t* known = map_find(&pic->dates, packed);
  const uint32_t  date  = known ? (uint32_t)*known : 0;
  // the first article is the one of the earliest date, those without a date last
  if (!all->article.len || (date && (!all->published || date < all->published))) {
    if (known) all->article = id_of(arena, graph); // not the view, nor what tables know
    if (date) all->published = date;
  }
}

static void gather_evidence(Picture* pic, Gathered* all, const char* p) {
  Arena*      arena = &pic->item;
  const char* begin = p;
  term_unpack(&p, arena);
  const Slice graph = {begin, (size_t)(p - begin)};
  while (all->next < all->n && slice_compare(all->graphs[all->next], graph) < 0) all->next++;
  if (all->next == all->n || !slice_equal(all->graphs[all->next], graph)) return; // its article has no such triple
  const Term role = term_unpack(&p, arena), tenure = term_unpack(&p, arena), day = term_unpack(&p, arena), score = term_unpack(&p, arena);
  if (role.kind == TERM_IRI) picture_add(&all->roles, ", ", role_words(pic, role.value));
  if (tenure.kind == TERM_IRI) picture_add(&all->tenures, "; ", picture_last_part(tenure.value));
  const uint32_t date = picture_date(day);
  if (date && (!all->date || date < all->date)) all->date = date;
  const double value = score.kind >= TERM_LITERAL ? plain_number(score.value) : -1;
  if (value > all->score || (value >= 0 && !all->score_text.len)) all->score = value, all->score_text = again(arena, score.value);
}

static Slice edge_label(Picture* pic, Slice predicate, const Gathered* all) {
  const bool  is_role = map_find(&pic->roles, predicate) != NULL;
  const Slice words   = role_words(pic, predicate);
  const Slice roles = buffer_slice(&all->roles), tenures = buffer_slice(&all->tenures);
  // somebody who only ever acted as minister must not read as the minister
  if (is_role && slice_equal(tenures, slice(REC("Acting") + sizeof REC("") - 1)))
    return slice(arena_printf(&pic->item, "%.*s %.*s", SLICE_ARG(slice_lower(&pic->item, tenures)), SLICE_ARG(words)));
  if (is_role || !roles.len) return words;
  return slice(arena_printf(&pic->item, "%.*s %.*s", SLICE_ARG(words), SLICE_ARG(roles)));
}

static void finish_edge(Picture* pic, PictureItem* edge, Term s, Term p, Term o, Gathered* all) {
  Arena* arena                 = &pic->item;
  edge->number                 = ++pic->edge_count;
  edge->id                     = slice(arena_printf(arena, "e%zu", edge->number));
  edge->source                 = id_of(arena, s);
  edge->target                 = id_of(arena, o);
  edge->label                  = edge_label(pic, p.value, all);
  edge->weight                 = all->n;
  edge->cells[EDGE_PREDICATE]  = p.value;
  if (!all->roles.len && map_find(&pic->roles, p.value)) picture_add(&all->roles, ", ", role_words(pic, p.value));
  edge->cells[EDGE_ROLE]       = kept(arena, &all->roles);
  edge->cells[EDGE_TENURE]     = kept(arena, &all->tenures);
  const uint32_t date          = all->date ? all->date : all->published;
  if (date) edge->cells[EDGE_DATE] = slice(arena_printf(arena, "%04u-%02u-%02u", date / 10000, date / 100 % 100, date % 100));
  edge->cells[EDGE_SCORE]      = all->score_text;
  edge->cells[EDGE_ARTICLES]   = slice(arena_printf(arena, "%zu", all->n));
  edge->cells[EDGE_ARTICLE]    = all->article;
}

static Status gather(Picture* pic, Buffer* at, Gathered* all) {
  bool more = true;
  while (more) {
    const Slice record = pic->edge_next;
    if (record.len < at->len || memcmp(record.ptr, at->bytes, at->len)) break;
    const char kind = record.ptr[at->len];
    if (kind == '0')
      gather_direct(pic, all, record.ptr + at->len + 1);
    else if (all->n)
      gather_evidence(pic, all, record.ptr + at->len + 1);
    pic->edges_ahead = false;
    TRY(peek(pic->edges, &pic->edges_ahead, &pic->edge_next, &more));
  }
  return OK;
}

Status picture_next_edge(Picture* pic, PictureItem* edge, bool* more) {
  for (;;) {
    arena_free(&pic->item);
    *edge = (PictureItem){0};
    TRY(peek(pic->edges, &pic->edges_ahead, &pic->edge_next, more));
    if (!*more) return OK;
    Buffer at = {0}; // the three packed terms that all records of the edge begin with
    const char* p = pic->edge_next.ptr;
    term_unpack(&p, &pic->item);
    const size_t source = (size_t)(p - pic->edge_next.ptr);
    term_unpack(&p, &pic->item);
    const size_t target = (size_t)(p - pic->edge_next.ptr);
    term_unpack(&p, &pic->item);
    buffer_put(&at, pic->edge_next.ptr, (size_t)(p - pic->edge_next.ptr));
    uint64_t* from = map_find(&pic->drawn, (Slice){at.bytes, source});
    uint64_t* to   = map_find(&pic->drawn, (Slice){at.bytes + source, target - source});
    Gathered  all  = {.score = -1};
    Status    status = gather(pic, &at, &all);
    const bool drawn = status == OK && from && to && all.n;
    if (drawn) {
      *from = *to  = 1;
      const char* q = arena_copy(&pic->item, at.bytes, at.len);
      const Term  s = term_unpack(&q, &pic->item), o = term_unpack(&q, &pic->item), predicate = term_unpack(&q, &pic->item);
      finish_edge(pic, edge, s, predicate, o, &all);
    }
    buffer_free(&at), buffer_free(&all.roles), buffer_free(&all.tenures);
    TRY(status);
    if (drawn) return OK;
  }
}
