/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Gives the cases of tests/fuzz/cases again, each as the type that its name begins with ("csv-open-quote"), whole, cut short
 * and with bits turned over: nothing breaks. */
#include "target.h"

#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTS = 24, TURNS = 24 };

static void give(const char* name, const uint8_t* bytes, size_t n) {
  if (!strncmp(name, "date-", 5)) {
    fuzz_date(bytes, n);
    return;
  }
  DocumentType type = DOCUMENT_GUESS;
  for (const DocumentTypeName* t = document_types; t->name; t++) {
    const size_t len = strlen(t->name);
    if (!strncmp(name, t->name, len) && name[len] == '-') type = t->type;
  }
  fuzz_items(type, bytes, n);
}

static int by_name(const struct dirent** a, const struct dirent** b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int is_case(const struct dirent* entry) { return *entry->d_name != '.'; }

int main(void) {
  const char*     top  = getenv("top_srcdir");
  Buffer          path = {0};
  struct dirent** cases;
  buffer_printf(&path, "%s/tests/fuzz/cases", top ? top : ".");
  const int n = scandir(path.bytes, &cases, is_case, by_name);
  if (n <= 0) return perror(path.bytes), 1;
  printf("1..%d\n", n);
  for (int i = 0; i < n; i++) {
    FileMap      map;
    const size_t folder = path.len;
    buffer_printf(&path, "/%s", cases[i]->d_name);
    const Status status = file_map(path.bytes, &map);
    if (status == OK) {
      uint8_t* copy = malloc(map.len ? map.len : 1); // of its very length, so that a step behind it is seen
      memcpy(copy, map.bytes, map.len);
      give(cases[i]->d_name, copy, map.len);
      for (size_t c = 1; c <= CUTS; c++) give(cases[i]->d_name, copy, map.len * c / (CUTS + 1));
      for (size_t t = 0; t < TURNS && map.len; t++) {
        const size_t at = (t * 2654435761U) % map.len;
        copy[at] ^= (uint8_t)(1U << (t % 8));
        give(cases[i]->d_name, copy, map.len);
      }
      free(copy);
      file_unmap(&map);
    }
    printf("%s %d - %s\n", status == OK ? "ok" : "not ok", i + 1, cases[i]->d_name);
    path.len               = folder;
    path.bytes[path.len]   = '\0';
    free(cases[i]);
  }
  free(cases);
  buffer_free(&path);
  return 0;
}
