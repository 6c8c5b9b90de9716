# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Text to word pieces with offsets and letter shapes, and to windows of whole paragraphs; as src/reader/ does it in C."""
import os, re
from dataclasses import dataclass, field

CLS, SEP, STOP, LIMIT = 101, 102, 1012, 400
WORD = re.compile(r'\w+|[^\w\s]')


@dataclass
class Window:
    ids: list = field(default_factory=lambda: [CLS])
    shapes: list = field(default_factory=lambda: [0])
    spans: list = field(default_factory=lambda: [(-1, -1)])

    def add(self, pieces):
        for i, s, o in pieces: self.ids.append(i); self.shapes.append(s); self.spans.append(o)
        self.ids.append(SEP); self.shapes.append(0); self.spans.append((-1, -1))


def shape_of(word):
    if word.islower(): return 1
    if word.isupper(): return 2 if len(word) == 1 else 3
    if word[0].isupper(): return 4 if word[1:].islower() else 5
    if word.isdigit(): return 6
    if any(c.isdigit() for c in word): return 7
    return 8 if any(c.isalpha() for c in word) else 9


class Tokens:
    def __init__(self, vocab):
        from tokenizers import BertWordPieceTokenizer
        self.tok = BertWordPieceTokenizer(vocab, lowercase=True, strip_accents=True, clean_text=True, handle_chinese_chars=True)

    def paragraph(self, text, begin, end):
        e = self.tok.encode(text[begin:end], add_special_tokens=False)
        words = [(m.start(), m.end(), shape_of(m.group())) for m in WORD.finditer(text[begin:end])]
        out, w = [], 0
        for i, (b, x) in zip(e.ids, e.offsets):
            while w < len(words) and words[w][1] <= b: w += 1
            inside = w < len(words) and words[w][0] <= b
            out.append((i, (words[w][2] + (10 if b > words[w][0] else 0)) if inside else 9, (b + begin, x + begin)))
        return out

    def windows(self, text, limit=LIMIT):
        """Whole paragraphs up to `limit` pieces; a full window hands its last paragraphs, up to a third, on."""
        parts = []
        for m in re.finditer(r'[^\n]*\S[^\n]*', text):
            p = self.paragraph(text, *m.span())
            while len(p) > limit - 2:
                cut = next((k + 1 for k in range(limit - 3, 0, -1) if p[k][0] == STOP), limit - 2)
                parts.append(p[:cut]); p = p[cut:]
            if p: parts.append(p)
        out, now, size = [], [], 1
        for p in parts:
            if now and size + len(p) + 1 > limit:
                out.append(now)
                keep, n = [], 0
                for q in reversed(now):
                    if n + len(q) + 1 > limit // 3 or 1 + n + len(q) + 1 + len(p) + 1 > limit: break
                    keep.insert(0, q); n += len(q) + 1
                now, size = keep, 1 + n
            now.append(p); size += len(p) + 1
        if now: out.append(now)
        result = []
        for parts in out:
            w = Window()
            for p in parts: w.add(p)
            result.append(w)
        return result
