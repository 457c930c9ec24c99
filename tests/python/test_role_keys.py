"""The keys of a role are asked for once, by whoever comes first. The portal gives others every time."""

import json

from case import PythonCase

FOLDER = "cli/cache"


class RoleKeys(PythonCase):
    def test_the_sdk_uses_ours(self):
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

    def test_we_use_theirs(self):
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

    def test_our_sign_out_takes_theirs_away(self):
        self.sign_in()
        self.sdk("role_keys", "dev")

        self.nu("aws sso logout --sso-session corp")

        self.assertEqual(self.files(FOLDER), {})


def keys_in(file: tuple[str, str]) -> dict[str, str]:
    keys = json.loads(file[1])["Credentials"]
    return {"id": keys["AccessKeyId"], "secret": keys["SecretAccessKey"], "token": keys["SessionToken"]}


def without_values(text: str) -> str:
    """The text of a file without the values that the portal makes up anew each time."""
    keys = json.loads(text)["Credentials"]
    for member in ("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"):
        text = text.replace(json.dumps(keys[member]), f"<{member} of {len(keys[member])} characters>")
    return text
