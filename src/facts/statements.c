/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From the model's cues to statements.
 *
 *     “It is over,” Weil said, adding that talks had begun.
 *       cue said:   source Weil, content “It is over,”
 *       cue adding: the model may leave the source out; the speaker before in the same sentence goes on
 *
 * Content is cut to what was said (no "that" in front, no mark behind), quotation marks are balanced. A statement's
 * score is the chance that it is one (weigh.c) times the speaker's. */
#include "facts/statements.h"

#include "facts/speakers.h"
#include "facts/times.h"

#include <string.h>

// Below, a cue with its source and content costs more in wrong facts than it brings in right ones
static const float LEAST_SAID = 0.38f, LEAST_ATTITUDE = 0.3f, LEAST_DEED = 0.5f;
static const float LEAST_UNSOURCED = 0.7f; // Of words that nobody is named for, within what somebody says

typedef struct {
  Article*   a;
  Quotations quotes;
} Saying;

/* Grow a part over the quotation marks that belong to it, so that marks come in pairs. */
static Span balance(const Saying* s, Span part) {
  for (size_t i = quotations_at(&s->quotes, part.begin); i < s->quotes.n; i++) {
    const Span q = s->quotes.items[i].span;
    if (q.begin >= part.end) break;
    const uint32_t end = s->quotes.items[i].closed ? q.end - 1 : q.end;
    const Span     inner = {q.begin + 1, end};
    const Span     common = {part.begin > inner.begin ? part.begin : inner.begin, part.end < inner.end ? part.end
                             : inner.end};
    if (span_empty(common)) continue;
    if (span_length(common) * 5 >= span_length(inner) * 4) part = span_join(part, q);
  }
  return part;
}

/* Without openers, commas and colons in front, and marks behind that end no quotation. */
static Span trim(const Article* a, Span part) {
  size_t from, to;
  words_in(&a->words, part, &from, &to);
  const Word* w = a->words.items;
  while (from < to) {
    const uint32_t c = text_at(a->text, w[from].span.begin);
    const bool mark = !w[from].letters && !mark_quote_open(c) && !mark_apostrophe(c) && c != '$' && c != '(' &&
        c != '[' && c != 0xA3 && c != 0x20AC && c != '#' && c != '@';
    const bool opener = w[from].letters && to - from > 1 && lookup(a->lex.openers, w[from].folded, 1);
    if (!mark && !opener) break;
    from++;
  }
  while (from < to) {
    const uint32_t c = text_at(a->text, w[to - 1].span.begin);
    if (w[to - 1].letters || mark_quote_close(c) || c == ')' || c == ']' || c == '%' || c == '!' || c == '?') break;
    to--;
  }
  bool any = false;
  for (size_t i = from; i < to; i++) any |= w[i].letters;
  if (!any) return (Span){part.begin, part.begin};
  return (Span){w[from].span.begin, w[to - 1].span.end}; // "hadn't" is one word here and three pieces for the reader
}

/* "according to Laura Stein, an economist at the institute, prices will fall": what follows the source up to the comma
 * and holds a role noun behind an article tells who she is, and is not said. */
static Span without_apposition(const Article* a, Span source, Span part) {
  const size_t behind = words_at(&a->words, source.end);
  size_t       from, to;
  words_in(&a->words, part, &from, &to);
  if (from < behind || from > behind + 1 || !lookup(a->lex.determiners, a->words.items[from].folded, 1)) return part;
  size_t comma = from;
  while (comma < to && text_at(a->text, a->words.items[comma].span.begin) != ',') comma++;
  if (comma + 1 >= to) return part;
  const Span apposition = {part.begin, a->words.items[comma].span.begin};
  for (size_t i = 0; i < a->reading->role_count; i++)
    if (span_within(a->reading->roles[i].span, apposition)) return (Span){a->words.items[comma + 1].span.begin, part.end};
  return part;
}

/* "according to [Laura Stein], an economist at the institute, prices will fall": where the cue and the source come first
 * and the part begins with a preposition that no mark stands before, what goes on up to the comma tells who she is. */
