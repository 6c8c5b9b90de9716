#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
set -e
cd "$(dirname "$0")"
autoreconf --install --force --warnings=all
