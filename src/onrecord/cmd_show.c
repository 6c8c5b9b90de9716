/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord show: all that the graph knows of a person, an organization, a place or an article, in words, each fact with
 * the words of the article that it comes from.
 *
 *     Ana Brandt (person)
 *       also called Brandt
 *
 *     Roles
 *       finance minister, Norland
 *         | Finance minister Ana Brandt
 *         Minister denies harbour plan, Harbour Post, 2031-03-02
 *
 *     Statements
 *       2031-03-01 denial (indirect, “deny”): Norland would sell the Port of Oslev
 *         | Finance minister Ana Brandt denied on Saturday that Norland would sell the Port of Oslev
 *         Minister denies harbour plan, Harbour Post, 2031-03-02
 *
 * Everything is sorted: roles by their words, statements by date, those without one last. */
#include "archive/archive.h"
#include "graph/vocabulary.h"
#include "library/graph_base.h"
#include "onrecord/command.h"
#include "onrecord/resolve.h"
#include "onrecord/say.h"
#include "onrecord/search.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_AT_ONCE = 8 };

/// A membership or a statement with what it is sorted by.
typedef struct {
  Slice node, key;
} Entry;

typedef struct {
  Entry* items;
  size_t n, cap;
} Entries;

static int by_key(const void* a, const void* b) {
  const Entry *x = a, *y = b;
  const int    order = slice_compare(x->key, y->key);
  return order ? order : slice_compare(x->node, y->node);
}

static void heading(const char* words) { printf("\n%s%s%s\n", colours() ? "\033[1m" : "", words, colours() ? "\033[0m" : ""); }

/// The end of a vocabulary IRI: "Former" of rec:Former.
static Slice local_name(Slice iri) {
  for (size_t i = iri.len; i > 0; i--)
    if (iri.ptr[i - 1] == '#' || iri.ptr[i - 1] == '/') return (Slice){iri.ptr + i, iri.len - i};
  return iri;
}

static Slice lower_name(const Lookup* look, Slice iri) { return slice_lower(look->arena, local_name(iri)); }

/// The article that a fact or passage stands in: its IRI up to the "#".
static Slice article_of(Slice node) {
  const char* hash = memchr(node.ptr, '#', node.len);
  return (Slice){node.ptr, hash ? (size_t)(hash - node.ptr) : node.len};
}

/// The day of a date with or without a time.
static Slice day_of(Slice date) { return date.len > 10 && date.ptr[10] == 'T' ? (Slice){date.ptr, 10} : date; }

static Status print_article_line(const Lookup* look, Slice article) {
  Slice label, publisher, published, name = {0};
  TRY(lookup_label(look, article, &label));
  TRY(lookup_value(look, article, SCHEMA("publisher"), &publisher));
  TRY(lookup_value(look, article, SCHEMA("datePublished"), &published));
  if (publisher.len) TRY(lookup_label(look, publisher, &name));
  printf("    %.*s", SLICE_ARG(label));
  if (name.len) printf(", %.*s", SLICE_ARG(name));
  if (published.len) printf(", %.*s", SLICE_ARG(day_of(published)));
  putchar('\n');
  return OK;
}

/// The words that a fact was read from, and where they stand.
static Status print_evidence(const Lookup* look, Slice fact, bool with_article) {
  NodeList passages;
  TRY(lookup_values(look, fact, PROV("wasDerivedFrom"), &passages));
  for (size_t i = 0; i < passages.n; i++) {
    Slice words;
    TRY(lookup_value(look, passages.items[i], NIF("anchorOf"), &words));
    fputs("    | ", stdout);
    for (size_t k = 0; k < words.len; k++) putchar(words.ptr[k] == '\n' ? ' ' : words.ptr[k]);
    putchar('\n');
  }
  return with_article ? print_article_line(look, article_of(fact)) : OK;
}

