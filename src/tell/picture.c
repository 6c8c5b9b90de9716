/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* First half of a picture: every subject is read whole, and gives records of nodes and edges; picture_items.c makes
 * nodes and edges of the records once all labels and dates are known.
 *
 *   node records   ID '0' label type names same articles  |  ID '1' role tenure
 *   edge records   SOURCE TARGET PREDICATE '0' graph      |  SOURCE TARGET PREDICATE '1' graph role tenure date score
 *
 * An edge is drawn where the direct triple ('0') is; a membership or statement ('1') only adds what it knows, and only
 * to the triple of its own article: that somebody once denied X must not date the edge that says somebody confirmed it. */
#include "tell/picture_parts.h"

#include "graph/vocabulary.h"
#include "tell/scan.h"

#include <stdlib.h>
#include <string.h>

typedef enum { SUBJECT_PLAIN, SUBJECT_DRAWN, SUBJECT_ROLE, SUBJECT_MEMBERSHIP, SUBJECT_STATEMENT, SUBJECT_SIMILARITY, SUBJECT_ARTICLE, SUBJECT_FURNITURE } SubjectKind;

/// Types in the order in which they win where a resource has several; what is in no line is drawn under its own name.
static const struct {
  const char* iri;
  SubjectKind kind;
} classes[] = {
    {ORG("Membership"), SUBJECT_MEMBERSHIP},
    {REC("Statement"), SUBJECT_STATEMENT},
    {REC("Attitude"), SUBJECT_STATEMENT},
    {ORG("Role"), SUBJECT_ROLE},
    {SCHEMA("NewsArticle"), SUBJECT_ARTICLE},
    {REC("Similarity"), SUBJECT_SIMILARITY},
    {NIF("RFC5147String"), SUBJECT_FURNITURE},
    {NIF("Context"), SUBJECT_FURNITURE},
    {FOAF("Person"), SUBJECT_DRAWN},
    {SCHEMA("Place"), SUBJECT_DRAWN},
    {ORG("Organization"), SUBJECT_DRAWN},
    {SCHEMA("Claim"), SUBJECT_DRAWN},
    {REC("UnnamedSource"), SUBJECT_DRAWN},
};
enum { CLASSES = sizeof classes / sizeof *classes };

/// What the fields of a membership or statement are read from.
enum { F_MEMBER, F_ORGANIZATION, F_HELD_FOR, F_ROLE, F_TENURE, F_SPEAKER, F_CLAIM, F_ACT, F_NEGATED, F_SAID_ON, F_SCORE, F_PUBLISHED, FIELDS };
static const char* const fields[FIELDS] = {
    [F_MEMBER] = ORG("member"),     [F_ORGANIZATION] = ORG("organization"), [F_HELD_FOR] = REC("heldFor"),
    [F_ROLE] = ORG("role"),         [F_TENURE] = REC("tenure"),             [F_SPEAKER] = REC("speaker"),
    [F_CLAIM] = REC("claim"),       [F_ACT] = REC("act"),                   [F_NEGATED] = REC("negated"),
    [F_SAID_ON] = REC("saidOn"),    [F_SCORE] = REC("score"),               [F_PUBLISHED] = SCHEMA("datePublished")};

/// Where a label may come from, the best first.
static const char* const labels[] = {RDFS("label"), REC("name"), FOAF("name"), SCHEMA("name")};
enum { LABELS = sizeof labels / sizeof *labels };

/// Read by nobody here, and most of the graph: left out before the sorting.
static const char* const unread[] = {PROV("wasDerivedFrom"), SCHEMA("text"),  SCHEMA("mentions"), SCHEMA("headline"), SCHEMA("url"),
                                     SCHEMA("inLanguage"),   REC("cue"),      REC("mode"),        REC("rule"),        REC("sha256"),
                                     REC("readBy"),          REC("reports")};

typedef struct {
  Picture*    picture;
  Arena       arena;
  Term        id;
  SubjectKind kind;
  int         rank;      // of the class in classes[], or CLASSES + 1 for none
  Term        type;
  size_t      articles, run; // graphs that give it a type, most of any type; of the type being counted
  Buffer      last_type;
  Term        label;
  int         label_rank;
  Buffer      names, same;
  Term        field[FIELDS], graph;
  Term*       about; // topics of a statement, claims that a similarity compares
  size_t      about_n, about_cap;
} Subject;

// --- records of the graph, by subject ---------------------------------------------------------------------------------

static bool starts(Slice s, const char* with) { return s.len >= strlen(with) && !memcmp(s.ptr, with, strlen(with)); }

