/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* One function per rule, each a choice among its alternatives; deeper in, the short ones are chosen. Few names are used, so
 * that patterns meet the graph and each other. */
#include "grammar.h"

#include <string.h>

typedef struct {
  uint64_t state;
  Buffer*  out;
  int      depth, fresh;
} Grammar;

/// splitmix64 (Steele, Lea and Flood, 2014).
static uint64_t draw(Grammar* g) {
  uint64_t z = g->state += 0x9E3779B97F4A7C15U;
  z          = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z          = (z ^ z >> 27) * 0x94D049BB133111EBU;
  return z ^ z >> 31;
}

static unsigned below(Grammar* g, unsigned n) { return (unsigned)(draw(g) % n); }
static bool     chance(Grammar* g, unsigned percent) { return below(g, 100) < percent; }
static void     put(Grammar* g, const char* words) { buffer_puts(g->out, words); }

#define PICK(g, list) put((g), (list)[below((g), sizeof(list) / sizeof *(list))])

static void group(Grammar* g);
static void expression(Grammar* g);
static void select_query(Grammar* g, bool inner);

static void variable(Grammar* g) {
  static const char* const names[] = {"?a", "?b", "?c", "?d", "$a", "?n1", "?n2"};
  PICK(g, names);
}

static void iri(Grammar* g) {
  static const char* const names[] = {"<http://e.example/s0>", "<http://e.example/s1>", "e:s2", "e:s3", "<s0>", "rec:Claim", "e:", "<>"};
  PICK(g, names);
}

static void predicate(Grammar* g) {
  static const char* const names[] = {"e:p0", "e:p1", "<http://e.example/p2>", "a", "e:p0", "rdfs:label"};
  PICK(g, names);
}

static void literal(Grammar* g) {
  static const char* const names[] = {
      "1", "2", "-4", "2.5", "1e3", "+0", "true", "false", "\"x\"", "'yes'@en", "\"x\"@fr-CA", "\"\"\"long \"quoted\" one\"\"\"", "'''\n'''",
      "\"2031-03-02\"^^xsd:date", "\"2031-03-02T08:00:00Z\"^^xsd:dateTime", "\"Zo\\u00EB\\n\"", "\"abc\"^^xsd:integer", "\"5\"^^<http://e.example/t>",
      "99999999999999999999", "1.0E400", "\"NaN\"^^xsd:double", "\"-0.0\"^^xsd:float", "\"-2031-03-02T08:00:00.5+14:00\"^^xsd:dateTime", "\"\""};
  PICK(g, names);
}

static void blank(Grammar* g) {
  static const char* const names[] = {"_:x", "_:y", "[]"};
  PICK(g, names);
}

static void term(Grammar* g) {
  const unsigned roll = below(g, 10);
  if (roll < 5) variable(g);
  else if (roll < 7) iri(g);
  else if (roll < 9) literal(g);
  else blank(g);
}

static void path(Grammar* g) {
  static const char* const behind[] = {"*", "+", "?", ""};
  if (++g->depth > 5 || chance(g, 40)) {
    predicate(g);
  } else {
    switch (below(g, 6)) {
      case 0: put(g, "("), path(g), put(g, ")"), PICK(g, behind); break;
      case 1: path(g), put(g, "/"), path(g); break;
      case 2: put(g, "("), path(g), put(g, "|"), path(g), put(g, ")"); break;
      case 3: put(g, "^("), path(g), put(g, ")"); break;
      case 4: put(g, "!("), predicate(g), put(g, "|^"), predicate(g), put(g, ")"); break;
      default: put(g, "!"), predicate(g); break;
    }
  }
  --g->depth;
}

static void objects(Grammar* g, bool paths);

/// A verb with its objects, perhaps more behind a semicolon.
static void properties(Grammar* g, bool paths) {
  do {
    if (paths && chance(g, 25)) path(g);
    else if (chance(g, 15)) variable(g);
    else predicate(g);
    put(g, " ");
    objects(g, paths);
  } while (chance(g, 12) && (put(g, " ; "), true));
}

static void collection(Grammar* g) {
  put(g, "(");
  for (unsigned n = 1 + below(g, 3); n--;) term(g), put(g, " ");
  put(g, ")");
}

static void node(Grammar* g, bool paths) {
  if (++g->depth < 6 && chance(g, 6)) put(g, "["), properties(g, paths), put(g, "]");
  else if (g->depth < 6 && chance(g, 3)) collection(g);
  else term(g);
  --g->depth;
}

static void objects(Grammar* g, bool paths) {
  node(g, paths);
  while (chance(g, 8)) put(g, ", "), node(g, paths);
}