/// "Ana Brandt, finance minister, Norland", "transport secretary, Norland (former)": all but what `about` is.
static Status role_words(const Lookup* look, Slice membership, Slice about, Slice* words) {
  static const char* const parts[] = {ORG("member"), ORG("role"), ORG("organization"), REC("heldFor")};
  Buffer line = {0};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    Slice node, label;
    TRY(lookup_value(look, membership, parts[i], &node));
    if (!node.len || slice_equal(node, about)) continue;
    TRY(lookup_label(look, node, &label));
    buffer_printf(&line, "%s%s%.*s", line.len ? ", " : "", i == 3 ? "for " : "", SLICE_ARG(label));
  }
  Slice tenure;
  TRY(lookup_value(look, membership, REC("tenure"), &tenure));
  if (!slice_equal(tenure, SLICE(REC("Current"))))
    buffer_printf(&line, " (%.*s)", SLICE_ARG(lower_name(look, tenure)));
  *words = lookup_keep(look, buffer_slice(&line));
  buffer_free(&line);
  return OK;
}

static Status add_roles(const Lookup* look, const NodeList* memberships, Slice about, Entries* entries) {
  for (size_t i = 0; i < memberships->n; i++) {
    Slice words;
    TRY(role_words(look, memberships->items[i], about, &words));
    *arena_push(look->arena, entries->items, entries->n, entries->cap) = (Entry){memberships->items[i], words};
  }
  return OK;
}

static Status print_roles(const Lookup* look, const char* title, Entries* entries, bool with_article) {
  if (!entries->n) return OK;
  heading(title);
  qsort(entries->items, entries->n, sizeof *entries->items, by_key);
  for (size_t i = 0; i < entries->n; i++) {
    if (!i || !slice_equal(entries->items[i].key, entries->items[i - 1].key))
      printf("  %.*s\n", SLICE_ARG(entries->items[i].key));
    TRY(print_evidence(look, entries->items[i].node, with_article));
  }
  return OK;
}

/// When it was said; else when it was printed, which it cannot be later than.
static Status statement_date(const Lookup* look, Slice statement, Slice* date, bool* said) {
  TRY(lookup_value(look, statement, REC("saidOn"), date));
  *said = date->len > 0;
  if (!*said) TRY(lookup_value(look, article_of(statement), SCHEMA("datePublished"), date));
  *date = day_of(*date);
  return OK;
}

static Status add_statements(const Lookup* look, const NodeList* statements, Entries* entries) {
  for (size_t i = 0; i < statements->n; i++) {
    const Slice node = statements->items[i];
    const Kind* kind;
    TRY(search_kind(look, node, &kind));
    if (kind) continue; // an article is about people too, but says nothing itself
    Slice date;
    bool  said;
    TRY(statement_date(look, node, &date, &said));
    // within a day by article, and there by where the words stand
    const char* at  = memchr(node.ptr, '#', node.len);
    const long  row = at ? strtol(at + 2, NULL, 10) : 0;
    const char* key = arena_printf(look->arena, "%.*s %.*s %012ld", SLICE_ARG(date.len ? date : SLICE("~")), SLICE_ARG(article_of(node)), row);
    *arena_push(look->arena, entries->items, entries->n, entries->cap) = (Entry){node, slice(key)};
  }
  return OK;
}

static Status print_statement(const Lookup* look, Slice statement, Slice speaker, bool with_article) {
  Slice date, act, mode, polarity, cue, text, who, name = {0};
  bool  said;
  TRY(statement_date(look, statement, &date, &said));
  TRY(lookup_value(look, statement, REC("act"), &act));
  TRY(lookup_value(look, statement, REC("mode"), &mode));
  TRY(lookup_value(look, statement, REC("polarity"), &polarity));
  TRY(lookup_value(look, statement, REC("cue"), &cue));
  TRY(lookup_value(look, statement, SCHEMA("text"), &text));
  TRY(lookup_value(look, statement, REC("speaker"), &who));
  if (who.len && !slice_equal(who, speaker)) TRY(lookup_label(look, who, &name));
  printf("  %s%.*s%s", said || !date.len ? "" : "by ", SLICE_ARG(date), date.len ? " " : "");
  if (name.len) printf("%.*s: ", SLICE_ARG(name));
  printf("%.*s (%.*s", SLICE_ARG(lower_name(look, act)), SLICE_ARG(lower_name(look, mode)));
  if (cue.len) printf(", “%.*s”", SLICE_ARG(cue));
  const bool denial = slice_equal(act, SLICE(REC("Denial")));
  if (slice_equal(polarity, SLICE(REC("Negative"))) && !denial) printf(", negative");
  printf("): %.*s\n", SLICE_ARG(text));
  return print_evidence(look, statement, with_article);
}

