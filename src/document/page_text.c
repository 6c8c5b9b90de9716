/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Which blocks of a page are its article.
 *
 *     body 2000                      "good" text: code points in paragraphs that are not mostly links
 *       div.header 80
 *       article 1700   <- marked, and holds most: start here
 *         div 1650     <- holds nearly all of that: go on
 *           p p p      <- paragraphs; their parent is the container
 *         div.related  <- set aside: named so, and it holds little
 *
 * The idea that running text, dense and with few links, tells the article from the rest is Kohlschuetter, Fankhauser,
 * Nejdl: Boilerplate Detection using Shallow Text Features (WSDM 2010). */
#include "document/page.h"

#include "base/table.h"

#include <stdlib.h>
#include <string.h>

enum {
  GOOD_POINTS  = 25, ///< A block of so many code points is running text
  SHORT_POINTS = 80, ///< A shorter one must be no link
  ROW_POINTS   = 400, ///< A row of data has no more
  DATA_ROWS    = 2,   ///< So many rows make a table
  POINTER_POINTS = 250, ///< A line that leads elsewhere has no more
  SHORT_POINTER  = 60,  ///< So many, if there is no link in it
  STANDFIRST   = 40,  ///< So has a standfirst
  LIST_ITEMS   = 3,   ///< So many items without a link make a list
  MOST_LEVELS  = 6    ///< Of headings
};

/* Shares of good text. */
static const double marked_share = 0.35; ///< A marked element of this much of the page is where to start
static const double inner_share  = 0.85; ///< Go on to the child that holds so much
static const double twins_share  = 0.06; ///< ... unless what is made like that child holds so much
static const double aside_share  = 0.60; ///< What claims to be beside the article but holds more is not
static const double least_share  = 0.10; ///< An article has so much of the page's running text
static const double data_share   = 0.70; ///< So many rows of a table look like data
static const double link_share   = 0.50; ///< A block of more links is a menu

typedef struct {
  uint32_t good;  ///< Code points of running text in it
  uint32_t best;  ///< The child with most of them; 0: none
  uint32_t twins; ///< Code points of running text in children made like that one
  bool     aside; ///< It or something around it is set aside
  bool     apart; ///< The same, without a <header>
} Weight;

static bool running_text(const Page* page, const Block* block) {
  if (page->elements[block->element].kind == ELEMENT_HEADING) return false;
  return block->points >= GOOD_POINTS && block->linked <= link_share * block->points;
}

static void add_up(const Page* page, Weight* weights, bool without_aside) {
  for (size_t e = 0; e < page->element_count; e++) weights[e].good = weights[e].best = weights[e].twins = 0;
  for (size_t b = 0; b < page->block_count; b++) {
    const Block* block  = &page->blocks[b];
    Weight*      weight = &weights[block->element];
    if (running_text(page, block) && !(without_aside && weight->aside)) weight->good += block->points;
  }
  for (size_t e = page->element_count; e-- > 1;) { // children stand behind their parents
    const uint32_t parent = page->elements[e].parent;
    weights[parent].good += weights[e].good;
    const uint32_t best = weights[parent].best;
    if (weights[e].good && (!best || weights[e].good >= weights[best].good)) weights[parent].best = (uint32_t)e;
  }
  for (size_t e = 1; e < page->element_count; e++) {
    Weight* around = &weights[page->elements[e].parent];
    if (around->best != e && page->elements[e].make == page->elements[around->best].make) around->twins += weights[e].good;
  }
}

/* What claims to be beside the article, but for what holds its text: a post's classes may tell its author, its tags, ... */
static void set_aside(const Page* page, Weight* weights) {
  bool* holds = xcalloc(page->element_count, sizeof *holds);
  for (size_t e = page->element_count; e-- > 1;) {
    const Element* element = &page->elements[e];
    if (element->body && weights[e].good >= least_share * weights[0].good) holds[element->parent] = true;
    if (holds[e]) holds[element->parent] = true;
  }
  for (size_t e = 1; e < page->element_count; e++) {
    const Element* element = &page->elements[e];
    const uint32_t best    = weights[e].best;
    const bool     quotes  = element->kind != ELEMENT_ASIDE && best && page->elements[best].kind == ELEMENT_QUOTE &&
                        weights[best].good == weights[e].good; // a post shown in the article, named "social", "video"
    const bool     out    = element->aside && !quotes && !holds[e] && weights[e].good < aside_share * weights[0].good;
    weights[e].aside      = weights[element->parent].aside || out;
    weights[e].apart      = weights[element->parent].apart || (out && !element->header);
  }
  free(holds);
}