static void triple(Grammar* g, bool paths) {
  static const char* const ends[] = {" . ", " . ", " .\n", " . # a comment }\n"};
  if (chance(g, 80)) variable(g);
  else node(g, paths);
  put(g, " ");
  properties(g, paths);
  PICK(g, ends);
}

static void arguments(Grammar* g, unsigned n) {
  put(g, "(");
  for (unsigned i = 0; i < n; ++i) {
    if (i) put(g, ", ");
    expression(g);
  }
  put(g, ")");
}

static void call(Grammar* g) {
  static const struct {
    const char* name;
    unsigned    least, most;
  } functions[] = {{"STR", 1, 1}, {"LANG", 1, 1}, {"DATATYPE", 1, 1}, {"IRI", 1, 1}, {"URI", 1, 1}, {"BNODE", 0, 1}, {"ABS", 1, 1}, {"CEIL", 1, 1},
                   {"FLOOR", 1, 1}, {"ROUND", 1, 1}, {"CONCAT", 0, 4}, {"STRLEN", 1, 1}, {"UCASE", 1, 1}, {"LCASE", 1, 1}, {"ENCODE_FOR_URI", 1, 1},
                   {"CONTAINS", 2, 2}, {"STRSTARTS", 2, 2}, {"STRENDS", 2, 2}, {"STRBEFORE", 2, 2}, {"STRAFTER", 2, 2}, {"YEAR", 1, 1}, {"MONTH", 1, 1},
                   {"DAY", 1, 1}, {"HOURS", 1, 1}, {"MINUTES", 1, 1}, {"SECONDS", 1, 1}, {"TIMEZONE", 1, 1}, {"TZ", 1, 1}, {"NOW", 0, 0}, {"UUID", 0, 0},
                   {"STRUUID", 0, 0}, {"MD5", 1, 1}, {"SHA1", 1, 1}, {"SHA256", 1, 1}, {"SHA384", 1, 1}, {"SHA512", 1, 1}, {"COALESCE", 0, 4},
                   {"IF", 3, 3}, {"STRLANG", 2, 2}, {"STRDT", 2, 2}, {"sameTerm", 2, 2}, {"isIRI", 1, 1}, {"isBlank", 1, 1}, {"isLiteral", 1, 1},
                   {"isNumeric", 1, 1}, {"REGEX", 2, 3}, {"SUBSTR", 2, 3}, {"REPLACE", 3, 4}, {"RAND", 0, 0}, {"langMatches", 2, 2},
                   {"xsd:integer", 1, 1}, {"xsd:double", 1, 1}, {"xsd:decimal", 1, 1}, {"xsd:string", 1, 1}, {"xsd:boolean", 1, 1},
                   {"xsd:dateTime", 1, 1}, {"xsd:float", 1, 1}, {"e:unknown", 0, 2}, {"BOUND", 9, 9}, {"REGEX", 8, 8}};
  const unsigned i = below(g, sizeof functions / sizeof *functions);
  put(g, functions[i].name);
  if (functions[i].least == 9) {
    put(g, "("), variable(g), put(g, ")");
  } else if (functions[i].least == 8) {
    static const char* const patterns[] = {"\"[sx1]\"", "\"^(.*)(a|b)+$\"", "\"(\"", "\"\\\\p{L}+\", \"i\"", "\"a.b\", \"smxq\"", "\"(a*)*b\"", "\"\"", "\"x\", \"z\""};
    put(g, "(STR("), variable(g), put(g, "), "), PICK(g, patterns), put(g, ")");
  } else {
    arguments(g, functions[i].least + below(g, functions[i].most - functions[i].least + 1));
  }
}

static void aggregate(Grammar* g) {
  static const char* const names[] = {"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"};
  const unsigned i = below(g, 7);
  put(g, names[i]);
  put(g, chance(g, 25) ? "(DISTINCT " : "(");
  if (!i && chance(g, 40)) put(g, "*");
  else expression(g);
  if (i == 6 && chance(g, 40)) put(g, "; SEPARATOR = \", \"");
  put(g, ")");
}

static void expression(Grammar* g) {
  static const char* const infix[] = {" = ", " != ", " < ", " > ", " <= ", " >= ", " + ", " - ", " * ", " / ", " && ", " || ", "+", "-"};
  if (++g->depth > 6 || chance(g, 40)) {
    if (chance(g, 60)) variable(g);
    else if (chance(g, 70)) literal(g);
    else iri(g);
  } else {
    switch (below(g, 9)) {
      case 0:
      case 1:
      case 2: put(g, "("), expression(g), PICK(g, infix), expression(g), put(g, ")"); break;
      case 3: put(g, chance(g, 50) ? "!(" : "-("), expression(g), put(g, ")"); break;
      case 4:
        put(g, "("), expression(g), put(g, chance(g, 50) ? " IN " : " NOT IN ");
        arguments(g, below(g, 4));
        put(g, ")");
        break;
      case 5:
        if (g->depth > 4) variable(g);
        else put(g, chance(g, 50) ? "EXISTS " : "NOT EXISTS "), group(g);
        break;
      default: call(g); break;
    }
  }
  --g->depth;
}

