/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Opening models that are not what they should be: each fault names the file and says what to do, and none is fatal.
 * The damaged files have the head of the model that ships before data that is all holes, so that they cost nothing to
 * write. */
#include "unit.h"

#include "reading.h"

#include "base/file.h"
#include "reader/safetensors.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char    folder[] = "/tmp/onrecord-model-XXXXXX";
static char    path[80], vocabulary[80];
static FileMap shipped;
static size_t  head; ///< Bytes of its head, with the eight before it

static void write_file(const char* name, const void* bytes, size_t len, size_t size) {
  const int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, bytes, len), len);
  assert_int_equal(ftruncate(fd, (off_t)size), 0);
  close(fd);
}

static int setup(void** state) {
  (void)state;
  Arena   arena = {0};
  FileMap words;
  if (!mkdtemp(folder)) return 1;
  snprintf(path, sizeof path, "%s/model.safetensors", folder);
  snprintf(vocabulary, sizeof vocabulary, "%s/vocab.txt", folder);
  const char* top = getenv("top_srcdir");
  if (file_map(arena_printf(&arena, "%s/model/model.safetensors", top), &shipped) != OK ||
      file_map(arena_printf(&arena, "%s/model/vocab.txt", top), &words) != OK)
    return 1;
  for (int i = 7; i >= 0; i--) head = head << 8 | (unsigned char)shipped.bytes[i];
  head += 8;
  write_file(vocabulary, words.bytes, words.len, words.len);
  file_unmap(&words);
  arena_free(&arena);
  return 0;
}

static int teardown(void** state) {
  (void)state;
  file_unmap(&shipped);
  unlink(path);
  unlink(vocabulary);
  return rmdir(folder);
}

static void open_fails(Status wanted, const char* words) {
  Model* model = NULL;
  assert_int_equal(model_open(path, MODEL_INT8, &model), wanted);
  assert_null(model);
  if (!strstr(status_message(), words) || !strstr(status_message(), folder))
    STOP("\"%s\" lacks \"%s\"", status_message(), words);
}

/// The shipped head with one stretch of it replaced by another of the same length.
static void write_with(const char* old, const char* new) {
  char* copy = malloc(head + 1);
  memcpy(copy, shipped.bytes, head);
  copy[head] = '\0';
  char* at   = strstr(copy + 8, old);
  assert_non_null(at);
  assert_int_equal(strlen(old), strlen(new));
  memcpy(at, new, strlen(new));
  write_file(path, copy, head, shipped.len);
  free(copy);
}

static void a_whole_model_opens(void** state) {
  (void)state;
  write_file(path, shipped.bytes, head, shipped.len);
  Model* model = NULL;
  if (model_open(path, MODEL_INT8, &model) != OK) STOP("%s", status_message());
  model_free(model);
}

static void no_model(void** state) {
  (void)state;
  unlink(path);
  open_fails(ERR_NOT_FOUND, "no such file");
}

static void another_kind_of_file(void** state) {
  (void)state;
  write_file(path, "", 0, 0);
  open_fails(ERR_INPUT, "too short");
  write_file(path, "<html>not found</html>", 22, 22);
  open_fails(ERR_INPUT, "not a safetensors file");
  write_file(path, "\x20\0\0\0\0\0\0\0{\"a\": 1, oh no", 22, 60);
  open_fails(ERR_INPUT, "not JSON");
}

static void cut_short(void** state) {
  (void)state;
  for (size_t len = 0; len < head; len += 97) {
    write_file(path, shipped.bytes, len, len);
    open_fails(ERR_INPUT, "copy");
  }
  for (size_t len = head; len < shipped.len; len += shipped.len / 50) {
    write_file(path, shipped.bytes, head, len);
    open_fails(ERR_INPUT, "cut short");
  }
}

static void a_tensor_is_missing(void** state) {
  (void)state;
  write_with("\"cue.weight\"", "\"cut.weight\"");
  open_fails(ERR_INPUT, "lacks the tensor \"cue.weight\"");
  write_with("\"enc.layers.0.qkv.weight\"", "\"enc.layers.0.qkv.wright\"");
  open_fails(ERR_INPUT, "lacks the tensor \"enc.layers.0.qkv.weight\"");
  write_with("\"enc.word.weight.scale\"", "\"enc.word.weight.skale\"");
  open_fails(ERR_INPUT, "enc.word.weight.scale");
}

