#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""How well and how fast the article is found in its page.

    bench/text.py build/onrecord FOLDER [--worst N]

FOLDER is laid out as the article-extraction-benchmark (ground-truth.json and html/NAME.html.gz) or as the test pages of
readability (NAME/source.html and NAME/expected.html). For the first, precision, recall and F1 of 4-gram shingles are
printed, each the mean over the pages as that benchmark takes it, for all pages and for two halves (a page is in one or
the other by the last bit of its name's SHA-256), so that rules can be tuned on one and checked on the other. For the
second, "words" is the share of the expected words that stand in the text. Speed is of `onrecord text`
over all pages on one core, best of three, in megabytes (10^6) of HTML a second of processor time.
"""
import collections
import gzip
import hashlib
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TOKEN = re.compile(r"\w+", re.UNICODE | re.MULTILINE | re.IGNORECASE | re.DOTALL)
HIDDEN = {"script", "style", "noscript", "svg"}
INLINE = {"a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"}


class Words(html.parser.HTMLParser):
    """The text of an expected page: a space where an element breaks the line."""

    def __init__(self):
        super().__init__()
        self.out, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in HIDDEN
        if tag not in INLINE:
            self.out.append(" ")

    def handle_endtag(self, tag):
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if tag not in INLINE:
            self.out.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def shingles(text):
    """Each run of four words, with how often it stands there; a shorter text is one shingle."""
    words = TOKEN.findall(text or "")
    count = max(1, len(words) - 3) if words else 0
    return collections.Counter(tuple(words[i:i + 4]) for i in range(count))


def score(expected, got):
    """True positives, false positives and false negatives as shares of all three."""
    a, b = shingles(expected), shingles(got)
    tp = sum((a & b).values())
    fp, fn = sum(b.values()) - tp, sum(a.values()) - tp
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0, 0, 0)


def words_kept(pages, texts):
    """The share of the expected words that stand in the texts, over all pages."""
    kept = total = 0
    for page, text in zip(pages, texts):
        expected = collections.Counter(TOKEN.findall(page[2].lower()))
        kept += sum((expected & collections.Counter(TOKEN.findall(text.lower()))).values())
        total += sum(expected.values())
    return kept / total if total else 0.0


def ratios(scores):
    """Mean precision, mean recall, and F1 of the two."""
    precisions = [1.0 if not tp + fp else tp / (tp + fp) for tp, fp, fn in scores]
    recalls = [1.0 if not tp + fn else tp / (tp + fn) for tp, fp, fn in scores]
    p, r = sum(precisions) / len(scores), sum(recalls) / len(scores)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def load(folder):
    """Name, bytes of the page and expected text of each page."""
    truth = folder / "ground-truth.json"
    if truth.exists():
        for name, entry in sorted(json.loads(truth.read_text("utf-8")).items()):
            page = folder / "html" / f"{name}.html.gz"
            if page.exists():
                yield name, gzip.decompress(page.read_bytes()), entry["articleBody"]
        return
    for source in sorted(folder.glob("*/source.html")):
        words = Words()
        words.feed((source.parent / "expected.html").read_text("utf-8"))
        yield source.parent.name, source.read_bytes(), "".join(words.out)


def extract(program, files):
    """What `onrecord text --json` prints for each file, alone or all together; processor seconds of all together."""
    seconds = []
    for _ in range(3):
        with open(os.devnull, "wb") as sink:
            child = subprocess.Popen([program, "text", "--quiet", "--json", *files], stdout=sink, stderr=sink)
            _, _, usage = os.wait4(child.pid, 0)
        seconds.append(usage.ru_utime + usage.ru_stime)
    texts = []
    for file in files:
        line = subprocess.run([program, "text", "--quiet", "--json", file], capture_output=True, check=False).stdout
        texts.append(json.loads(line)["text"] if line else "")
    return texts, min(seconds)


def main():
    arguments = sys.argv[1:]
    worst = int(arguments[arguments.index("--worst") + 1]) if "--worst" in arguments else 0
    if len(arguments) not in (2, 4):
        sys.exit(__doc__.split("\n\n")[1].strip())
    program, folder = arguments[0], pathlib.Path(arguments[1])
    pages = list(load(folder))
    if not pages:
        sys.exit(f"{folder}: neither ground-truth.json with html/ nor folders with source.html and expected.html")
    with tempfile.TemporaryDirectory() as scratch:
        files = [f"{scratch}/{i:04}.html" for i in range(len(pages))]
        for file, page in zip(files, pages):
            pathlib.Path(file).write_bytes(page[1])
        texts, seconds = extract(program, files)

    scores = [score(page[2], text) for page, text in zip(pages, texts)]
    halves = [hashlib.sha256(page[0].encode()).digest()[-1] & 1 for page in pages]
    for title, chosen in (("all", (0, 1)), ("half A", (0,)), ("half B", (1,))):
        part = [s for s, half in zip(scores, halves) if half in chosen]
        if part:
            print("{:7} {:4} pages  precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(title, len(part), *ratios(part)))
    print(f"words   {words_kept(pages, texts):.3f} of those expected")
    size = sum(len(page[1]) for page in pages)
    print(f"speed   {size / 1e6 / seconds:.1f} MB/s of HTML ({size / 1e6:.1f} MB in {seconds:.2f} s)")
    rows = sorted(zip(scores, pages, halves), key=lambda row: row[0][0])
    for (tp, fp, fn), page, half in rows[:worst]:
        print(f"  {page[0][:40]:40} {'AB'[half]}  right {tp:.2f}  surplus {fp:.2f}  missing {fn:.2f}")


if __name__ == "__main__":
    main()
