"""Shared by the tests with a browser: a home directory with an Identity Center, and a user who presses a button."""

import json
import os
import select
import subprocess
import tempfile
from pathlib import Path

import home
import nushell

CONFIG = """\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
"""

# How long the browser may take after the sign-in, in seconds.
TIMEOUT = 60


class BrowserCase(nushell.Case):
    # Set by the suite.
    sandbox: dict
    chromium: Path

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.environment = home.environment(self.home, AWS_ENDPOINT_URL=self.sandbox["url"])
        self.home.joinpath(".aws").mkdir()
        self.home.joinpath(".aws/config").write_text(CONFIG)

    def sign_in(self, button: str, *flags: str):
        """Signs in with a user who presses this button. Returns the row in Nushell and the page in the browser."""
        return self.run_with_browser(button, f"aws sso login --sso-session corp {' '.join(flags)} | first")

    def sign_in_to_console(self, button: str):
        """The same for the console, on this computer."""
        return self.run_with_browser(button, "aws login --profile console --region eu-central-1")

    def sign_in_to_console_elsewhere(self, button: str):
        """The same with a browser of another computer: a program reads the URL, and prints the text on the last page."""
        shown = self.home / "shown.txt"
        copy = home.program(self.home, Path(__file__).with_name("copy_text.py"), self.chromium, shown, button)
        line = f"^{copy} | aws login --profile console --region eu-central-1 --remote | to json --raw"
        with shown.open("wb") as stderr:
            run = subprocess.run(
                [*self.nushell, "-c", line],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                timeout=2 * TIMEOUT,
            )
        self.assertEqual(run.returncode, 0, shown.read_text())
        return json.loads(run.stdout)

    def run_with_browser(self, button: str, command: str):
        """Runs a command that opens a page. Returns its row, or the code of its error, and the next page."""
        fifo = self.home / "shown"
        os.mkfifo(fifo)
        # Opened for both directions, so that neither side waits for the other to open it.
        reply = os.fdopen(os.open(fifo, os.O_RDWR), "rb", buffering=0)
        self.addCleanup(reply.close)
        user = Path(__file__).with_name("user.py")
        self.environment["BROWSER"] = home.program(self.home, user, self.chromium, fifo, button)
        try:
            row = self.nu(f"try {{ {command} }} catch {{|error| {{status: $error.details.code}} }}")
        except subprocess.TimeoutExpired:
            self.fail(f"the sign-in does not end; the browser shows {self.shown(reply)}")
        return row, self.shown(reply)

    def shown(self, reply) -> dict | None:
        ready, _, _ = select.select([reply], [], [], TIMEOUT)
        return json.loads(reply.readline()) if ready else None
