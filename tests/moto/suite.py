"""moto is an AWS that other people wrote. The AWS CLI asks it too, and what that prints is the yardstick."""

import argparse
import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import server
import world
from case import MotoCase

READY = re.compile(r"(?<=Running on )http://\S+")


@contextlib.contextmanager
def started(_given: argparse.Namespace) -> Iterator[None]:
    """Starts moto on a free port of loopback, and fills it."""
    command = [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", "0"]
    with server.running(command, url) as at, world.made(at) as MotoCase.environment:
        yield


def url(line: str) -> str | None:
    found = READY.search(line)
    return found and found[0]
