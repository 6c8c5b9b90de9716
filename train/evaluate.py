#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Measure the program end to end on every dev set and print the table of docs/accuracy.md, a column per system.

    evaluate.py --onrecord PROGRAM --corpora DIR --scorers DIR [--system NAME=MODEL[:float]]... [--only SETS] [--keep DIR]

    evaluate.py ... --system starter=START/model.safetensors:float --system int8=model/model.safetensors

Gold folders hold ID.txt and ID.gold; PROGRAM reads the texts with `extract`, the scorers compare. Only development parts are read.
Without --system the program's own model is measured, 8-bit and float. Whole reports and records stay in --keep, a folder per system.
"""
import argparse, glob, json, os, re, subprocess, sys, tempfile
import gap

SETS = ['wikinews', 'politics', 'business', 'polnear', 'dwie', 'names', 'gap']
GOLD = {'wikinews': ('Wikinews gold', 'wikinews_gold', None), 'politics': ('US politics gold', 'polnear_gold', 'polnear/dev/attributions'),
        'business': ('business gold', 'bbc_gold', None)}
FACTS = [('names', 'names'), ('PER', 'names: Person'), ('ORG', 'names: Organization'), ('LOC', 'names: Place'), ('person-role', 'person and role'),
         ('person-role-organization', 'person, role and organization'), ('said', 'said'), ('who said what', 'who said what, resolved')]

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('--onrecord', required=True); ap.add_argument('--corpora', required=True); ap.add_argument('--scorers', required=True)
ap.add_argument('--system', action='append', help='NAME=MODEL or NAME=MODEL:float; more than once for more columns')
ap.add_argument('--only', default=','.join(SETS), help='comma-separated: ' + ', '.join(SETS)); ap.add_argument('--keep', help='folder for the records and full reports')
ap.add_argument('--precision', action='store_true', help='print P/R beside each F1')
a = ap.parse_args()
C, S = a.corpora, a.scorers
wanted = a.only.split(',')
keep = a.keep or tempfile.mkdtemp(prefix='onrecord-eval-')
systems = {}
for s in a.system or ['8-bit=', 'float=:float']:
    name, _, model = s.partition('=')
    systems[name] = (model.removesuffix(':float'), 'float' if model.endswith(':float') else 'int8')


def python(script, *args, to=None):
    run = subprocess.run([sys.executable, f'{S}/{script}', *args], capture_output=True, text=True)
    if run.returncode: sys.exit(f'{script} {" ".join(args)}: {run.stderr.strip()}')
    if to: open(to, 'w').write(run.stdout)
    return run.stdout


class System:
    """One column: figures[(set, what)] = (precision, recall, F1)."""
    def __init__(self, name, model, precision):
        self.out, self.figures = os.path.join(keep, name), {}
        self.command = [a.onrecord, 'extract', '--precision', precision] + (['--model', model] if model else [])
        os.makedirs(self.out, exist_ok=True)

    def extract(self, texts, name, *options):
        path = f'{self.out}/{name}.facts.jsonl'
        with open(path, 'w') as f: run = subprocess.run([*self.command, *options, *texts], stdout=f, stderr=subprocess.PIPE, text=True)
        if run.returncode: sys.exit(f'{" ".join(self.command)}: {run.stderr.strip()[-500:]}')
        return path

    def take(self, kind, what, report, line):
        m = re.search(rf'^\s*{re.escape(line)}\s.*?([\d.]+|-)\s+(?:R\s+)?([\d.]+|-)\s+(?:F1\s+)?([\d.]+)', report, re.M)
        self.figures[kind, what] = m.groups() if m else ('-', '-', '-')

    def gold(self, kind):
        title, folder, attributions = GOLD[kind]
        gold = f'{self.out}/{kind}.gold.jsonl'
        python('gold_jsonl.py', f'{C}/{folder}/dev', *([f'{C}/{attributions}'] if attributions else []), to=gold)
        facts = self.extract(sorted(glob.glob(f'{C}/{folder}/dev/*.txt')), kind)
        report = python('score_facts.py', gold, facts, '--errors', '400', to=f'{self.out}/{kind}.report')
        for line, what in FACTS: self.take(title, what, report, line)
        tenure = re.search(r'tenure right, of roles found\s+([\d.]+)', report)
        self.figures[title, 'tenure right, of the roles found'] = ('', '', tenure.group(1) if tenure else '-')

    def polnear(self):
        facts = self.extract(sorted(glob.glob(f'{C}/polnear/dev/text/*.txt')), 'polnear', '--attitudes')
        python('convert.py', 'statements', facts, f'{self.out}/polnear.sys.jsonl')
        report = python('score_statements.py', f'{C}/polnear/dev', f'{self.out}/polnear.sys.jsonl', '--speech', f'{C}/polnear/speech_subset.tsv', to=f'{self.out}/polnear.report')
        for line, what in (('all WSW', 'who said what, spans'), ('all WSW direct+mixed', 'direct and mixed'), ('all WSW indirect', 'indirect'),
                           ('all triple exact', 'source, cue and content all exact')):
            self.take('PolNeAR, with attitudes', what, report, line + '  ')

    def dwie(self):
        python('score_roles.py', f'{C}/dwie/dev.json', '--text', f'{self.out}/dwie')
        python('convert.py', 'roles', self.extract(sorted(glob.glob(f'{self.out}/dwie/*.txt')), 'dwie'), f'{self.out}/dwie.sys.jsonl')
        report = python('score_roles.py', f'{C}/dwie/dev.json', f'{self.out}/dwie.sys.jsonl', to=f'{self.out}/dwie.report')
        self.take('DWIE', 'person and organization pairs', report, 'pairs')

    def names(self):
        for fmt, title, gold in (('uner', 'UNER-EWT', f'{C}/uner_ewt/en_ewt-ud-dev.iob2'), ('ww', 'world newswire', f'{C}/worldwide_newswire/dev')):
            python('convert.py', 'text', 'ner', gold, f'{self.out}/{fmt}', '--gold-format', fmt)
            facts = self.extract(sorted(glob.glob(f'{self.out}/{fmt}/*.txt')), fmt)
            python('convert.py', 'bio', gold, facts, f'{self.out}/{fmt}.bio', '--gold-format', fmt)
            self.take(title, 'names', python('score_ner.py', gold, f'{self.out}/{fmt}.bio', '--gold-format', fmt, to=f'{self.out}/{fmt}.report'), 'micro')

    def gap(self):
        tsv = f'{C}/gap/gap-validation.tsv'
        figures = gap.score(tsv, gap.records(self.extract(gap.write_texts(tsv, f'{self.out}/gap'), 'gap')))
        for kind, what in (('all', 'who a pronoun is'), ('he', 'he, his, him'), ('she', 'she, her, hers')):
            self.figures['GAP validation', what] = tuple(f'{v:.1f}' for v in figures[kind])


columns = {}
for name, (model, precision) in systems.items():
    columns[name] = s = System(name, model, precision)
    for kind in wanted: s.gold(kind) if kind in GOLD else getattr(s, kind)()

print('| set | what | ' + ' | '.join(columns) + ' |\n|---' * 1 + '|---' * (1 + len(columns)) + '|')
last = None
for kind, what in next(iter(columns.values())).figures:
    cells = [s.figures.get((kind, what), ('-',) * 3) for s in columns.values()]
    print(f'| {kind if kind != last else ""} | {what} | ' + ' | '.join(f'{f} ({p}/{r})' if a.precision and p else f for p, r, f in cells) + ' |')
    last = kind
json.dump({n: {f'{k}: {w}': v for (k, w), v in s.figures.items()} for n, s in columns.items()}, open(f'{keep}/figures.json', 'w'), indent=1)
print(f'\nreports in {keep}', file=sys.stderr)
