"""Installs the archive of a release from a server on this machine, and uses it in each version of Nushell."""

import argparse
import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator

import server
from package_case import INSTANCES, PackageCase


class Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Prints nothing."""


@contextlib.contextmanager
def serving(handler) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{served.server_port}"
        finally:
            served.shutdown()
            thread.join()


@contextlib.contextmanager
def started(options: argparse.Namespace) -> Iterator[None]:
    PackageCase.files = options.files
    PackageCase.nushells = options.nushells
    with (
        server.sandbox(options.sandbox, "--instances", str(INSTANCES)) as PackageCase.sandbox,
        serving(functools.partial(Files, directory=options.files)) as PackageCase.url,
    ):
        yield
