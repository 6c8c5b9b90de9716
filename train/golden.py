#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Reads texts with the model in plain numpy, and writes every number down for the tests to compare with.

    train/golden.py model/ tests/golden/

This is the network a second time, straight from its formulas and sharing no code with src/reader/: golden.json gets each
text with its pieces, letter shapes and what was decoded, golden.safetensors the output of the stages. The first text
has all stages; the others have the heads. Needs numpy.
"""
import json
import math
import os
import re
import sys
import unicodedata

import numpy as np

import tensors

TEXTS = [
    "Finance minister Ana Brandt denied on Tuesday that Norland would sell the port.\n\n"
    "\"We keep it,\" Brandt told reporters.\n",
    "“It’s over,” said Zoë Müller-O’Neill, acting head of the E.U. mission in Côte d’Ivoire — and then, on 3.5.2031, she left.\n"
    "Former mayor José Núñez (71) called on McKay to resign.\n",
    "中文 mixed in: Ms. 王 said “yes”. \u200bZero\u00adwidth, so\u00adft hyphens, ﬁne ligatures, e\u0301 combining, 🙂, an_underscore http://x.example/a?b=1.\n",
    "A" * 120 + " said nothing. I'm, you're, they'd. 1,000,000.50 #hashtag @handle ½ 2² ª 5th G20 iPhone\n",
    "\ufffd broken \u0007bell \u2028line, שלום עולם وقال الوزير, ĳ Ǆ İstanbul ΑΘΗΝΑΣ straße한국 ภาษา हिन्दी\t\ttabs\u00a0nbsp\u3000wide.\n",
]
LIMIT = 400


# --- text to pieces ---------------------------------------------------------------------------------------------------

def ideograph(c):
    ranges = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
              (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]
    return any(a <= ord(c) <= b for a, b in ranges)


def punctuation(c):
    return unicodedata.category(c)[0] == "P" or (33 <= ord(c) <= 126 and not c.isalnum())


def words_of(text):
    """The words of BERT uncased, each a list of (character, index in the text)."""
    words, word = [], []

    def end():
        if word:
            words.append(word[:])
            word.clear()

    for i, c in enumerate(text):
        category = unicodedata.category(c)
        if c in "\t\n\r":
            end()
            continue
        if c in "\0\ufffd" or category[0] == "C":
            continue
        if ideograph(c):
            end()
        for d in unicodedata.normalize("NFKD" if "\ufb00" <= c <= "\ufb06" else "NFD", c):  # ligatures are the letters they join
            if unicodedata.category(d) == "Mn":
                continue
            for e in d.lower():
                if unicodedata.category(e)[0] == "Z":
                    end()
                elif punctuation(e):
                    end()
                    words.append([(e, i)])
                else:
                    word.append((e, i))
        if ideograph(c):
            end()
    end()
    return words


def cut(word, vocabulary):
    """The longest piece of the vocabulary, again and again from the left."""
    whole = [(100, word[0][1], word[-1][1] + 1)]
    if len(word) > 100:
        return whole
    out, at = [], 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = ("##" if at else "") + "".join(c for c, _ in word[at:end])
            if piece in vocabulary:
                out.append((vocabulary[piece], word[at][1], word[end - 1][1] + 1))
                at = end
                break
        else:
            return whole
    return out


def shape(w):
    if w.islower():
        return 1
    if w.isupper():
        return 2 if len(w) == 1 else 3
    if w[0].isupper():
        return 4 if w[1:].islower() else 5
    if w.isdigit():
        return 6
    if any(c.isdigit() for c in w):
        return 7
    return 8 if any(c.isalpha() for c in w) else 9


def rows_of(text, vocabulary):
    """One window: ids, shapes and offsets of [CLS] p1 [SEP] p2 [SEP] ..."""
    ids, shapes, offsets = [101], [0], [(-1, -1)]
    for paragraph in re.finditer(r"[^\n]+", text):
        base = paragraph.start()
        words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", paragraph.group())]
        for word in words_of(paragraph.group()):
            for piece, begin, end in cut(word, vocabulary):
                a, b = next(s for s in words if s[1] > begin)
                ids.append(piece)
                shapes.append(shape(paragraph.group()[a:b]) + (10 if begin != a else 0))
                offsets.append((base + begin, base + end))
        ids.append(102)
        shapes.append(0)
        offsets.append((-1, -1))
    assert len(ids) <= LIMIT
    return ids, shapes, offsets


# --- the network --------------------------------------------------------------------------------------------------------

def linear(w, name, x):
    return x @ w[name + ".weight"].T + w[name + ".bias"]


def norm(w, name, x):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * w[name + ".weight"] + w[name + ".bias"]


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


erf = np.vectorize(math.erf)


def encode(w, ids, shapes):
    n = len(ids)
    x = w["enc.word.weight"][ids] + w["enc.pos.weight"][:n] + w["enc.typ"] + w["enc.shape.weight"][shapes]
    x = norm(w, "enc.ln", x)
    yield "embed", x
    layer = 0
    while f"enc.layers.{layer}.qkv.weight" in w:
        p = f"enc.layers.{layer}."
        q, k, v = (linear(w, p + "qkv", x)[:, i * 384:(i + 1) * 384].reshape(n, 12, 32).transpose(1, 0, 2) for i in range(3))
        a = softmax(q @ k.transpose(0, 2, 1) / math.sqrt(32)) @ v
        x = norm(w, p + "ln1", x + linear(w, p + "out", a.transpose(1, 0, 2).reshape(n, 384)))
        up = linear(w, p + "up", x)
        x = norm(w, p + "ln2", x + linear(w, p + "down", up * (1 + erf(up / math.sqrt(2))) / 2))
        yield f"layer{layer}", x
        layer += 1


def bucket(d):
    far = abs(d)
    m = far if far < 12 else min(32, math.floor(12 + 4 * math.log2(far / 12)))
    return 32 + (m if d > 0 else -m)


def pairs(w, name, x, anchors):
    """logit[anchor][piece][relation]"""
    a = np.maximum(linear(w, name + ".a", x[anchors]), 0)
    t = np.maximum(linear(w, name + ".t", x), 0)
    u = w[name + ".u"]
    logits = np.einsum("ai,rij,tj->atr", a, u, t) + linear(w, name + ".wa", a)[:, None] + linear(w, name + ".wt", t)[None]
    relations = len(u)
    mix = w[name + ".mix.weight"].reshape(128, relations, 128)
    for i, anchor in enumerate(anchors):
        for piece in range(len(x)):
            e = w[name + ".dist.weight"][bucket(piece - anchor)]
            logits[i, piece] += linear(w, name + ".wd", e) + np.einsum("k,krj,j->r", e, mix, t[piece])
    return logits


# --- decoding -----------------------------------------------------------------------------------------------------------

def runs(p, threshold, gap, ids, own):
    out = []
    for i, value in enumerate(p):
        if value <= threshold or ids[i] in (101, 102) or i in own:
            continue
        if out and i - out[-1][1] <= gap and not any(ids[g] in (101, 102) or g in own for g in range(out[-1][1], i)):
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return out


def whole(text, offsets, run):
    words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    begin, end = offsets[run[0]][0], offsets[run[1] - 1][1]
    return [next(a for a, b in words if b > begin), next(b for a, b in words if b >= end)]


def attributions(w, text, ids, offsets, x):
    tags = linear(w, "cue", x).argmax(-1)
    out, i = [], 0
    while i < len(ids):
        if not tags[i] or ids[i] in (101, 102):
            i += 1
            continue
        inside, end = tags[i] + tags[i] % 2, i + 1
        while end < len(ids) and tags[end] == inside and ids[end] not in (101, 102):
            end += 1
        own = range(i, end)
        p = 1 / (1 + np.exp(-pairs(w, "attr", x, [i])[0]))
        source = runs(p[:, 0], .5, 1, ids, own) or runs(p[:, 0], .2, 1, ids, own)
        source = sorted(source, key=lambda r: -p[r[0]:r[1], 0].sum())[:1]
        content = runs(p[:, 1], .5, 3, ids, own)
        out.append({"cue": [whole(text, offsets, (i, end))], "source": [whole(text, offsets, r) for r in source],
                    "content": [whole(text, offsets, r) for r in content], "attitude": int(inside == 4)})
        i = end
    return out


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    model, folder = sys.argv[1:]
    loaded, _ = tensors.read(os.path.join(model, "model.safetensors"))
    w = {name: t.astype(np.float64) for name, t in tensors.as_float(loaded).items()}
    with open(os.path.join(model, "vocab.txt"), encoding="utf-8") as f:
        vocabulary = {line.rstrip("\n"): i for i, line in enumerate(f)}
    texts, numbers = [], {}
    for number, text in enumerate(TEXTS):
        ids, shapes, offsets = rows_of(text, vocabulary)
        prefix, anchors = f"t{number}", list(range(1, len(ids), 7))
        for stage, x in encode(w, ids, shapes):
            if not number:
                numbers[f"{prefix}.{stage}"] = x
        for head in ("ner", "role", "cue", "tenure"):
            numbers[f"{prefix}.{head}"] = linear(w, head, x)
        for head in ("attr", "hold", "coref"):
            numbers[f"{prefix}.{head}"] = pairs(w, head, x, anchors)
        texts.append({"text": text, "ids": ids, "shapes": shapes, "offsets": offsets, "anchors": anchors, "tensors": prefix,
                      "attributions": attributions(w, text, ids, offsets, x)})
    with open(os.path.join(folder, "golden.json"), "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(t) for t in texts) + "\n]\n")
    tensors.write(os.path.join(folder, "golden.safetensors"), {k: v.astype(np.float32) for k, v in numbers.items()}, {})


if __name__ == "__main__":
    main()
