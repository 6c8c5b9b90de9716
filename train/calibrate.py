#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""What the scores of facts are worth: expected calibration error, and precision and recall over --min-score.

    calibrate.py --scorers DIR GOLD.jsonl FACTS.jsonl [GOLD.jsonl FACTS.jsonl ...] [--svg FILE] [--table FILE]

GOLD.jsonl and FACTS.jsonl as `evaluate.py --keep` leaves them. A role is right when person, role and organization are; a statement
when somebody said it and the speaker resolves to the right entity. The calibration error is the mean distance between score and
share of right facts over ten bins of equal count.

--table writes data/calibration.tsv, which turns products of parts into shares of right facts: a monotone step function for roles and
one for statements, neighbours pooled (Ayer and others 1955, "An empirical distribution function for sampling with incomplete information"), on
articles that the model has not been trained on. FACTS.jsonl must then hold raw scores, as bench/facts_dump prints them. The error
printed with it is cross-validated: five parts of the articles, each calibrated by steps fitted on the other four; a kind that
they do not mend is left out of the table and keeps its scores. Run it again for new weights.
"""
import argparse, json, sys

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('--scorers', required=True); ap.add_argument('pairs', nargs='+'); ap.add_argument('--svg'); ap.add_argument('--table')
a = ap.parse_args()
sys.path.insert(0, a.scorers)
import score_facts as S

KINDS = ('role', 'statement')
HEAD = '# Chance that a fact is right by the product of its parts, in thousandths: fitted by train/calibrate.py on development articles'


def entity_map(g, f):
    """System entity -> gold entity, as the scorer reads it."""
    gold, votes = {tuple(m['span']): m['id'] for m in g['mentions']}, {}
    for m in f['mentions']:
        if m.get('kind', 'name') != 'name': continue
        for q, x in gold.items():
            if m['span'][0] < q[1] and q[0] < m['span'][1]:
                n = votes.setdefault(m['entity'], {}); n[x] = n.get(x, 0) + 1
    stands = {k: max(v, key=v.get) for k, v in votes.items()}
    names = {v.lstrip('~').lower(): k for k, x in g['entities'].items() for v in x['names']}
    for e in f['entities']:
        if e['id'] not in stands and e['name'].lower() in names: stands[e['id']] = names[e['name'].lower()]
    return lambda ref: None if ref is None or isinstance(ref, dict) else stands.get(ref, '!')


def judged(g, f):
    """[(score, right)] of one article for roles and statements, and how many the gold holds."""
    who, text = entity_map(g, f), g['text']
    roles, left = [], {(r['who'], S.role_words(text[slice(*r['role'])]) if r['role'] else frozenset(), r['org_id']) for r in g['roles']}
    wanted, seen = len(left), {}
    for r in f['roles']:
        key = (who(r['person']), S.role_words(r.get('role')), who(r.get('organization')) if r.get('organization') is not None else ('!' if r.get('organization_text') else None))
        seen[key] = max(seen.get(key, 0), r['score'])
    for key, score in sorted(seen.items(), key=lambda kv: (-kv[1], str(kv[0]))):
        hit = next((k for k in left if k[0] == key[0] and k[2] == key[2] and S.same_role(key[1], k[1])), None)
        if hit is not None: left.discard(hit)
        roles.append((score, hit is not None))
    gold, system = ([S.tokens(text, s['content']) for s in x['statements']] for x in (g, f))
    pairs = sorted(((S.overlap(x, y), i, j) for i, x in enumerate(gold) for j, y in enumerate(system)), reverse=True)
    taken, of = set(), {}
    for o, i, j in pairs:
        if o < .5: break
        if i in taken or j in of: continue
        taken.add(i); of[j] = i
    said = []
    for j, s in enumerate(f['statements']):
        i = of.get(j)
        if i is not None and g['statements'][i].get('attitude'): continue
        said.append((s['score'], i is not None and who(s['speaker']) == g['statements'][i]['who']))
    return (roles, said), (wanted, sum(not s.get('attitude') for s in g['statements']))


def error(facts, bins=10):
    facts, n = sorted(facts), len(facts)
    parts = [facts[k * n // bins:(k + 1) * n // bins] for k in range(bins)]
    return sum(abs(sum(f[0] for f in p) - sum(f[1] for f in p)) for p in parts) / max(1, n)


def curve(facts, wanted):
    """[(least score, precision, recall)] at every twentieth."""
    out = []
    for t in (k / 20 for k in range(20)):
        kept = [ok for s, ok in facts if s >= t]
        if kept: out.append((t, sum(kept) / len(kept), sum(kept) / max(1, wanted)))
    return out


def fit(facts, least=50):
    """Steps [(mean score, share right)], pooled to at least `least` facts each; no share is quite 0 or 1."""
    pools = []
    for s, ok in sorted(facts):
        pools.append([s, ok, 1])
        while len(pools) > 1 and (pools[-2][2] < least or pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]):
            b = pools.pop(); pools[-1] = [x + y for x, y in zip(pools[-1], b)]
    if len(pools) > 1 and pools[-1][2] < least:
        b = pools.pop(); pools[-1] = [x + y for x, y in zip(pools[-1], b)]
    return [(round(s / n, 3), round((ok + 1) / (n + 2), 3)) for s, ok, n in pools]


def chance(steps, raw):
    """As src/facts/calibrate.c: on the line between the steps on either side."""
    x0 = y0 = 0
    for x1, y1 in steps:
        if raw <= x1: return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
        x0, y0 = x1, y1
    return y0


def crossed(articles, parts=5):
    """Facts with scores calibrated by the steps of the other parts."""
    out = []
    for k in range(parts):
        steps = fit([f for i, a in enumerate(articles) if i % parts != k for f in a])
        out += [(chance(steps, s), ok) for a in articles[k::parts] for s, ok in a]
    return out


def plot(path, curves):
    """Precision over recall, one line a kind, as a small SVG."""
    x, y = lambda r: 60 + 480 * r, lambda p: 20 + 300 * (1 - p) / .5
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 380" font-family="sans-serif" font-size="12">',
           '<title>Precision over recall as --min-score grows</title><rect width="600" height="380" fill="#fff"/>']
    for k in range(6):
        out.append(f'<path d="M60 {y(.5 + k / 10):.0f}H540" stroke="#ddd"/><text x="52" y="{y(.5 + k / 10) + 4:.0f}" text-anchor="end">{50 + 10 * k}</text>')
        out.append(f'<text x="{x(k / 5):.0f}" y="338" text-anchor="middle">{20 * k}</text>')
    out.append('<text x="300" y="362" text-anchor="middle">recall, per cent</text><text x="18" y="170" text-anchor="middle" transform="rotate(-90 18 170)">precision, per cent</text>')
    for (name, points), colour in zip(curves, ('#0b6', '#06c')):
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="' + ' '.join(f'{x(r):.1f},{y(max(.5, p)):.1f}' for _, p, r in points) + '"/>')
        for t, p, r in points[::4]: out.append(f'<circle cx="{x(r):.1f}" cy="{y(max(.5, p)):.1f}" r="3" fill="{colour}"/><text x="{x(r) + 5:.1f}" y="{y(max(.5, p)) - 5:.1f}" fill="{colour}">{t:.1f}</text>')
        out.append(f'<text x="70" y="{290 if name == KINDS[0] else 308}" fill="{colour}">{name}s, by least score</text>')
    open(path, 'w').write('\n'.join(out + ['</svg>\n']))


articles, wanted = {k: [] for k in KINDS}, dict.fromkeys(KINDS, 0)
for gold, system in zip(a.pairs[::2], a.pairs[1::2]):
    read = {S.ident(f['doc']): f for f in map(json.loads, open(system, encoding='utf8'))}
    for g in map(json.loads, open(gold, encoding='utf8')):
        if g['doc'] not in read: continue
        both, n = judged(g, read[g['doc']])
        for k, found, gold_count in zip(KINDS, both, n):
            articles[k].append(found); wanted[k] += gold_count
facts = {k: [f for found in articles[k] for f in found] for k in KINDS}
for k in KINDS:
    print(f'{k}s: {len(facts[k])} found, {100 * sum(f[1] for f in facts[k]) / max(1, len(facts[k])):.1f} in 100 right, mean score {sum(f[0] for f in facts[k]) / max(1, len(facts[k])):.3f}, '
          f'expected calibration error {100 * error(facts[k]):.1f}' + (f', calibrated and cross-validated {100 * error(crossed(articles[k])):.1f}' if a.table else ''))
    for t, p, r in curve(facts[k], wanted[k])[::2]: print(f'  --min-score {t:.2f}  P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {200 * p * r / max(1e-9, p + r):5.1f}')
if a.table: # a kind whose scores the steps do not mend keeps its own
    rows = [(k, ' '.join(f'{1000 * x:.0f}:{1000 * y:.0f}' for x, y in fit(facts[k]))) for k in KINDS if error(crossed(articles[k])) < error(facts[k])]
    open(a.table, 'w').write(f'{HEAD}\nkind\tsteps\n' + ''.join(f'{kind}\t{steps}\n' for kind, steps in rows))
if a.svg: plot(a.svg, [(k, curve(facts[k], wanted[k])) for k in KINDS])
