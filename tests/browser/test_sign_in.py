"""The pages of a sign-in in a browser."""

from case import BrowserCase


class SignIn(BrowserCase):
    def test_an_approved_sign_in_ends_on_a_page_that_can_be_closed(self):
        row, page = self.sign_in("approve")

        self.assertEqual(row["status"], "valid")
        self.assertRegex(page["at"], r"^http://127\.0\.0\.1:\d+/oauth/callback\?")
        self.assertIn("The sign-in continues in the shell. You can close this page.", page["text"])

    def test_a_denied_sign_in_is_shown_in_the_browser_and_in_the_shell(self):
        row, page = self.sign_in("deny")

        self.assertEqual(row["status"], "aws::sso::denied")
        self.assertRegex(page["at"], r"^http://127\.0\.0\.1:\d+/oauth/callback\?error=access_denied")
        self.assertEqual(page["title"], "The sign-in was denied")

    def test_a_device_code_is_approved_on_the_page_of_the_service(self):
        row, page = self.sign_in("approve", "--use-device-code")

        self.assertEqual(row["status"], "valid")
        self.assertTrue(page["at"].startswith(self.sandbox["url"]))
        self.assertIn("Request approved", page["text"])
