/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reading whole texts with the model that ships, in 8 bits; and what stays bounded, whatever comes in. */
#include "unit.h"

#include "reading.h"

#include "base/buffer.h"

#include <math.h>

static Model* bytes;  ///< MODEL_INT8
static Model* floats; ///< MODEL_FLOAT

static int open_models(void** state) {
  (void)state;
  Arena       arena = {0};
  const char* path  = arena_printf(&arena, "%s/model/model.safetensors", getenv("top_srcdir"));
  const bool  fault = model_open(path, MODEL_INT8, &bytes) != OK || model_open(path, MODEL_FLOAT, &floats) != OK;
  if (fault) print_error("%s\n", status_message());
  arena_free(&arena);
  return fault;
}

static int close_models(void** state) {
  (void)state;
  model_free(bytes);
  model_free(floats);
  return 0;
}

/// A text that was read, with all that it lives in.
typedef struct {
  Arena   arena;
  Text    text;
  Reading reading;
} Article;

static void read_article(const Model* model, const char* said, size_t len, Article* a) {
  *a           = (Article){0};
  a->text      = text_make(&a->arena, said, len);
  size_t  n;
  Span*   p      = paragraphs_of(&a->arena, &a->text, &n);
  Reader* reader = reader_new(model);
  if (reader_read(reader, &a->text, p, n, &a->arena, &a->reading) != OK) STOP("%s", status_message());
  reader_free(reader);
}

static bool says(const Article* a, Span span, const char* words) {
  return slice_equal(text_slice(&a->text, span), slice(words));
}

/// A reader may or may not take the "that" in front for a part of what was said.
static bool ends(const Article* a, Span span, const char* words) {
  const Slice said = text_slice(&a->text, span), end = slice(words);
  return said.len >= end.len && said.len <= end.len + strlen("that ") &&
         slice_equal((Slice){said.ptr + said.len - end.len, end.len}, end);
}

static void someone_said_something(void** state) {
  (void)state;
  const char said[] =
      "Finance minister Ana Brandt denied on Tuesday that Norland would sell the Port of Oslev.\n"
      "“We are not selling a single quay,” Brandt told reporters after meeting Viktor Halas, chief executive of "
      "Kestrel Shipping.\n"
      "Former transport secretary Jonas Weil said the talks had already begun. He called on her to resign.\n";
  Article a;
  read_article(bytes, said, strlen(said), &a);
  const Reading* r = &a.reading;
  assert_true(r->name_count >= 5 && r->role_count >= 2 && r->cue_count >= 3);
  assert_true(says(&a, r->names[0].span, "Ana Brandt"));
  assert_int_equal(r->names[0].type, NAME_PERSON);
  assert_true(r->names[0].score > .9f && r->names[0].score <= 1);
  const RoleMention* minister = &r->roles[0];
  assert_true(says(&a, minister->span, "Finance minister"));
  assert_int_equal(minister->tenure, TENURE_CURRENT);
  assert_true(minister->person.n >= 1 && says(&a, minister->person.items[0].span, "Ana Brandt"));
  const RoleMention* secretary = &r->roles[r->role_count - 1];
  assert_int_equal(secretary->tenure, TENURE_FORMER);
  const CueMention* denied = &r->cues[0];
  assert_true(says(&a, denied->span, "denied"));
  assert_int_equal(denied->kind, CUE_SPEECH);
  assert_true(denied->source.n == 1 && says(&a, denied->source.items[0].span, "Finance minister Ana Brandt"));
  assert_true(denied->content.n == 1 && ends(&a, denied->content.items[0].span, "Norland would sell the Port of Oslev"));
  arena_free(&a.arena);
}

static Span find(const Article* a, const char* words) {
  const char* at = strstr(a->text.bytes, words);
  assert_non_null(at);
  const uint32_t begin = utf8_count((Slice){a->text.bytes, (size_t)(at - a->text.bytes)});
  return (Span){begin, begin + utf8_count(slice(words))};
}

static void a_pronoun_refers_to_a_name(void** state) {
  (void)state;
  const char said[] =
      "Former transport secretary Jonas Weil met Viktor Halas of Kestrel Shipping. The company lost money, Weil said.\n"
      "Anna Krol, the mayor of Oslev, said the talks had begun. She added that she would not resign.\n";
  Article a;
  read_article(bytes, said, strlen(said), &a);
  const Span she = find(&a, "She");
  assert_true(reading_refers(&a.reading, she, find(&a, "Anna Krol")) >
              reading_refers(&a.reading, she, find(&a, "Jonas Weil")));
  assert_true(reading_refers(&a.reading, she, find(&a, "Anna Krol")) >
              reading_refers(&a.reading, she, find(&a, "Kestrel Shipping")));
  assert_true(isinf(reading_refers(&a.reading, she, (Span){5000, 5010})));
  assert_true(isinf(reading_refers(&a.reading, (Span){3, 3}, she)));
  arena_free(&a.arena);
}

