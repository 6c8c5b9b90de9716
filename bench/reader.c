/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* How fast the reader is, on one core:
 *
 *     bench/reader [--float] [--profile] [--repeat N] model/model.safetensors FILE...
 *
 * prints words and pieces a second of processor time, peak memory, and the time to the first article read. --profile
 * splits the time by stage: the inner loops are called through a table, so the bench puts a clock around each. */
#include "base/file.h"
#include "reader/encoder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/// Processor time of this program, so that others on the machine count less.
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// --- a clock around every inner loop -------------------------------------------------------------------------------

static const Kernels* inner;
enum {
  MULTIPLY,
  NORMALIZE,
  GELU,
  ATTEND,
  DOT,
  QUANTIZE,
  BYTES,
  DEQUANTIZE,
  DEQUANTIZE_GELU,
  DEQUANTIZE_NORMALIZE,
  LOOPS
};
static const char* const LOOP_NAMES[LOOPS] = {"multiply (floats)",
                                              "normalize",
                                              "gelu",
                                              "attend",
                                              "dot",
                                              "quantize",
                                              "multiply (bytes, plain C)",
                                              "dequantize",
                                              "dequantize, gelu, quantize",
                                              "dequantize, normalize"};
static double spent[LOOPS];

#define CLOCKED(loop, call)        \
  do {                             \
    const double clocked_ = now(); \
    call;                          \
    spent[loop] += now() - clocked_; \
  } while (0)

static void multiply(const float* x, size_t xs, size_t m, const float* p, size_t n, size_t k, const float* b, float* y,
                     size_t ys) {
  CLOCKED(MULTIPLY, inner->multiply(x, xs, m, p, n, k, b, y, ys));
}
static void normalize(float* x, size_t rows, size_t width, const float* w, const float* b) {
  CLOCKED(NORMALIZE, inner->normalize(x, rows, width, w, b));
}
static void gelu(float* x, size_t n) { CLOCKED(GELU, inner->gelu(x, n)); }
static void attend(const float* qkv, size_t t, size_t width, float* scratch, float* out) {
  CLOCKED(ATTEND, inner->attend(qkv, t, width, scratch, out));
}
static float quantize(const float* x, size_t n, int8_t* out) {
  float scale;
  CLOCKED(QUANTIZE, scale = inner->quantize(x, n, out));
  return scale;
}
static void multiply_bytes(const int8_t* x, size_t m, const int16_t* w, size_t n, size_t k, int16_t* scratch,
                           int32_t* acc) {
  CLOCKED(BYTES, inner->multiply_bytes(x, m, w, n, k, scratch, acc));
}
static void dequantize(const int32_t* acc, float row, const float* c, const float* b, size_t n, float* y) {
  CLOCKED(DEQUANTIZE, inner->dequantize(acc, row, c, b, n, y));
}
static float dequantize_gelu(const int32_t* acc, float row, const float* c, const float* b, size_t n, float* y,
                             int8_t* out) {
  float scale;
  CLOCKED(DEQUANTIZE_GELU, scale = inner->dequantize_gelu(acc, row, c, b, n, y, out));
  return scale;
}
static void dequantize_normalize(const int32_t* acc, float row, const float* c, const float* b, size_t width,
                                 const float* w, const float* o, float* x) {
  CLOCKED(DEQUANTIZE_NORMALIZE, inner->dequantize_normalize(acc, row, c, b, width, w, o, x));
}

static void profile(Model* model) {
  static Kernels clocked;
  inner                        = model->kernels;
  clocked                      = *inner;
  clocked.multiply             = multiply;
  clocked.normalize            = normalize;
  clocked.gelu                 = gelu;
  clocked.attend               = attend;
  clocked.quantize             = quantize;
  clocked.multiply_bytes       = multiply_bytes;
  clocked.dequantize           = dequantize;
  clocked.dequantize_gelu      = dequantize_gelu;
  clocked.dequantize_normalize = dequantize_normalize;
  model->kernels               = &clocked;
}

// --- articles ------------------------------------------------------------------------------------------------------

typedef struct {
  Arena  arena;
  Text   text;
  Span*  paragraphs;
  size_t count, words;
} Article;

