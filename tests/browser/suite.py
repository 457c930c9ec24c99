"""Signs in with a real browser: headless Chromium, and a user who presses the buttons."""

import argparse
import contextlib
from collections.abc import Iterator

import server
from case import BrowserCase


@contextlib.contextmanager
def started(given: argparse.Namespace) -> Iterator[None]:
    """Starts a sandbox whose user has to approve every sign-in."""
    with server.sandbox(given.sandbox) as BrowserCase.sandbox:
        BrowserCase.chromium = given.chromium
        yield
