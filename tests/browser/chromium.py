"""Chromium without a window, at the other end of a pair of sockets (the DevTools protocol)."""

import contextlib
import fcntl
import itertools
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
]

# How long a page may take, in seconds.
PATIENCE = 60


class Page:
    """A tab. What it is told is answered in order, and events may come in between."""

    def __init__(self, wire: socket.socket):
        self._wire = wire
        self._received = wire.makefile("rb")
        self._numbers = itertools.count(1)
        self._session = {}
        self._loaded = set()
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        self.tell("Page.enable")
        self.tell("Page.setLifecycleEventsEnabled", enabled=True)

    def go(self, url: str):
        """Opens a page, and waits until it is there."""
        with self.loading():
            self.tell("Page.navigate", url=url)

    def press(self, element: str):
        """Presses a button by its id, and waits for the page that it leads to."""
        with self.loading():
            self.evaluate(f"document.getElementById({json.dumps(element)}).click()")

    def evaluate(self, expression: str):
        """The value of an expression of JavaScript."""
        answer = self.tell("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def tell(self, method: str, **parameters):
        """The answer to a command."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters, **self._session}
        self._wire.sendall(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Waits until another page than this one is there."""
        before = self._loader()
        yield
        while not self._loaded - {before}:
            self._next()
        self._loaded.clear()

    def _loader(self) -> str:
        return self.tell("Page.getFrameTree")["frameTree"]["frame"]["loaderId"]

    def _next(self) -> dict:
        message = bytearray()
        while (byte := self._received.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser is gone")
            message += byte
        answer = json.loads(message)
        event = answer.get("params", {})
        if answer.get("method") == "Page.lifecycleEvent" and event["name"] == "load":
            self._loaded.add(event["loaderId"])
        return answer


@contextlib.contextmanager
def page(executable: Path) -> Iterator[Page]:
    """Starts a browser with one tab, and ends it on every way out."""
    ours, theirs = socket.socketpair()
    # The browser reads from 3 and writes to 4. Neither may be one of ours while they are laid there.
    high = fcntl.fcntl(theirs, fcntl.F_DUPFD_CLOEXEC, 10)

    def lay():
        os.dup2(high, 3)
        os.dup2(high, 4)

    with ours, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        command = [executable, *FLAGS, f"--user-data-dir={data}"]
        process = subprocess.Popen(
            command, preexec_fn=lay, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        theirs.close()
        os.close(high)
        ours.settimeout(PATIENCE)
        try:
            page = Page(ours)
            yield page
            page.tell("Browser.close")
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
