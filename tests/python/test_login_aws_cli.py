"""The plugin and version 2 of the AWS CLI use and renew the same sign-ins to the console, whoever has signed in."""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from login_case import LoginCase

# The first version with `aws login`.
FIRST = (2, 32)


def aws_cli() -> str | None:
    """The first AWS CLI on the path that has `aws login`. PyPI has none."""
    venv = Path(sys.executable).parent
    for folder in map(Path, os.environ["PATH"].split(os.pathsep)):
        aws = folder / "aws"
        if folder == venv or not os.access(aws, os.X_OK):
            continue
        printed = subprocess.run([aws, "--version"], capture_output=True, text=True).stdout
        version = re.match(r"aws-cli/(\d+)\.(\d+)\.", printed)
        if version and tuple(map(int, version.groups())) >= FIRST:
            return str(aws)
    return None


class LoginWithAwsCli(LoginCase):
    @classmethod
    def setUpClass(cls):
        cls.aws_cli = aws_cli()
        if not cls.aws_cli:
            raise unittest.SkipTest("no AWS CLI of version 2.32 or later is on the path")

    def test_the_plugin_renews_what_the_aws_cli_has_signed_in(self):
        self.sign_in_with_aws_cli()
        row = self.nu("aws profiles | where name == console | first")
        self.assertEqual((row["kind"], row["sign_in_status"]), ("login", "valid"))
        self.assertEqual(self.nu("aws profile check"), [])
        self.check_that_both_renew_the_keys_in_turn(self.renew_with_aws_cli)

    def test_the_aws_cli_renews_what_the_plugin_has_signed_in(self):
        self.sign_in_with_plugin()
        self.check_that_both_renew_the_keys_in_turn(self.renew_with_aws_cli)

    def test_each_signs_out_of_what_the_other_has_signed_in(self):
        self.sign_in_with_aws_cli()
        self.assertEqual([row["status"] for row in self.nu("aws logout --profile console")], ["signed_out"])
        self.sign_in_with_plugin()
        self.run_aws_cli("logout", "--profile", "console")
        self.assertEqual(self.nu("aws profiles | get sign_in_status"), ["signed_out"])
        self.assertEqual(self.files("login/cache"), {})

    def sign_in_with_aws_cli(self):
        # It waits for the browser, which in turn waits for its port.
        browser = self.environment["BROWSER"]
        self.environment["BROWSER"] = f"{browser} %s &"
        self.run_aws_cli("login", "--profile", "console")
        self.environment["BROWSER"] = browser

    def renew_with_aws_cli(self) -> str:
        return json.loads(self.run_aws_cli("configure", "export-credentials", "--profile", "console"))["AccessKeyId"]

    def run_aws_cli(self, *arguments: str) -> str:
        return self.output([self.aws_cli, *arguments])
