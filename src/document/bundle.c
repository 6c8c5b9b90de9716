/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* zip, tar and 7z (libarchive): the files in them that are named like articles, in the order in which they stand there.
 *
 *     news.zip with a.html, .git/x.txt, b/dump.jsonl, quay.jpg   ->   "news.zip/a.html", "news.zip/b/dump.jsonl#1", ...
 *
 * Nothing is written to disk, so a name like "../../etc/passwd" is only a name. What a file unpacks to is read piece by
 * piece; links, devices and what is encrypted are not read. */
#include "document/container.h"
#include "fetch/fetch.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

enum { HEAD_BYTES = 256 * 1024, PIECE_BYTES = 64 * 1024, MOST_FAULTS = 100 };

typedef struct {
  Container*      container;
  struct archive* archive;
  const char*     name; ///< Of the file at hand
  Status          fault;
} Bundle;

static la_ssize_t give_bytes(struct archive* archive, void* self, const void** bytes) {
  Bundle*    b = self;
  Container* c = b->container;
  bool       some;
  b->fault = container_need(c, 1, &some);
  if (b->fault != OK) {
    archive_set_error(archive, EIO, "stopped");
    return -1;
  }
  *bytes               = c->window.ptr;
  const la_ssize_t len = (la_ssize_t)c->window.len;
  container_step(c, c->window.len);
  return len;
}

static const char* why(const Bundle* b) {
  const char* words = archive_error_string(b->archive);
  return words ? words : "not as such files should be";
}

/* The next bytes of the file at hand. */
static Status more(void* self, Buffer* out) {
  Bundle* b = self;
  buffer_reserve(out, PIECE_BYTES);
  const la_ssize_t n = archive_read_data(b->archive, out->bytes + out->len, PIECE_BYTES);
  if (b->fault != OK) return b->fault;
  if (n < 0) return fail(ERR_INPUT, "%s: broken, cut short or encrypted (%s)", b->name, why(b));
  out->len += (size_t)n;
  return container_unpacked(b->container, (size_t)n);
}

/* Whether no part of the path is hidden, nor what macOS puts beside each file. */
static bool visible(const char* path) {
  for (const char* p = path; *p; p += strcspn(p, "/"), p += *p == '/')
    if (*p == '.' && strncmp(p, "./", 2) && strncmp(p, "../", 3)) return false;
  return !strstr(path, "__MACOSX/");
}

static bool wanted(const Bundle* b, const char* path) {
  const char* slash = strrchr(path, '/');
  return visible(path) && (b->container->source->type != DOCUMENT_GUESS || fetch_article_name(slash ? slash + 1 : path));
}

/* The path without "/" before it, "." and "..", which would lead out of the archive's own name. */
static void put_path(const char* path, bool encoded, Buffer* out) {
  for (const size_t start = out->len; *path; path += *path == '/') {
    const size_t n    = strcspn(path, "/");
    const bool   dots = !n || (n == 1 && *path == '.') || (n == 2 && path[0] == '.' && path[1] == '.');
    if (!dots && out->len > start) buffer_putc(out, '/');
    for (size_t i = 0; i < n && !dots; i++) {
      if (encoded && (strchr("%#? \"<>\\^`{|}", path[i]) || (unsigned char)path[i] < ' ')) buffer_printf(out, "%%%02X", (unsigned char)path[i]);
      else buffer_putc(out, path[i]);
    }
    path += n;
  }
}

