/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Files and folders.
 *
 *     news/a.txt  news/b/c.html  news/README.md  news/.git/     "news"  ->  news/a.txt, news/b/c.html
 *
 * Links to files are followed. Links to folders too, once each, and never back into a folder on the way down, so that
 * every walk ends. Nothing but regular files is opened for reading: a FIFO would wait for ever. */
#include "base/file.h"
#include "base/map.h"
#include "fetch/file_uri.h"
#include "fetch/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* What articles in files are named like, and what such files are packed in. */
static const char* const extensions[] = {".txt",  ".text", ".md",   ".markdown", ".html", ".htm",  ".xhtml", ".eml", ".pdf",
                                         ".docx", ".odt",  ".json", ".jsonl",    ".ndjson", ".csv", ".tsv",  ".rss", ".atom",
                                         ".mbox", ".warc", ".zip",  ".tar",      ".tgz",  ".tbz2", ".txz",  ".tzst", ".7z"};
static const char* const packings[]   = {".gz", ".bz2", ".xz", ".zst"};

/* Files that stand in a folder to speak of the folder (names without their extension). */
static const char* const about_folder[] = {"README", "LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "NEWS",
                                           "CHANGELOG", "CHANGES", "CONTRIBUTING", "INSTALL", "TODO", "robots"};

typedef struct Folder Folder;
struct Folder {
  dev_t         device;
  ino_t         inode;
  const Folder* above; ///< NULL at the top
};

typedef struct {
  Fetch* fetch;
  Buffer name;   ///< Of what is at hand, as the user would name it
  Buffer path;   ///< The same, absolute
  Map    linked; ///< Folders that a link has led to, by device and inode
  size_t found;  ///< Articles found
} Walk;

static bool one_of(Slice word, const char* const* words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strlen(words[i]) == word.len && !strncasecmp(words[i], word.ptr, word.len)) return true;
  return false;
}

bool fetch_article_name(const char* name) {
  const char* dot = strrchr(name, '.');
  if (*name == '.' || !dot) return false;
  Slice rest = slice(name);
  if (one_of(slice(dot), packings, sizeof packings / sizeof *packings)) { // "dump.jsonl.gz"
    rest.len = (size_t)(dot - name);
    dot      = memrchr(name, '.', rest.len);
    if (!dot) return false;
  }
  const size_t stem = (size_t)(dot - name);
  for (size_t i = 0; i < sizeof about_folder / sizeof *about_folder; i++)
    if (strlen(about_folder[i]) == stem && !strncmp(name, about_folder[i], stem)) return false;
  return one_of((Slice){dot, rest.len - stem}, extensions, sizeof extensions / sizeof *extensions);
}

/* Why stat() failed on a name that may be a link. */
static Status stat_fault(const char* name, bool link, int error) {
  return link && error == ENOENT ? fail(ERR_NOT_FOUND, "%s: a link to a file that is not there", name) : file_fault(name, error);
}

/* With a descriptor in `rest` the file goes on behind the bytes; the caller closes it. */
static Status read_file(Fetch* fetch, const char* name, const char* path, bool pipe_too, Rest* rest) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer
  const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 && errno == ENXIO) return fail(ERR_IO, "%s: not a regular file; give a file or a folder", name);
  if (fd < 0) return file_fault(name, errno);
  struct stat st;
  Status      status = OK;
  buffer_clear(&fetch->bytes);
  if (fstat(fd, &st))
    status = file_fault(name, errno);
  else if (S_ISFIFO(st.st_mode) && pipe_too)
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  else if (!S_ISREG(st.st_mode))
    status = fail(ERR_IO, "%s: not a regular file (%s); give a file or a folder", name,
                  S_ISFIFO(st.st_mode) ? "a pipe; - reads standard input" : "a device or socket");
  else if (fetch->options.limit && (uintmax_t)st.st_size > fetch->options.limit && fetch->options.streams)
    return *rest = (Rest){name, fd, (uint64_t)st.st_size}, rest_more(rest, &fetch->bytes);
  else if (fetch->options.limit && (uintmax_t)st.st_size > fetch->options.limit)
    status = fail(ERR_LIMIT, "%s: %ju MB, the most for one article is %zu MB; cut it into articles", name,
                  (uintmax_t)st.st_size / (1024 * 1024), fetch->options.limit / (1024 * 1024));
  if (status == OK) status = file_read(fd, name, fetch->options.limit, &fetch->bytes);
  if (status == ERR_LIMIT && fetch->options.streams && S_ISFIFO(st.st_mode)) return *rest = (Rest){name, fd, 0}, OK;
  close(fd);
  return status;
}

static Status give_file(Fetch* fetch, const char* name, const char* absolute, const char* open_as) {
  Buffer uri = {0};
  file_uri(absolute, &uri);
  // a pipe that is open already, as in `onrecord add <(zcat a.txt.gz)`
  const bool   pipe_too = !strncmp(open_as, "/dev/", 5) || !strncmp(open_as, "/proc/self/fd/", 14);
  Rest         file     = {.fd = -1};
  const Status status   = read_file(fetch, name, open_as, pipe_too, &file);
  const Stream rest     = {rest_more, &file, file.size};
  Status       taken;
  if (status != OK)
    taken = fetch_failed(fetch, name, uri.bytes, status);
  else
    taken = fetch->sink.take(fetch->sink.self, &(Fetched){.name = name, .uri = uri.bytes, .bytes = buffer_slice(&fetch->bytes),
                                                        .rest = file.fd >= 0 ? &rest : NULL});
  if (file.fd >= 0) close(file.fd);
  buffer_free(&uri);
  return taken;
}

