"""The plugin and the SDK use and renew the same sign-ins to the console. The server replaces the refresh token each time,
so that using an old one fails."""

import json
import stat

from case import PythonCase


class Login(PythonCase):
    def setUp(self):
        super().setUp()
        self.configure("")
        self.row = self.nu("aws login --profile console --region eu-central-1")

    def test_the_sdk_lists_instances_without_another_sign_in(self):
        self.assertEqual(self.row["status"], "valid")
        self.assertEqual(self.sdk("instances", "console")["ids"], self.ids("console"))

    def test_the_file_has_the_name_of_the_sdk_and_is_private(self):
        self.assertEqual(list(self.files("login/cache")), [self.sdk("login_file", self.row["arn"])])
        for path in self.home.glob(".aws/login/**/*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_both_renew_the_keys_in_turn(self):
        sdk, plugin = self.renew_with_sdk, self.renew_with_plugin
        for renew in (sdk, plugin, plugin, sdk, sdk, plugin):
            before = self.session()
            self.expire()

            keys = renew()

            after = self.session()
            self.assertEqual(after["accessToken"]["accessKeyId"], keys["id"])
            self.assertNotEqual(keys["id"], before["accessToken"]["accessKeyId"])
            self.assertNotEqual(after["refreshToken"], before["refreshToken"])
            self.assertEqual(after["accessToken"].keys(), before["accessToken"].keys())
            changed = ("accessToken", "refreshToken")
            rest = [{name: session[name] for name in session if name not in changed} for session in (before, after)]
            self.assertEqual(*rest)
        self.assertEqual(self.sdk("instances", "console")["ids"], self.ids("console"))

    def test_after_a_sign_out_the_sdk_has_no_keys(self):
        self.nu("aws logout --profile console")

        self.assertEqual(self.sdk("credentials", "console"), {"console": {"error": "LoginTokenLoadError"}})

    def renew_with_plugin(self) -> dict[str, str]:
        return {"id": self.nu("aws credentials -p console | get AWS_ACCESS_KEY_ID")}

    def renew_with_sdk(self) -> dict[str, str]:
        return self.sdk("credentials", "console")["console"]

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
