/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Messages as they travel (RFC 5322, MIME: RFC 2045 to 2047): headers, parts, and what encodings hide.
 *
 *     Subject: =?utf-8?Q?Port_sale_=E2=80=93_vote?=            mime_words()   ->  "Port sale – vote"
 *     Content-Type: text/plain; charset="iso-8859-1"           mime_param()   ->  "iso-8859-1"
 *     Content-Transfer-Encoding: quoted-printable              mime_decode()
 *
 * Everything is read leniently: what is broken stays as it stands. */
#ifndef ONRECORD_DOCUMENT_MIME_H
#define ONRECORD_DOCUMENT_MIME_H

#include "base/buffer.h"

typedef struct {
  Slice head, body;
} MimePart;

/// Part the headers from what follows the first empty line.
MimePart mime_split(Slice bytes);

/// The first header of this name, folded lines made one, in `arena`; empty where there is none.
Slice mime_header(Slice head, const char* name, Arena* arena);

/// "iso-8859-1" of the parameter "charset" of a header's value; empty where it has none.
Slice mime_param(Slice value, const char* name);

/// A header's value with its encoded words decoded, as UTF-8.
const char* mime_words(Slice value, Arena* arena);

/// A body by its Content-Transfer-Encoding; what is neither quoted-printable nor base64 is put as it is.
void mime_decode(Slice body, Slice encoding, Buffer* out);

/// Bytes of a charset by its label as UTF-8; an unknown label: by the look of the bytes.
void mime_utf8(Slice bytes, Slice label, Buffer* out);

/// The next part between the lines "--BOUNDARY"; false behind the last. `rest` begins as the body of the whole.
bool mime_next(Slice* rest, Slice boundary, Slice* part);

#endif
