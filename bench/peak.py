# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
"""peak.py COMMAND...: run it, and add to the last line that it prints how much memory it had at most, in MB: its own
("private", RssAnon of /proc/PID/status), and pages of files that it mapped ("mapped", RssFile), which the system takes back
when others need the room. Looked at every millisecond, so what is gone sooner than that may be missed."""

import subprocess
import sys
import time

FIELDS = (b'RssAnon:', b'RssFile:')


def look(status, most):
    status.seek(0)
    for line in status.read().splitlines():
        for i, name in enumerate(FIELDS):
            if line.startswith(name):
                most[i] = max(most[i], int(line.split()[1]))


def main():
    most = [0, 0]
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
    with open('/proc/%d/status' % child.pid, 'rb', buffering=0) as status:
        while child.poll() is None:
            look(status, most)
            time.sleep(0.001)
    out = child.stdout.read().rstrip('\n')
    if out:
        print('%s %6.1f private %6.1f mapped' % (out, most[0] / 1024, most[1] / 1024))
    sys.exit(child.returncode)


main()