static void values(Grammar* g) {
  const unsigned n = below(g, 3), rows = below(g, 4);
  static const char* const names[] = {"?a ", "?b ", "?c "};
  put(g, "VALUES (");
  for (unsigned i = 0; i < n; ++i) put(g, names[i]);
  put(g, ") {");
  for (unsigned r = 0; r < rows; ++r) {
    put(g, " (");
    for (unsigned i = 0; i < n; ++i) {
      if (chance(g, 20)) put(g, "UNDEF");
      else if (chance(g, 50)) iri(g);
      else literal(g);
      put(g, " ");
    }
    put(g, ")");
  }
  put(g, " } ");
}

static void bind(Grammar* g) {
  put(g, "BIND ("), expression(g);
  buffer_printf(g->out, " AS ?n%d) ", ++g->fresh + 2);
}

static void group(Grammar* g) {
  put(g, "{ ");
  if (++g->depth < 7 && chance(g, 6)) {
    select_query(g, true);
  } else {
    for (unsigned n = below(g, 4) + (g->depth < 3); n--;) {
      const unsigned roll = g->depth > 5 ? 0 : below(g, 100);
      if (roll < 48) triple(g, true);
      else if (roll < 58) put(g, "OPTIONAL "), group(g), put(g, " ");
      else if (roll < 64) group(g), put(g, " UNION "), group(g), put(g, " ");
      else if (roll < 70) put(g, "MINUS "), group(g), put(g, " ");
      else if (roll < 80) put(g, "FILTER ("), expression(g), put(g, ") ");
      else if (roll < 86) put(g, "GRAPH "), chance(g, 60) ? variable(g) : iri(g), put(g, " "), group(g), put(g, " ");
      else if (roll < 90) values(g);
      else if (roll < 95) bind(g);
      else if (roll < 98) group(g), put(g, " ");
      else put(g, "SERVICE SILENT <http://e.example/sparql> "), group(g), put(g, " ");
    }
  }
  --g->depth;
  put(g, "}");
}

/// GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET.
static void modifiers(Grammar* g, bool grouped) {
  if (grouped) {
    put(g, " GROUP BY");
    for (unsigned n = 1 + below(g, 2); n--;) {
      if (chance(g, 75)) put(g, " "), variable(g);
      else put(g, " ("), expression(g), buffer_printf(g->out, " AS ?k%d)", ++g->fresh);
    }
    if (chance(g, 30)) put(g, " HAVING ("), aggregate(g), put(g, " > 1)");
  }
  if (chance(g, 25)) {
    put(g, " ORDER BY");
    for (unsigned n = 1 + below(g, 3); n--;) {
      static const char* const ways[] = {" ", " ASC", " DESC"};
      const unsigned way = below(g, 3);
      put(g, ways[way]);
      if (way || chance(g, 30)) put(g, "("), expression(g), put(g, ")");
      else variable(g);
    }
  }
  if (chance(g, 20)) buffer_printf(g->out, " LIMIT %u", below(g, 6));
  if (chance(g, 15)) buffer_printf(g->out, " OFFSET %u", below(g, 3));
}

static void dataset(Grammar* g) {
  for (unsigned n = below(g, 3); n--;) put(g, chance(g, 50) ? "FROM " : "FROM NAMED "), iri(g), put(g, " ");
}

static void select_query(Grammar* g, bool inner) {
  static const char* const heads[] = {"SELECT ", "SELECT ", "SELECT DISTINCT ", "SELECT REDUCED "};
  const bool grouped = chance(g, 25);
  PICK(g, heads);
  if (!grouped && chance(g, 40)) {
    put(g, "* ");
  } else {
    for (unsigned n = 1 + below(g, 3); n--;) {
      const bool summed = grouped && chance(g, 70);
      if (!summed && chance(g, 75)) variable(g);
      else put(g, "("), summed ? aggregate(g) : expression(g), buffer_printf(g->out, " AS ?n%d)", ++g->fresh + 2);
      put(g, " ");
    }
  }
  if (!inner && chance(g, 12)) dataset(g);
  if (chance(g, 30)) put(g, "WHERE ");
  group(g);
  modifiers(g, grouped && chance(g, 80));
  if (chance(g, 5)) put(g, " "), values(g);
}