/// Spans lie in the text, grow to whole words, and come in order.
static void check_reading(const Article* a) {
  const Reading* r    = &a->reading;
  uint32_t       last = 0;
  for (size_t i = 0; i < r->piece_count; i++) {
    assert_true(r->pieces[i].span.begin < r->pieces[i].span.end && r->pieces[i].span.end <= a->text.length);
    assert_true(r->pieces[i].span.begin >= last);
    last = r->pieces[i].span.begin;
  }
  last = 0;
  for (size_t i = 0; i < r->name_count; i++) {
    assert_true(r->names[i].span.begin >= last && r->names[i].span.begin < r->names[i].span.end &&
                r->names[i].span.end <= a->text.length);
    last = r->names[i].span.end;
    assert_true(r->names[i].score > 0 && r->names[i].score <= 1.0001f);
  }
  for (size_t i = 0; i < r->cue_count; i++) {
    assert_true(r->cues[i].source.n <= 1);
    for (size_t k = 0; k < r->cues[i].content.n; k++) {
      const Span s = r->cues[i].content.items[k].span;
      assert_true(s.begin < s.end && s.end <= a->text.length);
    }
  }
}

static void nothing_gives_nothing(void** state) {
  (void)state;
  const char* const empty[] = {"", "\n\n\n", "   \t  ", "\xE2\x80\x8B\xEF\xBF\xBD\n\xC2\xAD"};
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
    Article a;
    read_article(bytes, empty[i], strlen(empty[i]), &a);
    assert_int_equal(a.reading.piece_count, 0);
    assert_int_equal(a.reading.name_count + a.reading.role_count + a.reading.cue_count, 0);
    assert_true(isinf(reading_refers(&a.reading, (Span){0, 1}, (Span){1, 2})));
    arena_free(&a.arena);
  }
}

static void a_paragraph_without_a_space_is_one_piece(void** state) {
  (void)state;
  enum { LENGTH = 10 * 1000 * 1000 };
  char* said = malloc(LENGTH);
  memset(said, 'a', LENGTH);
  Article a;
  read_article(bytes, said, LENGTH, &a);
  assert_int_equal(a.reading.piece_count, 1);
  assert_int_equal(a.reading.pieces[0].span.end, LENGTH);
  arena_free(&a.arena);
  free(said);
}

static void many_tiny_paragraphs_are_read(void** state) {
  (void)state;
  Buffer b = {0};
  for (int i = 0; i < 2000; i++) buffer_puts(&b, "é\n");
  Article a;
  read_article(bytes, b.bytes, b.len, &a);
  assert_int_equal(a.reading.piece_count, 2000);
  check_reading(&a);
  arena_free(&a.arena);
  buffer_free(&b);
}

static void a_text_without_end_is_refused(void** state) {
  (void)state;
  Arena  arena = {0};
  Buffer b     = {0};
  for (int i = 0; i <= READER_LIMIT; i++) buffer_putc(&b, '.');
  const Text text   = text_make(&arena, b.bytes, b.len);
  Reader*    reader = reader_new(bytes);
  Reading    reading;
  assert_int_equal(reader_read(reader, &text, &(Span){0, text.length}, 1, &arena, &reading), ERR_LIMIT);
  assert_non_null(strstr(status_message(), "cut it into articles"));
  reader_free(reader);
  buffer_free(&b);
  arena_free(&arena);
}

static const char* const NEWS[] = {
    "The mayor of Oslev, Anna Krol, said on Friday that the city would build 400 flats by the river. “Nobody will be "
    "moved out,” she told the council.\n"
    "Her predecessor Jan Wit, now a member of parliament for the Greens, called the plan reckless and asked the "
    "auditors to look into it.\n"
    "According to a spokesman for Kestrel Shipping, talks with the port authority have stopped. The company’s chief "
    "executive, Viktor Halas, declined to comment.\n",
    "Doctors at the Saint Bride hospital warned ministers that the winter would be hard. Health secretary Paul Imre "
    "promised 20 million crowns.\n"
    "“That is less than a tenth of what we need”, said Dr. Lea Sand, head of the nurses’ union NSU, adding that some "
    "wards had closed already.\n"
    "The opposition leader, Mira Holt, accused Imre of hiding a report. He denied this. A government official, who "
    "asked not to be named, said that the report exists.\n",
    "Norland beat Westmark 3-1 in Oslev on Sunday. Coach Per Dahl praised his keeper: “He saved us twice.”\n"
    "Former captain Ole Brun, who left the club in May, believes that the team can win the cup. Westmark’s coach Ian "
    "Fell blamed the referee.\n",
    "The central bank of Norland kept its rate at 2.5 percent. Governor Eva Lind said inflation is expected to fall, "
    "but analysts at Halden Bank doubt it.\n"
    "Shares in Brenner AG rose after its acting chairman, Tom Reiss, told the Oslev Gazette that the merger with "
    "Castor Ltd. would go ahead.\n",
};

