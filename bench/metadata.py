#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""How well what a page says about itself is read.

    bench/metadata.py build/onrecord FOLDER [--faults FIELD]

FOLDER is laid out as the test pages of readability (NAME/source.html and NAME/expected-metadata.json). For title,
authors, publisher, day of publication and language: of the pages where one is expected, the share where it is found and the
share where it is right (letter case, marks and white space apart; authors: the expected byline holds a name that is given).
"""
import json
import pathlib
import re
import subprocess
import sys


def plain(text):
    return " ".join(re.findall(r"\w+", (text or "").lower()))


def right(field, expected, got):
    if field == "authors":
        names = [plain(name) for name in got]
        return any(name and (name in plain(expected) or plain(expected) in name) for name in names)
    if field == "published":
        return (got or "")[:10] == expected[:10]
    if field == "language":
        return got.lower().split("-")[0] == expected.lower().split("-")[0]
    return plain(expected) == plain(got)


def main():
    arguments = sys.argv[1:]
    faults = arguments[arguments.index("--faults") + 1] if "--faults" in arguments else None
    if len(arguments) not in (2, 4):
        sys.exit(__doc__.split("\n\n")[1].strip())
    fields = {"title": "title", "authors": "byline", "publisher": "siteName", "published": "publishedTime", "language": "lang"}
    counts = {field: [0, 0, 0] for field in fields}
    for page in sorted(pathlib.Path(arguments[1]).glob("*/source.html")):
        wanted = json.loads((page.parent / "expected-metadata.json").read_text("utf-8"))
        line = subprocess.run([arguments[0], "text", "--quiet", "--json", page], capture_output=True, check=False).stdout
        read = json.loads(line) if line else {}
        for field, key in fields.items():
            if not wanted.get(key):
                continue
            got = read.get(field)
            good = bool(got) and right(field, wanted[key], got)
            for i, yes in enumerate((True, bool(got), good)):
                counts[field][i] += yes
            if faults == field and not good:
                print(f"  {page.parent.name}: expected {wanted[key]!r}, got {got!r}")
    for field, (expected, found, good) in counts.items():
        print(f"{field:10} {expected:4} expected  {found / max(1, expected):.3f} found  {good / max(1, expected):.3f} right")


if __name__ == "__main__":
    main()
