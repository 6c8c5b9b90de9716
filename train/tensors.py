# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Reads and writes safetensors files with numpy alone.

A file is eight bytes of length, a JSON head, then raw little-endian tensors:
{"NAME": {"dtype": "F16", "shape": [7, 384], "data_offsets": [0, 5376]}, ..., "__metadata__": {...}}
"""
import json
import struct

import numpy as np

TYPES = {"F32": np.float32, "F16": np.float16, "I8": np.int8}
NAMES = {np.dtype(v): k for k, v in TYPES.items()}


def read(path):
    """All tensors of a file by name, and its metadata."""
    with open(path, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        head = json.loads(f.read(size))
        data = f.read()
    metadata = head.pop("__metadata__", {})
    tensors = {}
    for name, entry in head.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def write(path, tensors, metadata):
    """Wide types first, so that each tensor lies on a multiple of its own size; the head is filled up to 64 bytes."""
    order = sorted(tensors, key=lambda name: (-tensors[name].dtype.itemsize, name))
    head, at = {"__metadata__": metadata}, 0
    for name in order:
        t = tensors[name]
        head[name] = {"dtype": NAMES[t.dtype], "shape": list(t.shape), "data_offsets": [at, at + t.nbytes]}
        at += t.nbytes
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 64)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for name in order:
            f.write(np.ascontiguousarray(tensors[name]).tobytes())


def as_float(tensors):
    """The same tensors as float32; a matrix of integers is multiplied with the scales of its rows, NAME.scale."""
    out = {}
    for name, t in tensors.items():
        if name.endswith(".scale"):
            continue
        out[name] = t.astype(np.float32)
        if t.dtype == np.int8:
            out[name] *= tensors[name + ".scale"].astype(np.float32)[:, None]
    return out