static void load(const char* path, Article* a) {
  FileMap map;
  if (file_map(path, &map) != OK) {
    fprintf(stderr, "%s\n", status_message());
    exit(1);
  }
  a->text = text_make(&a->arena, map.bytes, map.len);
  file_unmap(&map);
  uint32_t    at = 0, begin = 0;
  size_t      cap  = 0;
  bool        word = false;
  const char* p    = a->text.bytes;
  while (p <= a->text.bytes + a->text.len) {
    const bool     over = p == a->text.bytes + a->text.len;
    const uint32_t c    = over ? '\n' : utf8_next(&p);
    a->words += !word && c > ' ';
    word = c > ' ';
    if (c == '\n') {
      if (at > begin) *arena_push(&a->arena, a->paragraphs, a->count, cap) = (Span){begin, at};
      begin = at + 1;
    }
    at++;
    if (over) break;
  }
}

int main(int argc, char** argv) {
  ModelPrecision precision = MODEL_INT8;
  bool           profiled  = false;
  int            repeat    = 1, i = 1;
  for (; i < argc && argv[i][0] == '-'; i++) {
    if (!strcmp(argv[i], "--float"))
      precision = MODEL_FLOAT;
    else if (!strcmp(argv[i], "--profile"))
      profiled = true;
    else if (!strcmp(argv[i], "--repeat") && i + 1 < argc)
      repeat = atoi(argv[++i]);
    else
      break;
  }
  if (argc - i < 2 || argv[i][0] == '-' || repeat < 1) {
    fprintf(stderr, "usage: bench/reader [--float] [--profile] [--repeat N] MODEL FILE...\n");
    return 2;
  }
  const double start = now();
  Model*       model;
  if (model_open(argv[i], precision, &model) != OK) {
    fprintf(stderr, "%s\n", status_message());
    return 1;
  }
  Reader*      reader = reader_new(model);
  const double opened = now();
  if (profiled) profile(model);
  double best = 0, first = 0;
  size_t words = 0, pieces = 0, names = 0, roles = 0, cues = 0, articles = 0;
  for (int round = 0; round < repeat; round++) {
    double taken = 0;
    words = pieces = names = roles = cues = articles = 0;
    memset(spent, 0, sizeof spent);
    for (int file = i + 1; file < argc; file++) {
      Article a = {0};
      load(argv[file], &a);
      Reading      reading;
      const double before = now();
      if (reader_read(reader, &a.text, a.paragraphs, a.count, &a.arena, &reading) != OK) {
        fprintf(stderr, "%s: %s\n", argv[file], status_message());
        return 1;
      }
      const double after = now();
      if (!first) first = after - start;
      taken += after - before;
      words += a.words;
      pieces += reading.piece_count;
      names += reading.name_count;
      roles += reading.role_count;
      cues += reading.cue_count;
      articles++;
      arena_free(&a.arena);
    }
    if (!best || taken < best) best = taken;
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%s, %s; %zu articles, %zu words, %zu pieces: %zu names, %zu roles, %zu cues\n", model->kernels->name,
         precision == MODEL_INT8 ? product_name(&model->layers[0].qkv.byte) : "floats", articles, words, pieces, names,
         roles, cues);
  printf("%.0f words/s, %.0f pieces/s; model open %.0f ms, first article read %.0f ms; peak memory %.0f MB\n",
         (double)words / best, (double)pieces / best, 1e3 * (opened - start), 1e3 * first,
         (double)usage.ru_maxrss / 1e3);
  if (profiled) {
    double rest = best;
    for (int l = 0; l < LOOPS; l++) {
      rest -= spent[l];
      if (spent[l] > 0)
        printf("  %-28s %6.1f us a piece  %4.1f%%\n", LOOP_NAMES[l], 1e6 * spent[l] / (double)pieces,
               100 * spent[l] / best);
    }
    printf("  %-28s %6.1f us a piece  %4.1f%%\n", "8-bit products and the rest", 1e6 * rest / (double)pieces,
           100 * rest / best);
  }
  reader_free(reader);
  model_free(model);
  return 0;
}
