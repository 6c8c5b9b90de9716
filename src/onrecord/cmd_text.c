/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* onrecord text: the article in each input, without the page around it. No model is needed for that.
 *
 *     onrecord text --json sale.html   ->   {"url":"https://...","title":"Port sale confirmed","text":"...",...} */
#include "base/json.h"
#include "document/items.h"
#include "fetch/fetch.h"
#include "onrecord/command.h"
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
  json_close(&w);
  buffer_putc(out, '\n');
}

/// The text, a line feed at its end, and an empty line between two articles.
static void put_plain(const Document* doc, bool first, Buffer* out) {
  if (!first) buffer_putc(out, '\n');
  buffer_put(out, doc->text.bytes, doc->text.len);
  if (out->bytes[out->len - 1] != '\n') buffer_putc(out, '\n');
}

static Status take_item(void* self, const DocumentSource* item, Status status) {
  TextRun* const run = self;
  Document       doc = {0};
  run->counts.inputs++;
  if (status == OK) status = document_read(item, &doc);
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

static Status take(void* self, const Fetched* input) {
  const DocumentSource source = {.uri = input->uri, .bytes = input->bytes, .media = input->type, .name = input->name};
  if (input->status != OK) return take_item(self, &source, input->status);
  return items_each(&source, input->rest, (ItemSink){take_item, self});
}

static int run(const Settings* settings) {
  if (!settings->input_count) return complain(fail(ERR_USAGE, "text: name the articles: files, folders, URLs or -"));
  TextRun            self    = {.settings = settings};
  const FetchOptions options = settings_fetch(settings);
  Status             status  = fetch_each(settings->inputs, settings->input_count, &options, (FetchSink){take, &self});
  buffer_free(&self.out);
  if (status == OK && !self.counts.inputs)
    status = fail(ERR_NOT_FOUND, "%s: no articles there; give files or folders of .txt, .md or .html", settings->inputs[0]);
  return status == OK ? intake_code(&self.counts) : complain(status);
}

static const Option option_json = {0, "json", NULL, "a line of JSON for each article, with what is known of it",
                                   offsetof(Settings, json), NULL};

static const Option* const takes[] = {&option_json, FETCH_OPTIONS, &option_quiet, NULL};

const Command command_text = {
    "text", run, "FILE|FOLDER|URL|-...", "Print the text of articles, without the pages around them.", takes,
    "Of a web page its article is printed: no menus, captions, comments or links to other articles;\n"
    "plain text is printed as it is. Paragraphs and articles are parted by an empty line. With --json\n"
    "each line is one article: url, title, text, published, publisher, authors, language; null where\n"
    "it does not say. Of a folder, files named like articles are read (.txt .md .html .htm .jsonl .rss\n"
    ".atom .warc); \"-\" is standard input. A file of JSON lines, a feed or a web archive holds many\n"
    "articles, each by itself. No language model is needed.\n",
    "onrecord text news/budget.html\n"
    "onrecord text --json news/ > texts.jsonl\n",
    NULL};