static int label_rank(Slice predicate) {
  for (int i = 0; i < LABELS; i++)
    if (slice_equal(predicate, slice(labels[i]))) return i;
  return LABELS;
}

static void record_of(void* self, const Quad* quad, Buffer* record) {
  (void)self;
  const Slice p = quad->p.value;
  if (starts(p, NIF(""))) return;
  for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
    if (slice_equal(p, slice(unread[i]))) return;
  term_pack(record, quad->s);
  // types first, so that the rest is known for what it is; then names
  buffer_putc(record, slice_equal(p, SLICE(RDF_TYPE)) ? '0' : label_rank(p) < LABELS ? '1' : '2');
  term_pack(record, quad->p);
  term_pack(record, quad->o);
  term_pack(record, quad->g);
}

// --- one subject -------------------------------------------------------------------------------------------------------

static Term keep(Subject* s, Term term) {
  term.value.ptr = arena_copy(&s->arena, term.value.ptr, term.value.len);
  if (term.extra.len) term.extra.ptr = arena_copy(&s->arena, term.extra.ptr, term.extra.len);
  return term;
}

static void begin_subject(Subject* s, Term id) {
  arena_free(&s->arena);
  buffer_clear(&s->names), buffer_clear(&s->same), buffer_clear(&s->last_type);
  *s    = (Subject){.picture = s->picture, .names = s->names, .same = s->same, .last_type = s->last_type,
                    .rank = CLASSES + 1, .label_rank = LABELS};
  s->id = keep(s, id);
}

static void take_type(Subject* s, Term type) {
  if (type.kind != TERM_IRI) return;
  const bool again = slice_equal(buffer_slice(&s->last_type), type.value);
  s->run           = again ? s->run + 1 : 1;
  if (s->run > s->articles) s->articles = s->run;
  if (again) return;
  buffer_clear(&s->last_type);
  buffer_put_slice(&s->last_type, type.value);
  int rank = 0;
  while (rank < CLASSES && !slice_equal(type.value, slice(classes[rank].iri))) rank++;
  if (rank >= s->rank) return;
  s->rank = rank;
  s->type = keep(s, type);
  s->kind = rank < CLASSES ? classes[rank].kind : SUBJECT_DRAWN;
  // of our own classes no others are drawn: reversals, doubts, inferences
  static const char* const schemas[] = {REC(""), "http://www.w3.org/2002/07/owl#", RDFS(""), "http://www.w3.org/1999/02/22-rdf-syntax-ns#", SKOS(""), PROV("")};
  for (size_t i = 0; rank == CLASSES && i < sizeof schemas / sizeof *schemas; i++)
    if (starts(s->type.value, schemas[i])) s->kind = SUBJECT_FURNITURE;
}

static void take_name(Subject* s, Term predicate, Term name) {
  if (name.kind < TERM_LITERAL || !name.value.len) return;
  const int rank = label_rank(predicate.value);
  if (s->kind == SUBJECT_PLAIN) s->kind = SUBJECT_DRAWN; // no type, but a name
  if (rank < s->label_rank) {
    s->label      = keep(s, name);
    s->label_rank = rank;
  }
}

static Status put_edge(Subject* s, Term source, Term target, Term predicate, char kind, const Term* cells, size_t n) {
  Buffer* record = &s->picture->record;
  buffer_clear(record);
  term_pack(record, source);
  term_pack(record, target);
  term_pack(record, predicate);
  buffer_putc(record, kind);
  for (size_t i = 0; i < n; i++) term_pack(record, cells[i]);
  return sorter_put(s->picture->edges, buffer_slice(record));
}

static bool is_resource(Term term) { return term.kind == TERM_IRI || term.kind == TERM_BLANK; }

static Status take_value(Subject* s, Term p, Term o, Term g) {
  if (s->kind != SUBJECT_DRAWN && s->kind != SUBJECT_PLAIN) {
    if (s->kind == SUBJECT_FURNITURE || s->kind == SUBJECT_ROLE) return OK;
    if (s->graph.kind == TERM_NONE && g.kind != TERM_NONE) s->graph = keep(s, g);
    for (int i = 0; i < FIELDS; i++)
      if (s->field[i].kind == TERM_NONE && slice_equal(p.value, slice(fields[i]))) s->field[i] = keep(s, o);
    if (slice_equal(p.value, SLICE(SCHEMA("about"))) || slice_equal(p.value, SLICE(REC("compares")))) {
      const Term kept                                                      = keep(s, o);
      *arena_push(&s->arena, s->about, s->about_n, s->about_cap) = kept;
    }
    return OK;
  }
  if (slice_equal(p.value, SLICE(SKOS("altLabel")))) {
    if (o.kind >= TERM_LITERAL) picture_add(&s->names, "; ", o.value);
    return OK;
  }
  if (slice_equal(p.value, SLICE("http://www.w3.org/2002/07/owl#sameAs"))) {
    if (o.kind == TERM_IRI) picture_add(&s->same, "; ", o.value);
    return OK;
  }
  // what is said of words and not of the world: rdfs:seeAlso, skos:closeMatch, owl:differentFrom
  if (starts(p.value, RDFS("")) || starts(p.value, SKOS(""))) return OK;
  if (!is_resource(o)) return OK;
  return put_edge(s, s->id, o, p, '0', &g, 1);
}