static Span without_rest(const Article* a, const CueMention* m, Span part) {
  enum { REACH = 12, SAID = 3 };
  const Span source = m->source.items[0].span;
  size_t     from, to;
  words_in(&a->words, part, &from, &to);
  if (m->span.end > source.begin || source.end > part.begin || !from || from >= to) return part;
  const Word *before = &a->words.items[from - 1];
  if (!before->letters || before->sentence != a->words.items[from].sentence || !lookup_is(a->lex.function_words, a->words.items[from].folded, 1, "preposition")) return part;
  for (size_t w = from; w + SAID < to && w < from + REACH; w++)
    if (slice_equal(a->words.items[w].text, SLICE(",")) && a->words.items[w].sentence == a->words.items[from].sentence)
      return (Span){a->words.items[w + 1].span.begin, part.end};
  return part;
}

/* A part that runs into the source or the cue at one of its ends ends before it. */
static Span outside(Span part, Span other) {
  if (!span_overlaps(part, other)) return part;
  if (other.end >= part.end && other.begin > part.begin) part.end = other.begin;
  else if (other.begin <= part.begin && other.end < part.end) part.begin = other.end;
  return part;
}

/* The content's parts, each trimmed and balanced, without the cue and the source. */
static size_t content_of(const Saying* s, const CueMention* m, Span* parts) {
  size_t n = 0;
  for (size_t i = 0; i < m->content.n; i++) {
    Span part = outside(m->content.items[i].span, m->span);
    if (m->source.n) part = outside(part, m->source.items[0].span);
    part = trim(s->a, part);
    if (span_empty(part)) continue;
    if (m->source.n) part = trim(s->a, without_rest(s->a, m, without_apposition(s->a, m->source.items[0].span, part)));
    const Span grown = balance(s, part);
    if (!span_overlaps(grown, m->span) && (!m->source.n || !span_overlaps(grown, m->source.items[0].span)))
      part = grown;
    if (n && part.begin <= parts[n - 1].end)
      parts[n - 1] = span_join(parts[n - 1], part);
    else
      parts[n++] = part;
  }
  return n;
}

static bool said_already(const Facts* f, Span part) {
  enum { NEAR = 4 };
  for (size_t k = f->statement_count > NEAR ? f->statement_count - NEAR : 0; k < f->statement_count; k++)
    for (size_t c = 0; c < f->statements[k].content_count; c++)
      if (span_overlaps(f->statements[k].content[c], part)) return true;
  return false;
}

/* “It is balanced,” said Ellis. “It is not,” replied Noor: the quotation right before a cue is what it brings; what the
 * reader gave it before that, and somebody said already, is not. */
static size_t own_quotation(const Saying* s, const CueMention* m, Span* parts, size_t n) {
  const Article* a  = s->a;
  const size_t   at = quotations_at(&s->quotes, m->span.begin);
  if (!at || at > s->quotes.n || !s->quotes.items[at - 1].closed) return n;
  const Span quote = s->quotes.items[at - 1].span;
  if (words_at(&a->words, quote.end) != words_at(&a->words, m->span.begin) || said_already(a->facts, quote)) return n;
  size_t kept = 0;
  bool   own  = false;
  for (size_t i = 0; i < n; i++) {
    if (parts[i].end <= quote.begin && said_already(a->facts, parts[i])) continue;
    own |= span_overlaps(parts[i], quote);
    parts[kept++] = parts[i];
  }
  if (kept == n || (kept && !own)) return kept ? kept : n;
  if (!kept) parts[kept++] = trim(a, quote);
  return kept;
}

static uint32_t sentence_at(const Article* a, uint32_t point) {
  const size_t w = words_at(&a->words, point);
  return w < a->words.n ? a->words.items[w].sentence : UINT32_MAX;
}

static Span* copy_span(Article* a, Span span) {
  Span* copy = arena_array(a->arena, Span, 1);
  *copy      = span;
  return copy;
}

/* "two officials who asked not to be named" -> "two officials" */
static Span without_clause(const Article* a, Span source) {
  size_t from, to;
  words_in(&a->words, source, &from, &to);
  for (size_t w = from + 1; w < to; w++)
    if (lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "relative")) {
      while (w > from + 1 && !a->words.items[w - 1].letters) w--;
      return (Span){source.begin, a->words.items[w - 1].span.end};
    }
  return source;
}

