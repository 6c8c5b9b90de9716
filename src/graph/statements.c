/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who said what: one rec:Statement per utterance, one schema:Claim per wording, and the edge between speaker and claim.
 *
 *   "Ana Brandt denied on Tuesday that Norland would sell the Port of Oslev"
 *     <ARTICLE#s25-95> a rec:Statement ; rdfs:label "Ana Brandt denied: Norland would sell the Port of Oslev" ;
 *         rec:speaker id:ana-brandt ; rec:cue "deny" ; rec:act rec:Denial ; rec:mode rec:Indirect ; rec:polarity rec:Negative ;
 *         schema:text "Norland would sell the Port of Oslev"@en ; rec:claim id:claim-norland-would-sell-port-of-oslev-e6e6… .
 *     id:ana-brandt rec:denied id:claim-norland-would-sell-port-of-oslev-e6e6… .
 *
 * The edge is drawn only where the article says just that: "did not confirm that X" and "did not deny that X" (rec:negated)
 * have none, nor has a statement inside another's words, which is hearsay. A thought or wish, written only when asked
 * for, is a rec:Attitude and its edge rec:thought, which is no way of speaking.
 *
 * schema:about: who or what the words speak of; schema:mentions: the speaker herself, and names that only colour
 * another word ("Norlandish trains"). A statement inside another's words is what the outer one rec:reports. */
#include "graph/dates.h"
#include "graph/iri.h"
#include "graph/quads.h"
#include "graph/wording.h"
#include "identity/claims.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_TEXT = 60, LABEL_CUE = 30 };

const ActTerms act_terms[] = {[ACT_ASSERTION]    = {REC("Assertion"), REC("stated")},
                              [ACT_DENIAL]       = {REC("Denial"), REC("denied")},
                              [ACT_CONFIRMATION] = {REC("Confirmation"), REC("confirmed")},
                              [ACT_PROMISE]      = {REC("Promise"), REC("promised")},
                              [ACT_QUESTION]     = {REC("Question"), REC("asked")},
                              [ACT_DEMAND]       = {REC("Demand"), REC("demanded")},
                              [ACT_ACCUSATION]   = {REC("Accusation"), REC("accused")},
                              [ACT_PRAISE]       = {REC("Praise"), REC("praised")},
                              [ACT_WARNING]      = {REC("Warning"), REC("warned")},
                              {NULL, NULL}};

static const char* const modes[] = {
    [MODE_DIRECT] = REC("Direct"), [MODE_INDIRECT] = REC("Indirect"), [MODE_MIXED] = REC("Mixed")};

static const char* const polarities[] = {[POLARITY_POSITIVE] = REC("Positive"), [POLARITY_NEGATIVE] = REC("Negative")};

typedef struct Told Told;

struct Told {
  const Statement* fact;
  Slice            node; ///< Empty where it does not go into the graph: a thought not asked for, a low score
  Slice            said;
  Span             all;   ///< From its first word to its last
  const Told*      outer; ///< Inside whose words it stands; NULL where the article itself tells it
};

static Span whole(const Statement* s) {
  Span all = {UINT32_MAX, 0};
  for (size_t i = 0; i < s->source_count; i++) all = span_join(all, s->source[i]);
  for (size_t i = 0; i < s->cue_count; i++) all = span_join(all, s->cue[i]);
  for (size_t i = 0; i < s->content_count; i++) all = span_join(all, s->content[i]);
  return all;
}

/// ARTICLE#source.two-officials, one per article and wording; what other articles call so is somebody else.
static Slice unnamed_source(Build* b, Slice words) {
  words            = wording_short(b->arena, words, LABEL_LIMIT);
  const Slice slug = iri_slug(b->arena, words);
  const Slice node = slice(arena_printf(b->arena, "%.*s#source.%.*s", SLICE_ARG(b->article), SLICE_ARG(slug)));
  const size_t before = b->names.n;
  map_at(&b->names, node, 1);
  put_type(b, node, REC("UnnamedSource"));
  if (b->names.n > before) put(b, node, RDFS("label"), term_string(words));
  return node;
}

