/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reads tests/cases/ (*.txt): a few sentences of news, then the facts that must be found and those that must not.
 *
 *     == A denial is not an assertion
 *     Finance minister Ana Brandt denied on Tuesday that Norland would sell the Port of Oslev.
 *
 *     + said | Ana Brandt | deny | Norland would sell the Port of Oslev | Denial Indirect Negative
 *     + role | Ana Brandt | finance minister | * | current
 *     - said | Norland
 *
 * The format stands in tests/cases/README.md. Each line of facts is one test. */

#include "base/file.h"
#include "document/document.h"
#include "facts/facts.h"
#include "reader/reader.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 6 };

typedef struct {
  const Document* doc;
  const Facts*    facts;
  Arena*          arena;
} Article;

typedef struct {
  char  sign; ///< '+' must be there, '-' must not; '~' should be but is not yet, '!' should not be but still is
  Slice kind, field[FIELDS];
  int   fields;
} Expectation;

static int tests, failures;

// --- words ------------------------------------------------------------------------------------------------------------

typedef struct {
  Slice  word[512];
  size_t n;
} Words;

static bool word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Lower-case words of a slice; curly apostrophes and quotation marks count as what they look like. */
static void add_words(Arena* arena, Slice s, Words* words) {
  Buffer b = {0};
  for (const char *p = s.ptr, *end = s.ptr + s.len; p < end;) {
    char           bytes[4];
    const uint32_t c = utf8_next(&p);
    if (c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026 || c == 0x2013 || c == 0x2014 || c == 0xA0)
      buffer_putc(&b, ' ');
    else
      buffer_put(&b, bytes, utf8_put(c, bytes));
  }
  const Slice low = slice_lower(arena, buffer_slice(&b));
  buffer_free(&b);
  for (size_t i = 0; i < low.len;) {
    if (!word_byte(low.ptr[i])) {
      i++;
      continue;
    }
    size_t end = i;
    while (end < low.len && word_byte(low.ptr[end])) end++;
    if (words->n < 512) words->word[words->n++] = (Slice){low.ptr + i, end - i};
    i = end;
  }
}

/* F1 of the two bags of words. */
static double overlap(const Words* a, const Words* b) {
  bool   used[512] = {false};
  size_t both      = 0;
  for (size_t i = 0; i < a->n; i++)
    for (size_t j = 0; j < b->n; j++)
      if (!used[j] && slice_equal(a->word[i], b->word[j])) {
        used[j] = true;
        both++;
        break;
      }
  return a->n + b->n ? 2. * (double)both / (double)(a->n + b->n) : 1;
}

static bool same_words(Arena* arena, Slice a, Slice b) {
  Words x = {.n = 0}, y = {.n = 0};
  add_words(arena, a, &x);
  add_words(arena, b, &y);
  return x.n == y.n && overlap(&x, &y) > .999;
}

static bool any(Slice field) { return field.len == 1 && *field.ptr == '*'; }
static bool none(Slice field) { return field.len == 1 && *field.ptr == '-'; }

static bool entity_called(const Article* a, int entity, Slice name) {
  if (any(name)) return true;
  if (entity == NO_ENTITY) return none(name);
  const Entity* e = &a->facts->entities[entity];
  for (size_t i = 0; i < e->name_count; i++)
    if (same_words(a->arena, e->names[i], name)) return true;
  return same_words(a->arena, e->name, name);
}

// --- what a line can claim ----------------------------------------------------------------------------------------------

static bool entity_holds(const Article* a, const Expectation* x, NameType type) {
  for (size_t i = 0; i < a->facts->entity_count; i++) {
    if (a->facts->entities[i].type != type) continue;
    bool all = true;
    for (int f = 0; f < x->fields; f++) all = all && entity_called(a, (int)i, x->field[f]);
    if (all) return true;
  }
  return false;
}

