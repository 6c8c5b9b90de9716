/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Tags are those of the likeliest legal path over the words: all pieces of a word speak for one tag, and I follows only B
 * or I of its kind (Viterbi's algorithm, as Forney 1973, "The Viterbi algorithm", gives it). An anchor's
 * stretches are runs of pieces over a threshold; a source, a person and an organization is the run with the most evidence
 * (runs one piece apart joined), a content is every run (joined over up to three pieces). All spans grow to whole words.
 *
 *     logits of "said" -> content   “ We 3.1  are 4.0  done 3.8  , -0.2  ” 2.9    ->   one stretch, “We are done,” */
#include "reader/decode.h"

#include "reader/pairs.h"

#include <math.h>
#include <string.h>

static const float LIKELY = .5f, POSSIBLE = .2f, IMPOSSIBLE = -1e6f;
enum { SOURCE_GAP = 1, CONTENT_GAP = 3, RUN_LIMIT = WINDOW_ROWS / 2 };

// --- tags ----------------------------------------------------------------------------------------------------------

/// Rows [begin, end) of a window.
typedef struct {
  size_t begin, end;
} Run;

static void softmax(float* x, size_t n) {
  float top = x[0], sum = 0;
  for (size_t i = 1; i < n; i++) top = fmaxf(top, x[i]);
  for (size_t i = 0; i < n; i++) sum += x[i] = expf(x[i] - top);
  for (size_t i = 0; i < n; i++) x[i] /= sum;
}

static size_t likeliest(const float* p, size_t n) {
  size_t best = 0;
  for (size_t i = 1; i < n; i++)
    if (p[i] > p[best]) best = i;
  return best;
}

static bool is_piece(const View* view, size_t row) { return view->rows->piece[row] != NO_PIECE; }

static bool is_owned(const View* view, size_t row) {
  const uint32_t p = view->rows->piece[row];
  return p >= view->window->owned.begin && p < view->window->owned.end;
}

/// From the first word that a run touches to the last.
static Span words_of(const View* view, Run run) {
  const Span* words = view->pieces->words;
  return (Span){words[view->rows->piece[run.begin]].begin, words[view->rows->piece[run.end - 1]].end};
}

/// Row behind the last piece of the word that begins at row `r`.
static size_t word_end(const View* view, size_t r) {
  const Span*  words = view->pieces->words;
  const size_t n     = view->rows->n;
  if (!is_piece(view, r)) return r + 1;
  const uint32_t begin = words[view->rows->piece[r]].begin;
  do r++;
  while (r < n && is_piece(view, r) && words[view->rows->piece[r]].begin == begin);
  return r;
}

/// The mean over a word's rows of the log probability of each tag; between paragraphs, O alone.
static void word_scores(const View* view, size_t tagger, size_t n, Run word, float* score) {
  const bool gap = !is_piece(view, word.begin);
  for (size_t t = 0; t < n; t++) {
    score[t] = gap && t ? IMPOSSIBLE : 0;
    if (gap) continue;
    for (size_t r = word.begin; r < word.end; r++)
      // behind its first piece a word's B has become I
      score[t] += logf(view->tags[r * TAG_LANES + tagger + (r > word.begin ? t + t % 2 : t)] + 1e-9f);
    score[t] /= (float)(word.end - word.begin);
  }
}

/// The tag of every row on the likeliest path. `tagger` has `n` tags: O, B, I, B, I, ...
static void likeliest_path(const View* view, size_t tagger, size_t n, uint8_t tags[WINDOW_ROWS]) {
  Run     words[WINDOW_ROWS];
  uint8_t from[WINDOW_ROWS][TAG_LANES];
  float   best[TAG_LANES] = {0}, score[TAG_LANES];
  size_t  count           = 0;
  for (size_t r = 0; r < view->rows->n; r = words[count++].end) {
    words[count] = (Run){r, word_end(view, r)};
    word_scores(view, tagger, n, words[count], score);
    const size_t top = likeliest(best, n);
    float        before[TAG_LANES];
    memcpy(before, best, sizeof before);
    for (size_t t = 0; t < n; t++) {
      const bool   inside = t && t % 2 == 0;
      const size_t f      = !inside ? top : before[t - 1] > before[t] ? t - 1 : t;
      from[count][t]      = (uint8_t)f;
      best[t]             = score[t] + (count ? before[f] : inside ? IMPOSSIBLE : 0);
    }
  }
  size_t tag = likeliest(best, n);
  while (count--) {
    for (size_t r = words[count].begin; r < words[count].end; r++) tags[r] = (uint8_t)tag;
    tag = from[count][tag];
  }
}

/// The next run of one kind's tags at or behind `*row` that this window owns.
static bool next_tagged(const View* view, size_t tagger, const uint8_t* tags, size_t* row, Run* run, size_t* kind,
                        float* score) {
  for (size_t r = *row; r < view->rows->n; r++) {
    const size_t tag = is_piece(view, r) ? tags[r] : 0;
    if (!tag) continue;
    const size_t inside = tag + tag % 2; // the I of its kind
    *kind               = (tag - 1) / 2;
    *run                = (Run){r, word_end(view, r)};
    while (run->end < view->rows->n && is_piece(view, run->end) && tags[run->end] == inside) run->end++;
    *score = 0;
    for (size_t k = r; k < run->end; k++) {
      const float* p = view->tags + k * TAG_LANES + tagger;
      *score += p[inside - 1] + p[inside];
    }
    *score /= (float)(run->end - run->begin);
    *row = run->end;
    if (is_owned(view, run->begin)) return true;
    r = run->end - 1;
  }
  return false;
}

// --- stretches that an anchor points to ----------------------------------------------------------------------------

/// Probability of every row to belong to what `query` asks for; 0 for rows of no piece and of the anchor itself.
static void score_rows(const View* view, const PairScorer* scorer, size_t relation, const PairQuery* query, Run anchor,
                       float* p) {
  for (size_t r = 0; r < view->rows->n; r++) {
    p[r] = 0;
    if (!is_piece(view, r) || (r >= anchor.begin && r < anchor.end)) continue;
    const float logit = pairs_logit(view->model->kernels, scorer, relation, query, view->targets + r * PAIR,
                                    (ptrdiff_t)r - (ptrdiff_t)anchor.begin);
    p[r]              = 1 / (1 + expf(-logit));
  }
}

/// Runs over the threshold, joined over gaps of pieces that are not the anchor's own.
static size_t find_runs(const View* view, const float* p, float threshold, size_t gap, Run anchor,
                        Run runs[RUN_LIMIT]) {
  size_t n = 0;
  for (size_t r = 0; r < view->rows->n; r++) {
    if (p[r] <= threshold) continue;
    bool joins = n && r - runs[n - 1].end <= gap;
    for (size_t g = n ? runs[n - 1].end : r; joins && g < r; g++)
      joins = is_piece(view, g) && !(g >= anchor.begin && g < anchor.end);
    if (joins)
      runs[n - 1].end = r + 1;
    else if (n < RUN_LIMIT)
      runs[n++] = (Run){r, r + 1};
  }
  return n;
}

static float sum_over(const float* p, Run run) {
  float sum = 0;
  for (size_t r = run.begin; r < run.end; r++) sum += p[r];
  return sum;
}

static float log_odds(float p) { return logf(p / (1 - fminf(p, .9999f))); }

/// How much the pieces say together that the run is meant: the sum of their log odds over what is possible at all. So a
/// name of two likely pieces is more than one comma that is a little likelier, and than ten words that are hardly so.
static float evidence_over(const float* p, Run run) {
  float sum = 0;
  for (size_t r = run.begin; r < run.end; r++) sum += log_odds(fmaxf(p[r], POSSIBLE)) - log_odds(POSSIBLE);
  return sum;
}

static Links links_of(const View* view, const float* p, const Run* runs, size_t n) {
  Links links = {arena_array(view->arena, Link, n), n};
  for (size_t i = 0; i < n; i++)
    links.items[i] = (Link){words_of(view, runs[i]), sum_over(p, runs[i]) / (float)(runs[i].end - runs[i].begin)};
  return links;
}

/// The run with the most evidence, then the others in text order.
static Links best_first(const View* view, const float* p, Run anchor) {
  Run    runs[RUN_LIMIT];
  size_t n = find_runs(view, p, LIKELY, SOURCE_GAP, anchor, runs);
  if (!n) n = find_runs(view, p, POSSIBLE, SOURCE_GAP, anchor, runs);
  size_t best = 0;
  for (size_t i = 1; i < n; i++)
    if (evidence_over(p, runs[i]) > evidence_over(p, runs[best])) best = i;
  if (n) {
    const Run first = runs[best];
    for (size_t i = best; i; i--) runs[i] = runs[i - 1];
    runs[0] = first;
  }
  return links_of(view, p, runs, n);
}

static Links all_runs(const View* view, const float* p, Run anchor) {
  Run          runs[RUN_LIMIT];
  const size_t n = find_runs(view, p, LIKELY, CONTENT_GAP, anchor, runs);
  return links_of(view, p, runs, n);
}

// --- mentions ------------------------------------------------------------------------------------------------------

/// A span that begins inside the last mention stays out: two windows, or two tags in one word, saw it differently.
#define BEHIND_LAST(items, n, span) (!(n) || (items)[(n) - 1].span.end <= (span).begin)

static void decode_names(const View* view, Found* found) {
  Run    run;
  size_t kind, row = 0;
  float  score;
  uint8_t tags[WINDOW_ROWS];
  likeliest_path(view, TAG_NAME, 7, tags);
  while (next_tagged(view, TAG_NAME, tags, &row, &run, &kind, &score)) {
    const Span span = words_of(view, run);
    if (!BEHIND_LAST(found->names, found->name_count, span)) continue;
    *arena_push(view->arena, found->names, found->name_count, found->name_cap) =
        (NameMention){span, (NameType)kind, score};
  }
}

static void decode_roles(const View* view, Found* found) {
  const Kernels* kernels = view->model->kernels;
  bool           ready   = false;
  Run            run;
  size_t         kind, row = 0;
  float          score, p[WINDOW_ROWS];
  uint8_t        tags[WINDOW_ROWS];
  likeliest_path(view, TAG_ROLE, 3, tags);
  while (next_tagged(view, TAG_ROLE, tags, &row, &run, &kind, &score)) {
    const Span span = words_of(view, run);
    if (!BEHIND_LAST(found->roles, found->role_count, span)) continue;
    if (!ready) pairs_targets(kernels, &view->model->hold, view->x, view->rows->n, view->targets);
    ready = true;
    PairQuery queries[RELATIONS];
    pairs_queries(kernels, &view->model->hold, view->x + run.begin * WIDTH, queries);
    const float* tenure = view->tags + run.begin * TAG_LANES + TAG_TENURE;
    const size_t best   = likeliest(tenure, 4);
    RoleMention  role   = {.span = span, .score = score, .tenure = (Tenure)best, .tenure_score = tenure[best]};
    score_rows(view, &view->model->hold, 0, &queries[0], run, p);
    role.person = best_first(view, p, run);
    score_rows(view, &view->model->hold, 1, &queries[1], run, p);
    role.organization                                                          = best_first(view, p, run);
    *arena_push(view->arena, found->roles, found->role_count, found->role_cap) = role;
  }
}

static void decode_cues(const View* view, Found* found) {
  const Kernels* kernels = view->model->kernels;
  bool           ready   = false;
  Run            run;
  size_t         kind, row = 0;
  float          score, p[WINDOW_ROWS];
  uint8_t        tags[WINDOW_ROWS];
  likeliest_path(view, TAG_CUE, 5, tags);
  while (next_tagged(view, TAG_CUE, tags, &row, &run, &kind, &score)) {
    const Span span = words_of(view, run);
    if (!BEHIND_LAST(found->cues, found->cue_count, span)) continue;
    if (!ready) pairs_targets(kernels, &view->model->attr, view->x, view->rows->n, view->targets);
    ready = true;
    PairQuery queries[RELATIONS];
    pairs_queries(kernels, &view->model->attr, view->x + run.begin * WIDTH, queries);
    CueMention cue = {.span = span, .kind = (CueKind)kind, .score = score};
    score_rows(view, &view->model->attr, 0, &queries[0], run, p);
    cue.source = best_first(view, p, run);
    if (cue.source.n > 1) cue.source.n = 1;
    score_rows(view, &view->model->attr, 1, &queries[1], run, p);
    cue.content                                                             = all_runs(view, p, run);
    *arena_push(view->arena, found->cues, found->cue_count, found->cue_cap) = cue;
  }
}

void decode_window(View* view, Found* found) {
  const Model* m = view->model;
  matrix_multiply(m->kernels, &m->tags, view->x, WIDTH, view->rows->n, view->tags);
  for (size_t r = 0; r < view->rows->n; r++) {
    float* t = view->tags + r * TAG_LANES;
    softmax(t + TAG_NAME, 7);
    softmax(t + TAG_ROLE, 3);
    softmax(t + TAG_CUE, 5);
    softmax(t + TAG_TENURE, 4);
  }
  decode_names(view, found);
  decode_roles(view, found);
  decode_cues(view, found);
}
