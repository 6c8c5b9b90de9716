/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Whether the file is sound as a tree of pages, before LMDB is let loose on it.
 *
 * LMDB trusts its file: an offset that points astray ends the program. So the check reads the file by itself, every
 * number held against its bounds, from the newer of the two heads through all trees, the free list's too:
 *
 *     head -> main tree -> leaf with the tables' roots -> their branches -> leaves -> sorted duplicates' trees
 *
 * Every page must carry its own number and be reached once. Method: LMDB 0.9's page format as in its mdb.c (meta page,
 * branch, leaf, leaf2, overflow; nodes with offsets from the page's start), for machines with 64-bit words. */
#include "store/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  HEAD          = 16,
  NODE          = 8,
  TREE          = 48,
  FLAG_BRANCH   = 1,
  FLAG_LEAF     = 2,
  FLAG_OVERFLOW = 4,
  FLAG_META     = 8,
  FLAG_LEAF2    = 0x20
};
enum { NODE_BIG = 1, NODE_TREE = 2, NODE_DUPS = 4, DEPTH_MAX = 32 };

typedef struct {
  const char* path;
  int         fd;
  size_t      page_size;
  uint64_t    pages, file_pages;
  uint8_t*    reached; ///< A bit a page
} Walk;

static uint16_t u16(const uint8_t* at) {
  uint16_t n;
  memcpy(&n, at, sizeof n);
  return n;
}
static uint32_t u32(const uint8_t* at) {
  uint32_t n;
  memcpy(&n, at, sizeof n);
  return n;
}
static uint64_t u64(const uint8_t* at) {
  uint64_t n;
  memcpy(&n, at, sizeof n);
  return n;
}

static Status damaged(const Walk* w, uint64_t page, const char* what) {
  return fail(
      ERR_INPUT,
      "%s: the graph is damaged: page %llu of data.mdb %s; bring back a copy, or build it again from the articles",
      w->path, (unsigned long long)page, what);
}

static Status reach(Walk* w, uint64_t page, uint64_t n) {
  for (uint64_t i = page; i < page + n; i++) {
    if (i < 2 || i >= w->pages) return damaged(w, i, "lies outside of what is in use");
    if (i >= w->file_pages) return damaged(w, i, "is missing: the file is cut short");
    if (w->reached[i / 8] & 1 << i % 8) return damaged(w, i, "is used twice");
    w->reached[i / 8] |= (uint8_t)(1 << i % 8);
  }
  return OK;
}

static Status load(const Walk* w, uint64_t page, uint8_t* bytes) {
  const ssize_t n = pread(w->fd, bytes, w->page_size, (off_t)(page * w->page_size));
  if (n < 0) return lmdb_error(w->path, errno, "checking its pages");
  if ((size_t)n < w->page_size) return damaged(w, page, "is missing: the file is cut short");
  return OK;
}

static Status walk_page(Walk* w, uint64_t page, int depth, bool dups);

/// A tree's record: 48 bytes, the root last.
static Status walk_tree(Walk* w, const uint8_t* tree, bool dups) {
  const uint64_t root  = u64(tree + 40);
  const unsigned depth = u16(tree + 6);
  if (root == UINT64_MAX) return OK;
  if (depth > DEPTH_MAX) return damaged(w, root, "has a tree of an impossible depth");
  return walk_page(w, root, (int)depth, dups);
}

/// The small page inside a node that holds a few duplicates.
static bool inner_page_is_sound(const uint8_t* data, size_t len) {
  if (len < HEAD) return false;
  const size_t lower = u16(data + 12), upper = u16(data + 14), keys = lower < HEAD ? 0 : (lower - HEAD) / 2;
  if (lower < HEAD || lower > upper || upper > len || !(u16(data + 10) & FLAG_LEAF)) return false;
  return u16(data + 10) & FLAG_LEAF2 && HEAD + keys * u16(data + 8) <= len;
}

