"""A real browser signs in: Chromium without a window, and a user that presses the buttons."""

import argparse
import contextlib
from collections.abc import Iterator

import server
from case import BrowserCase


@contextlib.contextmanager
def started(given: argparse.Namespace) -> Iterator[None]:
    """Starts an AWS that asks its user about every sign-in."""
    with server.sandbox(given.sandbox) as BrowserCase.sandbox:
        BrowserCase.chromium = given.chromium
        yield
