"""Each refreshes the other's token. The server replaces the refresh token every time, so a lost one is found out."""

from case import PythonCase


class Refresh(PythonCase):
    def test_the_sdk_refreshes_ours_and_we_use_what_it_stores(self):
        self.sign_in()
        ours = self.token()
        self.expire()

        theirs = self.sdk("access_token", "dev")

        self.assert_refreshed(ours)
        self.assertEqual(self.token()["accessToken"], theirs)
        self.assertEqual(self.our_status(), "valid")
        self.assertEqual(len(self.ids()), len(self.sdk("instances", "dev")["ids"]))
        self.assertEqual(self.token()["accessToken"], theirs)

    def test_we_refresh_theirs_and_the_sdk_uses_what_we_store(self):
        self.sdk("session", "corp")
        theirs = self.token()
        self.expire()
        self.assertEqual(self.our_status(), "refreshable")

        self.ids()

        self.assert_refreshed(theirs)
        ours = self.token()["accessToken"]
        self.assertEqual(self.sdk("access_token", "dev"), ours)
        self.assertEqual(len(self.sdk("instances", "dev")["ids"]), len(self.ids()))
        self.assertEqual(self.token()["accessToken"], ours)

    def test_they_take_turns(self):
        self.sign_in()
        for refresh in (self.by_the_sdk, self.by_us, self.by_us, self.by_the_sdk, self.by_the_sdk, self.by_us):
            before = self.token()
            self.expire()

            refresh()

            self.assert_refreshed(before)

    def by_us(self):
        self.nu("aws sso accounts --sso-session corp")

    def by_the_sdk(self):
        self.sdk("access_token", "dev")

    def our_status(self) -> str:
        return self.nu("aws sso sessions | where name == corp | get 0.status")

    def assert_refreshed(self, before: dict):
        after = self.token()
        self.assertEqual(after.keys(), before.keys())
        for member in ("accessToken", "refreshToken"):
            self.assertNotEqual(after[member], before[member])
        for member in ("startUrl", "region", "clientId", "clientSecret", "registrationExpiresAt"):
            self.assertEqual(after[member], before[member])