static Status put_node(Subject* s) {
  Buffer* record = &s->picture->record;
  buffer_clear(record);
  term_pack(record, s->id);
  *map_at(&s->picture->drawn, buffer_slice(record), 0) = 0;
  char articles[24];
  snprintf(articles, sizeof articles, "%zu", s->articles ? s->articles : 1);
  buffer_putc(record, '0');
  term_pack(record, term_string(s->label.value));
  term_pack(record, term_string(s->type.value));
  term_pack(record, term_string(buffer_slice(&s->names)));
  term_pack(record, term_string(buffer_slice(&s->same)));
  term_pack(record, term_string(slice(articles)));
  return sorter_put(s->picture->nodes, buffer_slice(record));
}

static Status put_membership(Subject* s) {
  const Term member = s->field[F_MEMBER], role = s->field[F_ROLE], tenure = s->field[F_TENURE];
  if (!is_resource(member)) return OK;
  if (role.kind == TERM_IRI) {
    Buffer* record = &s->picture->record;
    buffer_clear(record);
    term_pack(record, member);
    buffer_putc(record, '1');
    term_pack(record, role);
    term_pack(record, tenure);
    TRY(sorter_put(s->picture->nodes, buffer_slice(record)));
  }
  const Term holder = is_resource(s->field[F_ORGANIZATION]) ? s->field[F_ORGANIZATION] : s->field[F_HELD_FOR];
  if (!is_resource(holder)) return OK;
  const Term edge = iri_is(tenure, SLICE(REC("Former")))  ? term_iri(SLICE(REC("formerly")))
                    : iri_is(tenure, SLICE(REC("Elect"))) ? term_iri(SLICE(REC("designated")))
                    : role.kind == TERM_IRI               ? role
                                                          : term_iri(SLICE(REC("affiliatedWith")));
  return put_edge(s, member, holder, edge, '1', (const Term[]){s->graph, role, tenure, {0}, s->field[F_SCORE]}, 5);
}

static Status put_statement(Subject* s) {
  const Term speaker = s->field[F_SPEAKER], claim = s->field[F_CLAIM], act = s->field[F_ACT];
  if (!is_resource(claim)) return OK;
  for (size_t i = 0; i < s->about_n; i++)
    if (is_resource(s->about[i])) TRY(put_edge(s, claim, s->about[i], term_iri(SLICE(SCHEMA("about"))), '0', &s->graph, 1));
  if (!is_resource(speaker)) return OK;
  if (s->field[F_NEGATED].kind != TERM_NONE) return OK; // "did not confirm" is no confirmation, and has no direct triple
  const Term cells[] = {s->graph, {0}, {0}, s->field[F_SAID_ON], s->field[F_SCORE]};
  if (iri_is(s->type, SLICE(REC("Attitude")))) return put_edge(s, speaker, claim, term_iri(SLICE(REC("thought"))), '1', cells, 5);
  for (const ActTerms* t = act_terms; t->act; t++)
    if (iri_is(act, slice(t->act))) return put_edge(s, speaker, claim, term_iri(slice(t->edge)), '1', cells, 5);
  return OK;
}

/// The score of a pair of claims, for the edges between the two.
static Status put_similarity(Subject* s) {
  static const char* const edges[] = {REC("similarTo"), REC("opposedTo")};
  const Term               cells[] = {s->graph, {0}, {0}, {0}, s->field[F_SCORE]};
  for (size_t i = 0; i < 4 && s->about_n == 2; i++)
    TRY(put_edge(s, s->about[i & 1], s->about[!(i & 1)], term_iri(slice(edges[i / 2])), '1', cells, 5));
  return OK;
}

static void put_article(Subject* s) {
  Buffer* record = &s->picture->record;
  buffer_clear(record);
  term_pack(record, s->id);
  *map_at(&s->picture->dates, buffer_slice(record), 0) = picture_date(s->field[F_PUBLISHED]);
}

