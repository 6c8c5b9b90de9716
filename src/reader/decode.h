/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* From numbers to stretches of text: what the taggers and pair scorers say of one window becomes mentions and links. */
#ifndef ONRECORD_READER_DECODE_H
#define ONRECORD_READER_DECODE_H

#include "reader/model.h"
#include "reader/windows.h"

/// One window after the encoder.
typedef struct {
  const Model*  model;
  const Pieces* pieces;
  const Window* window;
  const Rows*   rows;
  const float*  x;       ///< [rows][WIDTH]
  float*        tags;    ///< [rows][TAG_LANES]: logits, then probabilities
  float*        targets; ///< [rows][PAIR], scratch
  Arena*        arena;   ///< Where the mentions go
} View;

/// The mentions found so far, in text order.
typedef struct {
  NameMention* names;
  size_t       name_count, name_cap;
  RoleMention* roles;
  size_t       role_count, role_cap;
  CueMention*  cues;
  size_t       cue_count, cue_cap;
} Found;

/// Put what this window decides behind what the ones before decided.
void decode_window(View* view, Found* found);

#endif
