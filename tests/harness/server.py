"""A server as a process of our own."""

import collections
import contextlib
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def running(command: list[str | Path], answer: Callable[[str], object]) -> Iterator:
    """Starts a server, gives what `answer` finds in a line of its log, and stops it on every way out."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        # A server says where it listens once it does, so there is nothing to poll and no port to guess.
        yield _found(process.stdout, answer)
    finally:
        process.terminate()
        process.wait()


def sandbox(executable: Path, *flags: str):
    """Our own local AWS; gives its URL and its accounts."""
    return running([executable, *flags], lambda line: json.loads(line) if line.startswith("{") else None)


def _found(log, answer):
    seen = []
    for line in log:
        seen.append(line)
        if found := answer(line):
            # The log must be read on, or the server stops when the pipe is full.
            threading.Thread(target=collections.deque, args=(log, 0), daemon=True).start()
            return found
    raise RuntimeError("the server did not start:\n" + "".join(seen))
