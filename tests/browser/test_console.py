"""The pages of a sign-in to the console."""

from case import BrowserCase


class Console(BrowserCase):
    def test_a_browser_on_this_computer_calls_back(self):
        row, page = self.sign_in_to_console("approve")

        self.assertEqual(row["status"], "valid")
        self.assertRegex(page["at"], r"^http://127\.0\.0\.1:\d+/oauth/callback\?")
        self.assertIn("You can close this page.", page["text"])
        self.assertEqual(self.nu("aws whoami -p console | get account_id"), row["account_id"])

    def test_a_denied_sign_in_is_shown_in_the_browser_and_in_the_shell(self):
        row, page = self.sign_in_to_console("deny")

        self.assertEqual(row["status"], "aws::login::denied")
        self.assertEqual(page["title"], "The sign-in was denied")

    def test_a_browser_on_another_computer_shows_a_text_to_copy(self):
        row = self.sign_in_to_console_elsewhere("approve")

        self.assertEqual(row["status"], "valid")
        self.assertEqual(self.nu("aws whoami -p console | get account_id"), row["account_id"])
