/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From what stands on the command line to the items to be read: files, folders, URLs, what is inside of them, and the
 * addresses that lists and sitemaps lead to.
 *
 *     TRY(inputs_each(settings, (InputSink){.take = take, .self = self}));
 *
 * The operands come first, then what --from-list names, then the addresses found in any of these, each once. A list may
 * name an item of a container as messages do ("dump.jsonl#3", "news.zip/a.html"): then only that one is given. */
#ifndef ONRECORD_ONRECORD_INPUTS_H
#define ONRECORD_ONRECORD_INPUTS_H

#include "document/items.h"
#include "onrecord/options.h"

typedef struct {
  const DocumentSource* source; ///< For document_read()
  Status      status;           ///< Not OK: why there is no article, in status_message()
  const char* input;            ///< What it was found in, told apart from all else: address; path, size and time of a file
  size_t      number;           ///< The how many-th of that input, from 1
} InputItem;

typedef struct {
  Status (*take)(void* self, const InputItem* item); ///< A status other than OK ends the run and is returned
  /// Asked before an input is looked into, of a URL before it is fetched; true: it is left out. May be NULL.
  bool (*skip)(void* self, const char* input);
  /// All its items were given, none of them a fault of the input itself. May be NULL.
  Status (*ended)(void* self, const char* input);
  void* self;
} InputSink;

/// ERR_USAGE: nothing is named at all. `command` is for that message.
Status inputs_each(const char* command, const Settings* settings, InputSink sink);

#endif
