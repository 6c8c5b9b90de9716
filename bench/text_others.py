#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""Other programs on the pages of bench/text.py, by the same measure: trafilatura, readability-lxml, newspaper4k, as far
as they are installed (pip install trafilatura readability-lxml newspaper4k lxml_html_clean).

    bench/text_others.py FOLDER
"""
import importlib.metadata
import pathlib
import sys
import time

import text


def trafilatura():
    from trafilatura import extract
    return lambda page: extract(page, include_comments=False) or ""


def readability_lxml():
    from lxml import html
    from readability import Document

    def read(page):
        summary = html.fromstring(Document(page.decode("utf-8", "replace")).summary())
        return " ".join(summary.itertext())
    return read


def newspaper4k():
    from newspaper import Article

    def read(page):
        article = Article("https://paper.example/article", language="en")
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return article.text or ""
    return read


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.split("\n\n")[1].strip())
    pages = list(text.load(pathlib.Path(sys.argv[1])))
    for make in (trafilatura, readability_lxml, newspaper4k):
        name = make.__name__.replace("_", "-")
        try:
            read, version = make(), importlib.metadata.version(name)
        except ImportError as fault:
            print(f"{name}: not installed ({fault})")
            continue
        texts, faults, start = [], 0, time.process_time()
        for page in pages:
            try:
                texts.append(read(page[1]))
            except Exception:  # whatever it raises, the page counts as not read
                texts.append("")
                faults += 1
        seconds = time.process_time() - start
        scores = [text.score(page[2], got) for page, got in zip(pages, texts)]
        size = sum(len(page[1]) for page in pages) / 1e6
        print("{:17} {:8} precision {:.3f}  recall {:.3f}  F1 {:.3f}  words {:.3f}  {:.1f} MB/s  {} faults".format(
            name, version, *text.ratios(scores), text.words_kept(pages, texts), size / seconds, faults))


if __name__ == "__main__":
    main()