/// The words that tell of the speaking: "denied"; with what turns them round: "did not confirm", else "(not) confirm".
static Slice cue_words(Build* b, const Statement* s) {
  Slice cue = wording_clean(b->arena, s->lemma);
  if (!s->cue_count) return cue;
  const Span  span  = s->cue[0];
  const Slice words = wording_clean(b->arena, text_slice(&b->doc->text, span));
  if (words.len && utf8_count(words) <= LABEL_CUE) cue = words;
  if (!s->negated) return cue;
  const uint32_t before = s->source_count ? s->source[s->source_count - 1].end : UINT32_MAX;
  if (before < span.begin && span.end - before <= LABEL_CUE)
    return wording_clean(b->arena, text_slice(&b->doc->text, (Span){before, span.end}));
  return slice(arena_printf(b->arena, "(not) %.*s", SLICE_ARG(cue)));
}

/// "Ana Brandt denied: Norland would sell ..."
static Slice statement_label(Build* b, const Told* told, Slice speaker) {
  const Slice said = wording_short(b->arena, told->said, LABEL_TEXT);
  const Slice cue  = cue_words(b, told->fact);
  if (!speaker.len) return said;
  return slice(arena_printf(b->arena, "%.*s%s%.*s: %.*s", SLICE_ARG(speaker), cue.len ? " " : "", (int)cue.len,
                            cue.len ? cue.ptr : "", SLICE_ARG(said)));
}

static void put_topics(Build* b, const Told* told) {
  const Facts*     facts = b->facts;
  const Statement* s     = told->fact;
  for (size_t c = 0; c < s->content_count; c++) {
    const Span content = s->content[c];
    size_t     low = 0, high = facts->mention_count;
    while (low < high) {
      const size_t middle = (low + high) / 2;
      if (facts->mentions[middle].span.begin < content.begin) low = middle + 1;
      else high = middle;
    }
    for (; low < facts->mention_count && facts->mentions[low].span.begin < content.end; low++) {
      const Mention* m = &facts->mentions[low];
      if (m->entity == NO_ENTITY || !span_within(m->span, content)) continue;
      const Slice node = b->nodes[m->entity];
      const bool  self = s->speaker != NO_ENTITY && slice_equal(node, b->nodes[s->speaker]);
      put_iri(b, told->node, self || m->adjective ? SCHEMA("mentions") : SCHEMA("about"), node);
    }
  }
}

/// Statements share a claim when its words mean the same: "it" denied by one and confirmed by another need not be one
/// thing. Articles that share one may word it in slightly different ways; archive/ elects the label.
static Slice put_claim(Build* b, const Told* told, Slice speaker) {
  const Slice      wording = wording_claim(b->arena, told->said);
  const ClaimBound bound   = wording_bound(b->arena, wording);
  const Slice      owner   = bound == CLAIM_ALONE ? SLICE("") : bound == CLAIM_SPEAKER && speaker.len ? speaker : told->node;
  const bool       alone   = bound == CLAIM_STATEMENT;
  const bool       read    = !alone && slice_equal(b->language, SLICE("en"));
  const Slice      key     = !read ? (Slice){0} : claim_key(b->arena, told->said);
  const Slice      node    = iri_claim(b->arena, b->options->base, key.len ? key : wording, b->language, owner);
  put_type(b, node, SCHEMA("Claim"));
  put(b, node, alone ? RDFS("label") : REC("name"), term_text(wording, b->language));
  return node;
}