static Status end_subject(Subject* s) {
  switch (s->kind) {
  case SUBJECT_DRAWN: return put_node(s);
  case SUBJECT_MEMBERSHIP: return put_membership(s);
  case SUBJECT_STATEMENT: return put_statement(s);
  case SUBJECT_SIMILARITY: return put_similarity(s);
  case SUBJECT_ARTICLE: put_article(s); return OK;
  case SUBJECT_ROLE:
    if (s->label.value.len) {
      const uint64_t at = s->picture->words.len;
      buffer_put(&s->picture->words, s->label.value.ptr, s->label.value.len + 1);
      *map_at(&s->picture->roles, s->id.value, 0) = at + 1;
    } else
      *map_at(&s->picture->roles, s->id.value, 0) = 0;
    return OK;
  case SUBJECT_PLAIN:
  case SUBJECT_FURNITURE: return OK;
  }
  return OK;
}

static Status read_subjects(Subject* s, Sorter* sorter) {
  Buffer at     = {0}; // the packed subject
  Arena  arena  = {0};
  Status status = OK;
  bool   more   = true;
  while (status == OK) {
    Slice record;
    status = sorter_next(sorter, &record, &more);
    if (status != OK || !more) break;
    arena_free(&arena);
    const char* p  = record.ptr;
    const Term  id = term_unpack(&p, &arena);
    const Slice packed = {record.ptr, (size_t)(p - record.ptr)};
    if (!slice_equal(buffer_slice(&at), packed)) {
      if (at.len) status = end_subject(s);
      buffer_clear(&at);
      buffer_put_slice(&at, packed);
      begin_subject(s, id);
    }
    const char rank      = *p++;
    const Term predicate = term_unpack(&p, &arena), object = term_unpack(&p, &arena), graph = term_unpack(&p, &arena);
    if (rank == '0')
      take_type(s, object);
    else if (rank == '1')
      take_name(s, predicate, object);
    else if (status == OK)
      status = take_value(s, predicate, object, graph);
  }
  if (status == OK && at.len) status = end_subject(s);
  buffer_free(&at);
  arena_free(&arena);
  return status;
}

Status picture_make(Store* store, const TellOptions* options, Picture** picture) {
  Picture* pic = *picture = xcalloc(1, sizeof **picture);
  pic->nodes = sorter_new(0);
  pic->edges = sorter_new(0);
  const Scan scan   = {.store = store, .options = options, .record = record_of};
  Sorter*    sorter = NULL;
  Subject    s      = {.picture = pic};
  Status     status = scan_sort(&scan, &sorter);
  if (status == OK) status = read_subjects(&s, sorter);
  sorter_free(sorter);
  arena_free(&s.arena);
  buffer_free(&s.names), buffer_free(&s.same), buffer_free(&s.last_type);
  if (status == OK) status = sorter_sort(pic->nodes);
  if (status == OK) status = sorter_sort(pic->edges);
  return status;
}

void picture_free(Picture* pic) {
  if (!pic) return;
  sorter_free(pic->nodes), sorter_free(pic->edges);
  map_free(&pic->drawn), map_free(&pic->roles), map_free(&pic->dates);
  buffer_free(&pic->words), buffer_free(&pic->record);
  arena_free(&pic->item);
  free(pic);
}

typedef Status (*Next)(Picture* picture, PictureItem* item, bool* more);

static Status put_all(Picture* picture, Out* out, Next next, PicturePut put, int variant) {
  for (;;) {
    PictureItem item;
    bool        more;
    TRY(next(picture, &item, &more));
    if (!more) return OK;
    put(&out->text, &item, variant);
    TRY(out_pass(out));
  }
}

Status picture_put_nodes(Picture* picture, Out* out, PicturePut put, int variant) {
  return put_all(picture, out, picture_next_node, put, variant);
}

Status picture_put_edges(Picture* picture, Out* out, PicturePut put, int variant) {
  return put_all(picture, out, picture_next_edge, put, variant);
}

const char* picture_color(Slice type) {
  static const struct {
    const char *type, *color;
  } colors[] = {{"Person", "#CFE3F5"}, {"UnnamedSource", "#E3E3E3"}, {"Organization", "#F8E0C4"}, {"Place", "#D9EAD0"}, {"Claim", "#FBF3C2"}};
  for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
    if (slice_equal(type, slice(colors[i].type))) return colors[i].color;
  return "#FFFFFF";
}

Status picture_write(Store* store, const TellOptions* options, FILE* file, Status (*put)(Picture*, Out*, int variant), int variant) {
  Out      out = {.file = file};
  Picture* picture;
  Status   status = picture_make(store, options, &picture);
  if (status == OK) status = put(picture, &out, variant);
  picture_free(picture);
  return out_end(&out, status);
}
