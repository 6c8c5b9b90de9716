/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "library/places.h"

#include "reader/reader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_there(Buffer* path, const char* folder, const char* between, const char* name) {
  buffer_clear(path);
  buffer_printf(path, "%s%s/%s", folder, between, name);
  return !access(path->bytes, R_OK);
}

/// The folder of the running program; false where the system does not say.
static bool program_folder(char folder[PATH_MAX]) {
  const ssize_t n = readlink("/proc/self/exe", folder, PATH_MAX - 1);
  if (n <= 0) return false;
  folder[n]   = '\0';
  char* slash = strrchr(folder, '/');
  if (!slash) return false;
  *slash = '\0';
  return true;
}

Status find_shipped(const char* name, Buffer* path) {
  const char* chosen = getenv("ONRECORD_DATA");
  if (chosen && *chosen && is_there(path, chosen, "", name)) return OK;
  char folder[PATH_MAX];
  if (program_folder(folder)) {
    static const char* const between[] = {"", "/..", "/../share/onrecord"};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
      if (is_there(path, folder, between[i], name)) return OK;
  }
  if (is_there(path, PKGDATADIR, "", name)) return OK;
  return fail(ERR_NOT_FOUND, "%s: not found in %s; install OnRecord, or name its folder in ONRECORD_DATA", name, PKGDATADIR);
}

Status find_model(const char* chosen, Buffer* path) {
  if (!chosen) chosen = getenv("ONRECORD_MODEL");
  if (chosen && *chosen) {
    buffer_clear(path);
    buffer_puts(path, chosen);
    return OK;
  }
  const Status status = find_shipped("model/model.safetensors", path);
  if (status != OK)
    return fail(status, "the language model is not in %s/model; install OnRecord, or name the file by --model or ONRECORD_MODEL", PKGDATADIR);
  return OK;
}

Status describe_reader(const char* model, bool in_float, Buffer* words) {
  char   digits[17];
  Buffer path   = {0};
  Status status = find_model(model, &path);
  if (status == OK) status = model_fingerprint(path.bytes, digits);
  buffer_free(&path);
  TRY(status);
  buffer_printf(words, "%s, model %s%s", PACKAGE_STRING, digits, in_float ? " in float" : "");
  return OK;
}
