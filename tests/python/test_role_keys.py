"""The plugin and the SDK share the cached keys of a role. The portal returns new keys for every request."""

import json

from case import PythonCase

FOLDER = "cli/cache"


class RoleKeys(PythonCase):
    def test_the_sdk_uses_the_keys_of_the_plugin(self):
        for profile in ("dev", "old"):
            with self.subTest(profile):
                self.sign_in(profile)
                before = self.files(FOLDER)
                self.ids(profile)
                [ours] = self.files(FOLDER).items() - before.items()
                self.sign_out_quietly()

                theirs = self.sdk("role_keys", profile)

                self.assertEqual(theirs, keys_in(ours))
                self.assertEqual(self.files(FOLDER), before | dict([ours]))

    def test_the_plugin_uses_the_keys_of_the_sdk(self):
        for profile in ("dev", "old"):
            with self.subTest(profile):
                self.sign_in(profile)
                before = self.files(FOLDER)
                theirs = self.sdk("role_keys", profile)
                [file] = self.files(FOLDER).items() - before.items()
                self.assertEqual(theirs, keys_in(file))
                self.sign_out_quietly()

                self.assertTrue(self.ids(profile))

                self.assertEqual(self.files(FOLDER), before | dict([file]))

    def test_both_write_the_same_bytes(self):
        self.sign_in()
        self.ids()
        [(name, ours)] = self.files(FOLDER).items()
        (self.home / ".aws" / FOLDER / name).unlink()

        self.sdk("role_keys", "dev")

        [(their_name, theirs)] = self.files(FOLDER).items()
        self.assertEqual(their_name, name)
        self.assertEqual(without_values(ours), without_values(theirs))

    def test_logout_removes_the_keys_of_the_sdk(self):
        self.sign_in()
        self.sdk("role_keys", "dev")

        self.nu("aws sso logout --sso-session corp")

        self.assertEqual(self.files(FOLDER), {})


def keys_in(file: tuple[str, str]) -> dict[str, str]:
    keys = json.loads(file[1])["Credentials"]
    return {"id": keys["AccessKeyId"], "secret": keys["SecretAccessKey"], "token": keys["SessionToken"]}


def without_values(text: str) -> str:
    """The text of a file without the values that differ between responses of the portal."""
    keys = json.loads(text)["Credentials"]
    for member in ("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"):
        text = text.replace(json.dumps(keys[member]), f"<{member} of {len(keys[member])} characters>")
    return text
