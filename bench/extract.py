#!/usr/bin/env python3
# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""How fast a folder of plain text is read, from end to end, and in how much memory.

    bench/extract.py build/onrecord FOLDER [RUNS]

Prints words a second of wall time and of processor time (the best of RUNS runs, one thread), the time from start to the
first fact of one short article, the peak of memory, and the same after ten times as many articles: flat means that the
two are nearly equal. Words are what white space separates. Other work on the machine slows the first figure more than
the second.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time


def run(program, operands):
    """Wall seconds, processor seconds and peak megabytes of one extraction."""
    begin = time.perf_counter()
    with open(os.devnull, "wb") as sink:
        child = subprocess.Popen([program, "extract", "--quiet", "--jobs", "1", *operands], stdout=sink)
        _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    if status:
        sys.exit(f"{program} failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.split("\n\n")[1].strip())
    program, folder = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) == 4 else 3
    files = sorted(str(f) for f in pathlib.Path(folder).rglob("*.txt"))
    if not files:
        sys.exit(f"{folder}: no .txt files in it")
    words = sum(len(pathlib.Path(f).read_bytes().split()) for f in files)

    results = [run(program, files) for _ in range(runs)]
    wall, processor, peak = (min(r[i] for r in results) for i in range(3))
    print(f"articles           {len(files)}")
    print(f"words              {words}")
    print(f"words a second     {words / wall:.0f}")
    print(f"  of processor     {words / processor:.0f}")
    print(f"memory             {peak:.0f} MB")
    if len(files) <= 200:
        print(f"  ten times over   {run(program, files * 10)[2]:.0f} MB")

    with tempfile.TemporaryDirectory() as scratch:
        short = pathlib.Path(scratch) / "a.txt"
        short.write_text("Finance minister Ana Brandt denied that Norland would sell the port.\n")
        print(f"to the first fact  {min(run(program, [str(short)])[0] for _ in range(5)):.2f} s")


if __name__ == "__main__":
    main()
