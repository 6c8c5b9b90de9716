#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Train the reader: every corpus, every head, one script.

    train.py --corpora DIR --start MINILM_DIR --out RUN_DIR [--rounds 12] [--threads 1]

A round reads each corpus as often as MIX says. RUN_DIR/last.pt is written every few minutes: the same command goes on from it. At the end
RUN_DIR/model.safetensors (float16, averaged weights) is there for export.py. Seeds are fixed; a CPU is enough, a GPU is used when there is one.
"""
import argparse, json, math, os, random, time

import torch
from torch.nn import functional as F

import corpora
from examples import SKIP, examples
from network import Reader
from tokens import Tokens
from vary import Names, vary

# how many times a round reads a corpus: as it is, and with other names in it (vary.py)
MIX = {'polnear': (.25, 0), 'wikinews_gold': (1.5, 1.5), 'politics_gold': (1, 1), 'business_gold': (2, 2), 'invented_gold': (1.5, 1.5), 'voa_gold': (1.5, 1.5),
       'uner': (.3, .1), 'wikigold': (.3, 0), 'crossner': (.3, 0), 'btc': (.05, 0), 're3d': (.3, 0), 'gmb': (.02, 0),
       'gap': (.3, .3), 'gum': (.5, 0), 'litbank': (.1, 0)}
STEP, WARM, RATE, HEAD_RATE = 4096, .06, 2e-4, 1e-3
HIDDEN, MASK = .05, 103  # part of the pieces that are replaced by [MASK]; ids up to it are marks of the encoder
WEIGHT = {'ner': 1., 'role': 1., 'cue': 1., 'tenure': .3, 'attr': 1., 'hold': 1., 'coref': .7}


def load_start(net, folder):
    """all-MiniLM-L6-v2 (BERT names) or a model of our own, also the one that ships."""
    from safetensors.torch import load_file
    path = next(os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs if f == 'model.safetensors')
    old, new = load_file(path), net.state_dict()
    if 'enc.word.weight' in old:
        scale = {k.removesuffix('.scale'): v[:, None] for k, v in old.items() if k.endswith('.scale')}
        net.load_state_dict({k: v.float() * scale.get(k, 1) for k, v in old.items() if not k.endswith('.scale')})
        return
    old = {k.removeprefix('bert.').removeprefix('0.auto_model.'): v.float() for k, v in old.items()}
    e = 'embeddings.'
    new['enc.word.weight'], new['enc.pos.weight'] = old[e + 'word_embeddings.weight'], old[e + 'position_embeddings.weight']
    new['enc.typ'] = old[e + 'token_type_embeddings.weight'][0]
    new['enc.ln.weight'], new['enc.ln.bias'] = old[e + 'LayerNorm.weight'], old[e + 'LayerNorm.bias']
    for i in range(6):
        a, b = f'enc.layers.{i}.', f'encoder.layer.{i}.'
        for part in ('weight', 'bias'):
            new[f'{a}qkv.{part}'] = torch.cat([old[f'{b}attention.self.{x}.{part}'] for x in ('query', 'key', 'value')])
            for x, y in (('out', 'attention.output.dense'), ('ln1', 'attention.output.LayerNorm'), ('up', 'intermediate.dense'),
                         ('down', 'output.dense'), ('ln2', 'output.LayerNorm')):
                new[f'{a}{x}.{part}'] = old[f'{b}{y}.{part}']
    net.load_state_dict(new)


def part_of(items, times, rng):
    whole, part = int(times), times - int(times)
    return items * whole + rng.sample(items, round(part * len(items)))


def steps_of(articles, pool, names, tokens, rng):
    """One round: batches of about STEP pieces, windows of like length together."""
    chosen = []
    for name, (plain, varied) in MIX.items():
        chosen += part_of(pool[name], plain, rng)
        chosen += [x for a in part_of(articles[name], varied, rng) for x in examples(vary(a, names, rng), tokens)]
    chosen.sort(key=lambda x: len(x.ids) + rng.random() * 40)
    batches, now, longest = [], [], 0
    for x in chosen:
        if now and max(longest, len(x.ids)) * (len(now) + 1) > STEP: batches.append(now); now, longest = [], 0
        now.append(x); longest = max(longest, len(x.ids))
    if now: batches.append(now)
    rng.shuffle(batches)
    return batches


def pad(lists, fill, device):
    t = max(map(len, lists))
    return torch.tensor([l + [fill] * (t - len(l)) for l in lists], device=device)


def tags(logits, batch, name, device):
    rows = [i for i, x in enumerate(batch) if getattr(x, name)]
    if not rows: return None
    gold = pad([getattr(batch[i], name) for i in rows], SKIP, device)
    logits = logits[rows][:, :gold.shape[1]].float()
    if name != 'cue': return F.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=SKIP)
    # where attitudes are not marked, "none" and "attitude" are both right
    logp = F.log_softmax(logits, -1)
    loss = -logp.gather(-1, gold.clamp(min=0)[..., None])[..., 0]
    either = -torch.logsumexp(logp[..., [0, 3, 4]], -1)
    loose = torch.tensor([not batch[i].attitudes for i in rows], device=device)[:, None] & (gold == 0)
    loss = torch.where(loose, either, loss)
    keep = gold != SKIP
    return (loss * keep).sum() / keep.sum()


def pairs(scorer, h, mask, batch, name, device):
    anchors = [(i, *a) for i, x in enumerate(batch) for a in getattr(x, name)]
    if not anchors: return None
    if len(anchors) > 96: anchors = random.sample(anchors, 96)
    w, p = (torch.tensor([a[k] for a in anchors], device=device) for k in (0, 1))
    logits = scorer(h, w, p).float()
    gold, keep = torch.zeros_like(logits), mask[w][..., None].float().expand_as(logits).clone()
    for i, a in enumerate(anchors):
        if name == 'coref':
            gold[i, a[2], 0] = 1
            if a[3] is not None: keep[i] = 0; keep[i, a[3]] = 1
        else:
            gold[i, a[2], 0] = 1; gold[i, a[3], 1] = 1
    loss = F.binary_cross_entropy_with_logits(logits, gold, reduction='none') * keep
    return loss.sum() / len(anchors) / 20


def losses(net, batch, device, drop=.1):
    ids, shapes = pad([x.ids for x in batch], 0, device), pad([x.shapes for x in batch], 0, device)
    mask = pad([[True] * len(x.ids) for x in batch], False, device)
    ids = torch.where((torch.rand(ids.shape, device=device) < HIDDEN) & (ids > MASK), MASK, ids)  # so that the context is read, too
    with torch.autocast(device.type, dtype=torch.bfloat16):
        h = net(ids, shapes, mask, drop)
        out = {k: tags(getattr(net, k)(h), batch, k, device) for k in ('ner', 'role', 'cue')}
        t = [(i, *x) for i, e in enumerate(batch) for x in e.tenure]
        if t:
            w, p, c = (torch.tensor(v, device=device) for v in zip(*t))
            out['tenure'] = F.cross_entropy(net.tenure(h[w, p]).float(), c)
        for k in ('attr', 'hold', 'coref'): out[k] = pairs(getattr(net, k), h, mask, batch, k, device)
    return {k: v for k, v in out.items() if v is not None}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--corpora', required=True); ap.add_argument('--start', required=True); ap.add_argument('--out', required=True)
    ap.add_argument('--vocab', help='vocab.txt; default: beside the start model'); ap.add_argument('--rounds', type=int, default=12)
    ap.add_argument('--threads', type=int, default=1); ap.add_argument('--seed', type=int, default=1); ap.add_argument('--rate', type=float, default=RATE)
    ap.add_argument('--end', type=float, default=0, help='the rate of the last step, as a part of --rate')
    a = ap.parse_args()
    torch.set_num_threads(a.threads); torch.manual_seed(a.seed); random.seed(a.seed)
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    os.makedirs(a.out, exist_ok=True)
    vocab = a.vocab or next(os.path.join(d, f) for d, _, fs in os.walk(a.start) for f in fs if f == 'vocab.txt')
    tokens = Tokens(vocab)
    articles, names = {name: corpora.read(name, a.corpora) for name in MIX}, Names(a.corpora)
    for arts in articles.values():
        for art in arts: names.learn(art.text)
    pool = {name: [x for art in arts for x in examples(art, tokens)] for name, arts in articles.items()}
    for name, items in pool.items(): print(f'{name:15} {len(items):6} windows {sum(len(x.ids) for x in items):9} pieces', flush=True)
    plan = [b for r in range(a.rounds) for b in steps_of(articles, pool, names, tokens, random.Random(a.seed * 1000 + r))]
    net = Reader()
    load_start(net, a.start)
    net.to(device)
    net.enc.word.weight.requires_grad_(False)  # words that the training news lack keep their place
    heads = [p for n, p in net.named_parameters() if not n.startswith('enc.') or n == 'enc.shape.weight']
    body = [p for n, p in net.named_parameters() if n.startswith('enc.') and n not in ('enc.shape.weight', 'enc.word.weight')]
    opt = torch.optim.AdamW([{'params': body, 'lr': a.rate}, {'params': heads, 'lr': HEAD_RATE}], weight_decay=.01, betas=(.9, .98))
    total = len(plan)
    rate = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / (WARM * total), a.end + (1 - a.end) * max(0., (total - s) / (total * (1 - WARM)))))
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}  # averaged over the last steps
    at, last = 0, f'{a.out}/last.pt'
    if os.path.exists(last):
        s = torch.load(last, map_location=device)
        net.load_state_dict(s['net']); opt.load_state_dict(s['opt']); rate.load_state_dict(s['rate']); mean, at = s['mean'], s['at']
        print(f'going on from step {at} of {total}', flush=True)
    net.train()
    began, seen, sums, saved = time.time(), 0, {}, time.time()
    for step in range(at, total):
        torch.manual_seed(a.seed * 100003 + step); random.seed(a.seed * 100003 + step)
        batch = plan[step]
        out = losses(net, batch, device)
        sum(WEIGHT[k] * v for k, v in out.items()).backward()
        torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.)
        opt.step(); rate.step(); opt.zero_grad(set_to_none=True)
        keep = min(.998, (step + 1) / (step + 10))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                if v.dtype.is_floating_point and k != 'enc.word.weight': mean[k].mul_(keep).add_(v, alpha=1 - keep)
        seen += sum(len(x.ids) for x in batch)
        for k, v in out.items():
            s = sums.setdefault(k, [0., 0]); s[0] += v.item(); s[1] += 1
        if (step + 1) % 50 == 0:
            print(f'{step + 1}/{total} {seen / (time.time() - began):.0f} pieces/s ' + ' '.join(f'{k} {s / n:.4f}' for k, (s, n) in sums.items()), flush=True)
            sums = {}
        if time.time() - saved > 240 or step + 1 == total:
            torch.save({'net': net.state_dict(), 'opt': opt.state_dict(), 'rate': rate.state_dict(), 'mean': mean, 'at': step + 1}, last + '.new')
            os.replace(last + '.new', last)
            save(mean, f'{a.out}/model.safetensors')
            saved = time.time()


def save(state, path):
    from safetensors.torch import save_file
    save_file({k: v.half().contiguous() for k, v in state.items()}, path)


if __name__ == '__main__': main()