static Slice block_words(const Page* page, const Block* block) { return (Slice){page->words.bytes + block->begin, block->len}; }

/* What holds the article together with its headline and standfirst: the <article> or <main> around its text. */
static uint32_t whole(const Page* page, uint32_t here) {
  for (uint32_t e = here; e; e = page->elements[e].parent)
    if (page->elements[e].kind == ELEMENT_ARTICLE) return e;
  return here;
}

/* The <article> that the page's title heads; 0: none. */
static uint32_t titled(const Page* page, const char* title) {
  for (size_t b = 0; title && b < page->block_count; b++) {
    const Block* block = &page->blocks[b];
    const Slice  words = block_words(page, block);
    size_t       same  = 0;
    while (same < words.len && title[same] == words.ptr[same]) same++;
    if (page->elements[block->element].level != 1 || 2 * same < words.len) continue; // they may end in other signs
    const uint32_t here = whole(page, block->element);
    return page->elements[here].kind == ELEMENT_ARTICLE ? here : 0;
  }
  return 0;
}

static bool within(const Page* page, uint32_t here, uint32_t around) {
  while (here > around) here = page->elements[here].parent; // parents stand before
  return here == around;
}

/* Whether the text goes on in elements that stand beside this one and are made like it: ads part it. */
static bool has_twins(const Page* page, const Weight* weights, uint32_t here) {
  const Weight* around = &weights[page->elements[here].parent];
  return around->best == here && around->twins >= twins_share * weights[here].good;
}

/* The element whose blocks are the article, or the longest of several. */
static uint32_t container(const Page* page, const Weight* weights, const char* title) {
  uint32_t here = 0;
  for (int pass = 0; pass < 2 && !here; pass++) // what says that it is the text; then <article>, <main>
    for (uint32_t e = 1; e < page->element_count; e++) {
      const Element* element = &page->elements[e];
      const bool     marked  = pass ? element->kind == ELEMENT_ARTICLE : element->body;
      if (marked && weights[e].good >= marked_share * weights[0].good && (!here || weights[e].good > weights[here].good)) here = e;
    }
  const uint32_t home = titled(page, title); // other articles may follow, and be longer
  if (home && !within(page, here, home) && weights[home].good >= least_share * weights[0].good) here = home;
  if (page->elements[here].body && has_twins(page, weights, here)) return here;
  for (;;) {
    const uint32_t next = weights[here].best;
    if (!next || weights[next].good < inner_share * weights[here].good) return here;
    if (weights[here].twins >= twins_share * weights[here].good) return here; // a part of several
    const ElementKind kind = page->elements[next].kind;
    if (kind == ELEMENT_PARAGRAPH || kind == ELEMENT_QUOTE || kind == ELEMENT_ITEM || kind == ELEMENT_INLINE) return here;
    here = next;
  }
}

static bool ends_sentence(Slice s) {
  static const char* const ends[] = {".", "!", "?", "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\"", "'", ":", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE2\x80\xA6", ")"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    const size_t n = strlen(ends[i]);
    if (s.len >= n && !memcmp(s.ptr + s.len - n, ends[i], n)) return true;
  }
  return false;
}

/* A line that leads elsewhere, by how it begins: "Read more: ...", "Subscribe to our newsletter". The beginnings are
 * data/page_phrases.tsv. */
static bool leads_elsewhere(const Page* page, const Block* block) {
  enum { LONGEST_PHRASE = 48 };
  const Table* phrases = table_get("page_phrases");
  Slice        words   = block_words(page, block);
  if (block->points > POINTER_POINTS || (!block->linked && block->points > SHORT_POINTER)) return false;
  while (words.len && strchr("[(>-*:. ", *words.ptr)) words.ptr++, words.len--;
  if (words.len > LONGEST_PHRASE) words.len = LONGEST_PHRASE;
  while (words.len && utf8_broken(words)) words.len--; // whole characters only
  Arena       scratch = {0};
  const Slice low     = slice_lower(&scratch, words);
  bool        found   = false;
  for (size_t n = 1; n <= low.len && !found; n++)
    if (n == low.len || strchr(" :;,.!?]", low.ptr[n])) found = table_find(phrases, (Slice){low.ptr, n});
  arena_free(&scratch);
  return found;
}