static void quads(Grammar* g, bool data) {
  static const char* const things[] = {"e:s0", "e:s1", "_:x", "<http://e.example/s4>"};
  put(g, "{ ");
  for (unsigned n = below(g, 4); n--;) {
    const bool named = chance(g, 25);
    if (named) put(g, "GRAPH "), iri(g), put(g, " { ");
    if (data) PICK(g, things), put(g, " e:p1 "), chance(g, 50) ? literal(g) : iri(g), put(g, " . ");
    else triple(g, false);
    if (named) put(g, "} ");
  }
  put(g, "}");
}

static void graph_ref(Grammar* g, bool all) {
  static const char* const wide[] = {"DEFAULT", "NAMED", "ALL"};
  if (all && chance(g, 50)) PICK(g, wide);
  else if (!all && chance(g, 30)) put(g, "DEFAULT");
  else put(g, all ? "GRAPH " : chance(g, 50) ? "GRAPH " : ""), iri(g);
}

static void update(Grammar* g) {
  static const char* const moves[] = {"ADD ", "MOVE ", "COPY "};
  static const char* const silent[] = {"", "SILENT "};
  switch (below(g, 9)) {
    case 0: put(g, "INSERT DATA "), quads(g, true); return;
    case 1: put(g, "DELETE DATA "), quads(g, true); return;
    case 2: put(g, "DELETE WHERE "), quads(g, false); return;
    case 3:
    case 4:
    case 5:
      if (chance(g, 20)) put(g, "WITH "), iri(g), put(g, " ");
      const unsigned which = 1 + below(g, 3);
      if (which & 1) put(g, "DELETE "), quads(g, false), put(g, " ");
      if (which & 2) put(g, "INSERT "), quads(g, false), put(g, " ");
      if (chance(g, 10)) put(g, chance(g, 50) ? "USING " : "USING NAMED "), iri(g), put(g, " ");
      put(g, "WHERE ");
      group(g);
      return;
    case 6: put(g, chance(g, 50) ? "CLEAR " : "DROP "), PICK(g, silent), graph_ref(g, true); return;
    case 7: put(g, chance(g, 50) ? "CREATE SILENT GRAPH " : "LOAD SILENT "), iri(g); return;
    default: PICK(g, moves), PICK(g, silent), graph_ref(g, false), put(g, " TO "), graph_ref(g, false); return;
  }
}

static void request(Grammar* g) {
  const unsigned roll = below(g, 100);
  put(g, "PREFIX e: <http://e.example/> ");
  if (chance(g, 8)) put(g, "BASE <http://e.example/base/> ");
  if (roll < 50) {
    select_query(g, false);
  } else if (roll < 57) {
    put(g, "ASK "), group(g);
  } else if (roll < 65) {
    put(g, "CONSTRUCT "), quads(g, true), put(g, " WHERE "), group(g), modifiers(g, false);
  } else if (roll < 70) {
    put(g, "DESCRIBE "), chance(g, 50) ? iri(g) : variable(g), put(g, " WHERE "), group(g);
  } else {
    update(g);
    while (chance(g, 25)) put(g, " ;\n"), update(g);
  }
}

/// The blank or the byte behind `from`, in a text without its end.
static size_t token_end(const Buffer* text, size_t from) {
  size_t end = from + 1;
  while (end < text->len && !strchr(" (){}.", text->bytes[end])) ++end;
  return end < text->len ? end : text->len;
}

static void break_it(Grammar* g, Buffer* text) {
  for (unsigned n = 1 + below(g, 3); n-- && text->len > 1;) {
    const size_t at = below(g, (unsigned)text->len), end = token_end(text, at), to = below(g, (unsigned)text->len);
    Buffer       made = {0};
    switch (below(g, 5)) {
      case 0: // left out
        buffer_put(&made, text->bytes, at);
        buffer_put(&made, text->bytes + end, text->len - end);
        break;
      case 1: // doubled
        buffer_put(&made, text->bytes, end);
        buffer_put(&made, text->bytes + at, text->len - at);
        break;
      case 2: // put elsewhere, too
        buffer_put(&made, text->bytes, to);
        buffer_put(&made, text->bytes + at, end - at);
        buffer_put(&made, text->bytes + to, text->len - to);
        break;
      case 3: buffer_put(&made, text->bytes, at); break; // cut short
      default: {
        buffer_put(&made, text->bytes, text->len);
        made.bytes[at] = (char)(made.bytes[at] ^ (1 << below(g, 8)));
        if (!made.bytes[at]) made.bytes[at] = '}';
      }
    }
    buffer_clear(text);
    buffer_put(text, made.bytes ? made.bytes : "", made.len);
    buffer_free(&made);
  }
}

void grammar_request(uint64_t seed, Buffer* out) {
  Buffer  text = {0};
  Grammar g    = {.state = seed * 0x2545F4914F6CDD1DU + 1, .out = &text};
  request(&g);
  if (chance(&g, 25)) break_it(&g, &text);
  buffer_put_slice(out, buffer_slice(&text));
  buffer_free(&text);
}
