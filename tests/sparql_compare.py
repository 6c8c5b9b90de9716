# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Answers of random queries over random small graphs, as multisets, beside pyoxigraph's.

    sparql_compare.py PROGRAM FOLDER [QUERIES [SEED]]

PROGRAM is tests/sparql_answers. The same numbers always make the same queries. A query with other answers is made as
small as it goes and shown with its graph and both answers."""

import collections
import json
import subprocess
import sys

import pyoxigraph as ox
from sparql_queries import SPACE, XSD, Maker, smaller

PER_GRAPH = 25
NUMERIC = {XSD + name for name in ('integer', 'decimal', 'double', 'float')}


class Ours:
    def __init__(self, program, folder):
        self.pipe = subprocess.Popen([program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, command, text):
        data = text.encode()
        self.pipe.stdin.write(b'%s %d ' % (command.encode(), len(data)) + data)
        self.pipe.stdin.flush()
        sign = self.pipe.stdout.read(2)
        if len(sign) < 2:
            raise RuntimeError('the program ended with %s' % self.pipe.wait())
        digits = b''
        while (byte := self.pipe.stdout.read(1)) != b' ':
            digits += byte
        return chr(sign[0]), self.pipe.stdout.read(int(digits)).decode()

    def end(self):
        self.pipe.stdin.close()
        return self.pipe.wait()


def graph_text(quads):
    def term(t):
        return '%s%d,%d %s%s' % (t[0], len(t[1].encode()), len(t[2].encode()), t[1], t[2])
    return '%d\n' % len(quads) + ''.join(term(t) for quad in quads for t in quad)


def their_term(t):
    kind, value, extra = t
    match kind:
        case 'I': return ox.NamedNode(value)
        case 'B': return ox.BlankNode(value)
        case 'L': return ox.Literal(value)
        case 'T': return ox.Literal(value, language=extra)
        case 'D': return ox.Literal(value, datatype=ox.NamedNode(extra))
    return ox.DefaultGraph()


def their_graph(quads, strict):
    """Its own union gives a triple once for each graph that holds it; so its default graph holds the union, once."""
    store = ox.Store()
    for quad in quads:
        store.add(ox.Quad(*map(their_term, quad)))
        if not strict:
            store.add(ox.Quad(*map(their_term, quad[:3])))
    return store


def plain(kind, value, extra, blank):
    """A term as a tuple; numbers by value, since 2.50 and 2.5 are one."""
    if kind == 'blank': return ('_', value if not blank else '')
    if extra in NUMERIC:
        try: return ('"', '%.9g' % float(value), extra)
        except ValueError: pass
    return ('<', value) if kind == 'iri' else ('"', value, '' if extra == XSD + 'string' else extra)


def our_rows(text, blank):
    data = json.loads(text)
    if 'boolean' in data:
        return data['boolean']
    def term(t):
        kind = {'uri': 'iri', 'bnode': 'blank'}.get(t['type'], 'literal')
        return plain(kind, t['value'], '@' + t['xml:lang'] if 'xml:lang' in t else t.get('datatype', ''), blank)
    return collections.Counter(tuple(sorted((name, term(t)) for name, t in row.items())) for row in data['results']['bindings'])


def from_oxigraph(t, blank):
    if isinstance(t, ox.NamedNode): return plain('iri', t.value, '', blank)
    if isinstance(t, ox.BlankNode): return plain('blank', t.value, '', blank)
    return plain('literal', t.value, '@' + t.language if t.language else t.datatype.value, blank)


def their_rows(result, blank):
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return set((from_oxigraph(t.subject, blank), from_oxigraph(t.predicate, blank), from_oxigraph(t.object, blank)) for t in result)
    names = [v.value for v in result.variables]
    return collections.Counter(tuple(sorted((name, from_oxigraph(t, blank)) for name, t in zip(names, row) if t is not None)) for row in result)


def our_triples(text, blank):
    return set((from_oxigraph(q.triple.subject, blank), from_oxigraph(q.triple.predicate, blank), from_oxigraph(q.triple.object, blank))
               for q in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def both(ours, store, query, strict):
    """Both answers, or a pair of messages where one finds a fault."""
    text = str(query)
    blank = 'LIMIT' in text
    sign, out = ours.ask('S' if strict else 'U', text)
    try:
        theirs = their_rows(store.query(text, base_iri=SPACE), blank)
    except (SyntaxError, ValueError, OSError, RuntimeError) as fault:
        return ('fault', out) if sign == 'E' else out, ('fault', str(fault))
    if sign == 'E':
        return ('fault', out), theirs
    return our_triples(out, blank) if 'CONSTRUCT' in text else our_rows(out, blank), theirs


def differ(pair):
    faults = [isinstance(one, tuple) for one in pair]
    return faults[0] != faults[1] or not any(faults) and pair[0] != pair[1]


def minimized(ours, quads, query, strict):
    again = True
    def fails(q, g):
        ours.ask('G', graph_text(g))
        pair = both(ours, their_graph(g, strict), q, strict)
        return not any(isinstance(one, tuple) for one in pair) and differ(pair)
    while again:
        again = False
        for less in smaller(query):
            if fails(less, quads):
                query, again = less, True
                break
        for i in range(len(quads)):
            fewer = quads[:i] + quads[i + 1:]
            if fails(query, fewer):
                quads, again = fewer, True
                break
    return quads, query


def show(quads, query, strict, pair):
    def words(answer):
        return sorted(answer.items()) if isinstance(answer, collections.Counter) else answer
    print('# over %s:\n#   %s' % ('the default graph' if strict else 'the union of all graphs', query))
    for quad in quads:
        print('#   ' + ' '.join(str(their_term(t)) for t in quad))
    print('# ours:   %s\n# theirs: %s' % (words(pair[0]), words(pair[1])))


def main():
    program, folder = sys.argv[1:3]
    count, seed = int(sys.argv[3]) if len(sys.argv) > 3 else 2000, int(sys.argv[4]) if len(sys.argv) > 4 else 1
    ours = Ours(program, folder)
    found, skipped, rows, quads, stores = 0, 0, 0, None, None
    for number in range(count):
        if number % PER_GRAPH == 0:
            quads = Maker('%d graph %d' % (seed, number)).quads()
            stores = [their_graph(quads, strict) for strict in (False, True)]
            ours.ask('G', graph_text(quads))
        query = Maker('%d query %d' % (seed, number)).query()
        strict = number % 3 == 0 or 'FROM' in str(query)
        pair = both(ours, stores[strict], query, strict)
        if isinstance(pair[1], tuple) and isinstance(pair[0], tuple):
            skipped += 1 # both find it wrong: the generator's fault
        rows += len(pair[1]) if isinstance(pair[1], (collections.Counter, set)) and pair[1] else 0
        if not differ(pair):
            continue
        found += 1
        print('# query %d of seed %d' % (number, seed))
        if any(isinstance(one, tuple) for one in pair):
            show(quads, query, strict, pair)
            continue
        small = minimized(ours, quads, query, strict)
        ours.ask('G', graph_text(small[0]))
        show(*small, strict, both(ours, their_graph(small[0], strict), small[1], strict))
        ours.ask('G', graph_text(quads))
    ended = ours.end()
    print('%sok - %d queries have the same answers (%d differ, %d refused by both, %d different rows seen)'
          % ('' if not found else 'not ', count - skipped - found, found, skipped, rows))
    print('%sok - most queries are answered' % ('' if skipped * 20 < count else 'not '))
    print('%sok - the program ends well (%d)' % ('' if not ended else 'not ', ended))


main()