static void add(Article* a, const CueMention* m, const Statement* said, const Speaker* speaker) {
  Statement st = *said;
  st.speaker   = speaker->entity;
  st.score     = said->score * speaker->score;
  st.cue       = copy_span(a, m->span);
  st.cue_count = 1;
  if (!span_empty(speaker->source)) {
    st.source       = copy_span(a, speaker->source);
    st.source_count = 1;
    if (speaker->entity == NO_ENTITY) st.unnamed = text_slice(a->text, without_clause(a, speaker->source));
  }
  const bool plain = !strcmp(speaker->how, "name");
  st.rule          = plain ? "say.model" : arena_printf(a->arena, "say.model+%s", speaker->how);
  *arena_push(a->arena, a->facts->statements, a->facts->statement_count, a->statement_cap) = st;
}

/* "he had been told", "is accused": what somebody else said. */
static bool passive(const Article* a, Span cue) {
  enum { BEFORE = 2 };
  size_t from, to;
  words_in(&a->words, cue, &from, &to);
  for (size_t w = from > BEFORE ? from - BEFORE : 0; w + 1 < to; w++)
    if (lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "link")) return true;
  return false;
}

/* A cue without a source goes on with the speaker before in its sentence. */
static bool continued(const Article* a, const CueMention* m, Speaker* speaker) {
  if (!a->facts->statement_count || passive(a, m->span)) return false;
  const Statement* last = &a->facts->statements[a->facts->statement_count - 1];
  if (!last->source_count || sentence_at(a, last->cue[0].begin) != sentence_at(a, m->span.begin)) return false;
  *speaker = (Speaker){last->speaker, 0.8f, "continued", last->source[0]};
  return true;
}

static size_t points_in(const Span* parts, size_t n) {
  size_t sum = 0;
  for (size_t i = 0; i < n; i++) sum += span_length(parts[i]);
  return sum;
}

static size_t points_shared(const Statement* x, const Statement* y) {
  size_t sum = 0;
  for (size_t i = 0; i < x->content_count; i++)
    for (size_t k = 0; k < y->content_count; k++) {
      const Span a = x->content[i], b = y->content[k];
      if (span_overlaps(a, b)) sum += (a.end < b.end ? a.end : b.end) - (a.begin > b.begin ? a.begin : b.begin);
    }
  return sum;
}

/* Two cues of one speaker over the same words ("said in an interview") are one statement: the surer one stays. An
 * unsure one that names no source adds nothing to another. */
static void drop_doubles(Facts* f) {
  enum { NEAR = 6 };
  size_t n = 0;
  for (size_t i = 0; i < f->statement_count; i++) {
    const Statement* s    = &f->statements[i];
    bool             keep = true;
    for (size_t k = n > NEAR ? n - NEAR : 0; k < n && keep; k++) {
      Statement* other = &f->statements[k];
      const bool sourced = s->source_count && other->source_count;
      if (!sourced && (s->source_count ? other : s)->score >= LEAST_UNSOURCED) continue;
      if (sourced && (other->speaker != s->speaker || (s->speaker == NO_ENTITY && !slice_equal(s->unnamed, other->unnamed))))
        continue;
      const size_t shared = points_shared(s, other),
          all = points_in(s->content, s->content_count) + points_in(other->content, other->content_count);
      if (shared * 2 * 10 < all * 6) continue;
      const bool surer = s->attitude != other->attitude ? other->attitude : s->score > other->score;
      if (sourced ? surer : !other->source_count && (s->source_count || surer)) *other = *s;
      keep = false;
    }
    if (keep) f->statements[n++] = *s;
  }
  f->statement_count = n;
}

/* "hu, Jo Weil" of "Portfolio.hu, Jo Weil", "the Associated" of "the Associated Press": no source cuts a name in two. Where
 * a comma stands behind the rest of a name in front, the name is not the source's. */
static Span whole_names(const Article* a, Span source) {
  const size_t first = names_at(a, source.begin), last = names_at(a, source.end - 1);
  if (first < a->name_count && a->names[first].span.begin < source.begin) {
    const Span   name   = a->names[first].span;
    const size_t behind = words_at(&a->words, name.end);
    const bool   stray  = name.end < source.end && behind < a->words.n && slice_equal(a->words.items[behind].text, SLICE(","));
    source.begin        = stray ? a->words.items[behind].span.end : name.begin;
  }
  if (last < a->name_count && a->names[last].span.begin < source.end && a->names[last].span.end > source.end)
    source.end = a->names[last].span.end;
  return source;
}

/* said Alan Berger, an engineer [from Englewood, New Jersey]: no speaker begins with a preposition; the phrase that
 * starts with the name right behind the cue is meant. */
