/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Text in XML 1.0, within quotes or between tags. */
#ifndef ONRECORD_TELL_XML_H
#define ONRECORD_TELL_XML_H

#include "base/buffer.h"

/// What XML cannot hold at all (section 2.2, Char: control characters, U+FFFE, U+FFFF) becomes U+FFFD.
void xml_write(Buffer* out, Slice text);

/// ` NAME="TEXT"`
void xml_attribute(Buffer* out, const char* name, Slice text);

#endif
