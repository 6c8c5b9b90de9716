#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""How `onrecord add` does with very many articles in one file: the time for each tenth of them, the memory, and whether a
run that is killed in the middle goes on.

    bench/many.py build/onrecord [ARTICLES [LANGUAGE]]

The articles are made up of German words ("de", the default), of which only that they are there is stored, so that what is
measured is all but the language model; or of English ones ("en"), which are read. Each has about ninety words, one in fifty is
another one with a word changed. Memory is what the process has for itself (RssAnon), and with the files it has mapped (VmHWM).
"""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

WORDS = {
    "de": ("der die das und ist nicht ein eine mit auf für von den dem im zu sich auch als bei",
           "Minister Hafen Streik Verkauf Woche Partei Sprecher Gericht Werft Küste Fähre Abgeordnete Vertrag Krone Kai Kran "
           "Werk Bürger Sitzung Plan Preis Käufer Zeitung Brücke Schule Straße Zug Bahn Wasser Strom Stadt Land Rat Amt"),
    "en": ("the a and is not of to in on for with from by as at it that this",
           "minister port strike sale week party speaker court yard coast ferry member contract crown quay crane plant "
           "citizen session plan price buyer paper bridge school road train line water power town country council office"),
}


def article(number, language, draw):
    small, large = (words.split() for words in WORDS[language])
    words = [draw.choice(large) + str(draw.randrange(100)) if i % 7 == 0 else draw.choice(large if i % 5 == 0 else small)
             for i in range(90)]
    text = " ".join(words).capitalize() + "."
    return {"url": f"https://coast.example/{number}", "title": f"Article {number}", "date": "2031-04-19", "text": text}


def write(path, count, language):
    draw, before = random.Random(7), None
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            one = article(number, language, draw)
            if number % 50 == 49:  # nearly the same as the one before
                one["text"] = before["text"] + " Ende"
            before = one
            out.write(json.dumps(one, ensure_ascii=False) + "\n")


def memory(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("RssAnon", "VmHWM"))}
    return sizes.get("RssAnon", 0), sizes.get("VmHWM", 0)


def run(command, step, stop_at):
    """Lines of one run: (articles so far, seconds since the last line, own memory, all memory); how many were reported."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    done, counts, begun = 0, {}, time.monotonic()
    for line in child.stdout:
        kind = line.split(" ", 1)[0]
        if kind not in ("added", "duplicate", "unchanged", "replaced"):
            print("   ", line.strip())
            continue
        counts[kind] = counts.get(kind, 0) + 1
        done += 1
        if done % step == 0:
            now = time.monotonic()
            print("{:8} articles  {:6.1f} s for {}  {:6.1f} MB own  {:6.1f} MB with mapped files".format(
                done, now - begun, step, *memory(child.pid)), flush=True)
            begun = now
        if done == stop_at:
            child.send_signal(signal.SIGKILL)
            break
    child.stdout.close()
    child.wait()
    return counts


def main():
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__.split("\n\n")[1].strip())
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    language = sys.argv[3] if len(sys.argv) > 3 else "de"
    with tempfile.TemporaryDirectory() as scratch:
        write(f"{scratch}/many.jsonl", count, language)
        graph = f"{scratch}/many.graph"
        command = [program, "add", "--graph", graph, f"{scratch}/many.jsonl"]
        print(f"{count} articles, killed after {count * 6 // 10}:")
        first = run(command, count // 10, count * 6 // 10)
        print("--resume:")
        second = run([*command, "--resume"], count // 10, 0)
        print("reported", {kind: first.get(kind, 0) + second.get(kind, 0) for kind in {**first, **second}})
        for file in sorted(pathlib.Path(graph).iterdir()):
            print(f"{file.name:20} {file.stat().st_blocks * 512 / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()
