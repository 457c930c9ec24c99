"""Servers as child processes."""

import collections
import contextlib
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def running(command: list[str | Path], parse: Callable[[str], object]) -> Iterator:
    """Starts a server, and stops it at the end. The value is what `parse` finds in a line of its output."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        # A server prints its address once it listens, so there is no need to poll or to choose a port.
        yield _first_match(process.stdout, parse)
    finally:
        process.terminate()
        process.wait()


def sandbox(executable: Path, *flags: str):
    """Starts `aws-sandbox`. The value is its URL and accounts."""
    return running([executable, *flags], lambda line: json.loads(line) if line.startswith("{") else None)


def _first_match(output, parse):
    lines = []
    for line in output:
        lines.append(line)
        if found := parse(line):
            # Without a reader the server would block when the pipe is full.
            threading.Thread(target=collections.deque, args=(output, 0), daemon=True).start()
            return found
    raise RuntimeError("the server did not start:\n" + "".join(lines))
