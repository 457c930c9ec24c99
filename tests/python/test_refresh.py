"""The plugin and the SDK refresh each other's tokens. The server replaces the refresh token each time, so that using an
old one fails."""

from case import PythonCase


class Refresh(PythonCase):
    def test_the_sdk_refreshes_a_token_of_the_plugin_which_uses_the_new_one(self):
        self.sign_in()
        before = self.token()
        self.expire()

        refreshed = self.sdk("access_token", "dev")

        self.assert_refreshed(before)
        self.assertEqual(self.token()["accessToken"], refreshed)
        self.assertEqual(self.status(), "valid")
        self.assertEqual(len(self.ids()), len(self.sdk("instances", "dev")["ids"]))
        self.assertEqual(self.token()["accessToken"], refreshed)

    def test_the_plugin_refreshes_a_token_of_the_sdk_which_uses_the_new_one(self):
        self.sdk("session", "corp")
        before = self.token()
        self.expire()
        self.assertEqual(self.status(), "refreshable")

        self.ids()

        self.assert_refreshed(before)
        refreshed = self.token()["accessToken"]
        self.assertEqual(self.sdk("access_token", "dev"), refreshed)
        self.assertEqual(len(self.sdk("instances", "dev")["ids"]), len(self.ids()))
        self.assertEqual(self.token()["accessToken"], refreshed)

    def test_both_refresh_in_turn(self):
        self.sign_in()
        sdk, plugin = self.refresh_with_sdk, self.refresh_with_plugin
        for refresh in (sdk, plugin, plugin, sdk, sdk, plugin):
            before = self.token()
            self.expire()

            refresh()

            self.assert_refreshed(before)

    def refresh_with_plugin(self):
        self.nu("aws sso accounts --sso-session corp")

    def refresh_with_sdk(self):
        self.sdk("access_token", "dev")

    def status(self) -> str:
        return self.nu("aws sso sessions | where sso_session == corp | get 0.status")

    def assert_refreshed(self, before: dict):
        after = self.token()
        self.assertEqual(after.keys(), before.keys())
        for member in ("accessToken", "refreshToken"):
            self.assertNotEqual(after[member], before[member])
        for member in ("startUrl", "region", "clientId", "clientSecret", "registrationExpiresAt"):
            self.assertEqual(after[member], before[member])
