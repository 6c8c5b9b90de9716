# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Random graphs and queries, and how to make them smaller.

A query is a tree of Node, so that a part can be left out: Node('optional', [Node('group', [...])]) is written
OPTIONAL { ... }. Left out on purpose, as SPARQL leaves open what they give: SAMPLE, LIMIT without an order, the order of
terms that are neither numbers nor texts, and EXISTS around anything that renames variables (18.6's substitution). Nor are
there datatypes that nobody knows: unlike ours, pyoxigraph finds them unequal to others, where 17.4.1.7 has an error."""

import random

XSD = 'http://www.w3.org/2001/XMLSchema#'
SPACE = 'http://e.example/'


class Node:
    def __init__(self, kind, parts=(), text=''):
        self.kind, self.parts, self.text = kind, list(parts), text

    def copy(self):
        return Node(self.kind, [p.copy() for p in self.parts], self.text)

    def __str__(self):
        inner = [str(p) for p in self.parts]
        match self.kind:
            case 'group': return '{ ' + ' '.join(inner) + ' }'
            case 'optional': return 'OPTIONAL ' + inner[0]
            case 'minus': return 'MINUS ' + inner[0]
            case 'graph': return 'GRAPH ' + self.text + ' ' + inner[0]
            case 'union': return ' UNION '.join(inner)
            case 'filter': return 'FILTER (' + inner[0] + ')'
            case 'exists': return self.text + ' ' + inner[0]
            case 'operator': return '(' + (' ' + self.text + ' ').join(inner) + ')'
            case 'not': return '(! ' + inner[0] + ')'
            case 'select': return self.text.replace('@', ''.join(inner[:1])) + ' '.join(inner[1:])
            case 'subselect': return '{ ' + inner[0] + ' }'
        return self.text


def leaf(text):
    return Node('leaf', [], text)


class Maker:
    """One random graph or query from its seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.fresh = 0
        self.names = list('abcde')
        self.named = False # inside of GRAPH
        self.inside = False # of GRAPH ?g, where pyoxigraph lets a subquery look into other graphs, too (18.6: into ?g alone)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, things):
        return self.random.choice(things)

    # --- the graph: terms are tuples (kind, value, language or datatype) ---

    def node(self):
        return self.pick([('I', SPACE + 's%d' % self.random.randrange(4), '')] * 4 + [('B', 'b%d' % self.random.randrange(2), '')])

    def literal(self):
        typed = [('1', 'integer'), ('2', 'integer'), ('3', 'integer'), ('2.5', 'decimal'), ('true', 'boolean'), ('-4', 'integer'),
                 ('2031-03-02', 'date'), ('2031-03-02T08:00:00Z', 'dateTime')]
        value, name = self.pick(typed)
        return self.pick([('D', value, XSD + name)] * 3 + [('L', self.pick(['x', 'yes', 'Zoë', '1']), ''),
                         ('T', self.pick(['x', 'yes']), self.pick(['en', 'fr']))])

    def predicate(self):
        return ('I', SPACE + 'p%d' % self.random.randrange(3), '')

    def quads(self):
        graphs = [('N', '', '')] * 2 + [('I', SPACE + 'g%d' % i, '') for i in range(3)]
        quads = {(self.node(), self.predicate(), self.node() if self.chance(60) else self.literal(), self.pick(graphs))
                 for _ in range(self.random.randrange(3, 40))}
        return sorted(quads)

    # --- the query ---

    def variable(self):
        return '?' + self.pick(self.names)

    def new_variable(self):
        self.fresh += 1
        return '?n%d' % self.fresh

    def text_of(self, term):
        kind, value, extra = term
        return {'I': '<%s>' % value, 'L': '"%s"' % value, 'T': '"%s"@%s' % (value, extra), 'D': '"%s"^^<%s>' % (value, extra)}[kind]

    def iri(self):
        return self.text_of(('I', SPACE + 's%d' % self.random.randrange(4), ''))

    def constant(self):
        return self.text_of(self.literal()) if self.chance(55) else self.iri()

    def path(self, depth=0):
        one = self.text_of(self.predicate())
        if depth > 2 or self.chance(25):
            return one
        inner = self.path(depth + 1)
        return self.pick(['(%s)*' % inner, '(%s)+' % inner, '(%s)?' % inner, '^(%s)' % inner, '(%s/%s)' % (inner, self.path(depth + 1)),
                          '(%s|%s)' % (inner, self.path(depth + 1)), '!(%s|^%s)' % (one, self.text_of(self.predicate())), '!%s' % one])

    def triple(self):
        subject = self.variable() if self.chance(78) else self.pick([self.iri(), '[]'])
        if self.chance(16): # ends in variables: pyoxigraph has no path of no steps from a term that is not in the graph (18.4)
            walk = '%s %s %s .' % (self.variable(), self.path(), self.variable())
            if ('|' in walk or '!' in walk) and self.inside:
                return self.triple()
            if '|' in walk or '!' in walk: # of these it gives a pair once; the algebra, once for each way (18.4)
                return leaf('{ SELECT DISTINCT * { %s } }' % walk)
            return leaf(walk)
        verb = self.variable() if self.chance(14) else self.text_of(self.predicate())
        return leaf('%s %s %s .' % (subject, verb, self.variable() if self.chance(68) else self.constant()))

    def value(self, depth=0):
        v = self.variable()
        if depth > 1 or self.chance(40):
            return self.pick([v, v, self.constant()])
        x, y = self.value(depth + 1), self.value(depth + 1)
        return self.pick([f'({x} + {y})', f'({x} * 2)', f'({x} - {y})', f'STR({x})', f'CONCAT(STR({x}), "-", STR({y}))', f'STRLEN(STR({x}))',
                          f'UCASE(STR({x}))', f'IF({self.condition(2)}, {x}, {y})', f'COALESCE({x}, {y})', f'ABS({x})', f'CEIL({x})', f'LANG({x})',
                          f'DATATYPE({x})', f'SUBSTR(STR({x}), 2, 3)', f'<{XSD}integer>({x})', f'<{XSD}string>({x})', f'STRAFTER(STR({x}), "s")',
                          f'YEAR({x})', f'STRLANG(STR({x}), "en")', f'REPLACE(STR({x}), "[0-9]", "#")', f'IRI(STR({x}))', f'(- {x})'])

    def condition(self, depth=0):
        # pyoxigraph takes ?a >= ?a for true of IRIs, too, and a text with a language for an error as a condition (17.2.2, 17.3)
        v, w = self.variable(), self.value(1)
        if w == v:
            w = self.constant()
        if depth < 2 and self.chance(22):
            return Node('operator', [self.condition(depth + 1), self.condition(depth + 1)], self.pick(['&&', '||']))
        if depth < 2 and self.chance(8):
            return Node('not', [self.condition(depth + 1)])
        if depth < 2 and self.chance(16):
            return Node('exists', [self.plain_group()], self.pick(['EXISTS', 'NOT EXISTS']))
        return leaf(self.pick([f'{v} = {w}', f'{v} != {w}', f'isLiteral({v}) && {v} < {w}', f'isLiteral({v}) && {v} >= {w}', f'BOUND({v})', f'isIRI({v})', f'isLiteral({v})', f'isBlank({v})',
                               f'isNumeric({v})', f'REGEX(STR({v}), "[sx1]")', f'LANG({v}) = "en"', f'DATATYPE({v}) = <{XSD}integer>',
                               f'CONTAINS(STR({v}), "s")', f'{v} IN ({w}, {self.constant()})', f'{v} NOT IN ({self.constant()}, {w})',
                               f'sameTerm({v}, {w})', f'LANGMATCHES(LANG({v}), "*")', f'STRSTARTS(STR({v}), "http")', f'STR({w})', v + ' + 0']))

    def plain_group(self):
        parts = [self.triple() for _ in range(self.random.randrange(1, 3))]
        if self.chance(20):
            parts.append(Node('filter', [leaf(f'{self.variable()} != {self.constant()}')]))
        return Node('group', parts)

    def values(self):
        names = self.random.sample(self.names, self.random.randrange(1, 3))
        def cell():
            return 'UNDEF' if self.chance(15) else self.constant()
        rows = ' '.join('(%s)' % ' '.join(cell() for _ in names) for _ in range(self.random.randrange(1, 4)))
        return leaf('VALUES (%s) { %s }' % (' '.join('?' + n for n in names), rows))

    def graph(self, depth):
        # no name that a filter inside may read: it is not bound there yet (18.6), but pyoxigraph binds it
        name, before = self.pick(['?g', '?g', '?h', '<%sg0>' % SPACE]), (self.named, self.inside)
        self.named, self.inside = True, self.inside or name[0] == '?'
        group = self.group(depth)
        self.named, self.inside = before
        return Node('graph', [group], name)

    def group(self, depth=0):
        parts = [self.triple()] if self.named else [] # pyoxigraph takes GRAPH ?g { MINUS {} } for nothing (18.6: each graph once)
        for _ in range(self.random.randrange(1, 4 if depth else 5)):
            roll = self.random.random() * 100
            if depth > 2 or roll < 50: parts.append(self.triple())
            elif roll < 60: parts.append(Node('optional', [self.group(depth + 1)]))
            elif roll < 66: parts.append(Node('union', [self.group(depth + 1) for _ in range(self.random.randrange(2, 4))]))
            elif roll < 71: parts.append(Node('minus', [self.group(depth + 1)]))
            elif roll < 80: parts.append(Node('filter', [self.condition()]))
            elif roll < 86: parts.append(self.graph(depth + 1))
            elif roll < 90: parts.append(self.values())
            elif roll < 94 and not self.inside: parts.append(Node('subselect', [self.select(depth + 1)]))
            elif roll < 98:
                value, name = self.value(), self.new_variable()
                parts.append(leaf(f'BIND ({value} AS {name})'))
                self.names.append(name[1:])
            else: parts.append(self.group(depth + 1))
        return Node('group', parts)

    def aggregate(self):
        v = self.variable()
        distinct = 'DISTINCT ' if self.chance(30) else ''
        return self.pick([f'COUNT({distinct}{v})', f'COUNT({distinct}*)', f'SUM({distinct}{v})', f'AVG({v})', f'MIN(STR({v}))', f'MAX(STRLEN(STR({v})))',
                          f'MAX(IF(isNumeric({v}), {v}, 0))', f'SUM(STRLEN(STR({v})))', f'COUNT({distinct}{v})'])

    def grouped(self, where):
        keys = ['?' + n for n in self.random.sample(self.names, self.random.randrange(0, 3))]
        columns = keys + ['(%s AS %s)' % (self.aggregate(), self.new_variable()) for _ in range(self.random.randrange(1, 3))]
        parts = [where]
        if keys:
            parts.append(leaf(' GROUP BY ' + ' '.join(keys)))
        if self.chance(25):
            parts.append(leaf(' HAVING (COUNT(*) > 1)'))
        return Node('select', parts, 'SELECT %s @' % ' '.join(columns))

    def select(self, depth=0):
        where = self.group(depth)
        if self.chance(22):
            return self.grouped(where)
        if depth == 0 and self.chance(25):
            return Node('select', [where], 'SELECT %s* @' % self.pick(['', 'DISTINCT ']))
        columns = ['?' + n for n in self.random.sample(self.names, self.random.randrange(1, 4))]
        distinct = 'DISTINCT ' if self.chance(30) else ''
        parts = [where]
        if depth == 0 and self.chance(25): # a total order, but for blank nodes, which the comparison takes for one another
            keys = ' '.join('isBlank(%s) STR(%s) DATATYPE(%s) LANG(%s)' % (c, c, c, c) for c in columns)
            parts.append(leaf(' ORDER BY ' + keys))
            parts.append(leaf(self.pick([' LIMIT 3', ' LIMIT 2 OFFSET 1', ' LIMIT 10'])))
        return Node('select', parts, 'SELECT %s%s @' % (distinct, ' '.join(columns)))

    def query(self):
        roll = self.random.random() * 100
        if roll < 8:
            return Node('select', [self.group()], 'ASK @')
        if roll < 16:
            s, o = self.variable(), self.variable()
            return Node('select', [self.group()], 'CONSTRUCT { %s <%sq> %s . %s ?p <%sz> } WHERE @' % (s, SPACE, o, o, SPACE))
        if roll < 22:
            dataset = ' '.join('FROM %s<%sg%d>' % (self.pick(['', 'NAMED ']), SPACE, i) for i in range(self.random.randrange(1, 4)))
            where = self.group()
            # pyoxigraph does not merge the graphs of FROM (13.2): it gives a triple once for each of them
            return Node('select', [where], 'SELECT DISTINCT * %s @' % dataset)
        return self.select()


def smaller(query):
    """Copies of the query that lack something, the greatest parts first."""
    def at(root, way):
        for i in way:
            root = root.parts[i]
        return root

    def ways(node, way=()):
        for i, part in enumerate(node.parts):
            yield way + (i,)
            yield from ways(part, way + (i,))

    for way in sorted(ways(query), key=len):
        parent, index = way[:-1], way[-1]
        kind = at(query, parent).kind
        if kind in ('group', 'union') or kind == 'select' and index:
            less = query.copy()
            del at(less, parent).parts[index]
            if at(less, parent).parts or kind == 'group':
                yield less
        for k in range(len(at(query, way).parts)):
            inner = at(query, way).parts[k]
            if inner.kind in ('group', 'leaf', 'operator', 'exists') and at(query, way).kind not in ('select', 'subselect', 'filter', 'exists', 'group'):
                less = query.copy()
                at(less, parent).parts[index] = inner.copy()
                yield less
