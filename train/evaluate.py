#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Measure the program end to end on every dev set and print the table of docs/accuracy.md.

    evaluate.py --onrecord PROGRAM --corpora DIR --scorers DIR [--model FILE] [--precision int8|float] [--keep DIR]

Gold folders hold ID.txt and ID.gold; PROGRAM reads the texts with `extract`, the scorers compare. Only development parts are read.
"""
import argparse, glob, os, re, subprocess, sys, tempfile

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('--onrecord', required=True); ap.add_argument('--corpora', required=True); ap.add_argument('--scorers', required=True)
ap.add_argument('--model'); ap.add_argument('--precision', default='int8'); ap.add_argument('--keep', help='folder for the records and full reports')
ap.add_argument('--only', help='comma-separated: wikinews, politics, business, polnear, dwie, names')
a = ap.parse_args()
C, S = a.corpora, a.scorers
out = a.keep or tempfile.mkdtemp(prefix='onrecord-eval-')
os.makedirs(out, exist_ok=True)
wanted = a.only.split(',') if a.only else ['wikinews', 'politics', 'business', 'polnear', 'dwie', 'names']


def python(script, *args, to=None):
    text = subprocess.run([sys.executable, f'{S}/{script}', *args], check=True, capture_output=True, text=True).stdout
    if to: open(to, 'w').write(text)
    return text


def extract(texts, name, *options):
    path = f'{out}/{name}.facts.jsonl'
    model = ['--model', a.model] if a.model else []
    with open(path, 'w') as f: subprocess.run([a.onrecord, 'extract', '--precision', a.precision, *model, *options, *texts], check=True, stdout=f)
    return path


def row(report, name):
    m = re.search(rf'^\s*{re.escape(name)}\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)', report, re.M)
    return m.groups() if m else ('-', '-', '-')


def show(title, cells): print(f'{title:42}' + '  '.join(f'{k} {v}' for k, v in cells), flush=True)


for name, folder, more in (('wikinews', 'wikinews_gold', []), ('politics', 'polnear_gold', [f'{C}/polnear/dev/attributions']), ('business', 'bbc_gold', [])):
    if name not in wanted: continue
    gold = f'{out}/{name}.gold.jsonl'
    python('gold_jsonl.py', f'{C}/{folder}/dev', *more, to=gold)
    facts = extract(sorted(glob.glob(f'{C}/{folder}/dev/*.txt')), name)
    report = python('score_facts.py', gold, facts, '--errors', '400', to=f'{out}/{name}.report')
    for line in ('names', 'PER', 'ORG', 'LOC', 'person-role', 'person-role-organization', 'said', 'source', 'who said what'):
        p, r, f = row(report, line)
        show(f'{name} {line}', [('P', p), ('R', r), ('F1', f)])
    for line in re.findall(r'^  (?:recall of|tenure).*$', report, re.M): show(name, [(line.strip(), '')])
if 'polnear' in wanted:
    facts = extract(sorted(glob.glob(f'{C}/polnear/dev/text/*.txt')), 'polnear', '--attitudes')
    python('convert.py', 'statements', facts, f'{out}/polnear.sys.jsonl')
    print(python('score_statements.py', f'{C}/polnear/dev', f'{out}/polnear.sys.jsonl', '--speech', f'{C}/polnear/speech_subset.tsv', to=f'{out}/polnear.report'))
if 'dwie' in wanted:
    python('score_roles.py', f'{C}/dwie/dev.json', '--text', f'{out}/dwie')
    facts = extract(sorted(glob.glob(f'{out}/dwie/*.txt')), 'dwie')
    python('convert.py', 'roles', facts, f'{out}/dwie.sys.jsonl')
    print(python('score_roles.py', f'{C}/dwie/dev.json', f'{out}/dwie.sys.jsonl', to=f'{out}/dwie.report'))
if 'names' in wanted:
    for fmt, gold in (('uner', f'{C}/uner_ewt/en_ewt-ud-dev.iob2'), ('ww', f'{C}/worldwide_newswire/dev')):
        python('convert.py', 'text', 'ner', gold, f'{out}/{fmt}', '--gold-format', fmt)
        facts = extract(sorted(glob.glob(f'{out}/{fmt}/*.txt')), fmt)
        python('convert.py', 'bio', gold, facts, f'{out}/{fmt}.bio', '--gold-format', fmt)
        print(fmt + '\n' + python('score_ner.py', gold, f'{out}/{fmt}.bio', '--gold-format', fmt, to=f'{out}/{fmt}.report'))
print('reports in', out)
