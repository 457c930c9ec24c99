"""Who signs in with one program has signed in with the others."""

import json
import stat

import suite
from case import PythonCase


class OurSignIn(PythonCase):
    def test_the_sdk_lists_instances_with_no_other_step(self):
        self.sign_in()

        ours = self.ids()

        self.assertEqual(len(ours), suite.INSTANCES)
        self.assertEqual(self.sdk("instances", "dev"), {"ids": ours, "pages": 3})

    def test_the_cli_lists_instances_with_no_other_step(self):
        self.sign_in()

        query = ["--query", "Reservations[].Instances[].InstanceId"]

        self.assertEqual(self.aws("ec2", "describe-instances", "--profile", "dev", *query), self.ids())

    def test_a_legacy_profile_is_as_good(self):
        self.sign_in("old")

        self.assertEqual(self.sdk("instances", "old")["ids"], self.ids("old"))

    def test_our_files_have_the_sdks_names_and_fields(self):
        self.sign_in()
        ours = self.fields()
        for path in self.home.glob(".aws/sso/cache/*.json"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
            path.unlink()

        self.sdk("session", "corp")

        self.assertEqual(ours, self.fields())

    def test_after_our_sign_out_the_sdk_has_no_token(self):
        self.sign_in()
        self.sdk("instances", "dev")

        self.nu("aws sso logout --sso-session corp")

        self.assertEqual(
            self.sdk("instances", "dev"),
            {"error": "SSOTokenLoadError", "message": "Error loading SSO Token: Token for corp does not exist"},
        )

    def fields(self) -> dict[str, set[str]]:
        return {name: set(json.loads(text)) for name, text in self.files("sso/cache").items()}


class TheirSignIn(PythonCase):
    def test_we_list_instances_with_no_other_step(self):
        self.sdk("session", "corp")
        theirs = self.files("sso/cache")

        [row] = self.nu("aws sso sessions | where name == corp")

        self.assertEqual((row["status"], row["profiles"]), ("valid", ["dev"]))
        self.assertEqual(self.ids(), self.sdk("instances", "dev")["ids"])
        self.assertEqual(self.files("sso/cache"), theirs)

    def test_a_legacy_profile_is_as_good(self):
        self.sdk("legacy", "old")
        self.assertIn("UTC", self.token()["expiresAt"])
        theirs = self.files("sso/cache")

        [row] = self.nu("aws sso sessions | where start_url == https://old.awsapps.com/start")

        self.assertEqual((row["status"], row["profiles"]), ("valid", ["old"]))
        self.assertEqual(self.ids("old"), self.sdk("instances", "old")["ids"])
        self.assertEqual(self.files("sso/cache"), theirs)

    def test_we_sign_in_without_asking_for_their_token_again(self):
        self.sdk("session", "corp")
        theirs = self.tokens()

        self.sign_in()

        self.assertEqual(self.tokens(), theirs)

    def test_we_use_their_registration(self):
        self.sdk("session", "corp")
        theirs = self.token()

        self.nu("aws sso login --sso-session corp --force")

        self.assertEqual(self.token()["clientId"], theirs["clientId"])
        self.assertNotEqual(self.token()["accessToken"], theirs["accessToken"])
