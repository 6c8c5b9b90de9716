# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Articles with spans to windows with labels per piece: what each loss of train.py compares with."""
import bisect
from dataclasses import dataclass, field

from network import CUE, NER, TENURE

SKIP = -100


@dataclass
class Example:
    ids: list
    shapes: list
    ner: list = None
    role: list = None
    cue: list = None          # see `attitudes`
    attitudes: bool = False   # False: an O may be an attitude cue that the corpus does not mark
    tenure: list = field(default_factory=list)   # (piece, class)
    attr: list = field(default_factory=list)     # (anchor, source pieces, content pieces)
    hold: list = field(default_factory=list)     # (anchor, person pieces, organization pieces)
    coref: list = field(default_factory=list)    # (anchor, name pieces, judged pieces or None)


class Places:
    """From code points to the pieces of one window."""
    def __init__(self, spans):
        self.at = [i for i, (b, e) in enumerate(spans) if b >= 0]
        self.begins, self.ends = [spans[i][0] for i in self.at], [spans[i][1] for i in self.at]
        self.first, self.last = (self.begins[0], self.ends[-1]) if self.at else (0, 0)

    def pieces(self, span):
        a, b = bisect.bisect_right(self.ends, span[0]), bisect.bisect_left(self.begins, span[1])
        return self.at[a:b]

    def holds(self, span): return self.first <= span[0] and span[1] <= self.last

    def all(self, spans): return sorted({p for s in spans for p in self.pieces(s)})


def bio(n, spans, classes, places):
    out = [0] * n
    for b, e, kind in spans:
        for k, p in enumerate(places.pieces((b, e))):
            out[p] = SKIP if kind is None else classes.index(('B-' if k == 0 else 'I-') + kind)
    return out


def examples(article, tokens):
    for w in tokens.windows(article.text):
        n, places = len(w.ids), Places(w.spans)
        if not places.at: continue
        x = Example(w.ids, w.shapes)
        if article.names is not None: x.ner = bio(n, article.names, NER, places)
        if article.roles is not None:
            x.role = bio(n, [(*r.role, 'r') for r in article.roles], ['O', 'B-r', 'I-r'], places)
            merged = {}
            for r in article.roles:
                if places.holds(r.role): merged.setdefault(r.role, []).append(r)
            for span, rs in merged.items():
                a = places.pieces(span)
                if not a: continue
                x.tenure.append((a[0], TENURE.index(rs[0].tenure)))
                x.hold.append((a[0], places.all([r.person for r in rs]), places.all([r.organization for r in rs if r.organization])))
        if article.attributions is not None:
            x.attitudes = article.attitudes
            x.cue = bio(n, [(*c, 'attitude' if a.attitude else 'speech') for a in article.attributions for c in a.cue], CUE, places)
            for a in article.attributions:
                p = places.pieces(a.cue[0])
                if p: x.attr.append((p[0], places.all(a.source), places.all(a.content)))
        for r in article.references:
            p = places.pieces(r.words)
            if p and places.holds(r.words): x.coref.append((p[0], places.all(r.names), None if r.among is None else places.all(r.among)))
        if x.ner or x.role or x.cue or x.coref: yield x