static Status read_entry(Bundle* b, const char* path) {
  const DocumentSource* outer = b->container->source;
  Buffer                name = {0}, uri = {0}, head = {0};
  buffer_printf(&name, "%s/", source_name(outer));
  put_path(path, false, &name);
  buffer_printf(&uri, "%s/", outer->uri ? outer->uri : "");
  put_path(path, true, &uri);
  b->name            = name.bytes;
  const Stream rest  = {more, b, 0};
  Status       fault = OK;
  for (size_t before = 1; fault == OK && head.len != before && head.len < HEAD_BYTES;) {
    before = head.len;
    fault  = more(b, &head);
  }
  DocumentSource inner = {.uri = uri.bytes, .name = name.bytes, .bytes = buffer_slice(&head), .type = outer->type,
                          .fields = outer->fields, .field_count = outer->field_count};
  if (inner.type == DOCUMENT_ARCHIVE) inner.type = DOCUMENT_GUESS;
  Status status;
  if (fault == OK) {
    status = container_within(b->container, &inner, &rest);
  } else {
    b->container->count++;
    inner.bytes = (Slice){"", 0};
    status      = b->fault != OK ? b->fault : b->container->sink.take(b->container->sink.self, &inner, fault);
  }
  buffer_free(&name);
  buffer_free(&uri);
  buffer_free(&head);
  return status;
}

static Status read_entries(Bundle* b) {
  for (int faults = 0; faults < MOST_FAULTS;) {
    struct archive_entry* entry;
    const int             result = archive_read_next_header(b->archive, &entry);
    if (b->fault != OK) return b->fault;
    if (result == ARCHIVE_EOF) return OK;
    if (result == ARCHIVE_FATAL)
      return container_fault(b->container, ERR_INPUT, "broken or cut short (%s); what follows was not read", why(b));
    if (result < ARCHIVE_WARN) {
      faults++;
      TRY(container_fault(b->container, ERR_INPUT, "a file in it cannot be read (%s)", why(b)));
      continue;
    }
    const char* path = archive_entry_pathname_utf8(entry);
    if (!path) path = archive_entry_pathname(entry);
    if (!path || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) || !wanted(b, path)) continue;
    Buffer       kept   = {0}; // it goes when data are read
    buffer_puts(&kept, path);
    const Status status = read_entry(b, kept.bytes);
    buffer_free(&kept);
    TRY(status);
    // a bomb is one as a whole
    if (b->container->bulk->unpacked && container_unpacked(b->container, 0) != OK) return OK;
  }
  return container_fault(b->container, ERR_INPUT, "too many broken files in it; what follows was not read");
}

static bool is_7z(Slice s) { return s.len > 6 && !memcmp(s.ptr, "7z\xBC\xAF\x27\x1C", 6); }

static Status each(Container* container) {
  Bundle b = {.container = container, .archive = archive_read_new()};
  bool   whole;
  if (!b.archive) return container_fault(container, ERR_INTERNAL, "libarchive did not start");
  archive_read_support_format_zip(b.archive);
  archive_read_support_format_tar(b.archive);
  archive_read_support_format_7zip(b.archive);
  Status status = OK;
  if (is_7z(container->window)) status = container_whole(container, "a 7z archive", &whole); // its table stands at its end
  if (status == OK && (!is_7z(container->window) || whole)) {
    const int result = container->rest ? archive_read_open(b.archive, &b, NULL, give_bytes, NULL)
                                       : archive_read_open_memory(b.archive, container->window.ptr, container->window.len);
    status = b.fault != OK ? b.fault
             : result < ARCHIVE_WARN ? container_fault(container, ERR_INPUT, "broken or cut short (%s); copy it again", why(&b))
                                     : read_entries(&b);
  }
  archive_read_free(b.archive);
  return status;
}

static int bid(const DocumentSource* head) {
  const Slice s = head->bytes;
  if (is_7z(s)) return 98;
  if (s.len > 262 && !memcmp(s.ptr + 257, "ustar", 5)) return 98;
  if (s.len < 22 || (memcmp(s.ptr, "PK\3\4", 4) && memcmp(s.ptr, "PK\5\6", 4))) return 0;
  // of its own kind, not a bundle of files
  static const char* const others[] = {"[Content_Types].xml", "mimetypeapplication/"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    const size_t n = strlen(others[i]);
    if (s.len > 30 + n && !memcmp(s.ptr + 30, others[i], n)) return 0;
  }
  return s.len > 64 && memmem(s.ptr, s.len, "word/document.xml", 17) ? 0 : 96;
}

const ContainerKind container_archive = {DOCUMENT_ARCHIVE, true, bid, each};
