/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "onrecord/command.h"

#include <stdio.h>

int main(void) {
  puts(PACKAGE_STRING);
  return 0;
}
