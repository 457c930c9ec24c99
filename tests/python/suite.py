"""The plugin, the Python SDK and the AWS CLI use the same files: each reads what the others write."""

import argparse
import contextlib
from collections.abc import Iterator

import server
from case import PythonCase

# More than a page of the Python SDK.
INSTANCES = 250


@contextlib.contextmanager
def started(options: argparse.Namespace) -> Iterator[None]:
    """Starts a sandbox that approves every sign-in."""
    flags = ["--auto-approve", "--instances", str(INSTANCES)]
    PythonCase.fish = options.fish
    with server.sandbox(options.sandbox, *flags) as PythonCase.sandbox:
        yield
