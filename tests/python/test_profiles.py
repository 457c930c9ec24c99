"""The profiles that we write mean the same to the Python SDK and to the AWS CLI."""

import json

from case import PythonCase

KEYS = ["sso_session", "sso_account_id", "sso_role_name", "region", "output"]
LEGACY_KEYS = ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "region"]

SESSION = {
    "sso_start_url": "https://my-org.awsapps.com/start",
    "sso_region": "eu-west-1",
    "sso_registration_scopes": "sso:account:access",
}

# Names that one may give to profiles, and that every reader has to find again.
NAMES = ["plain", "dev-account.developer", "admin@111122223333", "team/prod:eu", "a+b", "%percent", "_.-"]


class Profiles(PythonCase):
    def test_those_of_the_wizard(self):
        self.configure("# Mine, from long ago.\n[default]\nregion = us-east-1\n")

        row = self.wizard()

        self.assert_read_alike([row])
        self.assert_the_cli_agrees(row, KEYS)
        self.assertEqual(self.sdk("settings")["sso_sessions"], {"my-org-sso": SESSION})

    def test_those_of_roles_in_a_table(self):
        self.configure("")
        self.wizard()

        rows = self.nu("aws sso roles | aws profile add --region eu-west-2 --output table")

        self.assertEqual(len(rows), 6)
        self.assert_read_alike(rows)
        self.assert_the_cli_agrees(next(row for row in rows if row["status"] == "written"), KEYS)

    def test_one_that_was_changed(self):
        self.configure("[profile dev-account.developer]\nrole_arn = arn:aws:iam::111122223333:role/x\nregion = eu-west-3\n")

        row = self.wizard("--force")

        self.assert_read_alike([row])

    def test_whatever_their_names(self):
        rows = self.nu(
            f"{json.dumps(NAMES)} | each {{|name| aws profile add $name --account 111122223333 --role developer"
            " --sso-session corp --region eu-west-1 | first }"
        )

        self.assertEqual([row["name"] for row in rows], NAMES)
        self.assert_read_alike(rows)
        for row in rows:
            self.assert_the_cli_agrees(row, ["sso_role_name"])

    def test_a_legacy_one(self):
        row = self.nu("aws profiles | where name == old | first")

        self.assert_read_alike([row], LEGACY_KEYS)
        self.assert_the_cli_agrees(row, LEGACY_KEYS)

    def wizard(self, *flags: str) -> dict:
        return self.nu(
            "aws configure sso --sso-session my-org-sso --start-url https://my-org.awsapps.com/start"
            " --sso-region eu-west-1 --account dev-account --role developer --region eu-west-1 --output json"
            f" --profile dev-account.developer {' '.join(flags)}"
        )

    def assert_read_alike(self, rows: list[dict], keys: list[str] = KEYS):
        """The SDK finds these keys in the profiles, with the values of the rows, and no others."""
        theirs = self.sdk("settings")["profiles"]
        for row in rows:
            with self.subTest(row["name"]):
                ours = {key: row[key] for key in keys if row[key] is not None}
                self.assertEqual(theirs.get(row["name"]), ours)

    def assert_the_cli_agrees(self, row: dict, keys: list[str]):
        for key in keys:
            with self.subTest(f"{row['name']}: {key}"):
                value = self.output(["aws", "configure", "get", key, "--profile", row["name"]])
                self.assertEqual(value.rstrip("\r\n"), row[key])
