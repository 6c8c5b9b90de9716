/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The language core: one small transformer reads the article, a few heads say what stands where.
 *
 *     Model* model;                                     // shared by all threads, mapped from the file
 *     TRY(model_open("model/model.safetensors", MODEL_INT8, &model));
 *     Reader* reader = reader_new(model);               // one per thread: its scratch memory
 *     Reading reading;
 *     TRY(reader_read(reader, &doc.text, doc.paragraphs, doc.paragraph_count, &arena, &reading));
 *
 *     "Finance minister Ana Brandt denied on Tuesday that Norland would sell the port."
 *       names   [17,27] Person, [51,58] Place      roles [0,16] current -> person [17,27]
 *       cues    [28,34] speech: source [0,27], content [51,78]
 *
 * A Reading is what the model says, each with a probability, nothing more: who "he" is or which node a name stands for
 * is decided in facts/. All spans are code points of the text; arrays are sorted by where they begin. */
#ifndef ONRECORD_READER_READER_H
#define ONRECORD_READER_READER_H

#include "base/status.h"
#include "base/text.h"

typedef struct Model  Model;
typedef struct Reader Reader;

/// MODEL_FLOAT computes in float32; MODEL_INT8 multiplies 8-bit weights with 8-bit rows, several times faster.
typedef enum { MODEL_FLOAT, MODEL_INT8 } ModelPrecision;

/// Map a model (safetensors; vocab.txt stands beside it). ERR_NOT_FOUND, ERR_INPUT (cut short, a tensor missing or of
/// another shape).
Status  model_open(const char* path, ModelPrecision precision, Model** model);
void    model_free(Model* model);

/// Tell one model from another: 16 hexadecimal digits of its file's bytes (XXH3), in `digits`. Faults as of file_map().
Status model_fingerprint(const char* path, char digits[17]);

Reader* reader_new(const Model* model);
void    reader_free(Reader* reader);
const Model* reader_model(const Reader* reader);

typedef enum { NAME_PERSON, NAME_ORGANIZATION, NAME_PLACE } NameType;
typedef enum { TENURE_CURRENT, TENURE_FORMER, TENURE_ACTING, TENURE_ELECT } Tenure;
typedef enum { CUE_SPEECH, CUE_ATTITUDE } CueKind;

/// A stretch of text that a pair head points to, with the mean probability of its pieces.
typedef struct {
  Span  span;
  float score;
} Link;

typedef struct {
  Link*  items; ///< In text order
  size_t n;
} Links;

typedef struct {
  Span     span;
  NameType type;
  float    score;
} NameMention;

typedef struct {
  Span   span; ///< The role's noun phrase: "Finance minister"
  float  score;
  Tenure tenure;
  float  tenure_score;
  Links  person, organization; ///< Best first run, then the others over the threshold
} RoleMention;

typedef struct {
  Span    span;
  CueKind kind;
  float   score;
  Links   source;  ///< At most one stretch: the whole source noun phrase
  Links   content; ///< All stretches of what was said
} CueMention;

typedef struct {
  Span     span;
  uint32_t id;    ///< In the vocabulary
  uint8_t  shape; ///< Letter shape
} Piece;

typedef struct ReadingLinks ReadingLinks; ///< Projections for the reference scorer

typedef struct {
  const Piece* pieces; ///< All pieces of the text, without [CLS] and [SEP]
  size_t       piece_count;
  NameMention* names;
  size_t       name_count;
  RoleMention* roles;
  size_t       role_count;
  CueMention*  cues;
  size_t       cue_count;
  ReadingLinks* links;
} Reading;

enum { READER_LIMIT = 1000 * 1000 }; ///< Pieces of one text

/// Read an article; everything in `reading` lives in `arena`. ERR_LIMIT over READER_LIMIT pieces.
Status reader_read(Reader* reader, const Text* text, const Span* paragraphs, size_t n, Arena* arena, Reading* reading);

/// How likely the expression at `anchor` (a pronoun, "the minister", a source, a role's organization) stands for the
/// name at `name`, as a logit; the mean over the words of the name. -INFINITY when no window holds both, and in a text
/// of the length of a book (see links.h). `name` may be any other words as well.
float reading_refers(const Reading* reading, Span anchor, Span name);

#endif
