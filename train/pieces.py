#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Writes down how another tokenizer cuts hostile texts, for the tests to compare with.

    train/pieces.py model/vocab.txt > tests/golden/pieces.json

One entry a line: the text, then [id, begin, end] of each piece. Needs the package `tokenizers`.
"""
import json
import random
import sys
import unicodedata

from tokenizers import BertWordPieceTokenizer

TEXTS = [
    "", " ", "\t \u00a0\u3000", "a", "...", "U.S.-led E.U. talks", "don't 'quoted' “curly” ‘single’", "Zoë Müller-O’Neill, Côte d’Ivoire",
    "中文和English混排，王说", "ひらがな カタカナ 한국어", "\u200bzero\u200bwidth\u200d joiner\ufeff", "so\u00adft hy\u00adphen", "e\u0301 a\u0308\u0301 n\u0303",
    "\u0301 alone", "ﬁne ﬂow oﬀice ﬃ", "🙂🙂 👩‍👩‍👧 🇩🇪 ❤️", "A" * 99, "A" * 100, "A" * 101, "é" * 100, "é" * 101, "x" * 50 + "\u0301" * 60,
    "\ufffd\ufffdbad", "a\u0000b\u0007c\u001fd\u007fe\u0085f", "שָׁלוֹם עולם", "قال الوزير اليوم", "हिन्दी ภาษาไทย", "İstanbul ISPARTA ıĞ", "ΑΘΗΝΑΣ Σ ς",
    "straße STRASSE ẞ", "1,000.50 $1.2bn 50% 3/4 ½ ² ₂ ①", "#tag @handle http://a.example/b?c=d&e=f", "an_underscore __init__", "a\u2028b\u2029c", "𝐁𝐨𝐥𝐝 𝟙𝟚",
    "ǅ ǆ Ǆ ĳ", "Å Å Å", "ệ ệ ệ", "¿Qué? ¡No! «oui» „ja“", "—–‐‑−-", "㐀𠀀豈", "Ａｂｃ１２", "ⅣⅳⒶⓐ", "[CLX] ##ing",
]
BLOCKS = [(0x20, 0x7E), (0xA0, 0x17F), (0x250, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x620, 0x65F), (0x905, 0x94D), (0xE01, 0xE3A),
          (0x1100, 0x11F9), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x23FF), (0x3041, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAD00),
          (0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x1F300, 0x1F64F), (0x1D400, 0x1D454), (0x01, 0x1F), (0x7F, 0x9F)]


def random_text(rnd, words):
    text = ""
    for _ in range(rnd.randint(1, 9)):
        if rnd.random() < .4:
            text += rnd.choice([" ", "", "-", "'"]) + rnd.choice([str.title, str.upper, str.lower])(rnd.choice(words))
        else:
            low, high = rnd.choice(BLOCKS)
            text += "".join(chr(rnd.randint(low, high)) for _ in range(rnd.randint(1, 4)))
    return text.replace("\n", " ")


def main():
    tokenizer = BertWordPieceTokenizer(sys.argv[1], lowercase=True)
    with open(sys.argv[1], encoding="utf-8") as f:
        words = [line.strip() for line in f][2000:20000]
    rnd = random.Random(7)
    texts = TEXTS + [random_text(rnd, words) for _ in range(250)]
    lines = []
    for text in texts:
        # ligatures are read as the letters they join
        letters = [(d, at) for at, c in enumerate(text) for d in (unicodedata.normalize("NFKD", c) if "\ufb00" <= c <= "\ufb06" else c)]
        cut = tokenizer.encode("".join(d for d, _ in letters), add_special_tokens=False)
        pieces = [[i, letters[a][1], letters[b - 1][1] + 1] for i, (a, b) in zip(cut.ids, cut.offsets) if text]
        lines.append(json.dumps([text, pieces]))
    print("[\n" + ",\n".join(lines) + "\n]")


if __name__ == "__main__":
    main()
