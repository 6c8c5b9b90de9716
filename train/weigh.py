#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Fit data/statement-weights.tsv: how what speaks for a statement is weighed (src/facts/weigh.c).

    bench/facts_dump --considered MODEL GOLD_DIR/*.txt > facts.jsonl
    weigh.py --scorers DIR GOLD.jsonl FACTS.jsonl WEIGHT [GOLD.jsonl FACTS.jsonl WEIGHT ...] [--table FILE]

Each cue that was considered is right when a statement of the gold has its words (token F1 >= 0.5, each paired once, equal cues first); gold attitudes
count neither way. A logistic regression with a ridge, by Newton's steps. WEIGHT is what each example of the set counts: the reader is too sure
of articles that it was trained on, so let those count less than others. Cross-validated F1 over articles is printed for the first set.
"""
import argparse, json, sys
import numpy as np

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('--scorers', required=True); ap.add_argument('sets', nargs='+', metavar='GOLD FACTS WEIGHT'); ap.add_argument('--table')
a = ap.parse_args()
sys.path.insert(0, a.scorers)
import score_facts as S

RIDGE, LEAST, FOLDS = 3, .4, 8
HEAD = '# What speaks for a statement (src/facts/weigh.c), in hundredths: fitted by train/weigh.py\nevidence\tweight'


def spans(cue): return [] if not cue else cue if isinstance(cue[0], list) else [cue]


def labelled(g, f):
    """[(evidence, right)] of one article, and how many statements the gold holds."""
    text, gold = g['text'], g['statements']
    words = [S.tokens(text, s['content']) for s in gold]
    pairs = []
    for j, c in enumerate(f['considered']):
        mine = S.tokens(text, c['content'])
        for i, s in enumerate(gold):
            o = S.overlap(words[i], mine)
            same = any(x[0] < y[1] and y[0] < x[1] for x in spans(s['cue']) for y in c['cue'])
            if o >= .5: pairs.append((same, o, i, j))
    of, taken = {}, set()
    for _, _, i, j in sorted(pairs, reverse=True):
        if i not in taken and j not in of: of[j] = i; taken.add(i)
    kept = [(c['evidence'], j in of) for j, c in enumerate(f['considered']) if j not in of or not gold[of[j]].get('attitude')]
    return kept, sum(not s.get('attitude') for s in gold)


def fit(x, y, w):
    b = np.zeros(x.shape[1])
    ridge = np.full(len(b), RIDGE); ridge[NAMES.index('always')] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (w * (y - p)) - ridge * b)
        b += step
        if abs(step).max() < 1e-6: break
    return b


def f1(p, y, gold):
    kept = p >= LEAST
    tp = (kept & (y > 0)).sum()
    return 100 * tp / kept.sum(), 100 * tp / gold, 200 * tp / (kept.sum() + gold)


NAMES, rows = None, []  # rows: evidence, right, weight, article (first set only), set
golds = []
for n, (gold, facts, weight) in enumerate(zip(*[iter(a.sets)] * 3)):
    records = {S.ident(f['doc']): f for f in map(json.loads, open(facts, encoding='utf8'))}
    golds.append(0)
    for d, g in enumerate(map(json.loads, open(gold, encoding='utf8'))):
        kept, wanted = labelled(g, records[g['doc']])
        golds[n] += wanted
        for e, right in kept:
            NAMES = NAMES or sorted(e)
            rows.append(([e[k] for k in NAMES], right, float(weight), d, n))
x, y, w, doc, of = (np.array([r[k] for r in rows], dtype=float) for k in range(5))
first, out = of == 0, np.zeros(len(y))
for k in range(FOLDS):
    held = first & (doc % FOLDS == k)
    out[held] = 1 / (1 + np.exp(-x[held] @ fit(x[~held], y[~held], w[~held])))
print('first set, cross-validated: P %.1f R %.1f F1 %.1f' % f1(out[first], y[first], golds[0]))
b = fit(x, y, w)
for n in range(1, len(golds)): print(f'set {n + 1}: P %.1f R %.1f F1 %.1f' % f1(1 / (1 + np.exp(-x[of == n] @ b)), y[of == n], golds[n]))
table = HEAD + '\n' + ''.join(f'{k}\t{round(100 * v)}\n' for k, v in zip(NAMES, b))
print(table)
if a.table: open(a.table, 'w').write(table)
