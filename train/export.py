#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Turns a float checkpoint into the model that ships.

    train/export.py checkpoint/model.safetensors checkpoint/vocab.txt model/

The matrices of the encoder and the word embeddings become 8-bit integers, each row with a scale of its own in NAME.scale
(w = q * scale, scale = max|w| / 127, q = round(w / scale)); all other tensors stay as they are, float16 at most.
Needs numpy.
"""
import argparse
import os
import re
import shutil

import numpy as np

import tensors

BYTES = re.compile(r"enc\.(word|layers\.\d+\.(qkv|out|up|down))\.weight")


def quantize(w):
    """Symmetric 8-bit rows, and their scales."""
    w = w.astype(np.float32)
    top = np.abs(w).max(axis=1)
    scale = np.where(top > 0, top / np.float32(127), np.float32(1)).astype(np.float32)
    return np.rint(w / scale[:, None]).astype(np.int8), scale


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", help="the float model (safetensors: F32 or F16)")
    parser.add_argument("vocabulary", help="its vocab.txt")
    parser.add_argument("folder", help="where model.safetensors and vocab.txt go")
    args = parser.parse_args()
    loaded, metadata = tensors.read(args.checkpoint)
    out = {}
    for name, t in loaded.items():
        if BYTES.fullmatch(name):
            out[name], out[name + ".scale"] = quantize(t)
        else:
            out[name] = t.astype(np.float16)
        if not np.isfinite(out[name].astype(np.float32)).all():
            raise SystemExit(f"{args.checkpoint}: {name} holds a number that is not finite or too large for float16")
    with open(args.vocabulary, encoding="utf-8") as f:
        lines = sum(1 for _ in f)
    if lines != len(out["enc.word.weight"]):
        raise SystemExit(f"{args.vocabulary}: {lines} lines, but the model has {len(out['enc.word.weight'])} word embeddings")
    metadata = {k: v for k, v in metadata.items() if k != "format"}
    metadata.update({"precision": "int8 rows", "format": "np"})
    tensors.write(os.path.join(args.folder, "model.safetensors"), out, metadata)
    shutil.copyfile(args.vocabulary, os.path.join(args.folder, "vocab.txt"))
    worst = max(float(np.abs(out[n].astype(np.float32) * out[n + ".scale"][:, None] - loaded[n]).max() / np.abs(loaded[n]).max())
                for n in loaded if BYTES.fullmatch(n))
    size = os.path.getsize(os.path.join(args.folder, "model.safetensors"))
    print(f"{size / 1e6:.1f} MB, {len(out)} tensors; largest rounding {worst:.5f} of a matrix's largest weight")


if __name__ == "__main__":
    main()