static bool role_holds(const Article* a, const Expectation* x) {
  for (size_t i = 0; i < a->facts->role_count; i++) {
    const Role* r = &a->facts->roles[i];
    if (!entity_called(a, r->person, x->field[0])) continue;
    if (x->fields > 1 && !any(x->field[1]) && !(none(x->field[1]) ? !r->role.len : same_words(a->arena, r->role, x->field[1]))) continue;
    if (x->fields > 2 && !entity_called(a, r->organization, x->field[2])) continue;
    if (x->fields > 3 && !any(x->field[3]) && !slice_equal(slice(tenure_word(r->tenure)), x->field[3])) continue;
    return true;
  }
  return false;
}

static bool speaker_is(const Article* a, const Statement* s, Slice who) {
  if (any(who)) return true;
  if (none(who)) return s->speaker == NO_ENTITY && !s->unnamed.len;
  if (*who.ptr == '"') // an unnamed speaker, by the article's words
    return s->speaker == NO_ENTITY && (who.len == 2 || same_words(a->arena, s->unnamed, (Slice){who.ptr + 1, who.len - 2}));
  return s->speaker != NO_ENTITY && entity_called(a, s->speaker, who);
}

static bool cue_is(const Article* a, const Statement* s, Slice cue) {
  if (any(cue)) return true;
  if (none(cue)) return !s->cue_count;
  if (same_words(a->arena, s->lemma, cue)) return true;
  for (size_t i = 0; i < s->cue_count; i++)
    if (same_words(a->arena, text_slice(&a->doc->text, s->cue[i]), cue)) return true;
  return false;
}

static bool marks_hold(const Statement* s, Slice marks) {
  while (marks.len) {
    marks = slice_trim(marks);
    size_t n = 0;
    while (n < marks.len && marks.ptr[n] != ' ') n++;
    const Slice mark = {marks.ptr, n};
    if (!slice_equal(mark, slice(act_word(s->act))) && !slice_equal(mark, slice(mode_word(s->mode))) &&
        !slice_equal(mark, slice(polarity_word(s->polarity))))
      return false;
    marks = (Slice){marks.ptr + n, marks.len - n};
  }
  return true;
}

static bool statement_holds(const Article* a, const Expectation* x) {
  for (size_t i = 0; i < a->facts->statement_count; i++) {
    const Statement* s = &a->facts->statements[i];
    if (s->attitude || !speaker_is(a, s, x->field[0])) continue;
    if (x->fields > 1 && !cue_is(a, s, x->field[1])) continue;
    if (x->fields > 2 && !any(x->field[2])) {
      Words want = {.n = 0}, have = {.n = 0};
      add_words(a->arena, x->field[2], &want);
      for (size_t c = 0; c < s->content_count; c++) add_words(a->arena, text_slice(&a->doc->text, s->content[c]), &have);
      // a fact that must not be there is there when half of the words are; one that must be needs nearly all
      if (overlap(&want, &have) < (x->sign == '-' || x->sign == '!' ? .5 : .85)) continue;
    }
    if (x->fields > 3 && !marks_hold(s, x->field[3])) continue;
    return true;
  }
  return false;
}

/* A mention with these words (field 0) stands for the entity of that name (field 1). */
static bool reference_holds(const Article* a, const Expectation* x) {
  for (size_t i = 0; i < a->facts->mention_count; i++) {
    const Mention* m = &a->facts->mentions[i];
    if (same_words(a->arena, text_slice(&a->doc->text, m->span), x->field[0]) && entity_called(a, m->entity, x->field[1])) return true;
  }
  return false;
}

static bool holds(const Article* a, const Expectation* x, const char** fault) {
  static const struct {
    const char* kind;
    int         least;
  } kinds[] = {{"person", 1}, {"organization", 1}, {"place", 1}, {"role", 1}, {"said", 1}, {"means", 2}};
  size_t k = 0;
  while (k < 6 && !slice_equal(x->kind, slice(kinds[k].kind))) k++;
  if (k == 6) return *fault = "unknown kind; known are person, organization, place, role, said, means", false;
  if (x->fields < kinds[k].least) return *fault = "too few fields", false;
  switch (k) {
  case 0: return entity_holds(a, x, NAME_PERSON);
  case 1: return entity_holds(a, x, NAME_ORGANIZATION);
  case 2: return entity_holds(a, x, NAME_PLACE);
  case 3: return role_holds(a, x);
  case 4: return statement_holds(a, x);
  default: return reference_holds(a, x);
  }
}

