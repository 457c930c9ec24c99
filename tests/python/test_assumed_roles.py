"""The plugin and the AWS CLI share the credentials of assumed roles. STS returns new ones for every request."""

import json

from credentials_case import CredentialsCase

FOLDER = "cli/cache"

# Roles with everything that is part of the name of a cache file.
CONFIG = """
[profile named]
region = eu-west-2
role_arn = arn:aws:iam::{other}:role/tester
role_session_name = ann
external_id = büro
duration_seconds = 7200
source_profile = dev

[profile chained]
region = eu-west-2
role_arn = arn:aws:iam::{account}:role/tester
source_profile = role

[profile pod]
region = eu-west-2
role_arn = arn:aws:iam::{other}:role/tester
role_session_name = pod
web_identity_token_file = {token}

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile sso]
region = eu-west-1
sso_session = corp
sso_account_id = {account}
sso_role_name = developer

[profile role-of-sso]
region = eu-west-2
role_arn = arn:aws:iam::{other}:role/tester
source_profile = sso
"""

PROFILES = ["role", "named", "chained", "pod"]


class AssumedRoles(CredentialsCase):
    def setUp(self):
        super().setUp()
        token = self.home / "token"
        token.write_text("sandbox-token-web-identity")
        config = self.home / ".aws" / "config"
        config.write_text(config.read_text() + CONFIG.format(account=self.account, other=self.other, token=token))

    def test_the_cli_uses_the_credentials_of_the_plugin(self):
        for profile in PROFILES:
            with self.subTest(profile):
                self.nu(f"aws credentials --profile {profile} | ignore")
                before = self.files(FOLDER)

                self.identity(profile)

                self.assertEqual(self.files(FOLDER), before)

    def test_the_plugin_uses_the_credentials_of_the_cli(self):
        for profile in PROFILES:
            with self.subTest(profile):
                self.identity(profile)
                before = self.files(FOLDER)

                row = json.loads(self.bytes([*self.nushell, "-c", f"aws credentials --profile {profile} | to json"]))

                ids = [json.loads(text)["Credentials"]["AccessKeyId"] for text in before.values()]
                self.assertIn(row["AWS_ACCESS_KEY_ID"], ids)
                self.assertEqual(self.files(FOLDER), before)

    def test_neither_needs_a_sign_in_for_a_role_that_the_other_has_assumed(self):
        """The AWS CLI 1 has no cache for the credentials of the SSO role. See `test_role_keys`."""
        uses = {
            "the CLI": lambda: self.identity("role-of-sso"),
            "the plugin": lambda: self.nu("aws whoami -p role-of-sso | get arn"),
        }
        for first, second in (uses, reversed(uses)):
            with self.subTest(first=first):
                self.sign_in("sso")
                uses[first]()
                self.sign_out_quietly()
                before = self.files(FOLDER)

                uses[second]()

                self.assertEqual(self.files(FOLDER), before)
                for name in before:
                    self.home.joinpath(".aws", FOLDER, name).unlink()

    def test_both_write_the_same_members(self):
        for profile in ("named", "pod"):
            with self.subTest(profile):
                before = self.files(FOLDER)
                self.nu(f"aws credentials --profile {profile} | ignore")
                [(name, ours)] = self.files(FOLDER).items() - before.items()
                self.home.joinpath(".aws", FOLDER, name).unlink()

                self.identity(profile)

                theirs = json.loads(self.files(FOLDER)[name])
                ours = json.loads(ours)
                members = [member for member in theirs if member in ours]
                self.assertEqual(list(ours), members)
                for member in ours:
                    self.assertEqual(list(ours[member]), list(theirs[member]))
                self.assertEqual(ours["AssumedRoleUser"], theirs["AssumedRoleUser"])
