# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""The corpora as articles with spans. What a corpus does not mark is None, and costs nothing in training.

    for article in read('wikinews_gold', '/data/corpora'): ...

A corpus has a class: SHIP and TRAIN may train a model that is shipped, DEV may not; read() refuses a DEV set, and the
development part of any set, unless asked for it by name with `dev=True`.
"""
import csv, glob, json, os, re, sys
from dataclasses import dataclass, field

TYPES = {'PER': 'Person', 'ORG': 'Organization', 'LOC': 'Place'}


@dataclass
class Attribution:
    cue: list                 # spans
    source: list
    content: list
    attitude: bool = False


@dataclass
class Role:
    role: tuple
    tenure: str
    person: tuple
    organization: tuple       # None where none is written


@dataclass
class Reference:
    words: tuple              # the expression
    names: list               # spans of the names that it may be read as; [] stands for nobody named
    among: list = None        # the only spans that were judged; None: all of the text


@dataclass
class Article:
    doc: str
    text: str
    names: list = None        # (begin, end, type); type None: neither right nor wrong
    roles: list = None
    attributions: list = None
    attitudes: bool = False   # whether attitudes are marked too
    references: list = field(default_factory=list)
    silver: bool = False      # marked by a program
    people: list = field(default_factory=list)   # (begin, end, type) of names where not all are marked: for vary.py alone


# --- gold of our own format ---------------------------------------------------------------------------------------------

def gold(folder, attributions=None, speech=None, checker=None):
    """ID.txt + ID.gold as the checker beside the guidelines reads them."""
    here = folder
    while checker is None and not os.path.exists(f'{here}/wikinews_gold/check.py'): here = os.path.dirname(here)
    sys.path.insert(0, checker or f'{here}/wikinews_gold')
    import check
    index = {}
    if attributions: index = {f[0]: f[2] for f in (l.rstrip('\n').split('\t') for l in open(f'{folder}/index.tsv'))}
    for path in sorted(glob.glob(f'{folder}/*.gold')):
        g, errors, art = check.load(path, folder)
        a = Article(g['doc'], art.text, names=[], roles=[], attributions=[], attitudes=bool(attributions))
        where = {}
        for m in g['mentions']:
            # "Russian" is no name, but it stands for one
            if not m['adjective']: a.names.append((*m['span'], TYPES[m['type']]))
            where.setdefault(m['id'], []).append(tuple(m['span']))
        for r in g['roles']:
            if r['role']: a.roles.append(Role(tuple(r['role']), r['tenure'], tuple(r['person']), tuple(r['org']) if r['org'] else None))
            if r['org'] and r['org_id']: a.references.append(Reference(tuple(r['org']), where.get(r['org_id'], [])))
            a.references.append(Reference(tuple(r['person']), where.get(r['who'], [])))
        for p in g['pronouns']: a.references.append(Reference(tuple(p['span']), where.get(p['who'], [])))
        if attributions:
            name = next(f for f in sorted(os.listdir(attributions)) if f.startswith(index[g['doc']]))
            for event, at in brat(f'{attributions}/{name}', speech and speech.get(name)):
                a.attributions.append(at)
                who = g['sources'].get('A' + event[1:])
                if at.source: a.references.append(Reference((at.source[0][0], at.source[-1][1]), where.get(who, [])))
        else:
            for s in g['statements']:
                if not s['cue']: continue
                a.attributions.append(Attribution([tuple(s['cue'])], [tuple(s['source'])] if s['source'] else [], [tuple(c) for c in s['content']]))
                if s['source']: a.references.append(Reference(tuple(s['source']), where.get(s['who'], [])))
        yield a


# --- PolNeAR --------------------------------------------------------------------------------------------------------------

def brat(path, attitude_of):
    spans, out = {}, []
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        m = re.match(r'(T\d+)\t\S+ ([\d ;]+)\t', line)
        if m: spans[m.group(1)] = [tuple(map(int, x.split())) for x in m.group(2).split(';')]
        elif re.match(r'E\d+\t', line):
            part = {'Source': [], 'Cue': [], 'Content': []}
            event, rest = line.split('\t')[:2]
            for x in rest.split():
                k, v = x.split(':')
                k = re.sub(r'\d+$', '', k)
                if k in part and v in spans: part[k] += spans[v]
            if part['Cue'] and part['Content']:
                out.append((event, Attribution(sorted(part['Cue']), sorted(part['Source']), sorted(part['Content']),
                                               bool(attitude_of) and attitude_of.get(event) == 'N')))
    return out


def speech_table(path):
    table = {}
    for row in csv.reader(open(path, encoding='utf8'), delimiter='\t', quoting=csv.QUOTE_NONE):
        table.setdefault(row[1], {})[row[2]] = row[4]
    return table


def polnear(root, part):
    speech = speech_table(f'{root}/polnear/speech_subset.tsv')
    for path in sorted(glob.glob(f'{root}/polnear/{part}/attributions/*.ann')):
        name = os.path.basename(path)
        text = open(f'{root}/polnear/{part}/text/{name[:-9]}.txt', encoding='utf8', newline='').read()
        yield Article(name[:-4], text, attributions=[a for _, a in brat(path, speech.get(name))], attitudes=True)


# --- token corpora ----------------------------------------------------------------------------------------------------------

CLOSE, OPEN = set(".,;:!?)]}%'’”") | {"'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", '...', '…'}, set('([{$£€“‘#')


def sentence(tokens):
    """Tokens as running text, and where each stands."""
    text, at, quotes = '', [], 0
    for i, t in enumerate(tokens):
        t = {'``': '"', "''": '"', '-LRB-': '(', '-RRB-': ')'}.get(t, t)
        closing = t == '"' and quotes % 2
        before = tokens[i - 1] if i else ''
        glue = not i or t in CLOSE or closing or before in OPEN or (before in ('"', '``') and quotes % 2)
        quotes += t == '"'
        text += '' if glue else ' '
        at.append((len(text), len(text) + len(t)))
        text += t
    return text, at


def spans_of(tags, at, types):
    out, i = [], 0
    while i < len(tags):
        if tags[i] in ('O', '', None): i += 1; continue
        kind, j = tags[i][2:], i + 1
        while j < len(tags) and tags[j] == 'I-' + kind: j += 1
        if kind in types: out.append((at[i][0], at[j - 1][1], types[kind]))
        i = j
    return out


def together(doc, sentences, types, per_paragraph=4, **more):
    """Sentences of (tokens, tags) as one article."""
    text, names = '', []
    for n, (tokens, tags) in enumerate(sentences):
        if n: text += '\n\n' if n % per_paragraph == 0 else ' '
        s, at = sentence(tokens)
        names += spans_of(tags, [(b + len(text), e + len(text)) for b, e in at], types)
        text += s
    return Article(doc, text, names=names, **more)


def column_file(path, word, tag, sep=None):
    now = ([], [])
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        if line.startswith('# ') or line.startswith('-DOCSTART-'): continue
        f = line.split(sep)
        if len(f) <= max(word, tag) and not line.strip():
            if now[0]: yield now
            now = ([], [])
        elif len(f) > max(word, tag): now[0].append(f[word]); now[1].append(f[tag])
    if now[0]: yield now


def groups(items, n):
    items = list(items)
    return (items[i:i + n] for i in range(0, len(items), n))


def begin_inside(tags):
    """IO or IOB1 tags as BIO."""
    out, last = [], 'O'
    for t in tags:
        out.append('B-' + t[2:] if t.startswith('I-') and last[2:] != t[2:] else t)
        last = t
    return out


def uner(root, part):
    """Each sentence a paragraph, its tokens found in its own text."""
    text, names, tokens, tags, source, n = '', [], [], [], '', 0
    for line in [*open(f'{root}/uner_ewt/en_ewt-ud-{part}.iob2', encoding='utf8'), '# newdoc']:
        line = line.rstrip('\n')
        if line.startswith('# newdoc') and text:
            yield Article(f'uner{n}', text, names=names)
            text, names, n = '', [], n + 1
        if line.startswith('# text = '): source = line[9:]
        if line.startswith('# '): continue
        if line:
            f = line.split('\t'); tokens.append(f[1]); tags.append(f[2]); continue
        at, i = [], 0
        for t in tokens:
            i = source.find(t, i)
            if i < 0: break
            at.append((i, i + len(t))); i += len(t)
        else:
            text += '\n\n' if text else ''
            names += spans_of(tags, [(b + len(text), e + len(text)) for b, e in at], TYPES)
            text += source
        tokens, tags = [], []


def wikigold(root, part):
    sents = ((w, begin_inside(t)) for w, t in column_file(f'{root}/wikigold/CONLL-format/data/wikigold.conll.txt', 0, 1))
    for i, g in enumerate(groups(sents, 12)): yield together(f'wikigold{i}', g, TYPES)


def crossner(root, part):
    types = {'politician': 'Person', 'person': 'Person', 'politicalparty': 'Organization', 'organisation': 'Organization', 'country': 'Place', 'location': 'Place'}
    for i, g in enumerate(groups(column_file(f'{root}/crossner_politics/{part}.txt', 0, 1), 3)): yield together(f'crossner{i}', g, types)


TITLE = re.compile(r'^(?:President|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sen\.?|Senator|Minister|Prime|Secretary|General|Gen\.?|Chancellor|King|Queen|Pope|Prince|Sheikh|Foreign|Vice|of|State|Justice|Lt\.?|Col\.?|Rep\.?)$')


def gmb(root, part):
    """Silver names of public-domain news; titles belong to no name here, and nationalities (gpe) count neither way."""
    sents, tokens, tags = [], [], []
    for row in csv.reader(open(f'{root}/gmb_kaggle/ner_dataset.csv', encoding='utf8', errors='replace', newline='')):
        if row[0] == 'Sentence #': continue
        if row[0] and tokens: sents.append((tokens, tags)); tokens, tags = [], []
        tokens.append(row[1]); tags.append(row[3])
    sents.append((tokens, tags))
    for tokens, tags in sents:
        for i, t in enumerate(tags):
            if t == 'B-per' and TITLE.match(tokens[i]):
                tags[i] = 'O'
                j = i + 1
                while j < len(tags) and tags[j] == 'I-per' and TITLE.match(tokens[j]): tags[j] = 'O'; j += 1
                if j < len(tags) and tags[j] == 'I-per': tags[j] = 'B-per'
    ranges = [l.split('\t') for l in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'voa_gold', 'index.tsv'), encoding='utf8')]
    known = {n for r in ranges if r[1].isdigit() for n in range(int(r[1]), int(r[2]) + 1)}  # read with care in voa_gold
    sents = [s for n, s in enumerate(sents, 1) if n not in known]
    types = {'per': 'Person', 'org': 'Organization', 'geo': 'Place', 'gpe': None, 'art': None, 'eve': None, 'nat': None}
    for i, g in enumerate(groups(sents, 12)): yield together(f'gmb{i}', g, types, per_paragraph=1, silver=True)


def multiner(root, part):
    def kinds(t): return t if t == 'O' else t[:2] + t[2:].upper()
    sents = list(column_file(f'{root}/multiner_gov_en/Final_English.txt', 0, 1))
    types = {'PER': 'Person', 'PERSON': 'Person', 'ORG': 'Organization', 'LOC': 'Place', 'LOCATION': 'Place', 'ORGANIZATION': 'Organization'}
    for i, g in enumerate(groups(((w, begin_inside([kinds(x) for x in t])) for w, t in sents), 8)): yield together(f'multiner{i}', g, types)


# --- who is meant -----------------------------------------------------------------------------------------------------------

def gap(root, part):
    for row in csv.DictReader(open(f"{root}/gap/gap-{'validation' if part == 'dev' else 'development'}.tsv", encoding='utf8'), delimiter='\t', quoting=csv.QUOTE_NONE):
        p, text = int(row['Pronoun-offset']), row['Text']
        both = [(int(row[x + '-offset']), int(row[x + '-offset']) + len(row[x])) for x in 'AB']
        right = [span for span, x in zip(both, 'AB') if row[x + '-coref'] == 'TRUE']
        words = {w for x in 'AB' for w in row[x].split() if w[0].isupper() and len(w) > 2}
        people = [(m.start(), m.end(), 'Person') for m in re.finditer(r"[^\W\d_]+(?: [^\W\d_]+)*", text) for m in whole(m, words)]
        yield Article(row['ID'], text, references=[Reference((p, p + len(row['Pronoun'])), right, both)], people=people)


def whole(match, words):
    """The runs of WORDS within the words of MATCH."""
    run = '|'.join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf'\b(?:{run})(?: (?:{run}))*\b').finditer(match.string, *match.span()) if words else ()


NC_GENRES = {'essay', 'fiction', 'letter', 'podcast', 'whow'}
PRONOUNS = {'i', 'me', 'my', 'mine', 'we', 'us', 'our', 'ours', 'you', 'your', 'he', 'him', 'his', 'himself', 'she', 'her', 'hers', 'herself', 'it', 'its', 'they', 'their', 'them'}


def chains(path, word):
    """One document of OntoNotes-style chains: each pronoun and noun phrase that shares a chain with names."""
    tokens, marks = [], []
    for line in open(path, encoding='utf8'):
        f = line.split()
        if len(f) > word and not line.startswith('#'): tokens.append(f[word]); marks.append(f[-1])
    text, at = sentence(tokens)
    found, opened = {}, {}
    for i, m in enumerate(marks):
        for x in re.findall(r'\([^()|]+|[^()|]+\)|\(|\)', m):
            ident = re.search(r'-(\d+)|(\d+)', x)
            key = (ident.group(1) or ident.group(2)) if ident else None
            if x.startswith('(') and key: opened.setdefault(key, []).append(i)
            if (x.endswith(')') or f'({key})' in m) and key and opened.get(key):
                found.setdefault(key, []).append((opened[key].pop(), i))
    refs = []
    for spans in found.values():
        named = [(b, e) for b, e in spans if tokens[b][0].isupper() and tokens[e][0].isupper() and tokens[b].lower() not in PRONOUNS and e - b < 5 and tokens[b].lower() not in ('the', 'a', 'this')]
        if not named: continue
        refs += [Reference((at[b][0], at[e][1]), [(at[x][0], at[y][1]) for x, y in named]) for b, e in spans if (b, e) not in named and e - b < 12]
    if refs: yield Article(os.path.basename(path), text, references=refs)


def gum(root, part):
    for path in sorted(glob.glob(f'{root}/gum/coref/ontogum/conll/{part}/*.conll')):
        if os.path.basename(path).split('_')[1] not in NC_GENRES: yield from chains(path, 1)


def litbank(root, part):
    """Fiction: whom its pronouns mean."""
    for path in sorted(glob.glob(f'{root}/litbank/coref/conll/*.conll')): yield from chains(path, 3)


def btc(root, part):
    """Tweets, a paragraph each."""
    for file in 'abefgh':
        for i, g in enumerate(groups(column_file(f'{root}/btc/{file}.conll', 0, 1), 8)): yield together(f'btc{file}{i}', g, TYPES, per_paragraph=1)


def re3d(root, part):
    """Government and defence news. It marks titles and common nouns too: what is no whole name counts neither way."""
    for folder in sorted(os.listdir(f'{root}/re3d')):
        if folder in ('BBC Online', 'Delegation of the European Union to Syria') or not os.path.isdir(f'{root}/re3d/{folder}'): continue
        rows = lambda f: (json.loads(l) for l in open(f'{root}/re3d/{folder}/{f}', encoding='utf8') if l.strip())
        marks = {}
        for e in rows('entities.json'):
            words = e['value'].split()
            name = words and words[0] != 'the' and all(w[0].isupper() for w in words if w not in ('of', 'the', 'for', 'and'))
            kind = {'Organisation': 'Organization', 'Location': 'Place'}.get(e['type']) if name else None
            if e['type'] in ('Organisation', 'Location', 'Person', 'Nationality'): marks.setdefault(e['documentId'], set()).add((e['begin'], e['end'], kind))
        for d in rows('documents.json'):
            spans = marks.get(d['_id'], ())
            outer = [s for s in spans if not any(o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spans)]
            if outer: yield Article(d['_id'], d['text'], names=sorted(outer, key=lambda s: s[:2]))


# --- the table --------------------------------------------------------------------------------------------------------------

def own(name): return lambda root, part: gold(f'{root}/{name}/{part}')


def invented(root, part):
    """The articles of train/gold/, written for this project; all of them are for training."""
    return ours('gold', root, part)


def voice_of_america(root, part):
    """The articles of train/voa_gold/, public domain; all of them are for training."""
    return ours('voa_gold', root, part)


def ours(folder, root, part):
    return gold(os.path.join(os.path.dirname(os.path.abspath(__file__)), folder), checker=f'{root}/wikinews_gold') if part == 'train' else []


def politics_gold(root, part):
    return gold(f'{root}/polnear_gold/{part}', f'{root}/polnear/{part}/attributions', speech_table(f'{root}/polnear/speech_subset.tsv'))


CORPORA = {  # name: (class, licence, reader)
    'wikinews_gold': ('SHIP', 'CC BY 2.5', own('wikinews_gold')),
    'politics_gold': ('TRAIN', 'none stated (PolNeAR text)', politics_gold),
    'business_gold': ('TRAIN', 'news text (BBC)', own('bbc_gold')),
    'invented_gold': ('SHIP', 'this project', invented),
    'voa_gold': ('SHIP', 'public domain (Voice of America)', voice_of_america),
    'polnear': ('TRAIN', 'none stated', polnear),
    'uner': ('SHIP', 'CC BY-SA 4.0', uner),
    'wikigold': ('SHIP', 'CC BY 4.0', wikigold),
    'crossner': ('SHIP', 'MIT, text CC BY-SA', crossner),
    'multiner': ('SHIP', 'CC0', multiner),
    'gmb': ('TRAIN', 'none stated; mostly public-domain news, marked by a program', gmb),
    'gap': ('SHIP', 'Apache 2.0', gap),
    'litbank': ('SHIP', 'CC BY 4.0', litbank),
    'btc': ('SHIP', 'CC BY 4.0', btc),
    're3d': ('SHIP', 'Crown copyright, US public domain, CC BY-SA; two folders left out', re3d),
    'gum': ('SHIP', 'CC BY (without the NC genres)', gum),
    'dwie': ('DEV', 'news text', None),
    'worldwide_newswire': ('DEV', 'none stated', None),
}


def read(name, root, dev=False):
    kind, _, reader = CORPORA[name]
    if kind == 'DEV' and not dev: raise SystemExit(f'{name} is a DEV set: measure with it, train nothing on it')
    return list(reader(root, 'dev' if dev else 'train'))


if __name__ == '__main__':
    for name, (kind, licence, reader) in CORPORA.items():
        if not reader: continue
        arts = read(name, sys.argv[1])
        count = lambda f: sum(len(getattr(a, f) or []) for a in arts)
        print(f"{name:15} {kind:6} {len(arts):5} articles {sum(len(a.text) for a in arts):9} characters {count('names'):6} names {count('roles'):5} roles "
              f"{count('attributions'):6} attributions {count('references'):6} references")
        bad = [a.doc for a in arts for n in (a.names or []) if not 0 <= n[0] < n[1] <= len(a.text)]
        if bad: print('  spans out of the text:', bad[:3])
