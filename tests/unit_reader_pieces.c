/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Pieces, letter shapes and windows: hostile texts against what another tokenizer made of them, and bounds. */
#include "unit.h"

#include "reading.h"

#include "base/buffer.h"
#include "reader/windows.h"

#include <jansson.h>

enum { VOCABULARY = 30522 };

static Vocabulary vocabulary;

static int open_vocabulary(void** state) {
  (void)state;
  Arena     arena = {0};
  const int fault =
      vocabulary_open(arena_printf(&arena, "%s/model/vocab.txt", getenv("top_srcdir")), VOCABULARY, &vocabulary);
  arena_free(&arena);
  return fault;
}

static int close_vocabulary(void** state) {
  (void)state;
  vocabulary_close(&vocabulary);
  return 0;
}

/// "zoe[0,3]4 said[4,8]1" for every piece of a text.
static const char* cut(Arena* arena, const char* bytes) {
  const Text text   = text_make(arena, bytes, strlen(bytes));
  Pieces     pieces = {0};
  wordpiece_cut(&vocabulary, &text, (Span){0, text.length}, &pieces);
  Buffer b = {0};
  for (size_t i = 0; i < pieces.n; i++) {
    const Piece* p = &pieces.items[i];
    buffer_printf(&b, "%s%u[%u,%u]%u", i ? " " : "", p->id, p->span.begin, p->span.end, p->shape);
  }
  const char* out = arena_copy(arena, b.bytes ? b.bytes : "", b.len);
  buffer_free(&b);
  pieces_free(&pieces);
  return out;
}

static void pieces_are_those_of_another_tokenizer(void** state) {
  (void)state;
  Arena        arena = {0};
  json_error_t error;
  json_t* root =
      json_load_file(arena_printf(&arena, "%s/tests/golden/pieces.json", getenv("top_srcdir")), JSON_ALLOW_NUL, &error);
  if (!root) STOP("pieces.json: %s", error.text);
  assert_true(json_array_size(root) > 200);
  for (size_t t = 0; t < json_array_size(root); t++) {
    const json_t* bytes  = json_array_get(json_array_get(root, t), 0);
    const json_t* wanted = json_array_get(json_array_get(root, t), 1);
    const Text    text   = text_make(&arena, json_string_value(bytes), json_string_length(bytes));
    Pieces        pieces = {0};
    wordpiece_cut(&vocabulary, &text, (Span){0, text.length}, &pieces);
    if (pieces.n != json_array_size(wanted))
      STOP("text %zu: %zu pieces, not %zu: %s", t, pieces.n, json_array_size(wanted), text.bytes);
    for (size_t i = 0; i < pieces.n; i++) {
      const json_t* piece = json_array_get(wanted, i);
      assert_int_equal(pieces.items[i].id, json_integer_value(json_array_get(piece, 0)));
      assert_int_equal(pieces.items[i].span.begin, json_integer_value(json_array_get(piece, 1)));
      assert_int_equal(pieces.items[i].span.end, json_integer_value(json_array_get(piece, 2)));
      assert_true(pieces.words[i].begin <= pieces.items[i].span.begin &&
                  pieces.words[i].end >= pieces.items[i].span.end);
    }
    pieces_free(&pieces);
  }
  json_decref(root);
  arena_free(&arena);
}

static void letter_shapes_tell_how_a_word_looks(void** state) {
  (void)state;
  Arena arena = {0};
  assert_string_equal(cut(&arena, "Zoë said"), "11199[0,3]4 2056[4,8]1");
  assert_string_equal(cut(&arena, "U.S."), "1057[0,1]2 1012[1,2]9 1055[2,3]2 1012[3,4]9");
  assert_string_equal(cut(&arena, "NATO 20 G20"), "10079[0,4]3 2322[5,7]6 1043[8,9]3 11387[9,11]13");
  assert_string_equal(cut(&arena, "McKay"), "16225[0,5]5");
  assert_string_equal(cut(&arena, "so\u00adft"), "3730[0,5]1");
  arena_free(&arena);
}

/// What every window must keep to, whatever the article looks like.
static void check_windows(const Windows* w, const Piece* pieces, size_t n) {
  uint32_t owned = 0;
  for (size_t i = 0; i < w->count; i++) {
    const Window* one = &w->items[i];
    Rows          rows;
    window_rows(w, one, pieces, &rows);
    assert_true(rows.n <= WINDOW_ROWS);
    assert_int_equal(one->owned.begin, owned); // every piece is owned once, in order
    owned = one->owned.end;
    assert_true(one->pieces.begin <= one->owned.begin && one->owned.end <= one->pieces.end);
    for (size_t r = 0; r < rows.n; r++)
      if (rows.piece[r] != NO_PIECE) assert_int_equal(window_row(w, one, rows.piece[r]), r);
  }
  assert_int_equal(owned, n);
}

static void windows_own_every_piece_once(void** state) {
  (void)state;
  Arena    arena = {0};
  Piece*   many  = arena_array(&arena, Piece, 5000);
  uint32_t ends[500];
  uint32_t seed = 1;
  for (size_t i = 0; i < 5000; i++) many[i].id = i % 23 ? 2000 : PIECE_STOP;
  for (int round = 0; round < 200; round++) {
    size_t   n    = 0;
    uint32_t last = 0;
    while (n < 40 && last < 4000) {
      seed = seed * 1664525 + 1013904223;
      last += (seed >> 16) % (round % 3 ? 150 : 900);
      ends[n++] = last;
    }
    const Windows w = windows_make(&arena, many, ends, n);
    check_windows(&w, many, last);
  }
  const Windows none = windows_make(&arena, many, ends, 0);
  assert_int_equal(none.count, 0);
  arena_free(&arena);
}

/// The example in windows.h.
static void a_full_window_hands_on_its_last_paragraphs(void** state) {
  (void)state;
  Arena          arena  = {0};
  Piece*         pieces = arena_array(&arena, Piece, 520);
  const uint32_t ends[] = {150, 300, 400, 490};
  const Windows  w      = windows_make(&arena, pieces, ends, 4);
  assert_int_equal(w.count, 2);
  assert_int_equal(w.items[0].pieces.end, 300);
  assert_int_equal(w.items[1].pieces.begin, 300); // 150 pieces are more than a third
  const uint32_t short_ends[] = {150, 290, 390, 450};
  const Windows  v            = windows_make(&arena, pieces, short_ends, 4);
  assert_int_equal(v.items[0].pieces.end, 390);
  assert_int_equal(v.items[1].pieces.begin, 290);
  assert_int_equal(v.items[0].owned.end, 340); // in the middle of what both hold
  arena_free(&arena);
}

static void a_long_paragraph_is_cut_behind_a_full_stop(void** state) {
  (void)state;
  Arena          arena  = {0};
  Piece*         pieces = arena_array(&arena, Piece, 1000);
  const uint32_t ends[] = {1000};
  pieces[299].id        = PIECE_STOP;
  const Windows w       = windows_make(&arena, pieces, ends, 1);
  assert_int_equal(w.units[0].end, 300);
  assert_int_equal(w.units[1].end, 300 + WINDOW_ROWS - 2);
  check_windows(&w, pieces, 1000);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_are_those_of_another_tokenizer),
      cmocka_unit_test(letter_shapes_tell_how_a_word_looks),
      cmocka_unit_test(windows_own_every_piece_once),
      cmocka_unit_test(a_full_window_hands_on_its_last_paragraphs),
      cmocka_unit_test(a_long_paragraph_is_cut_behind_a_full_stop),
  };
  return cmocka_run_group_tests(tests, open_vocabulary, close_vocabulary);
}
