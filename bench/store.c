/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How fast and how small the store is, beside librdf's own storages on the same quads.
 *
 *     bench/store [-n QUADS] [-b BATCH] [-l LOOKUPS] [-d FOLDER] [STORAGE ...]
 *
 * STORAGE: `store` (store.h itself, a commit every BATCH quads), and by way of librdf `lmdb` (the same), `memory`,
 * `hashes`, `trees` (librdf's own, in memory; the last without graphs).
 *
 * The graph is made up, in the shape of news: every article is a graph of ten quads that name people met before, few of
 * them very often (u^3), and words that are new. Each line is one storage: quads a second, bytes a quad on disk,
 * microseconds a look-up, rows a second of a whole scan. Figures are for comparing with each other in one run. */
#include "base/buffer.h"
#include "store/module.h"
#include "store/store.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static size_t      quads_wanted = 1000000, batch = 10000, lookups = 20000;
static const char* folder = "/tmp";

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double processor(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void need(Status status) {
  if (status == OK) return;
  fprintf(stderr, "bench/store: %s\n", status_message());
  exit(1);
}

/* --- the made-up news -------------------------------------------------------------------------------------------- */

#define KG "https://example.org/news/"

static uint64_t random_state;
static uint64_t draw(void) { // splitmix64 (Steele, Lea, Flood 2014)
  uint64_t z = random_state += 0x9E3779B97F4A7C15u;
  z          = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z          = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

/// Few are met often: the cube of a uniform number.
static size_t somebody(size_t people) {
  const double u = (double)(draw() >> 11) * 0x1p-53;
  return (size_t)((double)people * u * u * u);
}

enum { PER_ARTICLE = 10, ROOM = 160 };

typedef struct {
  char text[4 * PER_ARTICLE][ROOM];
  int  used;
  Quad quads[PER_ARTICLE];
} Article;

__attribute__((format(printf, 2, 3))) static Slice say(Article* a, const char* format, ...) {
  char*   to = a->text[a->used++];
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(to, ROOM, format, args);
  va_end(args);
  return (Slice){to, (size_t)n};
}

static const Article* article(size_t number) {
  static Article           a;
  static const char* const words[] = {"harbour",  "council", "budget",  "verdict", "strike",  "glacier",
                                      "tariff",   "senate",  "orchard", "railway", "vaccine", "ballot",
                                      "refinery", "pension", "drought", "merger"};
  static const char* const kinds[] = {"Person", "Organization", "Place"};
  const size_t             people  = quads_wanted / 50 < 1000 ? 1000 : quads_wanted / 50;
  random_state                     = number * 7919 + 1;
  a.used                           = 0;
  const size_t who[3]              = {somebody(people), somebody(people), somebody(people)};
  const Term   g = term_iri(say(&a, KG "graph/%zu", number)), self = term_iri(say(&a, KG "article/%zu", number));
  const Term   type = term_iri(SLICE("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"));
  Term         met[3];
  for (int i = 0; i < 3; i++) met[i] = term_iri(say(&a, KG "entity/%zu", who[i]));
  const char* w[6];
  for (int i = 0; i < 6; i++) w[i] = words[draw() % 16];
  const Slice title = say(&a, "%s %s %s %s %s %s %zu", w[0], w[1], w[2], w[3], w[4], w[5], number);
  const Slice date  = say(&a, "20%02zu-1%zu-1%zu", 10 + number % 16, number % 3, number % 9);
  Quad*       q     = a.quads;
  *q++              = (Quad){self, type, term_iri(SLICE(KG "Article")), g};
  *q++              = (Quad){self, term_iri(SLICE(KG "title")), term_text(title, SLICE("en")), g};
  *q++ = (Quad){self, term_iri(SLICE(KG "date")), term_typed(date, SLICE("http://www.w3.org/2001/XMLSchema#date")), g};
  for (int i = 0; i < 3; i++) *q++ = (Quad){self, term_iri(SLICE(KG "mentions")), met[i], g};
  *q++ = (Quad){met[0], type, term_iri(say(&a, KG "%s", kinds[who[0] % 3])), g};
  *q++ = (Quad){met[0], term_iri(SLICE(KG "label")), term_string(say(&a, "Entity name %zu", who[0])), g};
  *q++ = (Quad){met[0], term_iri(SLICE(KG "relatedTo")), met[1], g};
  *q++ = (Quad){met[1], term_iri(SLICE(KG "locatedIn")), term_iri(say(&a, KG "entity/%zu", who[2] / 10 * 10)), g};
  return &a;
}

/* --- measures ---------------------------------------------------------------------------------------------------- */

typedef struct {
  double load, cpu;           ///< Quads a second; quads a second of the processor, whatever else runs
  double scan, s, po, spo, g; ///< Rows a second; microseconds
  double disk, memory;        ///< Bytes a quad
} Figures;

static size_t memory_now(void) {
  FILE* f   = fopen("/proc/self/statm", "r");
  long  all = 0, resident = 0, shared = 0;
  if (f && fscanf(f, "%ld %ld %ld", &all, &resident, &shared) != 3) resident = shared = 0;
  if (f) fclose(f);
  return (size_t)(resident - shared) * 4096;
}

static void print(const char* name, const Figures* f) {
  printf(
      "%-7s %7.0f quads/s (%7.0f by CPU) %4.0f B/quad disk %4.0f memory %8.0f rows/s  s?? %.1f  ?po %.1f  spo %.1f  g "
      "%.1f us\n",
      name, f->load, f->cpu, f->disk, f->memory, f->scan, f->s, f->po, f->spo, f->g);
  fflush(stdout);
}

enum { BY_S, BY_PO, BY_SPO, BY_G };

static StorePattern asked(int kind, size_t number) {
  const Article* a = article(number);
  const Quad*    q = &a->quads[kind == BY_PO ? 1 : kind == BY_S ? 0 : 4];
  StorePattern   p = {0};
  if (kind == BY_S || kind == BY_SPO) p.pattern.s = q->s;
  if (kind == BY_PO || kind == BY_SPO) p.pattern.p = q->p, p.pattern.o = q->o;
  if (kind == BY_G) p.pattern.g = q->g;
  return p;
}

static Term kept(Arena* arena, Term t) {
  t.value.ptr = arena_copy(arena, t.value.len ? t.value.ptr : "", t.value.len);
  t.extra.ptr = arena_copy(arena, t.extra.len ? t.extra.ptr : "", t.extra.len);
  return t;
}

/// What is asked for is made up beforehand.
static StorePattern* all_asked(Arena* arena, int kind, size_t articles) {
  StorePattern* all = arena_array(arena, StorePattern, lookups);
  for (size_t i = 0; i < lookups; i++) {
    const StorePattern p = asked(kind, i * 7919 % articles);
    all[i].pattern =
        (Quad){kept(arena, p.pattern.s), kept(arena, p.pattern.p), kept(arena, p.pattern.o), kept(arena, p.pattern.g)};
  }
  return all;
}

static double store_lookups(Store* store, int kind, size_t articles) {
  Arena         arena    = {0};
  StorePattern* patterns = all_asked(&arena, kind, articles);
  double        best     = 1e9;
  for (int round = 0; round < 3; round++) {
    const double start = now();
    for (size_t i = 0; i < lookups; i++) {
      StoreCursor* c;
      Quad         quad;
      bool         more = true;
      size_t       rows = 0;
      need(store_find(store, &patterns[i], &c));
      while (more) {
        need(store_next(c, &quad, &more));
        rows += more;
      }
      store_cursor_free(c);
      if (!rows) fprintf(stderr, "bench/store: nothing found\n"), exit(1);
    }
    const double each = (now() - start) / (double)lookups * 1e6;
    if (each < best) best = each;
  }
  arena_free(&arena);
  return best;
}

/// The folder of a graph; what an earlier run left there is gone.
static void place(Buffer* path, const char* name) {
  buffer_printf(path, "%s/%s", folder, name);
  static const char* const files[] = {"data.mdb", "lock.mdb"};
  for (int i = 0; i < 2; i++) {
    Buffer file = {0};
    buffer_printf(&file, "%s/%s", path->bytes, files[i]);
    unlink(file.bytes);
    buffer_free(&file);
  }
}

static void measure_store(void) {
  Buffer path = {0};
  place(&path, "bench-store.graph");
  Store*       store;
  Figures      f      = {0};
  const size_t before = memory_now(), articles = quads_wanted / PER_ARTICLE;
  need(store_open(path.bytes, STORE_NEW, &store));
  double start = now(), cpu = processor();
  need(store_begin(store, STORE_WRITE));
  for (size_t i = 0, n = 0; i < articles; i++) {
    const Article* a = article(i);
    for (int k = 0; k < PER_ARTICLE; k++, n++) need(store_add(store, &a->quads[k]));
    if (n >= batch) {
      need(store_commit(store));
      need(store_begin(store, STORE_WRITE));
      n = 0;
    }
  }
  need(store_commit(store));
  f.load   = (double)quads_wanted / (now() - start);
  f.cpu    = (double)quads_wanted / (processor() - cpu);
  f.memory = (double)(memory_now() - before) / (double)quads_wanted;
  need(store_begin(store, STORE_READ));
  StoreInfo info;
  need(store_info(store, &info));
  f.disk = (double)info.bytes / (double)quads_wanted;
  for (int round = 0; round < 3; round++) {
    start = now();
    StoreCursor*       c;
    Quad               quad;
    bool               more = true;
    size_t             rows = 0;
    const StorePattern all  = {0};
    need(store_find(store, &all, &c));
    for (;;) {
      need(store_next(c, &quad, &more));
      if (!more) break;
      rows++;
    }
    store_cursor_free(c);
    const double rate = (double)rows / (now() - start);
    if (rate > f.scan) f.scan = rate;
  }
  f.s   = store_lookups(store, BY_S, articles);
  f.po  = store_lookups(store, BY_PO, articles);
  f.spo = store_lookups(store, BY_SPO, articles);
  f.g   = store_lookups(store, BY_G, articles);
  print("store", &f);
  printf("         %zu quads, %zu graphs, %zu terms, %zu bytes\n", info.quads, info.graphs, info.terms, info.bytes);
  store_close(store);
  buffer_free(&path);
}

/* --- through librdf ---------------------------------------------------------------------------------------------- */

static librdf_world* world;

static librdf_node* node_of(Term t) {
  const unsigned char* bytes = (const unsigned char*)t.value.ptr;
  if (t.kind == TERM_NONE) return NULL;
  if (t.kind == TERM_IRI) return librdf_new_node_from_counted_uri_string(world, bytes, t.value.len);
  char extra[ROOM];
  memcpy(extra, t.extra.ptr ? t.extra.ptr : "", t.extra.len);
  extra[t.extra.len] = '\0';
  librdf_uri*  type  = t.kind == TERM_LITERAL_TYPED ? librdf_new_uri(world, (const unsigned char*)extra) : NULL;
  librdf_node* node =
      librdf_new_node_from_typed_counted_literal(world, bytes, t.value.len, t.kind == TERM_LITERAL_LANG ? extra : NULL,
                                                 t.kind == TERM_LITERAL_LANG ? t.extra.len : 0, type);
  if (type) librdf_free_uri(type);
  return node;
}

static librdf_statement* statement_of(const Quad* q) {
  return librdf_new_statement_from_nodes(world, node_of(q->s), node_of(q->p), node_of(q->o));
}

static size_t drain(librdf_stream* stream) {
  size_t n = 0;
  for (; stream && !librdf_stream_end(stream); librdf_stream_next(stream))
    n += librdf_stream_get_object(stream) != NULL;
  if (stream) librdf_free_stream(stream);
  return n;
}

/// Slow storages are asked for a second only, but three times at least.
static double librdf_lookups(librdf_model* model, int kind, size_t articles) {
  Arena               arena    = {0};
  const StorePattern* patterns = all_asked(&arena, kind, articles);
  const double        start    = now();
  size_t              i        = 0;
  for (; i < lookups && (i < 3 || now() - start < 1); i++) {
    librdf_statement* s = statement_of(&patterns[i].pattern);
    librdf_node*      g = node_of(patterns[i].pattern.g);
    if (!drain(g ? librdf_model_context_as_stream(model, g) : librdf_model_find_statements(model, s)))
      fprintf(stderr, "bench/store: nothing found\n"), exit(1);
    if (g) librdf_free_node(g);
    librdf_free_statement(s);
  }
  const double each = (now() - start) / (double)i * 1e6;
  arena_free(&arena);
  return each;
}

static void measure_librdf(const char* name, const char* options) {
  Buffer path = {0};
  place(&path, "bench-librdf.graph");
  const size_t    before = memory_now(), articles = quads_wanted / PER_ARTICLE;
  Figures         f       = {0};
  librdf_storage* storage = librdf_new_storage(world, name, path.bytes, options);
  librdf_model*   model   = storage ? librdf_new_model(world, storage, NULL) : NULL;
  if (!model) fprintf(stderr, "bench/store: no storage %s\n", name), exit(1);
  const bool contexts = strcmp(name, "trees") != 0; // which takes no statement with one
  double     start = now(), cpu = processor();
  for (size_t i = 0; i < articles; i++) {
    const Article* a = article(i);
    librdf_node*   g = contexts ? node_of(a->quads[0].g) : NULL;
    for (int k = 0; k < PER_ARTICLE; k++) {
      librdf_statement* s = statement_of(&a->quads[k]);
      if (g ? librdf_model_context_add_statement(model, g, s) : librdf_model_add_statement(model, s)) exit(1);
      librdf_free_statement(s);
    }
    if (g) librdf_free_node(g);
  }
  librdf_model_sync(model);
  f.load   = (double)quads_wanted / (now() - start);
  f.cpu    = (double)quads_wanted / (processor() - cpu);
  f.memory = (double)(memory_now() - before) / (double)quads_wanted;
  struct stat st;
  buffer_puts(&path, "/data.mdb");
  if (!strcmp(name, "lmdb") && !stat(path.bytes, &st)) f.disk = (double)st.st_size / (double)quads_wanted;
  start             = now();
  const size_t rows = drain(librdf_model_as_stream(model));
  f.scan            = (double)rows / (now() - start);
  f.s               = librdf_lookups(model, BY_S, articles);
  f.po              = librdf_lookups(model, BY_PO, articles);
  f.spo             = librdf_lookups(model, BY_SPO, articles);
  f.g               = contexts ? librdf_lookups(model, BY_G, articles) : 0;
  print(name, &f);
  librdf_free_model(model);
  librdf_free_storage(storage);
  buffer_free(&path);
}

/* --- in one process each, so that memory can be told apart ------------------------------------------------------- */

static void measure(const char* name) {
  fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    if (!strcmp(name, "store")) {
      measure_store();
    } else {
      world = librdf_new_world();
      librdf_world_open(world);
      store_register(world);
      measure_librdf(name, !strcmp(name, "lmdb")     ? "new='yes'"
                           : !strcmp(name, "hashes") ? "hash-type='memory',new='yes',contexts='yes'"
                           : !strcmp(name, "trees")  ? ""
                                                     : "contexts='yes'");
    }
    exit(0);
  }
  int status;
  if (waitpid(child, &status, 0) != child || status) fprintf(stderr, "bench/store: %s failed\n", name);
}

int main(int argc, char** argv) {
  for (int option; (option = getopt(argc, argv, "n:b:d:l:")) != -1;) {
    if (option == 'n') quads_wanted = strtoull(optarg, NULL, 10);
    if (option == 'b') batch = strtoull(optarg, NULL, 10);
    if (option == 'l') lookups = strtoull(optarg, NULL, 10);
    if (option == 'd') folder = optarg;
    if (option == '?') return 2;
  }
  static const char* const all[] = {"store", "lmdb", "memory", "hashes", "trees"};
  if (optind == argc)
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) measure(all[i]);
  for (int i = optind; i < argc; i++) measure(argv[i]);
  return 0;
}
