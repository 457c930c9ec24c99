"""Shared by the tests of sign-ins to the console. The server replaces the refresh token each time, so that using an old one
fails."""

import json
from collections.abc import Callable

from case import PythonCase


class LoginCase(PythonCase):
    def setUp(self):
        super().setUp()
        self.configure("[profile console]\nregion = eu-central-1\n")

    def sign_in_with_plugin(self) -> dict:
        return self.nu("aws login --profile console")

    def check_that_both_renew_the_keys_in_turn(self, renew_with_other: Callable[[], str]):
        """Both renew the keys three times. Each returns the id of the new key."""
        other, plugin = renew_with_other, self.renew_with_plugin
        for renew in (other, plugin, plugin, other, other, plugin):
            before = self.session()
            self.expire()

            key_id = renew()

            after = self.session()
            self.assertEqual(after["accessToken"]["accessKeyId"], key_id)
            self.assertNotEqual(key_id, before["accessToken"]["accessKeyId"])
            self.assertNotEqual(after["refreshToken"], before["refreshToken"])
            self.assertEqual(after["accessToken"].keys(), before["accessToken"].keys())
            changed = ("accessToken", "refreshToken")
            rest = [{name: session[name] for name in session if name not in changed} for session in (before, after)]
            self.assertEqual(*rest)

    def renew_with_plugin(self) -> str:
        return self.nu("aws credentials -p console | get AWS_ACCESS_KEY_ID")

    def session(self) -> dict:
        """The only sign-in."""
        [text] = self.files("login/cache").values()
        return json.loads(text)

    def expire(self):
        """Makes the keys of the only sign-in expired."""
        [path] = self.home.glob(".aws/login/cache/*.json")
        session = self.session()
        session["accessToken"]["expiresAt"] = "2020-02-02T02:02:02Z"
        path.write_text(json.dumps(session))
