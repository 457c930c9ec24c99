"""What the tests of credentials share: profiles with roles."""

import json
import os
import pty
import subprocess
from pathlib import Path

from case import PythonCase

# `role` and `guarded` are assumed with the keys of `dev`, the latter with MFA. `cross` is assumed with the keys of
# `guarded`.
CONFIG = """\
[profile dev]
region = eu-west-1
aws_access_key_id = {id}
aws_secret_access_key = {secret}

[profile role]
region = eu-west-2
role_arn = arn:aws:iam::{other}:role/tester
source_profile = dev

[profile guarded]
region = eu-west-2
role_arn = arn:aws:iam::{other}:role/mfa-admin
mfa_serial = arn:aws:iam::{account}:mfa/ann
role_session_name = b.o=b@example.com
external_id = büro
duration_seconds = 7200
source_profile = dev

[profile cross]
region = eu-west-1
role_arn = arn:aws:iam::{account}:role/tester
source_profile = guarded

[profile program]
region = eu-west-3
credential_process = {program}
"""


class CredentialsCase(PythonCase):
    def setUp(self):
        super().setUp()
        first, second = self.sandbox["accounts"][:2]
        self.account, self.other = first["id"], second["id"]
        nu, *arguments = self.nushell
        program = " ".join([str(nu), *(f"'{argument}'" for argument in arguments)])
        self.configure(
            CONFIG.format(
                account=self.account,
                other=self.other,
                id=first["access_key_id"],
                secret=first["secret_access_key"],
                program=f"{program} -c 'aws credentials export --profile role'",
            )
        )

    def bytes(self, command: list[str | Path]) -> bytes:
        """The bytes that a program prints."""
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=120).stdout

    def export(self, flags: str) -> bytes:
        return self.bytes([*self.nushell, "-c", f"aws credentials export {flags}"])

    def identity(self, profile: str) -> str:
        """The ARN that the AWS CLI gets with a profile. There is no terminal, so it can't prompt."""
        run = subprocess.run(
            ["aws", "sts", "get-caller-identity", "--profile", profile, "--output", "json"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            start_new_session=True,
            text=True,
            timeout=120,
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)["Arn"]

    def answer(self, command: list[str | Path], question: str, answer: str) -> str:
        """Runs a program in a terminal, answers its question, and returns the screen."""
        process, terminal = pty.fork()
        if process == 0:
            os.execvpe(command[0], command, self.environment)
        shown = b""
        while question.encode() not in shown:
            shown += os.read(terminal, 4096)
        os.write(terminal, f"{answer}\n".encode())
        try:
            while piece := os.read(terminal, 4096):
                shown += piece
        except OSError:
            # On Linux the terminal fails when its program has ended.
            pass
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), 0, shown.decode())
        return shown.decode()
