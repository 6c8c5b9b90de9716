#!/bin/sh
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Random requests by SPARQL's grammar break nothing (tests/fuzz/requests.c). FUZZ_REQUESTS (1500) and FUZZ_SEED (1) choose how
# many, and which.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
tests/fuzz/requests "$work/graph" "${FUZZ_REQUESTS:-1500}" "${FUZZ_SEED:-1}"