static Span whole_source(const Article* a, const CueMention* m) {
  enum { REACH = 8 };
  const Span source = whole_names(a, m->source.items[0].span);
  size_t     from, to;
  words_in(&a->words, source, &from, &to);
  const size_t first = words_at(&a->words, m->span.end);
  if (from >= to || first >= from || from - first > REACH || a->words.items[first].sentence != a->words.items[from].sentence ||
      !lookup_is(a->lex.function_words, a->words.items[from].folded, 1, "preposition") || name_of_word(a, first) < 0)
    return source;
  return (Span){a->words.items[first].span.begin, source.end};
}

static float attitude_chance(const CueMention* m) {
  return m->score * links_mean(&m->content) * (m->source.n ? m->source.items[0].score : 1);
}

/* Score it; false if it is nothing. "The council rejected the offer": what is no utterance after all is an attitude. */
static bool judge(const Saying* s, const CueMention* m, Statement* said, bool known) {
  Article* a = s->a;
  Facts*   f = a->facts;
  if (!said->attitude) {
    Considered* c = arena_push(a->arena, f->considered, f->considered_count, a->considered_cap);
    *c            = (Considered){.cue = m->span, .content = said->content, .content_count = said->content_count};
    evidence_of(a, &s->quotes, m, said, known, said_already(f, m->span), c->evidence);
    said->score = evidence_chance(c->evidence);
    if (said->score >= LEAST_SAID) return true;
    if (said->mode != MODE_INDIRECT) return false;
    said->attitude = true;
  }
  said->score = attitude_chance(m);
  return said->score >= (m->kind == CUE_ATTITUDE ? LEAST_ATTITUDE : LEAST_DEED);
}

static void read_cue(Saying* s, const CueMention* m) {
  Article* a = s->a;
  if (!m->content.n) return;
  Span*        content = arena_array(a->arena, Span, m->content.n);
  size_t       n       = content_of(s, m, content);
  if (!n) return;
  n = own_quotation(s, m, content, n);
  Speaker speakers[SPEAKERS] = {{NO_ENTITY, 1, "unsourced", {0, 0}}};
  size_t  count              = 1;
  const Cue cue  = cue_read(a, m->span);
  Statement said = {.content = content, .content_count = n, .lemma = cue.lemma, .act = cue.act, .polarity = cue.polarity,
                    .negated = cue.negated, .mode = content_mode(a, &s->quotes, content, n),
                    .attitude = m->kind == CUE_ATTITUDE, .said_on = said_on(a, m)};
  if (!judge(s, m, &said, cue.known)) return;
  if (m->source.n) {
    count = speakers_of(a, whole_source(a, m), (Spans){content, n}, speakers);
  } else {
    continued(a, m, &speakers[0]);
  }
  for (size_t i = 0; i < count; i++) add(a, m, &said, &speakers[i]);
}

/* “I have asked them to stop,” Ardern said: who says "I" inside a quotation is who is quoted. */
static void first_persons(Article* a) {
  enum { NEAR = 8 };
  Facts* f = a->facts;
  for (size_t i = 0; i < f->statement_count; i++) {
    Statement* s = &f->statements[i];
    if (s->speaker != NO_ENTITY || s->source_count != 1) continue;
    size_t from, to;
    words_in(&a->words, s->source[0], &from, &to);
    const char* const* row = to == from + 1 ? table_find(a->lex.pronouns, a->words.items[from].folded) : NULL;
    if (!row || row[3][0] != '1' || row[2][0] != 's') continue;
    for (size_t k = i > NEAR ? i - NEAR : 0; k < f->statement_count && k < i + NEAR; k++) {
      const Statement* around = &f->statements[k];
      for (size_t c = 0; k != i && c < around->content_count; c++)
        if (span_within(s->source[0], around->content[c]) && around->speaker != NO_ENTITY) {
          s->speaker = around->speaker;
          s->unnamed = (Slice){0};
          s->rule    = "say.model+inside";
          s->score *= around->score;
        }
    }
  }
}

void statements_find(Article* a) {
  Saying s = {a, quotations_of(a)};
  for (size_t i = 0; i < a->reading->cue_count; i++) read_cue(&s, &a->reading->cues[i]);
  first_persons(a);
  drop_doubles(a->facts);
  quotations_continue(a, &s.quotes);
}
