"""The shells and tools that `aws credentials export` is for accept its text."""

import json
import subprocess

from credentials_case import CredentialsCase

VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION"]

# A secret with everything that shells interpret.
ODD = "it's $HOME \\ \"`id`\" & (id) %PATH% *\\"


class Export(CredentialsCase):
    def test_bash_has_the_variables(self):
        self.assert_variables("posix", ["bash", "-c", 'eval "$(cat)"; exec env'])
        self.assert_variables("dotenv", ["bash", "-c", 'set -a; eval "$(cat)"; exec env'])

    def test_fish_has_the_variables(self):
        if not self.fish:
            self.skipTest("there is no fish")
        self.assert_variables("fish", [self.fish, "--no-config", "-c", "source; exec env"])

    def test_boto3_uses_it_as_a_credential_process(self):
        answer = self.sdk("instances", "program")

        self.assertEqual(len(answer["ids"]), 250)
        self.assertIn(":assumed-role/tester/", self.identity("program"))

    def test_boto3_uses_the_variables(self):
        row = self.row("role")
        # boto3 doesn't read AWS_REGION.
        self.environment |= row | {"AWS_CONFIG_FILE": "/dev/null", "AWS_DEFAULT_REGION": row["AWS_REGION"]}

        self.assertIn(f":{self.other}:assumed-role/tester/", self.identity_of_environment())

    def test_the_json_is_formatted_as_by_python(self):
        for profile in ("dev", "role"):
            printed = self.export(f"--profile {profile}")
            again = json.dumps(json.loads(printed), indent=2, separators=(",", ": ")) + "\n"
            self.assertEqual(printed.decode(), again)

    def assert_variables(self, form: str, command: list):
        """A shell that reads the text has exactly the variables of `aws credentials`, and runs nothing in them."""
        self.add_odd_profile()
        for profile in ("dev", "odd"):
            text = self.export(f"--profile {profile} --format {form}")
            run = subprocess.run(command, input=text, env=self.environment, capture_output=True, timeout=60)
            self.assertEqual((run.returncode, run.stderr), (0, b""))
            seen = dict(line.split("=", 1) for line in run.stdout.decode().splitlines() if line.startswith("AWS_"))
            row = {name: value for name, value in self.row(profile).items() if name in VARIABLES}
            self.assertEqual({name: value for name, value in seen.items() if name in VARIABLES}, row)
            self.assertNotIn(b"uid=", run.stdout)

    def add_odd_profile(self):
        """Adds a profile whose program prints odd keys."""
        keys = {"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": ODD, "SessionToken": ODD[::-1]}
        keys["Expiration"] = "2130-01-02T03:04:05Z"
        file = self.home / "keys.json"
        file.write_text(json.dumps(keys))
        config = self.home / ".aws" / "config"
        config.write_text(config.read_text() + f"\n[profile odd]\ncredential_process = cat '{file}'\n")

    def row(self, profile: str) -> dict[str, str]:
        """The variables of a profile that are not null."""
        row = json.loads(self.bytes([*self.nushell, "-c", f"aws credentials --profile {profile} | to json"]))
        return {name: value for name, value in row.items() if value is not None}

    def identity_of_environment(self) -> str:
        return json.loads(self.bytes(["aws", "sts", "get-caller-identity", "--output", "json"]))["Arn"]
