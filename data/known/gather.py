#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Write the tables of this folder anew from the lists that they come from (NOTICE names them and their licences).

    gather.py GAZETTEERS        a folder with congress_legislators/, country_codes/, factbook_json/, world_leaders_2021/,
                                cia_world_leaders_2019/, dariusk_corpora/, sp500/, each as published

organizations.tsv is kept by hand but for the part below its last hand-made row, which this script leaves alone; all other
tables are written whole. The columns are those of --knowledge (docs/knowledge.md)."""
import csv, glob, json, os, re, sys, unicodedata

G, HERE = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
HEAD = ['name', 'type', 'also known as', 'Wikidata id', 'role', 'organization', 'from', 'to']


def clean(s): return re.sub(r'\s+', ' ', unicodedata.normalize('NFC', (s or '').replace('’', "'"))).strip()


def names(*all):
    out = []
    for n in all:
        n = clean(n)
        if n and n not in out: out.append(n)
    return '|'.join(out)


def write(name, source, rows):
    seen, out = set(), []
    for r in sorted(rows):
        if tuple(r) not in seen: out.append(r)
        seen.add(tuple(r))
    with open(f'{HERE}/{name}.tsv', 'w') as f:
        f.write(f'# {source}\n' + '\t'.join(HEAD) + '\n')
        for r in out: f.write('\t'.join(r) + '\n')
    print(name, len(out))


# --- countries, their capitals, and the states of the United States, so that one Georgia is not taken for the other -----
KNOWN_AS = {'US': 'United States', 'UK': 'United Kingdom', 'Côte d’Ivoire': "Ivory Coast|Côte d'Ivoire", 'Türkiye': 'Turkey|Türkiye', 'Czechia': 'Czech Republic|Czechia',
            'Cape Verde': 'Cape Verde|Cabo Verde', 'Timor-Leste': 'East Timor|Timor-Leste', 'Myanmar': 'Myanmar|Burma', 'Eswatini': 'Eswatini|Swaziland',
            'Congo - Brazzaville': 'Republic of the Congo|Congo-Brazzaville|Congo', 'Congo - Kinshasa': 'Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|Congo-Kinshasa|DRC|Congo',
            'Bosnia': 'Bosnia and Herzegovina|Bosnia-Herzegovina|Bosnia', 'North Macedonia': 'North Macedonia', 'Vatican City': 'Vatican City',
            'South Korea': 'South Korea|Republic of Korea', 'North Korea': "North Korea|Democratic People's Republic of Korea", 'Palestine': 'Palestine|State of Palestine'}
ALSO = {'US': 'United States of America|U.S.|US|USA|U.S.A.|America', 'UK': 'UK|U.K.|Great Britain|Britain', 'United Arab Emirates': 'UAE|U.A.E.', 'Netherlands': 'Holland'}
LEFT_OUT = {'Netherlands', 'Micronesia'}  # the id is that of the Kingdom; the name is that of a region, too
rows, ids = [], {}
for c in csv.DictReader(open(f'{G}/country_codes/data/country-codes.csv')):
    label = c['CLDR display name']
    sovereign = c['is_independent'] == 'Yes'
    q = re.sub('.*/', '', c['wikidata_id']) if sovereign and label not in LEFT_OUT else ''
    known = KNOWN_AS.get(label, clean(label.replace(' & ', ' and ').replace('St. ', 'Saint ')))
    name, *more = known.split('|')
    formal = re.sub('^the ', '', clean(c['UNTERM English Formal']))
    if '(' in formal or 'Netherlands' in formal: formal = ''
    also = names(*more, *ALSO.get(label, '').split('|'), label if ' - ' not in label and label not in ('US', 'UK', 'Bosnia') else '', formal)
    also = '|'.join(a for a in also.split('|') if a != name)
    ids[q or name] = name
    rows.append([name, 'place', also, q, '', '', '', ''])
    capital = clean(c['Capital'])
    if sovereign and capital and capital != name: rows.append([capital, 'place', '', '', 'capital', name, '', ''])
for state in csv.DictReader((l for l in open(f'{HERE}/../us-states.tsv') if l[0] != '#'), delimiter='\t'):
    rows.append([list(state.values())[1], 'place', '', '', 'state', 'United States', '', ''])
write('countries', 'Countries, their capitals and Wikidata ids: country-codes (datahub.io, PDDL); US states: data/us-states.tsv', rows)

# --- members of the Congress of the United States ------------------------------------------------------------------------
import yaml
STATES = {list(s.values())[0]: list(s.values())[1] for s in csv.DictReader((l for l in open(f'{HERE}/../us-states.tsv') if l[0] != '#'), delimiter='\t')}
POSTAL = dict(zip('AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU AS VI MP'.split(),
    'Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming,District of Columbia,Puerto Rico,Guam,American Samoa,Virgin Islands,Northern Mariana Islands'.split(',')))
PARTY = {'Democrat': 'Democratic', 'Republican': 'Republican'}
CHAMBER = {'sen': ('senator|U.S. senator|US senator|United States senator', 'United States Senate|U.S. Senate|US Senate|Senate|U.S. Congress|Congress|United States'),
           'rep': ('representative|U.S. representative|US representative|congressman|congresswoman|U.S. congressman|U.S. congresswoman|member of Congress',
                   'United States House of Representatives|U.S. House of Representatives|House of Representatives|U.S. House|House|U.S. Congress|Congress|United States')}
EXECUTIVE = {'prez': 'president|U.S. president|US president', 'viceprez': 'vice president|vice-president|U.S. vice president|US vice president'}


def person(p):
    n = p['name']
    first, last, suffix = n['first'], n['last'], n.get('suffix', '')
    full = n.get('official_full') or ' '.join(filter(None, (first, last, suffix)))
    also = [f'{first} {last}', f'{n["nickname"]} {last}' if n.get('nickname') else '', f'{first} {n["middle"]} {last}' if n.get('middle') else '']
    also = [a for a in also if a and len(a.split()[0].rstrip('.')) > 1]
    if suffix: also += [f'{a} {suffix}' for a in also]
    return full, names(*(a for a in also if clean(a) != clean(full)))


def spans(terms):
    """Terms of one office, one after the other without a gap, as one."""
    out = []
    for t in terms:
        key = (t['type'], t['state'] if 'state' in t else '', t.get('party', ''))
        if out and out[-1][0] == key and int(t['start'][:4]) - int(out[-1][2][:4]) <= 0: out[-1][2] = t['end']
        else: out.append([key, t['start'], t['end']])
    return out


rows = []
for p in yaml.load(open(f'{G}/congress_legislators/legislators-current.yaml'), yaml.CSafeLoader):
    full, also = person(p)
    q = p['id'].get('wikidata', '')
    parties = []
    for (kind, state, party), start, end in spans(p['terms']):
        role, chamber = CHAMBER[kind]
        adjective = PARTY.get(party)
        more = (f'|{adjective} {role.split("|")[0]}' + (f'|{adjective} congressman|{adjective} congresswoman' if kind == 'rep' else '')) if adjective else ''
        rows.append([full, 'person', also, q, role + more, chamber + f'|{POSTAL[state]}' + (f'|{adjective} Party' if adjective else ''), start, end])
        if adjective and parties and parties[-1][0] == adjective: parties[-1][2] = end
        elif adjective: parties.append([adjective, start, end])
    for adjective, start, end in parties:
        people = 'Democrat' if adjective == 'Democratic' else 'Republican'
        rows.append([full, 'person', also, q, f'{people}|member', f'{adjective} Party', start, end])
for p in yaml.load(open(f'{G}/congress_legislators/executive.yaml'), yaml.CSafeLoader):
    if max(t['end'] for t in p['terms']) < '1945': continue
    full, also = person(p)
    for kind, start, end in [(k[0], s, e) for k, s, e in spans(p['terms'])]:
        rows.append([full, 'person', also, p['id'].get('wikidata', ''), EXECUTIVE[kind], 'United States|U.S.|White House|U.S. government|Republican Party|Democratic Party', start, end])
write('congress', 'Members of the Congress, presidents and vice presidents of the United States: congress-legislators (CC0)', rows)

# --- heads of state and government, 2022 (Wikidata) and members of governments, June 2019 (CIA World Leaders) -------------
ALTERNATIVES = {'monarch': 'monarch|king|queen', 'king': 'king|monarch', 'queen': 'queen|monarch', 'emir': 'emir', 'sultan': 'sultan', 'prince': 'prince', 'prime minister': 'prime minister|premier', 'premier': 'premier|prime minister',
                'federal chancellor': 'chancellor|federal chancellor', 'chancellor': 'chancellor', 'taoiseach': 'taoiseach|prime minister', 'pope': 'pope', 'supreme leader': 'supreme leader'}
rows = []
for r in csv.DictReader(open(f'{G}/world_leaders_2021/data/wikidata.csv')):
    country = ids.get(r['countryid']) or clean(r['country'])
    label, who = clean(r['positionLabel']), clean(re.sub(r' \(.*\)$', '', r['officeholderLabel']))
    m = re.match(r'(President|Prime Minister|Prime minister|monarch|Monarch|King|Queen|Emir|emir|Sultan|Premier|Federal Chancellor|Chancellor|Supreme Leader|Governor-General|Taoiseach|pope|president)\b(.*)', label)
    if not m or (m[2] and not m[2].startswith(' of ')) or re.match(r' of the (European|Council|Swiss|National|Presidential|Government|State)', m[2]) or re.fullmatch(r'Q\d+', who): continue
    if 'council' in label.lower() or 'assembly' in label.lower() or not who: continue
    role = m[1].lower()
    rows.append([who, 'person', '', r['officeholder'], ALTERNATIVES.get(role, role), country, r['start_year'], r['end_year']])
write('leaders', 'Heads of state and government, end of 2022: Wikidata (CC0)', rows)



def proper(name):
    name = re.sub(r'^(Dr|Gen|Lt|Col|Maj|Brig|Adm|Capt|Sir|Dame|Sheikh|Prince|Princess|King|Sultan|Emir|Amir|Crown|Maj\. Gen|Lt\. Gen|Brig\. Gen|Rear Adm|Vice Adm|Cdre|Cmdr|Air Mar|Field Mar)\.?(, )?(\(Ret\.\))?\s+', '', name.strip())
    out = []
    for w in name.split():
        out.append(re.sub(r"[^\W\d_]{2,}", lambda m: m[0][:1] + m[0][1:].lower() if m[0].isupper() else m[0], w))
    return clean(re.sub(r'^Mc([a-z])', lambda m: 'Mc' + m[1].upper(), ' '.join(out)))


def office(title):
    """"Minister of Finance" and what the press calls it: role cell, or none for what is no office by itself."""
    t = clean(title.replace('&', 'and'))
    if re.search(r'United Nations|\bUN\b|Ambassador|Permanent Rep|Charge|Attorney|Governor|Dep\.|Assistant|Asst|Member|Advis|Speaker|Chairman|Chief|Secretary', t) and not re.match(r'(Foreign|Home|Finance) Secretary$|Secretary of State', t): return None
    m = re.fullmatch(r'(?:(Deputy|State|Vice) )?Minister (?:of|for) (?:the )?(.+)', t)
    if m:
        front, what = (m[1].lower() + ' ' if m[1] else ''), m[2]
        if ',' in what or ' and ' in what: return names(f'{front}minister of {what.lower()}', f'{front}{what.lower()} minister')
        out = [f'{front}{what.lower()} minister', f'{front}minister of {what.lower()}']
        if what == 'Foreign Affairs': out = [f'{front}foreign minister', *out]
        if what == 'Defense': out += [f'{front}defence minister', f'{front}minister of defence']
        if what in ('Interior', 'the Interior'): out += [f'{front}interior minister']
        return names(*out)
    if re.fullmatch(r'(Deputy |First |Second |Third )*(Vice |Acting )?(President|Prime Minister|Premier|Chancellor|Governor General)', t): return names(t.lower(), t.lower().replace('vice president', 'vice-president'))
    return None


COUNTRY = {'Burma': 'Myanmar', 'Korea, North': 'North Korea', 'Korea, South': 'South Korea', 'Congo, Democratic Republic of the': 'Democratic Republic of the Congo', 'Congo, Republic of the': 'Republic of the Congo',
           'Bahamas, The': 'Bahamas', 'Gambia, The': 'Gambia', "Cote d'Ivoire": 'Ivory Coast', 'Micronesia, Federated States of': 'Micronesia', 'Holy See (Vatican City)': 'Vatican City', 'Macedonia': 'North Macedonia', 'Cabo Verde': 'Cape Verde', 'Timor-Leste': 'East Timor'}
rows = []
for r in csv.DictReader(open(f'{G}/cia_world_leaders_2019/leaders.tsv'), delimiter='\t'):
    role, who = office(r['title']), proper(r['name'] or '')
    if not role or len(who.split()) < 2 or len(who.split()) > 5 or re.search(r'[^\w .\'-]|vacant', who, re.I) : continue
    if len(who.split()[0].rstrip('.')) < 2: continue
    country = COUNTRY.get(r['country'], clean(r['country']).replace(' & ', ' and '))
    if not re.fullmatch(r"[\w .'-]+", country): continue
    rows.append([who, 'person', '', '', role, country, '2019', '2019'])
write('governments', 'Members of governments in June 2019: CIA World Leaders (public domain)', rows)

# --- companies, newspapers, agencies -------------------------------------------------------------------------------------
D = f'{G}/dariusk_corpora/data'
rows = []
SUFFIX = re.compile(r',? (Inc\.?|Corp\.?|Corporation|Company|Co\.?|Ltd\.?|plc|PLC|N\.V\.|S\.A\.|Incorporated|Limited|Group|Holdings?|& Co\.?)$')
for c in csv.DictReader(open(f'{G}/sp500/data/constituents.csv')):
    name = re.sub(r' \((Class .|The)\)$', '', clean(c['Security']))
    rows.append([name, SUFFIX.sub('', name) if ' ' in name else ''])
for name in json.load(open(f'{D}/corporations/fortune500.json'))['companies']:
    name = clean(name)
    rows.append([name, SUFFIX.sub('', name)])
companies = {}
for name, also in rows: companies.setdefault(name.lower(), [name, 'organization', also if also != name and len(also.split()) > 1 else '', '', '', '', '', ''])
papers = [[re.sub('^The ', '', clean(n)), 'organization', clean(n) if n.startswith('The ') else '', '', '', '', '', ''] for n in json.load(open(f'{D}/corporations/newspapers.json'))['newspapers'] if len(re.sub('^The ', '', n).split()) > 1]
agencies = []
for n in json.load(open(f'{D}/governments/us_federal_agencies.json'))['agencies']:
    n = clean(n.replace('U. S.', 'U.S.').replace('&', 'and').replace(' And ', ' and '))
    if '(' in n or '/' in n or ' ' not in n or n.startswith(('Non-', 'The ', 'Comm ')) or 'Stated' in n or 'Inspector General' in n: continue
    agencies.append([n, 'organization', 'U.S. ' + n if n.startswith('Department of') else '', '', '', '', '', ''])
hand = {clean(r['name']).lower() for r in csv.DictReader((l for l in open(f'{HERE}/organizations.tsv') if l[0] != '#'), delimiter='\t')} if os.path.exists(f'{HERE}/organizations.tsv') else set()
write('companies', 'Companies, newspapers and federal agencies of the United States: S&P 500 (datahub.io, PDDL), Corpora (CC0)',
      [r for r in [*companies.values(), *papers, *agencies] if r[0].lower() not in hand])
