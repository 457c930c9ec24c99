"""A sign-in with one program is valid in the others."""

import json
import stat

import suite
from case import PythonCase


class PluginSignIn(PythonCase):
    def test_the_sdk_lists_instances_without_another_sign_in(self):
        self.sign_in()

        by_plugin = self.ids()

        self.assertEqual(len(by_plugin), suite.INSTANCES)
        self.assertEqual(self.sdk("instances", "dev"), {"ids": by_plugin, "pages": 3})

    def test_the_cli_lists_instances_without_another_sign_in(self):
        self.sign_in()

        query = ["--query", "Reservations[].Instances[].InstanceId"]

        self.assertEqual(self.aws("ec2", "describe-instances", "--profile", "dev", *query), self.ids())

    def test_the_sdk_uses_a_legacy_sign_in(self):
        self.sign_in("old")

        self.assertEqual(self.sdk("instances", "old")["ids"], self.ids("old"))

    def test_the_cache_files_have_the_names_and_fields_of_the_sdk(self):
        self.sign_in()
        by_plugin = self.fields()
        for path in self.home.glob(".aws/sso/cache/*.json"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
            path.unlink()

        self.sdk("session", "corp")

        self.assertEqual(by_plugin, self.fields())

    def test_after_a_sign_out_the_sdk_has_no_token(self):
        self.sign_in()
        self.sdk("instances", "dev")

        self.nu("aws sso logout --sso-session corp")

        self.assertEqual(
            self.sdk("instances", "dev"),
            {"error": "SSOTokenLoadError", "message": "Error loading SSO Token: Token for corp does not exist"},
        )

    def fields(self) -> dict[str, set[str]]:
        return {name: set(json.loads(text)) for name, text in self.files("sso/cache").items()}


class SdkSignIn(PythonCase):
    def test_the_plugin_lists_instances_without_another_sign_in(self):
        self.sdk("session", "corp")
        before = self.files("sso/cache")

        [row] = self.nu("aws sso sessions --long | where sso_session == corp")

        self.assertEqual((row["status"], row["profiles"]), ("valid", ["dev"]))
        self.assertEqual(self.ids(), self.sdk("instances", "dev")["ids"])
        self.assertEqual(self.files("sso/cache"), before)

    def test_the_plugin_uses_a_legacy_sign_in(self):
        self.sdk("legacy", "old")
        self.assertIn("UTC", self.token()["expiresAt"])
        before = self.files("sso/cache")

        [row] = self.nu("aws sso sessions --long | where start_url == https://old.awsapps.com/start")

        self.assertEqual((row["status"], row["profiles"]), ("valid", ["old"]))
        self.assertEqual(self.ids("old"), self.sdk("instances", "old")["ids"])
        self.assertEqual(self.files("sso/cache"), before)

    def test_a_sign_in_keeps_the_token_of_the_sdk(self):
        self.sdk("session", "corp")
        before = self.tokens()

        self.sign_in()

        self.assertEqual(self.tokens(), before)

    def test_a_sign_in_uses_the_registration_of_the_sdk(self):
        self.sdk("session", "corp")
        before = self.token()

        self.nu("aws sso login --sso-session corp --force")

        self.assertEqual(self.token()["clientId"], before["clientId"])
        self.assertNotEqual(self.token()["accessToken"], before["accessToken"])


class Endpoints(PythonCase):
    def test_both_ignore_fips_with_a_custom_endpoint(self):
        self.environment["AWS_USE_FIPS_ENDPOINT"] = "true"
        self.sign_in()

        self.assertEqual(self.sdk("instances", "dev")["ids"], self.ids())