static int by_bytes(const void* a, const void* b) { return strcmp(*(char* const*)a, *(char* const*)b); }

static Status list_folder(const char* name, const char* path, char*** names, size_t* n) {
  DIR* dir = opendir(path);
  if (!dir) return errno == EACCES ? fail(ERR_ACCESS, "%s: not allowed to look into this folder; check its rights (ls -ld)", name)
                                   : file_fault(name, errno);
  size_t cap = 0;
  errno      = 0;
  for (struct dirent* entry; (entry = readdir(dir)); errno = 0) {
    if (*entry->d_name == '.') continue;
    if (*n == cap) *names = xrealloc(*names, (cap = cap ? 2 * cap : 64) * sizeof **names);
    (*names)[(*n)++] = xstrdup(entry->d_name);
  }
  const int error = errno;
  closedir(dir);
  if (error) return file_fault(name, error);
  if (*n) qsort(*names, *n, sizeof **names, by_bytes);
  return OK;
}

static void push_name(Buffer* path, const char* name) {
  if (path->len && path->bytes[path->len - 1] != '/') buffer_putc(path, '/');
  buffer_puts(path, name);
}

static void cut(Buffer* path, size_t len) {
  path->len        = len;
  path->bytes[len] = '\0';
}

static Status failed(Walk* walk, Status status) {
  Buffer uri = {0};
  file_uri(walk->path.bytes, &uri);
  const Status taken = fetch_failed(walk->fetch, walk->name.bytes, uri.bytes, status);
  buffer_free(&uri);
  return taken;
}

static Status walk_folder(Walk* walk, const Folder* above, const struct stat* st);

static Status walk_entry(Walk* walk, const Folder* here, const char* entry) {
  struct stat st;
  const bool  article = fetch_article_name(entry);
  const bool  link    = !lstat(walk->path.bytes, &st) && S_ISLNK(st.st_mode);
  if (stat(walk->path.bytes, &st)) {
    if (!article && link) return OK; // a dead link that would not have been read anyway
    walk->found++;
    return failed(walk, stat_fault(walk->name.bytes, link, errno));
  }
  if (S_ISDIR(st.st_mode)) {
    for (const Folder* f = here; f; f = f->above)
      if (f->device == st.st_dev && f->inode == st.st_ino)
        return failed(walk, fail(ERR_INPUT, "%s: a link back to a folder that it stands in; not followed", walk->name.bytes));
    const uint64_t id[2] = {(uint64_t)st.st_dev, (uint64_t)st.st_ino};
    if (link && (*map_at(&walk->linked, (Slice){(const char*)id, sizeof id}, 0))++) return OK;
    return walk_folder(walk, here, &st);
  }
  if (!article) return OK;
  walk->found++;
  return give_file(walk->fetch, walk->name.bytes, walk->path.bytes, walk->path.bytes);
}

static Status walk_folder(Walk* walk, const Folder* above, const struct stat* st) {
  const Folder here  = {st->st_dev, st->st_ino, above};
  char**       names = NULL;
  size_t       n     = 0;
  Status       taken = OK;
  const Status status = list_folder(walk->name.bytes, walk->path.bytes, &names, &n);
  if (status != OK) walk->found++, taken = failed(walk, status);
  const size_t name_len = walk->name.len, path_len = walk->path.len;
  for (size_t i = 0; i < n; i++) {
    push_name(&walk->name, names[i]);
    push_name(&walk->path, names[i]);
    if (status == OK && taken == OK) taken = walk_entry(walk, &here, names[i]);
    cut(&walk->name, name_len);
    cut(&walk->path, path_len);
    free(names[i]);
  }
  free(names);
  return taken;
}

Status fetch_path(Fetch* fetch, const char* name, const char* path) {
  struct stat st;
  Buffer      absolute = {0};
  Status      taken;
  if (stat(path, &st)) {
    const int  error = errno;
    const bool link  = !lstat(path, &st) && S_ISLNK(st.st_mode);
    taken = fetch_failed(fetch, name, NULL, stat_fault(name, link, error));
  } else if (S_ISDIR(st.st_mode)) {
    char* real = realpath(path, NULL);
    if (!real) return fetch_failed(fetch, name, NULL, file_fault(name, errno));
    Walk walk = {.fetch = fetch};
    buffer_puts(&walk.name, name);
    buffer_puts(&walk.path, real);
    free(real);
    taken = walk_folder(&walk, NULL, &st);
    if (taken == OK && !walk.found)
      taken = failed(&walk, fail(ERR_NOT_FOUND, "%s: no articles in this folder (.txt, .md, .html, .htm); name the files to read others",
                                 name));
    buffer_free(&walk.name);
    buffer_free(&walk.path);
    map_free(&walk.linked);
  } else if (!absolute_path(path, &absolute)) {
    taken = fetch_failed(fetch, name, NULL, file_fault(name, errno));
  } else {
    taken = give_file(fetch, name, absolute.bytes, path);
  }
  buffer_free(&absolute);
  return taken;
}
