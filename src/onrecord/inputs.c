/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/inputs.h"

#include "base/file.h"
#include "base/map.h"
#include "fetch/address.h"
#include "fetch/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  MOST_ROUNDS    = 6,        ///< An index of sitemaps, a sitemap, a page: three
  MOST_SUMMARIES = 1000,     ///< Pages that are read in their place in one run; of the others the summary is read
  SUMMARY_BYTES  = 64 * 1024 ///< What is longer is text enough
};

typedef struct {
  const Settings* settings;
  InputSink       sink;
  Arena           arena;
  const char**    names; ///< What is to be fetched, in order
  size_t          n, cap;
  Map             seen;   ///< Of `names`
  Map             parts;  ///< Inputs of which only some items are wanted
  Map             wanted; ///< The names of those
  bool            links;  ///< What is fetched now was found in a list
  Map             followed;  ///< Addresses of pages that are read in the place of a summary, to its number ...
  DocumentSource* summaries; ///< ... among these
  size_t          summary_count, summary_cap;
  // of the input at hand
  const char*     input;
  const char*     name;
  bool            partly, faulty;
  bool            leads; ///< Addresses were found in it
  size_t          number;
} Inputs;

static bool is_url(const char* name) { return address_web(slice(name)) > 0; }

static void put_name(Inputs* inputs, const char* name) {
  uint64_t* seen = map_at(&inputs->seen, slice(name), 0);
  if ((*seen)++) return;
  *arena_push(&inputs->arena, inputs->names, inputs->n, inputs->cap) = arena_copy(&inputs->arena, name, strlen(name));
}

/// "dump.jsonl" of "dump.jsonl#3", "news.zip" of "news.zip/a.html#1"; false where the name is one in itself.
static bool cut_item(char* name) {
  if (is_url(name)) {
    char* number = strrchr(name, '#');
    if (!number || !number[1] || number[1 + strspn(number + 1, "0123456789")]) return false;
    *number = '\0';
    return true;
  }
  struct stat st;
  if (!stat(name, &st)) return false;
  for (char* end; (end = strpbrk(name, "#/"));) {
    for (char* next; (next = strpbrk(end + 1, "#/"));) end = next; // the last of them
    *end = '\0';
    if (!stat(name, &st)) return S_ISREG(st.st_mode);
  }
  return false;
}

static void put_listed(Inputs* inputs, const char* name) {
  char* input = xstrdup(name);
  if (cut_item(input)) {
    map_at(&inputs->parts, slice(input), 0);
    map_at(&inputs->wanted, slice(name), 0);
    put_name(inputs, input);
  } else {
    put_name(inputs, name);
  }
  free(input);
}

/// The lines of a list: names as on the command line, "#" begins a comment.
static Status read_list(Inputs* inputs, const char* path) {
  Buffer      bytes  = {0};
  FileMap     map    = {"", 0};
  const bool  piped  = !strcmp(path, "-");
  const Status status = piped ? file_read(STDIN_FILENO, "standard input", 0, &bytes) : file_map(path, &map);
  Slice       rest   = piped ? buffer_slice(&bytes) : (Slice){map.bytes, map.len};
  while (status == OK && rest.len) {
    const char*  end  = memchr(rest.ptr, '\n', rest.len);
    const size_t n    = end ? (size_t)(end - rest.ptr) : rest.len;
    Slice        line = {rest.ptr, n};
    rest              = (Slice){rest.ptr + n + (end != NULL), rest.len - n - (end != NULL)};
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    if (!line.len || *line.ptr == '#') continue;
    char* name = strndup(line.ptr, line.len);
    if (name && *name) put_listed(inputs, name);
    free(name);
  }
  if (!piped && status == OK) file_unmap(&map);
  buffer_free(&bytes);
  return status == OK ? OK : blame(status, "--from-list");
}

static Status take_item(void* self, const DocumentSource* source, Status status) {
  Inputs* const inputs = self;
  inputs->number++;
  const bool whole = source->name && !strcmp(source->name, inputs->name);
  if (status != OK && whole) inputs->faulty = true;
  if (inputs->partly && !whole && source->name && !map_find(&inputs->wanted, slice(source->name))) return OK;
  return inputs->sink.take(inputs->sink.self, &(InputItem){source, status, inputs->input, inputs->number});
}

static Status take_link(void* self, const char* address) {
  Inputs* const inputs = self;
  inputs->leads        = true;
  put_name(inputs, address);
  return OK;
}

static const char* keep(Inputs* inputs, const char* s) { return s ? arena_copy(&inputs->arena, s, strlen(s)) : NULL; }

/// A feed from the web has only a summary: its page is read with all that the feed says of it, after the other inputs.
static bool take_summary(void* self, const DocumentSource* item) {
  Inputs* const        inputs = self;
  const DocumentGiven* given  = item->given;
  if (inputs->summary_count == MOST_SUMMARIES || item->bytes.len > SUMMARY_BYTES || inputs->partly) return false;
  if (map_find(&inputs->seen, slice(given->url))) return true; // it is read already
  DocumentGiven* copy = arena_array(&inputs->arena, DocumentGiven, 1);
  *copy = (DocumentGiven){.title     = keep(inputs, given->title),
                          .published = keep(inputs, given->published),
                          .publisher = keep(inputs, given->publisher),
                          .url       = keep(inputs, given->url),
                          .language  = keep(inputs, given->language),
                          .authors   = arena_array(&inputs->arena, const char*, given->author_count + 1),
                          .author_count = given->author_count,
                          .summary_only = true};
  for (size_t i = 0; i < given->author_count; i++) copy->authors[i] = keep(inputs, given->authors[i]);
  *map_at(&inputs->followed, slice(given->url), 0) = inputs->summary_count;
  *arena_push(&inputs->arena, inputs->summaries, inputs->summary_count, inputs->summary_cap) =
      (DocumentSource){.uri   = copy->url,
                       .name  = copy->url,
                       .bytes = {arena_copy(&inputs->arena, item->bytes.ptr, item->bytes.len), item->bytes.len},
                       .type  = item->type,
                       .given = copy};
  take_link(inputs, given->url);
  return true;
}

