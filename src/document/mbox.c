/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Mailboxes (RFC 4155): messages, each behind a line that begins with "From ".
 *
 *     From mara@coast.example Sat Apr 19 08:00:00 2031
 *     Subject: Port sale
 *
 *     The port will be sold.
 *     >From here on it was quiet.            such lines were marked, and are as they were again
 */
#include "document/container.h"

#include <string.h>

/* "From mara@... 2031": a year somewhere behind it. */
static bool parts_messages(Slice line) {
  if (line.len < 16 || memcmp(line.ptr, "From ", 5)) return false;
  for (size_t i = 5; i + 4 <= line.len; i++) {
    size_t digits = 0;
    while (i + digits < line.len && line.ptr[i + digits] >= '0' && line.ptr[i + digits] <= '9') digits++;
    if (digits == 4) return true;
    i += digits;
  }
  return false;
}

static Status give(Container* container, Buffer* message, bool too_long) {
  Status status = OK;
  if (too_long)
    status = container_fault(container, ERR_LIMIT, "a message of more than %d MB, the most for one article", DOCUMENT_LIMIT / (1024 * 1024));
  else if (message->len)
    status = container_give(container, &(DocumentSource){.bytes = buffer_slice(message), .type = DOCUMENT_MAIL});
  buffer_clear(message);
  return status;
}

static Status each_message(Container* container, Buffer* message) {
  bool before_blank = true, over = false;
  for (;;) {
    Slice line;
    bool  too_long;
    TRY(container_line(container, &line, &too_long));
    if (!line.ptr || (before_blank && parts_messages(line))) {
      TRY(give(container, message, over));
      over = false;
      if (!line.ptr) return OK;
      before_blank = false;
      continue;
    }
    before_blank = !line.len;
    over |= too_long || message->len + line.len > DOCUMENT_LIMIT;
    if (over) {
      buffer_clear(message);
      continue;
    }
    size_t marks = 0;
    while (marks < line.len && line.ptr[marks] == '>') marks++;
    if (marks && line.len >= marks + 5 && !memcmp(line.ptr + marks, "From ", 5)) line = (Slice){line.ptr + 1, line.len - 1};
    buffer_put_slice(message, line);
    buffer_putc(message, '\n');
  }
}

static Status each(Container* container) {
  Buffer       message = {0};
  const Status status  = each_message(container, &message);
  buffer_free(&message);
  return status;
}

/* Its first line parts messages, and a header stands behind it. */
static int bid(const DocumentSource* head) {
  const char* end = head->bytes.len ? memchr(head->bytes.ptr, '\n', head->bytes.len) : NULL;
  if (!end || !parts_messages((Slice){head->bytes.ptr, (size_t)(end - head->bytes.ptr)})) return 0;
  const char* p = end + 1;
  const char* stop = head->bytes.ptr + head->bytes.len;
  while (p < stop && *p > ' ' && *p != ':') p++;
  return p < stop && *p == ':' && p > end + 1 ? 97 : 0;
}

const ContainerKind container_mbox = {DOCUMENT_MBOX, false, bid, each};