static bool keep(const Page* page, const Block* block, const char* title, bool listed, bool begun) {
  if (listed) return true;
  const bool menu = block->linked > link_share * block->points && page->elements[block->element].level < 2;
  if (menu && (block->points < SHORT_POINTS || block->linked > 0.9 * block->points)) return false;
  const Slice words = block_words(page, block);
  if ((title && slice_equal(words, slice(title))) || leads_elsewhere(page, block)) return false;
  if (page->elements[block->element].level == 1 && !begun) return false; // the page's title; within the text it heads a section
  const ElementKind kind = page->elements[block->element].kind;
  if (kind == ELEMENT_PARAGRAPH || kind == ELEMENT_QUOTE || kind == ELEMENT_HEADING) return true;
  return block->points >= GOOD_POINTS || ends_sentence(words);
}

static void put_paragraph(const Page* page, const Block* block, Buffer* out) {
  if (out->len) buffer_puts(out, "\n\n");
  buffer_put_slice(out, block_words(page, block));
}

typedef struct {
  uint32_t cells, points; ///< Of a row: its cells with text, and how much; of a table: rows that look like data, all rows
  uint32_t last;          ///< The cell counted last
} Tally;

/* For each element inside a row of data, that row; 0 for all others. A table is data if most of its rows have several
 * short cells; the others are there for the layout of the page. */
static uint32_t* find_rows(const Page* page) {
  const size_t n       = page->element_count;
  uint32_t*    row     = xcalloc(n, sizeof *row);
  uint32_t*    cell    = xcalloc(n, sizeof *cell);
  Tally*       tallies = xcalloc(n, sizeof *tallies);
  for (size_t e = 1; e < n; e++) {
    const Element* element = &page->elements[e];
    row[e]                 = element->kind == ELEMENT_ROW ? (uint32_t)e : row[element->parent];
    cell[e]                = element->kind == ELEMENT_CELL ? (uint32_t)e : cell[element->parent];
  }
  for (size_t b = 0; b < page->block_count; b++) {
    const Block* block = &page->blocks[b];
    Tally*       tally = &tallies[row[block->element]];
    tally->points += block->points;
    if (cell[block->element] != tally->last) tally->cells++, tally->last = cell[block->element];
  }
  for (size_t e = 1; e < n; e++) {
    if (page->elements[e].kind != ELEMENT_ROW || !tallies[e].cells) continue;
    Tally* table = &tallies[page->elements[e].parent];
    table->cells += tallies[e].cells > 1 && tallies[e].points <= ROW_POINTS;
    table->points++;
  }
  for (size_t e = 1; e < n; e++) {
    const Tally* table = row[e] ? &tallies[page->elements[row[e]].parent] : NULL;
    if (table && (table->cells < DATA_ROWS || table->cells < data_share * table->points)) cell[e] = 0;
  }
  for (size_t e = 1; e < n; e++)
    if (!cell[e]) row[e] = 0;
  free(tallies);
  free(cell);
  return row;
}

/* For each element inside a list of running text, true: there a short item or one that is a link is no menu. */
static bool* find_lists(const Page* page) {
  const size_t n    = page->element_count;
  uint32_t*    list = xcalloc(n, sizeof *list);
  Block*       sums = xcalloc(n, sizeof *sums);
  uint32_t*    blocks = xcalloc(n, sizeof *blocks);
  bool*        text   = xcalloc(n, sizeof *text);
  for (size_t e = 1; e < n; e++) list[e] = page->elements[e].kind == ELEMENT_LIST ? (uint32_t)e : list[page->elements[e].parent];
  for (size_t b = 0; b < page->block_count; b++) {
    const Block*   block = &page->blocks[b];
    const uint32_t here  = list[block->element];
    sums[here].points += block->points;
    sums[here].linked += block->linked;
    blocks[here]++;
  }
  for (size_t e = 1; e < n; e++) {
    const Block* sum = &sums[list[e]];
    const bool   words = sum->points >= GOOD_POINTS * blocks[list[e]] && sum->linked <= link_share * sum->points;
    text[e]            = list[e] && (words || (blocks[list[e]] >= LIST_ITEMS && sum->linked <= 0.05 * sum->points));
  }
  free(blocks);
  free(sums);
  free(list);
  return text;
}

