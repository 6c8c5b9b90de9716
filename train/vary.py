# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""The same article about other people: names replaced by names of the world, every span moved along.

    vary(article, Names(CORPORA), random.Random(7))      # "Ana Brandt, mayor of Linz" -> "Ijeoma Castel, mayor of Cauquenes"

The gold holds few names, and a model that has met each of them twenty times knows them by heart. A word stands for the same
new word all through an article, so that "Brandt" still is Ana Brandt, and a first name keeps its gender, so that "she" does.
Countries stay (their adjectives would not fit), and so do the common words within names of organizations.
"""
import csv, json, random, re
from bisect import bisect_right
from dataclasses import replace

from corpora import Attribution, Reference, Role

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Names:
    """Lists of names from the gazetteers (CC BY, CC0, MIT): values only, no file of them is kept."""
    def __init__(self, root):
        g = f'{root}/gazetteers'
        self.first, self.sex = {'M': [], 'F': []}, {}
        latin = re.compile(r"^[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’ -]+$")
        for row in csv.DictReader(open(f'{g}/popular_names_by_country/common-forenames-by-country.csv', encoding='utf-8-sig')):
            name = row['Romanized Name'].strip()
            if row['Gender'] in self.first and latin.match(name):
                self.first[row['Gender']].append(name)
                self.sex.setdefault(name.lower(), set()).add(row['Gender'])
        self.last = [r['Romanized Name'].strip() for r in csv.DictReader(open(f'{g}/popular_names_by_country/common-surnames-by-country.csv', encoding='utf-8-sig'))]
        for row in csv.DictReader(open(f'{g}/everypolitician/members_by_term.tsv', encoding='utf8'), delimiter='\t', quoting=csv.QUOTE_NONE):
            words = (row['name'] or '').split()
            if 1 < len(words) < 4 and latin.match(row['name']):
                self.last.append(words[-1])
                kind = {'male': 'M', 'female': 'F'}.get(row['gender'])
                if kind: self.sex.setdefault(words[0].lower(), set()).add(kind)
        self.last = sorted({x.title() if x.isupper() else x for x in self.last if latin.match(x) and len(x) > 2 and x[0].isupper()})
        self.first = {k: sorted(set(v)) for k, v in self.first.items()}
        self.places = sorted({r['name'] for r in csv.DictReader(open(f'{g}/world_cities/data/world-cities.csv', encoding='utf8')) if latin.match(r['name'])})
        self.companies = sorted({x.strip() for x in open(f'{g}/freebase_wikidata_lexicons/companynames.txt.results.txt', encoding='utf8') if latin.match(x.strip()) and x[0].isupper()})
        self.countries = {c['name'][k].lower() for c in json.load(open(f'{g}/countries_mledoze/countries.json', encoding='utf8')) for k in ('common', 'official')}
        self.common = set(re.findall(r'[a-z]+', open(f'{g}/freebase_wikidata_lexicons/lower.5000', encoding='utf8').read()))

    def learn(self, text):
        """Words that a text writes small are common ones."""
        self.common.update(w for w in WORD.findall(text) if w.islower())


def like(word, new):
    """NEW in the case of WORD."""
    return new.upper() if len(word) > 1 and word.isupper() else new


class Cast:
    """The new names of one article."""
    def __init__(self, names, rng, share):
        self.n, self.rng, self.share, self.words, self.whole = names, rng, share, {}, {}

    def surname(self):
        a = self.rng.choice(self.n.last)
        return a if self.rng.random() > .08 else a + self.rng.choice('- ') + self.rng.choice(self.n.last)

    def person(self, word, first):
        if len(word) < 3 or not word[0].isupper(): return word
        if word not in self.words:
            new = word
            if self.rng.random() < self.share:
                sex = self.n.sex.get(word.lower(), set())
                if not first and len(sex) != 1: new = self.surname()
                elif len(sex) == 1: new = self.rng.choice(self.n.first[next(iter(sex))])
            self.words[word] = new
        return like(word, self.words[word])

    def place(self, text):
        if text not in self.whole:
            fixed = text.lower() in self.n.countries or len(text) < 4 or text.isupper() or self.rng.random() > self.share * .7
            self.whole[text] = text if fixed else self.rng.choice(self.n.places)
        return self.whole[text]

    def organization(self, text, acronyms):
        words = WORD.findall(text)
        if len(words) == 1 and len(text) == len(words[0]):
            if text in self.words: return like(text, self.words[text])
            if text not in self.whole:
                new = text
                if self.rng.random() < self.share * .6 and text.lower() not in self.n.common:
                    if text.isupper() and len(text) < 6: new = text if text in acronyms else ''.join(self.rng.choice('ABCDEFGHIJKLMNOPRSTUVW') for _ in text)
                    elif not text.isupper(): new = self.rng.choice(self.n.companies if self.rng.random() < .7 else self.n.last)
                self.whole[text] = new
            return self.whole[text]
        def one(m):
            w = m.group()
            if w in self.words: return like(w, self.words[w])
            if not w[0].isupper() or w.isupper() or w.lower() in self.n.common or w.lower() in self.n.countries or len(w) < 4: return w
            if w not in self.whole: self.whole[w] = self.rng.choice(self.n.last if self.rng.random() < .5 else self.n.places) if self.rng.random() < self.share * .5 else w
            return self.whole[w]
        return WORD.sub(one, text)


def edits_of(article, cast):
    spans = sorted({(b, e, k) for b, e, k in article.names or article.people if k})
    spans = [s for i, s in enumerate(spans) if not any(o is not s and o[0] < s[1] and s[0] < o[1] for o in spans[max(0, i - 3):i + 4])]
    acronyms = {''.join(w[0] for w in WORD.findall(article.text[b:e]) if w[0].isupper()) for b, e, k in spans if k == 'Organization'}
    edits = []
    for b, e, kind in sorted(spans, key=lambda s: -(s[1] - s[0])):  # full names first: they tell which word is a first name
        text = article.text[b:e]
        if kind == 'Person':
            words = list(WORD.finditer(text))
            edits += [(b + m.start(), b + m.end(), cast.person(m.group(), i == 0 and len(words) > 1)) for i, m in enumerate(words)]
    for b, e, kind in spans:
        text = article.text[b:e]
        if kind == 'Place': edits.append((b, e, cast.place(text)))
        elif kind == 'Organization': edits.append((b, e, cast.organization(text, acronyms)))
    return sorted(x for x in edits if article.text[x[0]:x[1]] != x[2])


def vary(article, names, rng, share=.8):
    if not article.names and not article.people: return article
    edits = edits_of(article, Cast(names, rng, share))
    out, at, shifts = [], 0, []
    for b, e, new in edits:
        out += [article.text[at:b], new]
        shifts.append((b, e, sum(map(len, out[-2:])) - (e - at)))
        at = e
    text = ''.join(out) + article.text[at:]
    begins, total, moved = [], 0, []
    for b, e, d in shifts: begins.append(b); moved.append(total); total += d

    def move(p, end):
        """A place outside an edit moves by the edits before it; one within it goes to the edit's edge."""
        i = bisect_right(begins, p - 1 if end else p) - 1
        if i < 0: return p
        b, e, d = shifts[i]
        if p >= e: return p + moved[i] + d
        return e + moved[i] + d if end else b + moved[i]
    span = lambda s: s and (move(s[0], False), move(s[1], True), *s[2:])
    spans = lambda l: None if l is None else [span(s) for s in l]
    return replace(article, text=text, names=spans(article.names), people=spans(article.people),
                   roles=article.roles and [Role(span(r.role), r.tenure, span(r.person), span(r.organization)) for r in article.roles],
                   attributions=article.attributions and [Attribution(spans(a.cue), spans(a.source), spans(a.content), a.attitude) for a in article.attributions],
                   references=[Reference(span(r.words), spans(r.names), spans(r.among)) for r in article.references])
