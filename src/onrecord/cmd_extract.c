/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord extract: the facts record of each article, one JSON object a line, before any graph. */
#include "library/world.h"
#include "onrecord/command.h"
#include "onrecord/intake.h"
#include "onrecord/say.h"

typedef struct {
  FactsOutput output;
  Buffer      line; ///< Used again for each article
} Extract;

static Status print(void* self, Job* job) {
  Extract* const extract = self;
  buffer_clear(&extract->line);
  facts_write_json(&job->article.doc, &job->article.facts, &extract->output, &extract->line);
  job_free(job);
  progress("%s", "");
  return output(extract->line.bytes, extract->line.len);
}

static int run(const Settings* settings) {
  Extract      extract = {.output = {.attitudes = settings->attitudes, .openers = settings->attitudes,
                                    .min_score = settings->min_score}};
  IntakeCounts counts  = {0};
  Known*       known   = NULL;
  Status       status  = world_open(settings->knowledge, settings->knowledge_count, &known);
  if (status == OK) status = intake_run("extract", settings, &(Intake){.done = print, .world = known, .self = &extract}, &counts);
  known_free(known);
  buffer_free(&extract.line);
  return status == OK ? intake_code(&counts) : complain(status);
}

static const Option* const takes[] = {&option_attitudes, &option_min_score, &option_jobs, &option_knowledge, &option_model, &option_precision,
                                      INPUT_OPTIONS, &option_quiet, NULL};

const Command command_extract = {
    "extract", run, "FILE|FOLDER|URL|-...", "Print what articles say as JSON, one line each.", takes,
    "Each line is one article: who is named, who holds which role where, who said what, every fact\n"
    "with the code points of the text it stands at and how sure the model is. The lines come in the\n"
    "order of the operands, whatever --jobs says. Of a folder, files named like articles are read;\n"
    "\"-\" is standard input. Archives, feeds, tables and mailboxes hold many articles, each by itself.\n"
    "With --attitudes, what was said or thought keeps the \"that\" or \"to\" in front of it, as corpora of\n"
    "attributions mark it.\n"
    "What is known beyond an article (--knowledge; a table ships with the program) types names, spells out letters and\n"
    "links to Wikidata.\n",
    "onrecord extract news/budget.html\n"
    "onrecord extract --min-score 0.8 news/ > facts.jsonl\n",
    options_list_types};