/// The page that a summary leads to; where there is no longer text in it, the summary.
static Status read_page(Inputs* inputs, const DocumentSource* page, Status status, const DocumentSource* summary) {
  DocumentGiven  given = *summary->given;
  DocumentSource whole = *page;
  Document       doc   = {0};
  given.summary_only   = false;
  whole.given          = &given;
  if (status == OK) status = document_read(&whole, &doc);
  if (status == OK && doc.text.len < summary->bytes.len) status = fail(ERR_INPUT, "its page gives no more");
  document_free(&doc);
  if (status == OK || !summary->bytes.len) return take_item(inputs, &whole, status);
  DocumentSource less = *summary;
  given.summary_only  = true;
  given.page_fault    = keep(inputs, status_message());
  less.given          = &given;
  return take_item(inputs, &less, OK);
}

/// An address is its own name; a file is another one when it has changed.
static char* input_key(const Fetched* fetched) {
  if (is_url(fetched->name)) return xstrdup(fetched->name);
  Buffer      key = {0};
  struct stat st;
  buffer_puts(&key, fetched->uri);
  if (!stat(fetched->name, &st))
    buffer_printf(&key, " %jd %jd.%09ld", (intmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
  return key.bytes;
}

static Status look_into(Inputs* inputs, const Fetched* fetched) {
  const Settings*      settings = inputs->settings;
  const bool           list     = settings->type == DOCUMENT_LIST || settings->type == DOCUMENT_SITEMAP || settings->type == DOCUMENT_FEED;
  const DocumentSource source   = {.uri   = fetched->uri,
                                   .bytes = fetched->bytes,
                                   .media = fetched->type,
                                   .name  = fetched->name,
                                   .type  = inputs->links && list ? DOCUMENT_GUESS : settings->type,
                                   .fields = settings->fields,
                                   .field_count = settings->field_count};
  const uint64_t* followed = inputs->links ? map_find(&inputs->followed, slice(fetched->name)) : NULL;
  if (followed) return read_page(inputs, &source, fetched->status, &inputs->summaries[*followed]);
  if (fetched->status != OK) return take_item(inputs, &source, fetched->status);
  const ItemSink sink = {.take = take_item, .link = take_link, .follow = is_url(fetched->name) ? take_summary : NULL, .self = inputs};
  return items_each(&source, fetched->rest, sink);
}

static Status take_input(void* self, const Fetched* fetched) {
  Inputs* const inputs = self;
  char* const   key    = input_key(fetched);
  Status        status = OK;
  inputs->input        = key;
  inputs->name         = fetched->name;
  inputs->number       = 0;
  inputs->faulty       = false;
  inputs->leads        = false;
  inputs->partly       = map_find(&inputs->parts, slice(fetched->name)) != NULL;
  const InputSink sink = inputs->sink;
  if (fetched->status != OK || !sink.skip || !sink.skip(sink.self, key)) {
    status = look_into(inputs, fetched);
    // one that leads to others is looked into again when a run is resumed, for these may not have been read
    if (status == OK && sink.ended && !inputs->faulty && !inputs->partly && !inputs->leads) status = sink.ended(sink.self, key);
  }
  free(key);
  return status;
}

/// Fetch the names [from, to) that nobody wants to leave out.
static Status fetch_names(Inputs* inputs, size_t from, size_t to) {
  const FetchOptions options = settings_fetch(inputs->settings);
  const char**       names   = xmalloc((to - from + 1) * sizeof *names);
  size_t             n       = 0;
  for (size_t i = from; i < to; i++)
    if (!inputs->sink.skip || !is_url(inputs->names[i]) || !inputs->sink.skip(inputs->sink.self, inputs->names[i]))
      names[n++] = inputs->names[i];
  const Status status = fetch_each(names, n, &options, (FetchSink){take_input, inputs});
  free(names);
  return status;
}

Status inputs_each(const char* command, const Settings* settings, InputSink sink) {
  if (!settings->input_count && !settings->list_count)
    return fail(ERR_USAGE, "%s: name the articles: files, folders, URLs or -", command);
  Inputs inputs = {.settings = settings, .sink = sink};
  Status status = OK;
  for (size_t i = 0; i < settings->input_count; i++) // one that is named twice is read twice, as ever
    *arena_push(&inputs.arena, inputs.names, inputs.n, inputs.cap) = settings->inputs[i];
  for (size_t i = 0; i < settings->list_count && status == OK; i++) status = read_list(&inputs, settings->lists[i]);
  size_t done = 0;
  for (int round = 0; round < MOST_ROUNDS && done < inputs.n && status == OK; round++) {
    const size_t end = inputs.n;
    inputs.links     = round > 0;
    status           = fetch_names(&inputs, done, end);
    done             = end;
  }
  map_free(&inputs.seen);
  map_free(&inputs.parts);
  map_free(&inputs.wanted);
  map_free(&inputs.followed);
  arena_free(&inputs.arena);
  return status;
}
