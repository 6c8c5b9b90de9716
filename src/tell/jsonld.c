/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* JSON-LD 1.1, compact, one node a line; each named graph is a node with an @graph of its own.
 *
 *     {"@context": {"id": "https://w3id.org/onrecord/id/", ..., "org:member": {"@type": "@id"}},
 *     "@graph": [
 *     {"@id": "https://harbour-post.example/budget", "@graph": [
 *     {"@id": "id:ana-brandt", "@type": "foaf:Person", "rdfs:label": "Ana Brandt"},
 *
 * The context stands in the file, so that no reader fetches one. Only the prefixes that are used are in it, and none
 * that some IRI's scheme would be taken for ("org:x" as an IRI). Integers and booleans are JSON's own where that says
 * the same lexical form. The cost is as in scan.h. Method: the compaction of JSON-LD 1.1 Processing Algorithms and API,
 * section 6, as far as a stream allows. */
#include "base/json.h"
#include "graph/vocabulary.h"
#include "tell/formats.h"
#include "tell/names.h"
#include "tell/out.h"
#include "tell/scan.h"

#include <string.h>

/// What a bare string means as the value of a property: an IRI ("@id") or a literal of a type.
typedef struct {
  const char *iri, *type;
} Coercion;

static const Coercion coercions[] = {
    {ORG("member"), "@id"},
    {ORG("organization"), "@id"},
    {ORG("role"), "@id"},
    {REC("act"), "@id"},
    {REC("claim"), "@id"},
    {REC("mode"), "@id"},
    {REC("polarity"), "@id"},
    {REC("reportedBy"), "@id"},
    {REC("saidOn"), XSD("date")},
    {REC("speaker"), "@id"},
    {REC("stated"), "@id"},
    {REC("tenure"), "@id"},
    {RDFS("subPropertyOf"), "@id"},
    {SCHEMA("about"), "@id"},
    {SCHEMA("author"), "@id"},
    {SCHEMA("datePublished"), XSD("date")},
    {SCHEMA("mentions"), "@id"},
    {SCHEMA("publisher"), "@id"},
    {NIF("referenceContext"), "@id"},
    {PROV("wasDerivedFrom"), "@id"},
};
enum { COERCIONS = sizeof coercions / sizeof *coercions };

typedef struct {
  Names      names;
  bool       coerced[COERCIONS]; // seen, and so in the context
  QuadWalk   walk;
  bool       node, block;   // open ones
  bool       typing;        // the property was written as @type
  Buffer     first;         // the first value of a property waits: one value stands alone, more in an array
  size_t     values;
  bool       nodes, blocks; // something stands in this @graph already, so a comma comes first
  JsonWriter json;
  Out        out;
} JsonLd;

// --- what the context must hold -----------------------------------------------------------------------------------------

/// An IRI whose scheme is the name of a prefix would be read as a short name; that prefix is given up.
static void ban(Names* names, Slice iri) {
  const char* colon = memchr(iri.ptr, ':', iri.len);
  if (!colon) return;
  const Slice scheme = {iri.ptr, (size_t)(colon - iri.ptr)};
  for (Prefix* p = names->list; p < names->list + names->n; p++)
    if (!p->banned && slice_equal(scheme, slice(p->name))) {
      p->banned = true;
      for (Prefix* q = names->list; q < names->list + names->n; q++) // what was short by it may be short by another
        if (q != p && q->iri.len <= p->iri.len && !memcmp(q->iri.ptr, p->iri.ptr, q->iri.len)) q->used = true;
    }
}

static void note(Names* names, Slice iri) {
  Slice   local;
  Prefix* p = names_prefix(names, iri, &local);
  if (p) p->used = true;
  ban(names, iri);
}

static int coercion_of(Slice predicate) {
  for (int i = 0; i < COERCIONS; i++)
    if (slice_equal(predicate, slice(coercions[i].iri))) return i;
  return -1;
}

static bool is_type(Slice predicate) { return slice_equal(predicate, SLICE(RDF_TYPE)); }

static void record_of(void* self, const Quad* quad, Buffer* record) {
  JsonLd*    j       = self;
  const Term terms[] = {quad->g, quad->s, quad->p, quad->o};
  for (int i = 0; i < 4; i++) {
    if (terms[i].kind == TERM_IRI && !(i == 2 && is_type(terms[i].value))) note(&j->names, terms[i].value);
    if (terms[i].kind == TERM_LITERAL_TYPED) note(&j->names, terms[i].extra);
  }
  const int coercion = coercion_of(quad->p.value);
  if (coercion >= 0 && !j->coerced[coercion]) {
    j->coerced[coercion] = true;
    if (coercions[coercion].type[0] != '@') note(&j->names, slice(coercions[coercion].type));
  }
  term_pack(record, quad->g);
  term_pack(record, quad->s);
  buffer_putc(record, is_type(quad->p.value) ? '0' : iri_is(quad->p, SLICE(RDFS("label"))) ? '1' : '2');
  term_pack(record, quad->p);
  term_pack(record, quad->o);
}

// --- values ------------------------------------------------------------------------------------------------------------

static void short_iri(JsonLd* j, Buffer* out, Slice iri) {
  Slice         local;
  const Prefix* p = names_prefix(&j->names, iri, &local);
  // behind "//" a processor sees an absolute IRI, and not a short name
  if (p && local.len && (local.len < 2 || memcmp(local.ptr, "//", 2)))
    names_write_short(&j->names, out, iri);
  else
    buffer_put_slice(out, iri);
}

static void json_iri(JsonLd* j, JsonWriter* w, Slice iri) {
  Buffer text = {0};
  short_iri(j, &text, iri);
  json_string(w, buffer_slice(&text));
  buffer_free(&text);
}

static void json_resource(JsonLd* j, JsonWriter* w, Term term) {
  if (term.kind == TERM_IRI) {
    json_iri(j, w, term.value);
    return;
  }
  Buffer label = {0};
  blank_write(&label, term.value);
  json_string(w, buffer_slice(&label));
  buffer_free(&label);
}

/// Whether JSON's own number gives the same lexical form back: [-]digits without leading zeros, not too long.
static bool is_canonical_integer(Slice s) {
  const size_t sign = s.len && s.ptr[0] == '-';
  if (s.len == sign || s.len - sign > 15 || (s.ptr[sign] == '0' && s.len > 1)) return false;
  for (size_t i = sign; i < s.len; i++)
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
  return true;
}

static void json_value_object(JsonWriter* w, Slice value) {
  json_open(w, '{');
  json_key(w, "@value");
  json_string(w, (Slice){value.ptr ? value.ptr : "", value.len});
}

static void json_object_term(JsonLd* j, JsonWriter* w, Term o, const char* coerced) {
  const bool as_id = coerced && !strcmp(coerced, "@id");
  switch (o.kind) {
  case TERM_NONE: break;
  case TERM_IRI:
  case TERM_BLANK:
    if (as_id) {
      json_resource(j, w, o);
      break;
    }
    json_open(w, '{');
    json_key(w, "@id");
    json_resource(j, w, o);
    json_close(w);
    break;
  case TERM_LITERAL:
    if (!coerced) {
      json_string(w, o.value);
      break;
    }
    json_value_object(w, o.value);
    json_close(w);
    break;
  case TERM_LITERAL_LANG:
    json_value_object(w, o.value);
    json_key(w, "@language");
    json_string(w, o.extra);
    json_close(w);
    break;
  case TERM_LITERAL_TYPED:
    if (coerced && slice_equal(o.extra, slice(coerced))) {
      json_string(w, o.value);
    } else if (!coerced && slice_equal(o.extra, SLICE(XSD("integer"))) && is_canonical_integer(o.value)) {
      long long n = 0;
      for (size_t i = o.value.ptr[0] == '-'; i < o.value.len; i++) n = n * 10 + (o.value.ptr[i] - '0');
      json_int(w, o.value.ptr[0] == '-' ? -n : n);
    } else if (!coerced && slice_equal(o.extra, SLICE(XSD("boolean"))) &&
               (slice_equal(o.value, SLICE("true")) || slice_equal(o.value, SLICE("false")))) {
      json_bool(w, o.value.len == 4);
    } else {
      json_value_object(w, o.value);
      json_key(w, "@type");
      json_iri(j, w, o.extra);
      json_close(w);
    }
    break;
  }
}

// --- nodes -------------------------------------------------------------------------------------------------------------

static void end_property(JsonLd* j) {
  if (j->values == 1) buffer_put_slice(&j->out.text, buffer_slice(&j->first));
  if (j->values > 1) buffer_putc(&j->out.text, ']');
  j->values = 0;
}

static void end_node(JsonLd* j) {
  if (!j->node) return;
  end_property(j);
  buffer_putc(&j->out.text, '}');
  j->node = false;
}

static void end_block(JsonLd* j) {
  if (j->block) buffer_puts(&j->out.text, "\n]}");
  j->block = false;
}

static void put_json(JsonLd* j, Term resource) {
  JsonWriter w = {.out = &j->out.text};
  json_resource(j, &w, resource);
}

static void begin_block(JsonLd* j, Term graph) {
  end_block(j);
  if (graph.kind == TERM_NONE) return;
  buffer_puts(&j->out.text, j->nodes ? ",\n{\"@id\": " : "\n{\"@id\": ");
  put_json(j, graph);
  buffer_puts(&j->out.text, ", \"@graph\": [");
  j->block = true, j->nodes = false;
}

static void begin_node(JsonLd* j, Term subject) {
  buffer_puts(&j->out.text, j->nodes ? ",\n{\"@id\": " : "\n{\"@id\": ");
  put_json(j, subject);
  j->node = j->nodes = true;
}

/// A type that is no resource cannot stand in @type: it goes under the property's whole IRI.
static bool as_type(Term predicate, Term object) {
  return is_type(predicate.value) && (object.kind == TERM_IRI || object.kind == TERM_BLANK);
}

static void begin_property(JsonLd* j, Term predicate, bool type) {
  end_property(j);
  buffer_puts(&j->out.text, ", ");
  if (type)
    buffer_puts(&j->out.text, "\"@type\"");
  else if (is_type(predicate.value))
    buffer_puts(&j->out.text, "\"" RDF_TYPE "\"");
  else
    put_json(j, predicate);
  buffer_puts(&j->out.text, ": ");
}

static void put_value(JsonLd* j, Term predicate, Term object) {
  const int   i       = coercion_of(predicate.value);
  const char* coerced = as_type(predicate, object) ? "@id" : i >= 0 ? coercions[i].type : NULL;
  if (j->values == 0) {
    buffer_clear(&j->first);
    JsonWriter w = {.out = &j->first};
    json_object_term(j, &w, object, coerced);
  } else {
    if (j->values == 1) {
      buffer_putc(&j->out.text, '[');
      buffer_put_slice(&j->out.text, buffer_slice(&j->first));
    }
    buffer_puts(&j->out.text, ", ");
    JsonWriter w = {.out = &j->out.text};
    json_object_term(j, &w, object, coerced);
  }
  j->values++;
}

static void put_record(JsonLd* j, Slice record) {
  Arena          arena = {0};
  const QuadStep step  = quad_step(&j->walk, record, &arena);
  const bool     type  = as_type(step.quad.p, step.quad.o);
  if (!step.same_subject) {
    end_node(j);
    if (!step.same_graph) begin_block(j, step.quad.g);
    begin_node(j, step.quad.s);
  }
  if (!step.same_predicate || j->typing != type) begin_property(j, step.quad.p, type);
  put_value(j, step.quad.p, step.quad.o);
  j->typing = type;
  arena_free(&arena);
}

static void put_context(JsonLd* j) {
  buffer_puts(&j->out.text, "{\"@context\": ");
  JsonWriter w = {.out = &j->out.text};
  json_open(&w, '{');
  for (const Prefix* p = j->names.list; p < j->names.list + j->names.n; p++) {
    if (!p->used || p->banned) continue;
    json_key(&w, p->name);
    json_string(&w, p->iri);
  }
  Buffer key = {0};
  for (int i = 0; i < COERCIONS; i++) {
    if (!j->coerced[i]) continue;
    buffer_clear(&key);
    short_iri(j, &key, slice(coercions[i].iri));
    json_key(&w, key.bytes);
    json_open(&w, '{');
    json_key(&w, "@type");
    if (coercions[i].type[0] == '@')
      json_string(&w, slice(coercions[i].type));
    else
      json_iri(j, &w, slice(coercions[i].type));
    json_close(&w);
  }
  buffer_free(&key);
  json_close(&w);
  buffer_puts(&j->out.text, ",\n\"@graph\": [");
}

static Status put_all(JsonLd* j, Sorter* sorter) {
  put_context(j);
  for (;;) {
    Slice record;
    bool  more;
    TRY(sorter_next(sorter, &record, &more));
    if (!more) break;
    put_record(j, record);
    TRY(out_pass(&j->out));
  }
  end_node(j);
  end_block(j);
  buffer_puts(&j->out.text, "\n]}\n");
  return OK;
}

static Status write_jsonld(Store* store, const TellOptions* options, FILE* file) {
  JsonLd  j      = {.out = {.file = file}};
  Arena   arena  = {0};
  Sorter* sorter = NULL;
  Slice   base;
  Status  status = scan_base(store, options, &arena, &base);
  if (status == OK) {
    names_init(&j.names, base, &arena);
    const Scan scan = {.store = store, .options = options, .record = record_of, .self = &j};
    status          = scan_sort(&scan, &sorter);
  }
  if (status == OK) status = put_all(&j, sorter);
  sorter_free(sorter);
  buffer_free(&j.walk.before);
  buffer_free(&j.first);
  arena_free(&arena);
  return out_end(&j.out, status);
}

const TellFormat tell_jsonld = {"jsonld", "jsonld", "application/ld+json", "for programs of the web, graphs kept", write_jsonld, NULL};
