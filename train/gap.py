#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Ambiguous pronouns (GAP) end to end: the program's own names, the person it resolves the pronoun to.

    gap.py text  gap-validation.tsv FOLDER          one text a file, for `onrecord extract`
    gap.py score gap-validation.tsv FACTS.jsonl     precision, recall, F1: all, he, she; she over he

    "... Kathleen was their third daughter. She was educated ..."   Ellen: no, Kathleen: yes
      right when the entity of "She" has a name mention on "Kathleen" and none on "Ellen"

Each of the two names asked for counts by itself, as in the scorer of Webster et al., Mind the GAP (TACL 2018). A pronoun that the program
leaves open, or a name that it does not see, is a no.
"""
import collections, csv, json, os, sys

KINDS = {'he': 'he', 'his': 'he', 'him': 'he', 'she': 'she', 'her': 'she', 'hers': 'she'}


def rows(path): return list(csv.DictReader(open(path, encoding='utf8'), delimiter='\t', quoting=csv.QUOTE_NONE))


def write_texts(path, folder):
    os.makedirs(folder, exist_ok=True)
    names = [f"{folder}/{r['ID']}.txt" for r in rows(path)]
    for name, r in zip(names, rows(path)):
        with open(name, 'w', encoding='utf8', newline='') as f: f.write(r['Text'])
    return names


def answers(row, facts):
    """Whether the program has the pronoun stand for A, and for B."""
    at = int(row['Pronoun-offset'])
    meant = {m['entity'] for m in facts['mentions'] if m['kind'] == 'pronoun' and m['span'][0] == at}

    def named(which):
        begin = int(row[f'{which}-offset'])
        end = begin + len(row[which])
        return any(m['kind'] == 'name' and m['span'][0] < end and begin < m['span'][1] and m['entity'] in meant for m in facts['mentions'])
    return named('A'), named('B')


def score(path, facts):
    """{kind: (precision, recall, F1)} for all, he and she; facts: records by ID."""
    n = collections.Counter()
    for row in rows(path):
        said = answers(row, facts[row['ID']])
        for kind in ('all', KINDS[row['Pronoun'].lower()]):
            for which, yes in zip('AB', said):
                true = row[f'{which}-coref'].upper() == 'TRUE'
                n[kind, 'right'] += yes and true
                n[kind, 'said'] += yes
                n[kind, 'true'] += true
    part = lambda x, of: 100 * x / of if of else 0
    return {kind: (part(n[kind, 'right'], n[kind, 'said']), part(n[kind, 'right'], n[kind, 'true']),
                   part(2 * n[kind, 'right'], n[kind, 'said'] + n[kind, 'true'])) for kind in ('all', 'he', 'she')}


def records(path): return {f['doc'].rsplit('/', 1)[-1].removesuffix('.txt'): f for f in map(json.loads, open(path, encoding='utf8'))}


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] not in ('text', 'score'): sys.exit(__doc__)
    if sys.argv[1] == 'text': write_texts(*sys.argv[2:])
    else:
        figures = score(sys.argv[2], records(sys.argv[3]))
        for kind, prf in figures.items(): print(f'{kind:4}' + ''.join(f' {x} {v:5.1f}' for x, v in zip(('P', 'R', 'F1'), prf)))
        print(f"she over he {figures['she'][2] / figures['he'][2]:.2f}" if figures['he'][2] else '')
