/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "tell/out.h"

#include <errno.h>
#include <string.h>

Status out_fault(const char* what, int error) {
  switch (error) {
  case ENOSPC:
  case EDQUOT: return fail(ERR_FULL, "%s: no space left; what is there so far is incomplete, free some space and run it again", what);
  case EFBIG: return fail(ERR_FULL, "%s: larger than a file may be here; what is there so far is incomplete", what);
  case EPIPE: return fail(ERR_IO, "%s: whoever was reading it has stopped; what was written is incomplete", what);
  default: return fail(ERR_IO, "%s: %s; what is there so far is incomplete", what, error ? strerror(error) : "cannot be written");
  }
}

Status out_write(Out* out) {
  errno = 0;
  const size_t n = fwrite(out->text.bytes, 1, out->text.len, out->file);
  if (n < out->text.len || ferror(out->file)) return out_fault("the output", errno);
  buffer_clear(&out->text);
  return OK;
}

Status out_end(Out* out, Status status) {
  if (status == OK && out->text.len) status = out_write(out);
  if (status == OK) {
    errno = 0;
    if (fflush(out->file) || ferror(out->file)) status = out_fault("the output", errno);
  }
  buffer_free(&out->text);
  return status;
}
