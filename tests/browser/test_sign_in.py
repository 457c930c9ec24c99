"""The pages of a sign-in, as a browser shows them."""

from case import BrowserCase


class SignIn(BrowserCase):
    def test_whoever_allows_it_is_signed_in_and_may_close_the_page(self):
        row, page = self.sign_in("approve")

        self.assertEqual(row["status"], "valid")
        self.assertRegex(page["at"], r"^http://127\.0\.0\.1:\d+/oauth/callback\?")
        self.assertIn("The sign-in continues in the shell. You can close this page.", page["text"])

    def test_whoever_denies_it_is_told_so_on_both_sides(self):
        row, page = self.sign_in("deny")

        self.assertEqual(row["status"], "aws::sso::denied")
        self.assertRegex(page["at"], r"^http://127\.0\.0\.1:\d+/oauth/callback\?error=access_denied")
        self.assertEqual(page["title"], "The sign-in was denied")

    def test_a_device_is_allowed_on_the_services_own_page(self):
        row, page = self.sign_in("approve", "--use-device-code")

        self.assertEqual(row["status"], "valid")
        self.assertTrue(page["at"].startswith(self.sandbox["url"]))
        self.assertIn("Request approved", page["text"])
