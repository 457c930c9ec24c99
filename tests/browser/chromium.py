"""Headless Chromium, controlled by the DevTools protocol over a pair of sockets."""

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
TIMEOUT = 60


class Page:
    """A tab. Commands are answered in order, with events in between."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._received = connection.makefile("rb")
        self._numbers = itertools.count(1)
        self._session = {}
        self._loaded = set()
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        self.send("Page.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)

    def go(self, url: str):
        """Opens a page, and waits until it is loaded."""
        with self.loading():
            self.send("Page.navigate", url=url)

    def press(self, element: str):
        """Presses the button with this id, and waits until the next page is loaded."""
        with self.loading():
            self.evaluate(f"document.getElementById({json.dumps(element)}).click()")

    def evaluate(self, expression: str):
        """The value of a JavaScript expression."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def send(self, method: str, **parameters):
        """Sends a command, and returns its result."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters, **self._session}
        self._connection.sendall(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Waits until a different page is loaded."""
        before = self._loader()
        yield
        while not self._loaded - {before}:
            self._next()
        self._loaded.clear()

    def _loader(self) -> str:
        return self.send("Page.getFrameTree")["frameTree"]["frame"]["loaderId"]

    def _next(self) -> dict:
        message = bytearray()
        while (byte := self._received.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser has exited")
            message += byte
        answer = json.loads(message)
        event = answer.get("params", {})
        if answer.get("method") == "Page.lifecycleEvent" and event["name"] == "load":
            self._loaded.add(event["loaderId"])
        return answer


@contextlib.contextmanager
def page(executable: Path) -> Iterator[Page]:
    """Starts a browser with one tab, and always ends it."""
    ours, theirs = socket.socketpair()
    # The browser reads from 3 and writes to 4, so our descriptor must be neither.
    high = fcntl.fcntl(theirs, fcntl.F_DUPFD_CLOEXEC, 10)

    def connect():
        os.dup2(high, 3)
        os.dup2(high, 4)

    with ours, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        command = [executable, *FLAGS, f"--user-data-dir={data}"]
        process = subprocess.Popen(
            command, preexec_fn=connect, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        theirs.close()
        os.close(high)
        ours.settimeout(TIMEOUT)
        try:
            page = Page(ours)
            yield page
            page.send("Browser.close")
            process.wait(TIMEOUT)
        finally:
            process.kill()
            process.wait()
