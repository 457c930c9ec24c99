"""moto is an AWS that others wrote. The AWS CLI sends it the same requests, and what it prints is expected."""

import argparse
import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import fixture
import inventory
import server
from case import MotoCase

READY = re.compile(r"(?<=Running on )http://\S+")


@contextlib.contextmanager
def started(_arguments: argparse.Namespace) -> Iterator[None]:
    """Starts moto on a free port and creates resources in it."""
    command = [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", "0"]
    with server.running(command, parse_url) as url, fixture.created(url) as MotoCase.environment:
        inventory.create(MotoCase.client("ec2", inventory.REGION))
        yield


def parse_url(line: str) -> str | None:
    found = READY.search(line)
    return found and found[0]