static Status walk_node(Walk* w, uint64_t page, const uint8_t* bytes, size_t offset, bool leaf, int depth, bool dups,
                        bool first) {
  const uint8_t* node = bytes + offset;
  const size_t   key = u16(node + 6), flags = u16(node + 4);
  const uint64_t number = u16(node) | (uint64_t)u16(node + 2) << 16;
  if (offset + NODE + key > w->page_size) return damaged(w, page, "has a key that runs over its end");
  if (!leaf) {
    if (!key && !first) return damaged(w, page, "has an empty key");
    return walk_page(w, number | (uint64_t)flags << 32, depth - 1, dups);
  }
  const uint8_t* data = node + NODE + key;
  const size_t   len  = flags & NODE_BIG ? 8 : number;
  if (flags & ~(size_t)(NODE_BIG | NODE_TREE | NODE_DUPS)) return damaged(w, page, "has a node of an unknown kind");
  if (offset + NODE + key + len > w->page_size) return damaged(w, page, "has a value that runs over its end");
  if (flags & NODE_TREE)
    return len == TREE ? walk_tree(w, data, flags & NODE_DUPS) : damaged(w, page, "has a broken root");
  if (flags & NODE_DUPS) return inner_page_is_sound(data, len) ? OK : damaged(w, page, "has broken duplicates");
  if (!(flags & NODE_BIG)) return OK;
  const uint64_t n = (HEAD - 1 + number) / w->page_size + 1, at = u64(data);
  uint8_t        head[HEAD];
  TRY(reach(w, at, n));
  if (pread(w->fd, head, sizeof head, (off_t)(at * w->page_size)) != (ssize_t)sizeof head)
    return damaged(w, at, "cannot be read");
  if (u64(head) != at || !(u16(head + 10) & FLAG_OVERFLOW) || u32(head + 12) < n)
    return damaged(w, at, "is not the long value that it should be");
  return OK;
}

static Status walk_nodes(Walk* w, uint64_t page, const uint8_t* bytes, int depth, bool dups) {
  const unsigned flags = u16(bytes + 10), lower = u16(bytes + 12), upper = u16(bytes + 14);
  if (u64(bytes) != page) return damaged(w, page, "does not carry its number");
  if (lower < HEAD || lower > upper || upper > w->page_size) return damaged(w, page, "has bounds that cannot be");
  const bool   leaf = flags & FLAG_LEAF;
  const size_t n    = (lower - HEAD) / 2u;
  if (leaf == (bool)(flags & FLAG_BRANCH) || leaf != (depth == 1))
    return damaged(w, page, "is not of the kind that its tree says");
  if (flags & FLAG_LEAF2)
    return dups && HEAD + n * u16(bytes + 8) <= w->page_size ? OK : damaged(w, page, "has rows that run over its end");
  for (size_t i = 0; i < n; i++) {
    const size_t offset = u16(bytes + HEAD + 2 * i);
    if (offset < upper || offset + NODE > w->page_size) return damaged(w, page, "has a node outside of itself");
    TRY(walk_node(w, page, bytes, offset, leaf, depth, dups, i == 0));
  }
  return n || leaf ? OK : damaged(w, page, "is an empty branch");
}

static Status walk_page(Walk* w, uint64_t page, int depth, bool dups) {
  if (depth < 1) return damaged(w, page, "lies deeper than its tree");
  TRY(reach(w, page, 1));
  uint8_t* bytes  = xmalloc(w->page_size);
  Status   status = load(w, page, bytes);
  if (status == OK) status = walk_nodes(w, page, bytes, depth, dups);
  free(bytes);
  return status;
}

Status pages_check(MDB_env* env, const char* path) {
  MDB_stat    stat;
  struct stat st;
  Walk        w = {.path = path};
  if (sizeof(size_t) != 8) return OK;
  if (mdb_env_stat(env, &stat) || mdb_env_get_fd(env, &w.fd) || fstat(w.fd, &st))
    return lmdb_error(path, errno, "checking its pages");
  w.page_size     = stat.ms_psize;
  w.file_pages    = (uint64_t)st.st_size / w.page_size;
  uint8_t* heads  = xmalloc(2 * w.page_size);
  Status   status = OK;
  if (pread(w.fd, heads, 2 * w.page_size, 0) != (ssize_t)(2 * w.page_size)) status = damaged(&w, 0, "cannot be read");
  const uint8_t *a = heads + HEAD, *b = heads + w.page_size + HEAD;
  // magic, version, address, size, the free list's tree, the main tree, last page, transaction
  enum { TREES = 24, LAST = TREES + 2 * TREE, TRANSACTION = LAST + 8 };
  const uint8_t* head = u64(a + TRANSACTION) < u64(b + TRANSACTION) ? b : a;
  w.pages             = u64(head + LAST) + 1;
  if (status == OK && (w.pages < 2 || w.pages > UINT64_MAX / w.page_size || w.pages > (uint64_t)1 << 40))
    status = damaged(&w, head == b, "names a last page that cannot be");
  if (status == OK) {
    w.reached = xcalloc(w.pages / 8 + 1, 1);
    for (int tree = 0; tree < 2 && status == OK; tree++) status = walk_tree(&w, head + TREES + tree * TREE, false);
    free(w.reached);
  }
  free(heads);
  return status;
}