static void a_tensor_has_another_shape(void** state) {
  (void)state;
  write_with("[1152,384]", "[384,1152]");
  open_fails(ERR_INPUT, "has not the shape");
  write_with("[1152,384]", "[9152,384]");
  open_fails(ERR_INPUT, "does not match its size");
  write_with("[1152,384]", "[-152,384]");
  open_fails(ERR_INPUT, "no valid shape");
  write_with("\"I8\"", "\"I9\"");
  open_fails(ERR_INPUT, "F32, F16 or I8");
}

static void numbers_are_not_finite(void** state) {
  (void)state;
  Arena       arena = {0};
  Safetensors file;
  write_file(path, shipped.bytes, head, shipped.len);
  assert_int_equal(safetensors_open(path, &file), OK);
  const size_t at = (size_t)((const char*)safetensors_find(&file, "ner.bias")->data - file.map.bytes);
  safetensors_close(&file);
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  assert_int_equal(pwrite(fd, "\x00\x7C", 2, (off_t)at), 2); // infinite
  close(fd);
  open_fails(ERR_INPUT, "not finite");
  arena_free(&arena);
}

static void the_vocabulary_is_another_one(void** state) {
  (void)state;
  FileMap words;
  write_file(path, shipped.bytes, head, shipped.len);
  assert_int_equal(file_map(vocabulary, &words), OK);
  char* kept = malloc(words.len);
  memcpy(kept, words.bytes, words.len);
  const size_t len = words.len;
  file_unmap(&words);
  write_file(vocabulary, kept, len - 20, len - 20);
  open_fails(ERR_INPUT, "vocab.txt");
  char* lost = malloc(len);
  memcpy(lost, kept, len);
  lost[strstr(lost, "[CLS]") - lost] = '(';
  write_file(vocabulary, lost, len, len);
  open_fails(ERR_INPUT, "[CLS]");
  unlink(vocabulary);
  open_fails(ERR_NOT_FOUND, "vocab.txt");
  write_file(vocabulary, kept, len, len);
  free(lost);
  free(kept);
}

/// Whatever bit is wrong in the head: a fault in words, or tensors that lie in the file.
static void any_bit_of_the_head_may_be_wrong(void** state) {
  (void)state;
  write_file(path, shipped.bytes, head, shipped.len);
  const int fd     = open(path, O_WRONLY | O_CLOEXEC);
  uint32_t  seed   = 7;
  int       faults = 0, sound = 0;
  for (int round = 0; round < 600; round++) {
    seed               = seed * 1664525 + 1013904223;
    const size_t at    = round < 64 ? (size_t)round / 8 : (seed >> 4) % head;
    const char   wrong = (char)(shipped.bytes[at] ^ 1 << (round < 64 ? round % 8 : (int)(seed >> 28) % 8));
    assert_int_equal(pwrite(fd, &wrong, 1, (off_t)at), 1);
    Safetensors file;
    if (safetensors_open(path, &file) == OK) {
      sound++;
      float one;
      for (size_t i = 0; i < file.count; i++)
        if (file.tensors[i].count) {
          tensor_floats(&file.tensors[i], 0, 1, &one);
          tensor_floats(&file.tensors[i], file.tensors[i].count - 1, 1, &one);
        }
      safetensors_close(&file);
    } else {
      faults++;
      assert_non_null(strstr(status_message(), folder));
    }
    if (round % 40 == 0) {
      Model* model = NULL;
      if (model_open(path, MODEL_INT8, &model) == OK) model_free(model);
    }
    assert_int_equal(pwrite(fd, &shipped.bytes[at], 1, (off_t)at), 1);
  }
  close(fd);
  assert_true(faults > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_model_opens),           cmocka_unit_test(no_model),
      cmocka_unit_test(another_kind_of_file),          cmocka_unit_test(cut_short),
      cmocka_unit_test(a_tensor_is_missing),           cmocka_unit_test(a_tensor_has_another_shape),
      cmocka_unit_test(numbers_are_not_finite),        cmocka_unit_test(the_vocabulary_is_another_one),
      cmocka_unit_test(any_bit_of_the_head_may_be_wrong),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
