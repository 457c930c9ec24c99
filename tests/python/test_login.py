"""The plugin and the SDK use and renew the same sign-ins to the console."""

import stat

from login_case import LoginCase


class Login(LoginCase):
    def setUp(self):
        super().setUp()
        self.row = self.sign_in_with_plugin()

    def test_the_sdk_lists_instances_without_another_sign_in(self):
        self.assertEqual(self.row["status"], "valid")
        self.assertEqual(self.sdk("instances", "console")["ids"], self.ids("console"))

    def test_the_file_has_the_name_of_the_sdk_and_is_private(self):
        self.assertEqual(list(self.files("login/cache")), [self.sdk("login_file", self.row["arn"])])
        for path in self.home.glob(".aws/login/**/*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_both_renew_the_keys_in_turn(self):
        self.check_that_both_renew_the_keys_in_turn(lambda: self.sdk("credentials", "console")["console"]["id"])
        self.assertEqual(self.sdk("instances", "console")["ids"], self.ids("console"))

    def test_after_a_sign_out_the_sdk_has_no_keys(self):
        self.nu("aws logout --profile console")

        self.assertEqual(self.sdk("credentials", "console"), {"console": {"error": "LoginTokenLoadError"}})
