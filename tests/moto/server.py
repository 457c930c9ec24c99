"""The moto server as a process of our own."""

import collections
import contextlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

READY = re.compile(r"Running on (http://\S+)")


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Starts moto on a free port of loopback, gives its URL, and stops it on every way out."""
    command = [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        # moto says where it listens once it does, so there is nothing to poll and no port to guess.
        yield _url(process.stdout)
    finally:
        process.terminate()
        process.wait()


def _url(log) -> str:
    seen = []
    for line in log:
        seen.append(line)
        if found := READY.search(line):
            # The log must be read on, or moto stops when the pipe is full.
            threading.Thread(target=collections.deque, args=(log, 0), daemon=True).start()
            return found[1]
    raise RuntimeError("moto did not start:\n" + "".join(seen))