/// What the taggers decide over a text, as one tag for each code point: names, roles and cues.
static void paint(const Article* a, uint8_t* tags) {
  const Reading* r = &a->reading;
  memset(tags, 0, 3 * a->text.length);
  for (size_t i = 0; i < r->name_count; i++)
    for (uint32_t p = r->names[i].span.begin; p < r->names[i].span.end; p++) tags[p] = (uint8_t)(1 + r->names[i].type);
  for (size_t i = 0; i < r->role_count; i++)
    for (uint32_t p = r->roles[i].span.begin; p < r->roles[i].span.end; p++) tags[a->text.length + p] = 1;
  for (size_t i = 0; i < r->cue_count; i++)
    for (uint32_t p = r->cues[i].span.begin; p < r->cues[i].span.end; p++)
      tags[2 * a->text.length + p] = (uint8_t)(1 + r->cues[i].kind);
}

static void eight_bits_decide_as_floats_do(void** state) {
  (void)state;
  size_t same = 0, all = 0;
  for (size_t i = 0; i < sizeof NEWS / sizeof *NEWS; i++) {
    Article a, b;
    read_article(bytes, NEWS[i], strlen(NEWS[i]), &a);
    read_article(floats, NEWS[i], strlen(NEWS[i]), &b);
    check_reading(&a);
    check_reading(&b);
    assert_true(a.reading.name_count > 3 && a.reading.cue_count > 1);
    uint8_t *x = malloc(3 * a.text.length), *y = malloc(3 * a.text.length);
    paint(&a, x);
    paint(&b, y);
    for (size_t p = 0; p < a.reading.piece_count; p++)
      for (size_t t = 0; t < 3; t++) {
        const size_t at = t * a.text.length + a.reading.pieces[p].span.begin;
        same += x[at] == y[at];
        all++;
      }
    free(x);
    free(y);
    arena_free(&a.arena);
    arena_free(&b.arena);
  }
  if (same * 1000 < all * 995) STOP("%zu of %zu tags agree", same, all);
}

/// A text of many windows says the same about a paragraph, and two readings of it are alike to the last bit.
static void reading_twice_gives_the_same(void** state) {
  (void)state;
  Buffer b = {0};
  for (int round = 0; round < 6; round++)
    for (size_t i = 0; i < sizeof NEWS / sizeof *NEWS; i++) buffer_puts(&b, NEWS[i]);
  Article x, y;
  read_article(bytes, b.bytes, b.len, &x);
  read_article(bytes, b.bytes, b.len, &y);
  check_reading(&x);
  assert_int_equal(x.reading.name_count, y.reading.name_count);
  assert_memory_equal(x.reading.names, y.reading.names, x.reading.name_count * sizeof *x.reading.names);
  assert_int_equal(x.reading.cue_count, y.reading.cue_count);
  for (size_t i = 0; i < x.reading.cue_count; i++) {
    assert_true(x.reading.cues[i].score == y.reading.cues[i].score);
    assert_true(reading_refers(&x.reading, x.reading.cues[i].span, x.reading.names[0].span) ==
                reading_refers(&y.reading, y.reading.cues[i].span, y.reading.names[0].span));
  }
  // every repetition holds the same names, so each is found six times, give or take one that the windows see
  // differently
  Article one;
  size_t  once = 0;
  for (size_t i = 0; i < sizeof NEWS / sizeof *NEWS; i++) {
    read_article(bytes, NEWS[i], strlen(NEWS[i]), &one);
    once += one.reading.name_count;
    arena_free(&one.arena);
  }
  assert_in_range(x.reading.name_count, 6 * once - once / 2, 6 * once + once / 2);
  arena_free(&x.arena);
  arena_free(&y.arena);
  buffer_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(someone_said_something),          cmocka_unit_test(a_pronoun_refers_to_a_name),
      cmocka_unit_test(nothing_gives_nothing),           cmocka_unit_test(a_paragraph_without_a_space_is_one_piece),
      cmocka_unit_test(many_tiny_paragraphs_are_read),   cmocka_unit_test(a_text_without_end_is_refused),
      cmocka_unit_test(eight_bits_decide_as_floats_do),  cmocka_unit_test(reading_twice_gives_the_same),
  };
  return cmocka_run_group_tests(tests, open_models, close_models);
}
