"""The Python SDK and the AWS CLI read the profiles that the plugin writes."""

import json

from case import PythonCase

KEYS = ["sso_session", "sso_account_id", "sso_role_name", "region", "output"]
LEGACY_KEYS = ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "region"]

SESSION = {
    "sso_start_url": "https://my-org.awsapps.com/start",
    "sso_region": "eu-west-1",
    "sso_registration_scopes": "sso:account:access",
}

# Names of profiles that every tool must find.
NAMES = ["plain", "dev-account.developer", "admin@111122223333", "team/prod:eu", "a+b", "%percent", "_.-"]


class Profiles(PythonCase):
    def test_a_profile_of_configure_sso(self):
        self.configure("# Mine, from long ago.\n[default]\nregion = us-east-1\n")

        row = self.configure_sso()

        self.assertEqual(row, self.nu("aws profiles | where name == dev-account.developer | first"))
        row = self.long(row["name"])
        self.assert_sdk_reads([row])
        self.assert_cli_reads(row, KEYS)
        self.assertEqual(self.sdk("settings")["sso_sessions"], {"my-org-sso": SESSION})

    def test_profiles_for_all_roles(self):
        self.configure("")
        self.configure_sso()

        rows = self.nu("aws sso roles | aws profile add --region eu-west-2 --output table")

        self.assertEqual(len(rows), 6)
        self.assert_sdk_reads([self.long(row["name"]) for row in rows])
        written = next(row for row in rows if row["status"] == "written")
        self.assert_cli_reads(self.long(written["name"]), KEYS)

    def test_a_changed_profile(self):
        self.configure("[profile dev-account.developer]\nrole_arn = arn:aws:iam::111122223333:role/x\nregion = eu-west-3\n")

        row = self.configure_sso("--force")

        self.assert_sdk_reads([self.long(row["name"])])

    def test_profiles_with_unusual_names(self):
        rows = self.nu(
            f"{json.dumps(NAMES)} | each {{|name| aws profile add $name --account 111122223333 --role developer"
            " --sso-session corp --region eu-west-1 | first }"
        )

        self.assertEqual([row["name"] for row in rows], NAMES)
        self.assert_sdk_reads([self.long(name) for name in NAMES])
        for row in rows:
            self.assert_cli_reads(row, ["sso_role_name"])

    def test_a_legacy_profile(self):
        row = self.long("old")

        self.assert_sdk_reads([row], LEGACY_KEYS)
        self.assert_cli_reads(row, LEGACY_KEYS)

    def configure_sso(self, *flags: str) -> dict:
        return self.nu(
            "aws configure sso --sso-session my-org-sso --start-url https://my-org.awsapps.com/start"
            " --sso-region eu-west-1 --account dev-account --role developer --region eu-west-1 --output json"
            f" --profile dev-account.developer {' '.join(flags)}"
        )

    def long(self, name: str) -> dict:
        """The row of a profile with every column."""
        return self.nu(f"aws profiles --long | where name == {json.dumps(name)} | first")

    def assert_sdk_reads(self, rows: list[dict], keys: list[str] = KEYS):
        """The SDK reads exactly these keys of the profiles, with the values of the rows."""
        profiles = self.sdk("settings")["profiles"]
        for row in rows:
            with self.subTest(row["name"]):
                expected = {key: row[key] for key in keys if row[key] is not None}
                self.assertEqual(profiles.get(row["name"]), expected)

    def assert_cli_reads(self, row: dict, keys: list[str]):
        for key in keys:
            with self.subTest(f"{row['name']}: {key}"):
                value = self.output(["aws", "configure", "get", key, "--profile", row["name"]])
                self.assertEqual(value.rstrip("\r\n"), row[key])