// --- reading a file of cases ----------------------------------------------------------------------------------------------

static Expectation parse(Slice line) {
  Expectation x = {.sign = line.ptr[0]};
  line          = (Slice){line.ptr + 1, line.len - 1};
  for (int at = -1; at < FIELDS && line.ptr; at++) {
    const char* bar  = memchr(line.ptr, '|', line.len);
    const Slice part = slice_trim((Slice){line.ptr, bar ? (size_t)(bar - line.ptr) : line.len});
    if (at < 0)
      x.kind = part;
    else
      x.field[x.fields++] = part;
    line = bar ? (Slice){bar + 1, line.len - (size_t)(bar + 1 - line.ptr)} : (Slice){0};
  }
  return x;
}

static bool is_fact(Slice line) { return line.len > 2 && strchr("+-~!", line.ptr[0]) && line.ptr[1] == ' '; }

static bool is_title(Slice line) { return line.len > 3 && !memcmp(line.ptr, "== ", 3); }

static Slice next_line(Slice* rest) {
  const char* nl   = memchr(rest->ptr, '\n', rest->len);
  const Slice line = {rest->ptr, nl ? (size_t)(nl - rest->ptr) : rest->len};
  rest->len -= line.len + (nl != NULL);
  rest->ptr += line.len + (nl != NULL);
  return line;
}

static void show_facts(const Article* a) {
  Buffer b = {0};
  for (size_t i = 0; i < a->facts->role_count; i++) {
    const Role* r = &a->facts->roles[i];
    printf("#   role | %.*s | %.*s | %.*s | %s\n", SLICE_ARG(a->facts->entities[r->person].name), SLICE_ARG(r->role),
           SLICE_ARG(r->organization == NO_ENTITY ? SLICE("-") : a->facts->entities[r->organization].name), tenure_word(r->tenure));
  }
  for (size_t i = 0; i < a->facts->statement_count; i++) {
    const Statement* s = &a->facts->statements[i];
    buffer_clear(&b);
    for (size_t c = 0; c < s->content_count; c++) {
      if (c) buffer_puts(&b, " ++ ");
      buffer_put_slice(&b, text_slice(&a->doc->text, s->content[c]));
    }
    for (size_t c = 0; c < b.len; c++)
      if (b.bytes[c] == '\n') b.bytes[c] = ' ';
    printf("#   said | %.*s%s | %.*s | %.*s | %s %s %s\n", SLICE_ARG(s->speaker == NO_ENTITY ? s->unnamed : a->facts->entities[s->speaker].name),
           s->attitude ? " (thinks)" : s->speaker == NO_ENTITY ? " (unnamed)" : "", SLICE_ARG(s->lemma), SLICE_ARG(buffer_slice(&b)), act_word(s->act), mode_word(s->mode),
           polarity_word(s->polarity));
  }
  buffer_free(&b);
}

static void run_case(Reader* reader, const char* file, Slice title, Slice text, Slice facts_text) {
  Document doc;
  Arena    arena = {0};
  Reading  reading;
  Facts    facts;
  Status   status = document_read(&(DocumentSource){.uri = "case:", .bytes = text, .type = DOCUMENT_TEXT}, &doc);
  if (status == OK) status = reader_read(reader, &doc.text, doc.paragraphs, doc.paragraph_count, &arena, &reading);
  if (status == OK) facts_find(&doc, &reading, &arena, &facts);
  Article a     = {&doc, &facts, &arena};
  bool    shown = false;
  while (facts_text.len) {
    const Slice line = next_line(&facts_text);
    if (!is_fact(line)) continue;
    const Expectation x     = parse(line);
    const char*       fault = status == OK ? NULL : status_message();
    const bool        found = status == OK && holds(&a, &x, &fault);
    const bool        known = x.sign == '~' || x.sign == '!';
    const bool        good  = !fault && found == (x.sign == '+' || x.sign == '~');
    printf("%s %d - %s: %.*s: %.*s%s\n", good ? "ok" : "not ok", ++tests, file, SLICE_ARG(title), SLICE_ARG(line), known ? " # TODO" : "");
    if (fault) printf("# %s\n", fault);
    if (!good && !shown && !fault) {
      show_facts(&a);
      shown = true;
    }
    failures += !good && !known;
  }
  if (status == OK) document_free(&doc);
  arena_free(&arena);
}

