/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord add: articles into the graph.
 *
 * Many threads read, this one writes. Finished articles gather until there are BATCH_ARTICLES or BATCH_SECONDS have
 * gone by, then one transaction takes them all, and only when it is on disk are they reported:
 *
 *     added examples/port-sale.txt: 3 people, 4 roles, 6 statements
 *
 * So a crash loses at most articles that were not yet reported, and the graph is only locked while it is written. */
#include "archive/archive.h"
#include "graph/vocabulary.h"
#include "library/graph_base.h"
#include "library/places.h"
#include "library/world.h"
#include "onrecord/command.h"
#include "onrecord/failures.h"
#include "onrecord/intake.h"
#include "onrecord/journal.h"
#include "onrecord/judging.h"
#include "onrecord/say.h"
#include "onrecord/twins.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH_ARTICLES = 50, BATCH_SECONDS = 2 };

typedef struct {
  const Settings* settings;
  Store*          store;
  GraphOptions    options;
  Job*            batch[BATCH_ARTICLES];
  ArticleOutcome  outcomes[BATCH_ARTICLES];
  size_t          n;
  time_t          since;     ///< When the batch got its first article
  size_t          counts[3]; ///< By outcome
  size_t          duplicates;
  Journal*        journal;
  Failures*       failures;
  Twins*          twins;
  size_t          refused;   ///< Articles that the graph did not take
} Add;

static volatile sig_atomic_t stop;

/// The first signal ends the run after what is ready is on disk, the second ends it at once.
static void on_signal(int number) {
  stop = number;
  signal(number, SIG_DFL);
}

static time_t seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

static Status known(void* self, Job* job, bool busy) {
  Add* const      add = self;
  const Document* doc = &job->article.doc;
  Status          status = OK;
  for (size_t i = 0; i < add->n && !busy; i++) // it is about to change
    busy = !add->batch[i]->mark && !strcmp(add->batch[i]->article.doc.uri, doc->uri);
  job->long_enough = likeness_of(&doc->text, &job->likeness);
  TRY(store_begin(add->store, STORE_READ));
  bool duplicate = false;
  if (!busy) status = archive_knows(add->store, doc, &add->options, &job->known);
  if (status == OK && job->known && add->settings->duplicates) status = archive_is_duplicate(add->store, doc, &duplicate);
  if (duplicate) job->known = false;
  if (status == OK && !busy && !job->known && job->long_enough && !add->settings->duplicates) status = twins_find(add->twins, job);
  store_abort(add->store);
  if (job->original) job->known = true;
  if (status != OK || job->known || !job->long_enough) return status;
  twins_expect(add->twins, job);
  return OK;
}

static Status failed(void* self, const char* name) {
  Add* const  add = self;
  char* const why = xstrdup(status_message());
  Status      status = failures_put(add->failures, name, why);
  if (status == OK) fail(OK, "%s", why); // still to be told
  free(why);
  return status;
}

static size_t resumed(void* self, const char* input) {
  const Add* add = self;
  return journal_done(add->journal, input);
}

static const char* plural(size_t n) { return n == 1 ? "" : "s"; }

static void report(const Add* add, const Job* job, ArticleOutcome outcome) {
  static const char* const words[] = {"added", "replaced", "unchanged"};
  if (add->settings->quiet || job->mark) return;
  if (job->original && outcome != ARTICLE_UNCHANGED) {
    printf("duplicate %s: nearly the same as %s\n", job->name, job->original);
    return;
  }
  if (outcome == ARTICLE_UNCHANGED) {
    printf("unchanged %s\n", job->name);
    return;
  }
  const Facts* facts  = &job->article.facts;
  size_t       people = 0, roles = 0, statements = 0;
  for (size_t i = 0; i < facts->entity_count; i++) people += facts->entities[i].type == NAME_PERSON;
  for (size_t i = 0; i < facts->role_count; i++) roles += facts->roles[i].score >= add->options.min_score;
  for (size_t i = 0; i < facts->statement_count; i++) {
    const Statement* s = &facts->statements[i];
    statements += s->score >= add->options.min_score && (add->options.attitudes || !s->attitude);
  }
  printf("%s %s: %zu %s, %zu role%s, %zu statement%s\n", words[outcome], job->name, people,
         people == 1 ? "person" : "people", roles, plural(roles), statements, plural(statements));
}

