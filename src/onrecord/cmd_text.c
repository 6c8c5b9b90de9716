/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord text: the article in each input, without the page around it. No model is needed for that.
 *
 *     onrecord text --json sale.html   ->   {"url":"https://...","title":"Port sale confirmed","text":"...",...} */
#include "base/json.h"
#include "onrecord/command.h"
#include "onrecord/inputs.h"
#include "onrecord/intake.h"
#include "onrecord/say.h"

#include <string.h>

typedef struct {
  const Settings* settings;
  IntakeCounts    counts;
  Buffer          out; ///< Used again for each article
} TextRun;

static void put_field(JsonWriter* w, const char* key, const char* value) {
  json_key(w, key);
  if (value)
    json_string(w, slice(value));
  else
    json_null(w);
}

static void put_json(const Document* doc, Buffer* out) {
  JsonWriter w = {.out = out};
  json_open(&w, '{');
  put_field(&w, "url", doc->uri);
  put_field(&w, "title", doc->title);
  json_key(&w, "text");
  json_string(&w, (Slice){doc->text.bytes, doc->text.len});
  put_field(&w, "published", doc->published);
  put_field(&w, "publisher", doc->publisher);
  json_key(&w, "authors");
  json_open(&w, '[');
  for (size_t i = 0; i < doc->author_count; i++) json_string(&w, slice(doc->authors[i]));
  json_close(&w);
  put_field(&w, "language", doc->language);
  if (doc->updated) put_field(&w, "updated", doc->updated);
  if (doc->section) put_field(&w, "section", doc->section);
  if (doc->dateline) put_field(&w, "dateline", doc->dateline);
  if (doc->agency) put_field(&w, "agency", doc->agency);
  json_close(&w);
  buffer_putc(out, '\n');
}

/// The text, a line feed at its end, and an empty line between two articles.
static void put_plain(const Document* doc, bool first, Buffer* out) {
  if (!first) buffer_putc(out, '\n');
  buffer_put(out, doc->text.bytes, doc->text.len);
  if (out->bytes[out->len - 1] != '\n') buffer_putc(out, '\n');
}

static Status take(void* self, const InputItem* item) {
  TextRun* const run    = self;
  Document       doc    = {0};
  Status         status = item->status;
  run->counts.inputs++;
  if (status == OK) status = document_read(item->source, &doc);
  if (status != OK) {
    run->counts.failed++;
    complain(status);
    return OK;
  }
  if (doc.warning && !run->settings->quiet) say("%s", doc.warning);
  const bool first = run->counts.inputs - run->counts.failed == 1;
  buffer_clear(&run->out);
  if (run->settings->json)
    put_json(&doc, &run->out);
  else
    put_plain(&doc, first, &run->out);
  document_free(&doc);
  return output(run->out.bytes, run->out.len);
}

static int run(const Settings* settings) {
  TextRun self   = {.settings = settings};
  Status  status = inputs_each("text", settings, (InputSink){.take = take, .self = &self});
  buffer_free(&self.out);
  if (status == OK && !self.counts.inputs) status = intake_nothing(settings);
  return status == OK ? intake_code(&self.counts) : complain(status);
}

static const Option option_json = {0, "json", NULL, "a line of JSON for each article, with what is known of it",
                                   offsetof(Settings, json), NULL};

static const Option* const takes[] = {&option_json, INPUT_OPTIONS, &option_quiet, NULL};

const Command command_text = {
    "text", run, "FILE|FOLDER|URL|-...", "Print the text of articles, without the pages around them.", takes,
    "Of a web page its article is printed: no menus, captions, comments or links to other articles;\n"
    "plain text is printed as it is. Paragraphs and articles are parted by an empty line. With --json\n"
    "each line is one article: url, title, text, published, publisher, authors, language; null where\n"
    "it does not say. What an input is, its content tells; see the types below. Of a folder, files\n"
    "named like articles are read; \"-\" is standard input. Archives, feeds, tables and mailboxes hold\n"
    "many articles, each by itself. No language model is needed.\n",
    "onrecord text news/budget.html\n"
    "onrecord text --json news/ > texts.jsonl\n",
    options_list_types};
