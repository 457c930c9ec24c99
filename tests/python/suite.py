"""The Python SDK and the AWS CLI read what the plugin writes, and the plugin reads what they write."""

import argparse
import contextlib
from collections.abc import Iterator

import server
from case import PythonCase

# More than the Python SDK asks for at a time.
INSTANCES = 250


@contextlib.contextmanager
def started(given: argparse.Namespace) -> Iterator[None]:
    """Starts an AWS whose user allows every sign-in."""
    flags = ["--auto-approve", "--instances", str(INSTANCES)]
    PythonCase.fish = given.fish
    with server.sandbox(given.sandbox, *flags) as PythonCase.sandbox:
        yield