/// The article that it is like may have failed, or be gone.
static Status write_duplicate(Add* add, const Job* job, ArticleOutcome* outcome) {
  bool       there;
  const Term original = term_iri(slice(job->original));
  TRY(store_contains(add->store, &(Quad){original, term_iri(SLICE(RDF_TYPE)), term_iri(SLICE(SCHEMA("NewsArticle"))), original}, &there));
  if (!there) return fail(ERR_NOT_FOUND, "nearly the same as %s, which could not be added; add it again", job->original);
  return archive_add_duplicate(add->store, &job->article.doc, job->original, &add->options, outcome);
}

/// Put the jobs [from, to) of the batch into the graph, all or none.
static Status write_jobs(Add* add, size_t from, size_t to) {
  Status status = store_begin(add->store, STORE_WRITE | STORE_WAIT);
  for (size_t i = from; i < to && status == OK; i++) {
    const Job*     job     = add->batch[i];
    const Article* article = &job->article;
    if (job->original)
      status = write_duplicate(add, job, &add->outcomes[i]);
    else if (job->known)
      add->outcomes[i] = ARTICLE_UNCHANGED;
    else {
      add->options.model = article->model;
      status = archive_add(add->store, &article->doc, &article->facts, &add->options, &add->outcomes[i]);
    }
    if (status != OK) blame(status, "%s", job->name);
  }
  if (status == OK) return store_commit(add->store);
  store_abort(add->store);
  return status;
}

/// The jobs [from, to) are on disk.
static void reported(Add* add, size_t from, size_t to) {
  progress("%s", "");
  for (size_t i = from; i < to; i++) {
    const Job* job = add->batch[i];
    report(add, job, add->outcomes[i]);
    if (!job->mark && job->original && add->outcomes[i] != ARTICLE_UNCHANGED) add->duplicates++;
    else if (!job->mark) add->counts[add->outcomes[i]]++;
    if (!job->mark) twins_came(add->twins, job, !job->known && job->long_enough && add->outcomes[i] != ARTICLE_UNCHANGED);
    const bool last = i + 1 == to || strcmp(job->input, add->batch[i + 1]->input);
    if (job->mark || last) journal_note(add->journal, job->input, job->number);
  }
  twins_keep(add->twins);
  fflush(stdout);
}

/// Faults of the place where the graph stands: the next article would meet them too.
static bool is_final(Status status) { return status == ERR_FULL || status == ERR_IO || status == ERR_ACCESS || status == ERR_BUSY; }

/// One transaction for the whole batch; if an article spoils it, one for each, so that only that one is lost.
static Status write_batch(Add* add) {
  Status status = write_jobs(add, 0, add->n);
  if (status == OK) {
    reported(add, 0, add->n);
  } else if (!is_final(status)) {
    status = OK;
    for (size_t i = 0; i < add->n && !is_final(status); i++) {
      status = write_jobs(add, i, i + 1);
      if (status == OK) {
        reported(add, i, i + 1);
      } else if (!is_final(status)) {
        twins_came(add->twins, add->batch[i], false);
        TRY(failed(add, add->batch[i]->name));
        complain(status);
        add->refused++;
        status = OK;
      }
    }
  }
  for (size_t i = 0; i < add->n; i++) job_free(add->batch[i]);
  add->n = 0;
  return status;
}

static Status done(void* self, Job* job) {
  Add* const add = self;
  if (!add->n) add->since = seconds();
  add->batch[add->n++] = job;
  return add->n == BATCH_ARTICLES || seconds() - add->since >= BATCH_SECONDS ? write_batch(add) : OK;
}

static Status finish(void* self) {
  Add* const add = self;
  return add->n ? write_batch(add) : OK;
}

static void summary(const Add* add, const IntakeCounts* counts) {
  if (add->settings->quiet) return;
  const size_t fresh = add->counts[ARTICLE_NEW], failed = counts->failed;
  printf("%zu article%s added, %zu replaced, %zu unchanged", fresh, plural(fresh), add->counts[ARTICLE_REPLACED],
         add->counts[ARTICLE_UNCHANGED]);
  if (add->duplicates) printf(", %zu nearly the same as others", add->duplicates);
  if (counts->resumed) printf(", %zu done before", counts->resumed);
  if (failed) printf(", %zu could not be read", failed);
  putchar('\n');
}

