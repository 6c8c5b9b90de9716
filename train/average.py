#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Average the weights of several runs of one network (Wortsman and others 2022, "Model soups").

    average.py OUT.safetensors RUN/model.safetensors:WEIGHT RUN/model.safetensors:WEIGHT ...

The runs must have begun from one another or from the same weights. Needs PyTorch.
"""
import sys

from safetensors.torch import load_file, save_file

if len(sys.argv) < 4: sys.exit(__doc__)
out, parts = sys.argv[1], [a.rpartition(':') for a in sys.argv[2:]]
states = [(load_file(path), float(weight)) for path, _, weight in parts]
total = sum(w for _, w in states)
save_file({k: (sum(s[k].float() * w for s, w in states) / total).half().contiguous() for k in states[0][0]}, out)