static void put_statement(Build* b, const Told* told) {
  const Statement* s       = told->fact;
  const Slice      node    = told->node;
  Slice            speaker = {0}, name = {0};
  if (s->speaker != NO_ENTITY) {
    speaker = b->nodes[s->speaker];
    name    = entity_name(b, s->speaker);
  } else if (wording_clean(b->arena, s->unnamed).len) {
    speaker = unnamed_source(b, s->unnamed);
    name    = wording_short(b->arena, s->unnamed, LABEL_LIMIT);
  }
  put_type(b, node, s->attitude ? REC("Attitude") : REC("Statement"));
  put(b, node, RDFS("label"), term_string(statement_label(b, told, name)));
  if (speaker.len) put_iri(b, node, REC("speaker"), speaker);
  if (s->lemma.len) put(b, node, REC("cue"), term_string(wording_clean(b->arena, s->lemma)));
  put_iri(b, node, REC("act"), slice(act_terms[s->act].act));
  put_iri(b, node, REC("mode"), slice(modes[s->mode]));
  put_iri(b, node, REC("polarity"), slice(polarities[s->polarity]));
  if (s->negated) put(b, node, REC("negated"), term_typed(SLICE("true"), SLICE(XSD("boolean"))));
  Term day;
  if (s->said_on && date_term(b->arena, slice(s->said_on), &day))
    put(b, node, REC("saidOn"), day);
  if (b->publisher.len) put_iri(b, node, REC("reportedBy"), b->publisher);
  put(b, node, SCHEMA("text"), term_text(told->said, b->language));
  put_topics(b, told);
  const Slice claim = put_claim(b, told, speaker);
  put_iri(b, node, REC("claim"), claim);
  if (s->rule) put(b, node, REC("rule"), term_string(slice(s->rule)));
  put_score(b, node, s->score);

  Span*  spans = arena_array(b->arena, Span, s->source_count + s->cue_count + s->content_count);
  size_t n     = 0;
  for (size_t i = 0; i < s->source_count; i++) spans[n++] = s->source[i];
  for (size_t i = 0; i < s->cue_count; i++) spans[n++] = s->cue[i];
  for (size_t i = 0; i < s->content_count; i++) spans[n++] = s->content[i];
  put_evidence(b, node, spans, n);

  if (told->outer && told->outer->node.len) put_iri(b, told->outer->node, REC("reports"), node);
  if (speaker.len && !s->negated && !told->outer) put_iri(b, speaker, s->attitude ? REC("thought") : act_terms[s->act].edge, claim);
}

static int by_place(const void* x, const void* y) {
  const Told *a = *(Told* const*)x, *b = *(Told* const*)y;
  if (a->all.begin != b->all.begin) return a->all.begin < b->all.begin ? -1 : 1;
  if (a->all.end != b->all.end) return a->all.end > b->all.end ? -1 : 1;
  return a < b ? -1 : a > b; // they stand in one array
}

/// Each statement is reported by the smallest one whose words hold it whole.
static void find_outer(Build* b, Told* told, size_t n) {
  Told** sorted = arena_array(b->arena, Told*, n + 1);
  Told** open   = arena_array(b->arena, Told*, n + 1);
  size_t       depth  = 0;
  for (size_t i = 0; i < n; i++) sorted[i] = &told[i];
  qsort(sorted, n, sizeof *sorted, by_place);
  for (size_t i = 0; i < n; i++) {
    Told*  inner = sorted[i];
    size_t kept  = 0;
    for (size_t k = 0; k < depth; k++)
      if (open[k]->all.end > inner->all.begin) open[kept++] = open[k];
    depth             = kept;
    const Told* outer = NULL;
    for (size_t k = 0; k < depth; k++)
      for (size_t c = 0; c < open[k]->fact->content_count; c++)
        if (span_within(inner->all, open[k]->fact->content[c]) &&
            (!outer || span_length(open[k]->all) <= span_length(outer->all)))
          outer = open[k];
    inner->outer  = outer;
    open[depth++] = inner;
  }
}

void build_statements(Build* b) {
  const Facts* facts = b->facts;
  Told*        told  = arena_array(b->arena, Told, facts->statement_count + 1);
  size_t       n     = 0;
  for (size_t i = 0; i < facts->statement_count; i++) {
    const Statement* s = &facts->statements[i];
    Told t = {.fact = s, .said = wording_said(b->arena, &b->doc->text, s->content, s->content_count), .all = whole(s)};
    if (!wording_claim(b->arena, t.said).len) continue; // nothing but signs
    if (s->score >= b->options->min_score && (!s->attitude || b->options->attitudes))
      t.node = local_node(b, arena_printf(b->arena, "s%u-%u", t.all.begin, t.all.end));
    told[n++] = t;
  }
  find_outer(b, told, n);
  for (size_t i = 0; i < n; i++)
    if (told[i].node.len) put_statement(b, &told[i]);
}