static Status print_statements(const Lookup* look, const char* title, Entries* entries, Slice speaker, bool with_article) {
  if (!entries->n) return OK;
  heading(title);
  qsort(entries->items, entries->n, sizeof *entries->items, by_key);
  for (size_t i = 0; i < entries->n; i++) TRY(print_statement(look, entries->items[i].node, speaker, with_article));
  return OK;
}

static Status print_names(const Lookup* look, Slice node, Slice label) {
  static const char* const properties[] = {REC("name"), SKOS("altLabel")};
  bool some = false;
  for (size_t p = 0; p < 2; p++) {
    NodeList names;
    TRY(lookup_values(look, node, properties[p], &names));
    for (size_t i = 0; i < names.n; i++) {
      if (slice_equal(names.items[i], label)) continue;
      printf("%s%.*s", some ? ", " : "  also called ", SLICE_ARG(names.items[i]));
      some = true;
    }
  }
  if (some) putchar('\n');
  return OK;
}

static Status show_article(const Lookup* look, Slice article) {
  static const struct {
    const char *property, *word;
  } lines[] = {{SCHEMA("datePublished"), "published"}, {SCHEMA("publisher"), "publisher"}, {SCHEMA("author"), "author"},
               {SCHEMA("url"), "address"}};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    NodeList values;
    TRY(lookup_values(look, article, lines[i].property, &values));
    for (size_t k = 0; k < values.n; k++) {
      Slice words = values.items[k];
      if (i == 1 || i == 2) TRY(lookup_label(look, words, &words));
      printf("  %s %.*s\n", lines[i].word, SLICE_ARG(words));
    }
  }
  NodeList memberships, statements;
  Entries  roles = {0}, said = {0};
  TRY(lookup_typed(look, ORG("Membership"), article, &memberships));
  TRY(add_roles(look, &memberships, (Slice){"", 0}, &roles));
  TRY(print_roles(look, "Roles", &roles, false));
  TRY(lookup_typed(look, REC("Statement"), article, &statements));
  TRY(add_statements(look, &statements, &said));
  return print_statements(look, "Statements", &said, (Slice){"", 0}, false);
}

static Status show_party(const Lookup* look, Slice node, Slice label) {
  TRY(print_names(look, node, label));
  static const char* const sides[] = {ORG("member"), ORG("organization"), REC("heldFor")};
  static const char* const titles[] = {"Roles", "Who holds roles there", "Who holds roles for them"};
  for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
    NodeList list;
    Entries  roles = {0};
    TRY(lookup_pointing(look, sides[i], node, &list));
    TRY(add_roles(look, &list, node, &roles));
    TRY(print_roles(look, titles[i], &roles, true));
  }
  NodeList list;
  Entries  said = {0}, about = {0};
  TRY(lookup_pointing(look, REC("speaker"), node, &list));
  TRY(add_statements(look, &list, &said));
  TRY(print_statements(look, "Statements", &said, node, true));
  TRY(lookup_pointing(look, SCHEMA("about"), node, &list));
  TRY(add_statements(look, &list, &about));
  return print_statements(look, "What was said about them", &about, (Slice){"", 0}, true);
}