static Status add_all(Add* add, IntakeCounts* counts) {
  struct sigaction on_stop = {.sa_handler = on_signal};
  sigaction(SIGINT, &on_stop, NULL);
  sigaction(SIGTERM, &on_stop, NULL);
  signal(SIGPIPE, SIG_IGN); // who listens to the report may go; the articles are still wanted
  Status status = intake_run("add", add->settings, &(Intake){.known = known, .done = done, .failed = failed, .resumed = resumed, .finish = finish, .world = add->options.known, .stop = &stop, .self = add}, counts);
  for (size_t i = 0; i < add->n; i++) job_free(add->batch[i]);
  counts->failed += add->refused;
  return status;
}

static int run(const Settings* settings) {
  if (!settings->input_count && !settings->list_count) return complain(fail(ERR_USAGE, "add: name the articles: files, folders, URLs or -"));
  Add          add    = {.settings = settings, .options = {.attitudes = settings->attitudes, .min_score = settings->min_score}};
  char*        base   = NULL;
  Known*       known  = NULL;
  Buffer       reader = {0};
  IntakeCounts counts = {0};
  // the model and the tables first: without them no empty graph is left behind
  Status status = describe_reader(settings->model, settings->precision == MODEL_FLOAT, &reader);
  if (status == OK) status = world_open(settings->knowledge, settings->knowledge_count, &known);
  known_free(known);
  known = NULL;
  if (status == OK) status = store_open(settings->graph, STORE_WRITE | STORE_CREATE, &add.store);
  if (status == OK) status = graph_base(add.store, settings->base, true, &base);
  if (status == OK) status = world_take(add.store, base, settings->knowledge, settings->knowledge_count);
  if (status == OK) status = take_judgements(add.store, settings, base, false);
  if (status == OK) status = world_of(add.store, false, &known);
  add.options.base   = base;
  add.options.known  = known;
  add.options.reader = reader.bytes;
  if (status == OK) {
    Arena arena  = {0};
    add.journal  = journal_open(settings, arena_printf(&arena, "%.*s", SLICE_ARG(graph_read_by(&add.options, &arena))));
    add.failures = failures_open(settings->failures, settings->resume);
    add.twins    = twins_open(settings->graph, add.store);
    arena_free(&arena);
  }
  if (status == OK) status = add_all(&add, &counts);
  const Status listed = failures_close(add.failures);
  journal_close(add.journal, status == OK && !stop);
  twins_close(add.twins);
  if (status == OK && listed != OK) status = listed;
  int code = status == OK ? intake_code(&counts) : complain(status);
  if (status == OK) summary(&add, &counts);
  const Status told = output("", 0);
  if (told != OK) {
    complain(told);
    if (!code) code = EXIT_SOME_FAILED; // the articles are in, but nobody knows
  }
  store_close(add.store);
  free(base);
  known_free(known);
  buffer_free(&reader);
  if (!stop) return code;
  say("stopped; what was reported is in the graph, run the command again with --resume to go on");
  signal(stop, SIG_DFL);
  raise(stop);
  return EXIT_NOTHING;
}

static const Option option_resume     = {0, "resume", NULL, "go on where a run of the same command was stopped", offsetof(Settings, resume), NULL};
static const Option option_failures   = {0, "failures", "FILE", "list in FILE what could not be read, for --from-list",
                                         offsetof(Settings, failures), NULL};
static const Option option_duplicates = {0, "duplicates", NULL, "read near-duplicates of known articles, too", offsetof(Settings, duplicates),
                                         NULL};

static const Option* const takes[] = {&option_graph, &option_base, &option_attitudes, &option_min_score, &option_jobs, &option_knowledge, &option_model,
                                      &option_precision, INPUT_OPTIONS,
                                      &option_resume, &option_failures, &option_duplicates, &option_quiet, NULL};

const Command command_add = {
    "add", run, "FILE|FOLDER|URL|-...", "Read articles and add what they say to the graph.", takes,
    "The graph is made where there is none. An article is reported when it is safely on disk; one that\n"
    "is in the graph with the same text, read by the same model, is not read again; else it is replaced.\n"
    "Of a folder, files named like articles are read; \"-\" is standard input. Archives, feeds, tables and\n"
    "mailboxes hold many articles, each by itself.\n"
    "What cannot be read is named on standard error and the rest goes on. Of an article whose text is\n"
    "nearly that of a known one (nine tenths of its runs of three words) only this is noted.\n"
    "The graph keeps the tables given by --knowledge, in place of those before, and goes by them from now on; the links of\n"
    "articles that it holds follow. --knowledge none takes them away.\n",
    "onrecord add news/\n"
    "onrecord add --graph politics.graph --min-score 0.8 news/budget.html news/sale.html\n"
    "onrecord add - < news/sale.html\n",
    options_list_types};
