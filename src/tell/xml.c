/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/xml.h"

#include <string.h>

void xml_write(Buffer* out, Slice text) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.ptr[i];
    const bool broken = i + 2 < text.len && !memcmp(text.ptr + i, "\xEF\xBF", 2) && (unsigned char)text.ptr[i + 2] >= 0xBE;
    if (c >= 0x20 && !strchr("&<>\"'", c) && !broken) continue;
    buffer_put(out, text.ptr + from, i - from);
    switch (c) {
    case '&': buffer_puts(out, "&amp;"); break;
    case '<': buffer_puts(out, "&lt;"); break;
    case '>': buffer_puts(out, "&gt;"); break;
    case '"': buffer_puts(out, "&quot;"); break;
    case '\'': buffer_puts(out, "&apos;"); break;
    // as they stand a reader would make spaces of them
    case '\t':
    case '\n':
    case '\r': buffer_printf(out, "&#%d;", c); break;
    default: buffer_puts(out, "\xEF\xBF\xBD"); i += broken ? 2 : 0;
    }
    from = i + 1;
  }
  buffer_put(out, text.ptr + from, text.len - from);
}

void xml_attribute(Buffer* out, const char* name, Slice text) {
  buffer_printf(out, " %s=\"", name);
  xml_write(out, text);
  buffer_putc(out, '"');
}
