# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""The network: an encoder of six layers, four taggers, three pair scorers; src/reader/ computes the same in C.

    out = Reader()(ids, shapes, mask)            # h: [windows, pieces, 384]
    out.ner, out.role, out.cue, out.tenure       # logits of the taggers
    net.attr(h, anchors)                         # [anchors, pieces, relations]
"""
import torch
from torch import nn
from torch.nn import functional as F

WIDTH, HEADS, LAYERS, FEED, PAIR = 384, 12, 6, 1536, 128
NER = ['O', 'B-Person', 'I-Person', 'B-Organization', 'I-Organization', 'B-Place', 'I-Place']
CUE = ['O', 'B-speech', 'I-speech', 'B-attitude', 'I-attitude']
TENURE = ['current', 'former', 'acting', 'elect']
PAIRS = {'attr': 2, 'hold': 2, 'coref': 1}  # source, content; person, organization; name


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, FEED), nn.Linear(FEED, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, drop):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.ln1(x + F.dropout(self.out(a), drop, self.training))
        return self.ln2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    def __init__(self, words=30522):
        super().__init__()
        self.word, self.pos, self.shape = nn.Embedding(words, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(20, WIDTH)
        self.typ = nn.Parameter(torch.zeros(WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids, shapes, mask, drop=0.):
        x = self.word(ids) + self.pos.weight[:ids.shape[1]] + self.typ + self.shape(shapes)
        x = F.dropout(self.ln(x), drop, self.training)
        bias = mask[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
        for layer in self.layers: x = layer(x, bias, drop)
        return x


def bucket(d):
    """The 65 buckets of the signed distance from anchor to piece."""
    a = d.abs()
    far = torch.clamp(torch.floor(12 + 4 * torch.log2(a.clamp(min=1).float() / 12)).long(), max=32)
    return 32 + d.sign() * torch.where(a < 12, a, far)


class Pair(nn.Module):
    """logit(a, t) = A(h_a)^T U_r T(h_t) + linear terms + terms from the distance."""
    def __init__(self, relations):
        super().__init__()
        self.r = relations
        self.a, self.t = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.u = nn.Parameter(torch.randn(relations, PAIR, PAIR) * PAIR ** -.75)
        self.wa, self.wt, self.wd = nn.Linear(PAIR, relations), nn.Linear(PAIR, relations), nn.Linear(PAIR, relations)
        self.dist = nn.Embedding(65, PAIR)
        self.mix = nn.Linear(PAIR, PAIR * relations, bias=False)
        nn.init.normal_(self.dist.weight, std=.1)
        nn.init.normal_(self.mix.weight, std=.02)

    def forward(self, h, window, anchor):
        """h [W, T, 384]; anchors as window and piece numbers [N]; gives [N, T, relations]."""
        A, Tt = F.relu(self.a(h[window, anchor])), F.relu(self.t(h))[window]
        n, t = Tt.shape[:2]
        left = torch.einsum('nd,rde->nre', A, self.u)
        e = self.dist(bucket(torch.arange(t, device=h.device)[None] - anchor[:, None]))
        table = self.mix.weight.view(PAIR, self.r, PAIR)
        dist = torch.einsum('ntk,krd->ntrd', e, table)
        return (torch.einsum('nre,nte->ntr', left, Tt) + torch.einsum('ntrd,ntd->ntr', dist, Tt)
                + self.wa(A)[:, None] + self.wt(Tt) + self.wd(e))


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = Encoder()
        self.ner, self.role, self.cue, self.tenure = (nn.Linear(WIDTH, n) for n in (len(NER), 3, len(CUE), len(TENURE)))
        for name, r in PAIRS.items(): setattr(self, name, Pair(r))

    def forward(self, ids, shapes, mask, drop=0.): return self.enc(ids, shapes, mask, drop)
