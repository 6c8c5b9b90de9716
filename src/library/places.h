/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Where the files that come with the program are: the model, the ready-made queries.
 *
 *     Buffer path = {0};
 *     TRY(find_model(NULL, &path));        // "/usr/share/onrecord/model/model.safetensors"
 *
 * Looked for, in this order: in $ONRECORD_DATA; beside the program and one folder above it, as in a build folder; in
 * ../share/onrecord of the program, so that an installed tree can be moved; where `make install` put them. */
#ifndef ONRECORD_LIBRARY_PLACES_H
#define ONRECORD_LIBRARY_PLACES_H

#include "base/buffer.h"
#include "base/status.h"

/// Put the path of a shipped file or folder ("model/model.safetensors") into `path`; ERR_NOT_FOUND.
Status find_shipped(const char* name, Buffer* path);

/// `chosen` if it is not NULL, else $ONRECORD_MODEL, else the shipped one. ERR_NOT_FOUND says what to do.
Status find_model(const char* chosen, Buffer* path);

/// What reads: "onrecord 0.1.0, model 1f0c...", for GraphOptions.reader; found without opening the model.
Status describe_reader(const char* model, bool in_float, Buffer* words);

#endif
