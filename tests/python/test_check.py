"""After `aws profile check --fix` the Python SDK reads a config like the plugin does."""

from case import PythonCase

# Everything that `aws profile check --fix` fixes. Before that, the Python SDK refuses the file or reads it differently.
CONFIG = """\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_start_url = https://corp.awsapps.com/start/
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = developer # mine
region = eu-west-1   ; Dublin
region = eu-west-1
s3 = # nested
    addressing_style = path
  # about the style

[profile legacy]
sso_start_url = https://Old.awsapps.com/start#/
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = tester

[ profile blank ]
region = eu-west-2

[profile bracket] # see [profile dev]
output = json

[profile 'quoted']
output = text

[profile dev]
output = json
"""

SESSIONS = {
    "corp": {
        "sso_start_url": "https://corp.awsapps.com/start",
        "sso_registration_scopes": "sso:account:access",
        "sso_region": "eu-west-1",
    },
    "old": {
        "sso_start_url": "https://old.awsapps.com/start",
        "sso_region": "us-east-1",
        "sso_registration_scopes": "sso:account:access",
    },
}


class Check(PythonCase):
    def test_before_the_fix_the_python_sdk_refuses_the_file(self):
        self.configure(CONFIG)

        self.assertEqual(self.sdk("settings").get("error"), "ConfigParseError")

    def test_after_the_fix_both_read_the_same(self):
        self.configure("\ufeff" + CONFIG)

        self.assertEqual(self.nu("aws profile check --fix"), [])

        settings = self.sdk("settings")
        ours = self.nu("aws profiles --long | select name properties")
        self.assertEqual(settings["profiles"], {row["name"]: row["properties"] for row in ours})
        self.assertEqual(settings["sso_sessions"], SESSIONS)
        self.assertEqual(list(settings["profiles"]), ["dev", "legacy", "blank", "bracket", "quoted"])
        self.assertEqual(settings["profiles"]["dev"]["s3"], {"addressing_style": "path"})

    def test_conflicting_lines_are_left_to_the_user(self):
        """The Python SDK refuses the file, too."""
        self.configure("[profile a]\nregion = eu-west-1\nregion = eu-west-2\n")

        [row] = self.nu("aws profile check --fix")

        self.assertEqual(row["code"], "aws::check::key_duplicate")
        self.assertEqual(self.sdk("settings").get("error"), "ConfigParseError")

    def test_a_fixed_profile_signs_in(self):
        account = self.sandbox["accounts"][0]["id"]
        self.configure(
            "[profile old]\nsso_start_url = https://old.awsapps.com/start/ # c\nsso_region = eu-west-1\n"
            f"sso_account_id = {account}\nsso_role_name = developer\nregion = eu-west-1\n"
        )
        self.nu("aws profile check --fix")

        self.sign_in("old")

        self.assertEqual(self.nu("aws profile check --online"), [])
        self.assertEqual(self.sdk("instances", "old")["ids"], self.ids("old"))
