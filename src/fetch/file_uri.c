/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "fetch/file_uri.h"

#include "base/status.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What may stand in a path as it is: pchar without "%", and "/" (RFC 3986, section 3.3). */
static bool plain(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~!$&'()*+,;=:@/", c));
}

void file_uri(const char* absolute, Buffer* out) {
  buffer_puts(out, "file://");
  for (const char* p = absolute; *p; p++)
    if (plain((unsigned char)*p))
      buffer_putc(out, *p);
    else
      buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool file_uri_path(const char* uri, Buffer* out) {
  if (strncasecmp(uri, "file:", 5)) return false;
  const char* p = uri + 5;
  if (!strncmp(p, "//", 2)) {
    p += 2;
    if (!strncasecmp(p, "localhost/", 10)) p += 9;
  }
  if (*p != '/') return false;
  for (; *p && *p != '?' && *p != '#'; p++) {
    if (*p != '%') {
      buffer_putc(out, *p);
      continue;
    }
    const int high = hex_digit(p[1]), low = high < 0 ? -1 : hex_digit(p[2]);
    if (low < 0 || !(high | low)) return false;
    buffer_putc(out, (char)(high << 4 | low));
    p += 2;
  }
  return true;
}

bool absolute_path(const char* path, Buffer* out) {
  size_t len = strlen(path);
  while (len > 1 && path[len - 1] == '/') len--;
  size_t name = len;
  while (name && path[name - 1] != '/') name--;
  const size_t own     = len - name;
  const bool   special = !own || (own == 1 && path[name] == '.') || (own == 2 && !strncmp(path + name, "..", 2));
  char*        folder  = xmalloc(len + 2);
  if (special) {
    memcpy(folder, path, len);
    folder[len] = '\0';
  } else if (!name) {
    strcpy(folder, ".");
  } else {
    memcpy(folder, path, name);
    folder[name] = '\0';
  }
  char* real = realpath(folder, NULL);
  free(folder);
  if (!real) return false;
  buffer_puts(out, real);
  if (!special) {
    if (strcmp(real, "/")) buffer_putc(out, '/');
    buffer_put(out, path + name, own);
  }
  free(real);
  return true;
}