static Status show_node(const Lookup* look, Slice node) {
  const Kind* kind;
  Slice       label;
  TRY(search_kind(look, node, &kind));
  TRY(lookup_label(look, node, &label));
  const bool bold = colours();
  printf("%s%.*s%s (%s)\n  %.*s\n", bold ? "\033[1m" : "", SLICE_ARG(label), bold ? "\033[0m" : "",
         kind ? kind->word : "node", SLICE_ARG(node));
  return kind && !strcmp(kind->word, "article") ? show_article(look, node) : show_party(look, node, label);
}

static Status not_found(const char* name, const Search* search) {
  if (!search->near.n)
    return fail(ERR_NOT_FOUND, "%s: nobody and nothing of this name in the graph; onrecord query people-and-roles lists the people", name);
  Buffer names = {0};
  for (size_t i = 0; i < search->near.n; i++)
    buffer_printf(&names, "%s%.*s", i ? ", " : "", SLICE_ARG(search->near.items[i]));
  const Status status = fail(ERR_NOT_FOUND, "%s: not in the graph; did you mean: %s?", name, names.bytes);
  buffer_free(&names);
  return status;
}

/// A name, an IRI, or an article's file.
static Status show_name(const Lookup* look, const char* base, const char* name) {
  const Slice iri = lookup_written_out(look, base, name);
  const Kind* kind;
  TRY(search_kind(look, iri, &kind));
  if (kind) return show_node(look, iri);
  Slice now;
  TRY(archive_node(look->store, iri, look->arena, &now)); // a node that it had before
  if (now.len) return show_node(look, now);
  Search search;
  TRY(search_name(look, name, &search));
  if (!search.found.n) {
    Buffer       article = {0};
    const Status status = resolve_article(look->store, name, &article);
    if (status == OK) {
      const Slice kept = lookup_keep(look, buffer_slice(&article));
      buffer_free(&article);
      return show_node(look, kept);
    }
    buffer_free(&article);
    return status == ERR_NOT_FOUND ? not_found(name, &search) : status;
  }
  for (size_t i = 0; i < search.found.n && i < SHOWN_AT_ONCE; i++) {
    if (i) putchar('\n');
    TRY(show_node(look, search.found.items[i]));
  }
  if (search.found.n > SHOWN_AT_ONCE)
    printf("\n... and %zu others of this name; onrecord show IRI shows one of them\n", search.found.n - SHOWN_AT_ONCE);
  return OK;
}

static int show_all(Store* store, const char* base, const Settings* settings) {
  size_t failed = 0;
  for (size_t i = 0; i < settings->input_count; i++) {
    Arena        arena = {0};
    const Lookup look  = {store, &arena};
    if (i) putchar('\n');
    const Status status = show_name(&look, base, settings->inputs[i]);
    if (status != OK) {
      complain(status);
      failed++;
    }
    arena_free(&arena);
  }
  return exit_code(failed, settings->input_count);
}

static int run(const Settings* settings) {
  bool empty = !settings->input_count;
  for (size_t i = 0; i < settings->input_count; i++) empty |= !*settings->inputs[i];
  if (empty) return complain(fail(ERR_USAGE, "show: whom? name a person, an organization, a place or an article"));
  Store* store  = NULL;
  char*  base   = NULL;
  Status status = store_open(settings->graph, STORE_READ, &store);
  if (status == OK) status = graph_base(store, NULL, false, &base);
  if (status == OK) status = store_begin(store, STORE_READ);
  const int code = status == OK ? show_all(store, base, settings) : complain(status);
  store_close(store);
  free(base);
  return code;
}

static const Option* const takes[] = {&option_graph, NULL};

const Command command_show = {"show", run, "NAME...", "Tell all that is known of a person, an organization or an article.", takes,
                              "A name is written as articles write it, upper or lower case; an IRI (id:ana-brandt) or an\n"
                              "article's file will do as well. Statements come by date (\"by\" a date: printed that day, said\n"
                              "then or before), each with the words that it was read from.\n",
                              "onrecord show 'Ana Brandt'\n"
                              "onrecord show Norland\n"
                              "onrecord show news/budget.html\n",
                              NULL};