/* "@ NAME" as a case's only line of text: the text stands in a file of the folder ONRECORD_TEST_ARTICLES. */
static bool text_elsewhere(Slice text, Buffer* out, const char** skip) {
  text = slice_trim(text);
  if (text.len < 3 || text.ptr[0] != '@') return false;
  const char* folder = getenv("ONRECORD_TEST_ARTICLES");
  *skip              = "its text may not be shipped; ONRECORD_TEST_ARTICLES names the folder that holds it";
  if (!folder || !*folder) return true;
  char path[4096];
  snprintf(path, sizeof path, "%s/%.*s", folder, (int)text.len - 2, text.ptr + 2);
  FileMap map;
  if (file_map(path, &map) != OK) return true;
  buffer_put(out, map.bytes, map.len);
  file_unmap(&map);
  *skip = NULL;
  return true;
}

static void run_file(Reader* reader, const char* folder, const char* name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FileMap map;
  if (file_map(path, &map) != OK) {
    printf("not ok %d - %s\n# %s\n", ++tests, name, status_message());
    failures++;
    return;
  }
  Slice rest = {map.bytes, map.len};
  while (rest.len) {
    Slice title = next_line(&rest);
    if (!is_title(title)) continue;
    title       = (Slice){title.ptr + 3, title.len - 3};
    Slice text  = {rest.ptr, 0};
    while (rest.len && !is_fact(rest) && !is_title(rest)) {
      next_line(&rest);
      text.len = (size_t)(rest.ptr - text.ptr);
    }
    Slice facts = {rest.ptr, 0};
    while (rest.len && !is_title(rest)) {
      next_line(&rest);
      facts.len = (size_t)(rest.ptr - facts.ptr);
    }
    while (text.len && text.ptr[text.len - 1] == '\n') text.len--;
    Buffer      elsewhere = {0};
    const char* skip      = NULL;
    if (text_elsewhere(text, &elsewhere, &skip)) text = buffer_slice(&elsewhere);
    if (skip)
      printf("ok %d - %s: %.*s # SKIP %s\n", ++tests, name, SLICE_ARG(title), skip);
    else
      run_case(reader, name, title, text, facts);
    buffer_free(&elsewhere);
  }
  file_unmap(&map);
}

static int is_case_file(const struct dirent* e) {
  const size_t n = strlen(e->d_name);
  return n > 4 && !strcmp(e->d_name + n - 4, ".txt");
}

int main(int argc, char** argv) {
  const char* top = getenv("top_srcdir");
  char        model_path[4096], folder[4096];
  snprintf(model_path, sizeof model_path, "%s/model/model.safetensors", top ? top : ".");
  snprintf(folder, sizeof folder, "%s/tests/cases", top ? top : ".");
  const char* other = getenv("ONRECORD_MODEL");
  Model*      model;
  if (model_open(other && *other ? other : model_path, MODEL_INT8, &model) != OK) {
    printf("1..1\nnot ok 1 - the model opens\n# %s\n", status_message());
    return 1;
  }
  Reader* reader = reader_new(model);
  if (argc > 1) {
    for (int i = 1; i < argc; i++) run_file(reader, ".", argv[i]);
  } else {
    struct dirent** files;
    const int       n = scandir(folder, &files, is_case_file, alphasort);
    for (int i = 0; i < n; i++) {
      run_file(reader, folder, files[i]->d_name);
      free(files[i]);
    }
    if (n > 0) free(files);
  }
  printf("1..%d\n", tests);
  reader_free(reader);
  model_free(model);
  return failures || !tests;
}
