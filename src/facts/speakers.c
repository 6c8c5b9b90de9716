/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Speakers.
 *
 *     "White House spokesman Sean Spicer"  -> Spicer         "Merkel and Macron"     -> two
 *     "the airline"                        -> who the reading says it is, if sure
 *     "a spokesman for President Duterte"  -> unnamed        "FSB sources", "two officials" -> unnamed
 */
#include "facts/speakers.h"

#include "facts/places.h"
#include "facts/refer.h"

static Speaker unnamed(Span source) { return (Speaker){NO_ENTITY, 1, "unnamed", source}; }

static Speaker speaker_of(Article* a, Span source) {
  const Phrase p = phrase_read(a, source);
  switch (p.kind) {
    case PHRASE_NAME: return (Speaker){a->names[p.name].entity, a->names[p.name].score, "name", source};
    case PHRASE_PRONOUN: {
      const Referent r = refer_phrase(a, source, &p, NO_ENTITY);
      return r.entity == NO_ENTITY ? unnamed(source) : (Speaker){r.entity, r.score, "pronoun", source};
    }
    case PHRASE_NOMINAL: {
      if (p.issued) return (Speaker){a->names[p.name].entity, 0.7f, "document", source};
      const Referent r = refer_phrase(a, source, &p, NO_ENTITY);
      return r.entity == NO_ENTITY ? unnamed(source) : (Speaker){r.entity, r.score, "nominal", source};
    }
    case PHRASE_NOTHING: break;
  }
  return unnamed(source);
}

/* Where the source is several names joined by "and" or commas: the spans of the parts; 0 if it is not that. */
static size_t split(const Article* a, Span source, Span* parts) {
  size_t from, to, n = 0;
  words_in(&a->words, source, &from, &to);
  size_t begin = from;
  bool   joined = false;
  for (size_t w = from; w <= to; w++) {
    const bool end = w == to;
    const bool conjunction = !end && name_of_word(a, w) < 0 && lookup_is(a->lex.function_words, a->words.items[w].folded, 1, "conjunction");
    const bool comma = !end && slice_equal(a->words.items[w].text, SLICE(","));
    if (!end && !conjunction && !comma) continue;
    joined |= conjunction;
    if (w > begin) {
      if (n == SPEAKERS) return 0;
      parts[n] = (Span){a->words.items[begin].span.begin, a->words.items[w - 1].span.end};
      const Phrase p = phrase_read(a, parts[n]);
      if (p.kind != PHRASE_NAME) return 0;
      n++;
    }
    begin = w + 1;
  }
  return joined && n > 1 ? n : 0;
}

size_t speakers_of(Article* a, Span source, Speaker* speakers) {
  Span         parts[SPEAKERS];
  const size_t n = split(a, source, parts);
  size_t       found = 0;
  for (size_t i = 0; i < n; i++) {
    const Speaker s = speaker_of(a, parts[i]);
    bool          again = false;
    for (size_t k = 0; k < found; k++) again |= speakers[k].entity == s.entity;
    if (!again) speakers[found++] = s;
  }
  if (found) return found;
  speakers[0] = speaker_of(a, source);
  return 1;
}
