"""A `credential_process` may ask in the terminal, in the plugin as in the AWS CLI.

Nushell runs a script here: an interactive Nushell ignores the signals that stop a program without the terminal.
"""

import json

from credentials_case import CredentialsCase

PROGRAM = """\
#!/bin/sh
printf 'Code for the vault: ' >/dev/tty
read -r code </dev/tty
test "$code" = 4711 && printf '%s' '{output}'
"""

CONFIG = """
[profile asking]
region = eu-west-1
credential_process = {program}
"""


class Programs(CredentialsCase):
    def setUp(self):
        super().setUp()
        account = self.sandbox["accounts"][0]
        output = {"Version": 1, "AccessKeyId": account["access_key_id"], "SecretAccessKey": account["secret_access_key"]}
        program = self.home / "vault"
        program.write_text(PROGRAM.format(output=json.dumps(output)))
        program.chmod(0o700)
        config = self.home / ".aws" / "config"
        config.write_text(config.read_text() + CONFIG.format(program=program))

    def test_a_program_may_ask_in_the_terminal(self):
        cli = ["aws", "sts", "get-caller-identity", "--profile", "asking"]
        for command in ([*self.nushell, "-c", "aws whoami --profile asking | get account_id"], cli):
            self.assertIn(self.account, self.answer(command, "Code for the vault: ", "4711"))

    def test_a_program_that_asks_while_several_profiles_are_used_fails_at_once(self):
        command = [*self.nushell, "-c", "aws whoami --profile [dev asking] | get account_id | to text"]
        shown = self.answer(command, "Code for the vault: ", "")

        self.assertIn("waits for the terminal", shown)
        self.assertIn(self.account, shown)