/* The cells of one row as a line; gives the row's last block. */
static size_t put_row(const Page* page, const Weight* weights, const uint32_t* row, size_t b, Buffer* out) {
  const uint32_t here  = row[page->blocks[b].element];
  bool           first = true;
  for (; b < page->block_count && row[page->blocks[b].element] == here; b++) {
    if (weights[page->blocks[b].element].aside) continue;
    buffer_puts(out, !first ? " " : out->len ? "\n\n" : "");
    buffer_put_slice(out, block_words(page, &page->blocks[b]));
    first = false;
  }
  return b - 1;
}

/* A sentence before the text, in the article or its <header>: no byline, no date, nothing to press. */
static bool standfirst(const Page* page, const Block* block) {
  const Element* element = &page->elements[block->element];
  return (element->kind == ELEMENT_PARAGRAPH || element->level > 1) && block->points >= STANDFIRST &&
         block->linked <= 0.25 * block->points && ends_sentence(block_words(page, block));
}

enum { OUTSIDE, BEFORE, INSIDE };

static void put_article(const Page* page, const Weight* weights, const char* title, Buffer* out) {
  const uint32_t text   = container(page, weights, title);
  uint8_t*       inside = xcalloc(page->element_count, sizeof *inside);
  inside[whole(page, text)] = BEFORE;
  inside[text]              = INSIDE;
  const Element* first = &page->elements[text];
  const bool     parted     = first->body && has_twins(page, weights, text);
  for (size_t e = 1; e < page->element_count; e++)
    if (parted && page->elements[e].parent == first->parent && page->elements[e].make == first->make) inside[e] = INSIDE;
  for (size_t e = 1; e < page->element_count; e++)
    if (inside[page->elements[e].parent] > inside[e]) inside[e] = inside[page->elements[e].parent];
  uint32_t* row = find_rows(page);
  bool*     listed = find_lists(page);
  const Block* headings[MOST_LEVELS]; // they wait for text of their own, each under the one before
  size_t       waiting = 0;
  for (size_t b = 0; b < page->block_count; b++) {
    const Block* block = &page->blocks[b];
    const uint8_t where = inside[block->element];
    if (where == BEFORE && block->element < text && !weights[block->element].apart && standfirst(page, block)) put_paragraph(page, block, out);
    if (where != INSIDE || weights[block->element].aside) continue;
    if (row[block->element]) {
      b = put_row(page, weights, row, b, out);
      continue;
    }
    if (!keep(page, block, title, listed[block->element], out->len > 0)) continue;
    const uint8_t level = page->elements[block->element].level;
    if (level) {
      while (waiting && page->elements[headings[waiting - 1]->element].level >= level) waiting--;
      headings[waiting++] = block;
      continue;
    }
    for (size_t i = 0; i < waiting; i++) put_paragraph(page, headings[i], out);
    waiting = 0;
    put_paragraph(page, block, out);
  }
  free(listed);
  free(row);
  free(inside);
}

/* A page without running text: what stands there in the open, but for its menus and, if there is more, its title. */
static void put_scraps(const Page* page, const char* title, bool headed, Buffer* out) {
  bool* aside = xcalloc(page->element_count, sizeof *aside);
  for (size_t e = 1; e < page->element_count; e++)
    aside[e] = aside[page->elements[e].parent] || page->elements[e].kind == ELEMENT_ASIDE || page->elements[e].kind == ELEMENT_HEADER;
  for (size_t b = 0; b < page->block_count; b++) {
    const Block* block = &page->blocks[b];
    const bool   heads = page->elements[block->element].level == 1 || (title && slice_equal(block_words(page, block), slice(title)));
    if (!aside[block->element] && block->linked <= link_share * block->points && (headed || !heads)) put_paragraph(page, block, out);
  }
  free(aside);
}

void page_text(const Page* page, const char* title, Buffer* out) {
  if (!page->element_count) return; // nothing was parsed
  Weight* weights = xcalloc(page->element_count, sizeof *weights);
  add_up(page, weights, false);
  const uint32_t weighed = weights[0].good;
  set_aside(page, weights);
  add_up(page, weights, true);
  put_article(page, weights, title, out);
  if (!out->len || out->len < least_share * weighed) { // nearly all claims to stand beside the article: then that is the article
    buffer_clear(out);
    for (size_t e = 0; e < page->element_count; e++) weights[e].aside = false;
    add_up(page, weights, false);
    put_article(page, weights, title, out);
  }
  if (!weighed || !out->len) buffer_clear(out), put_scraps(page, title, false, out);
  if (!out->len) put_scraps(page, title, true, out);
  free(weights);
}
