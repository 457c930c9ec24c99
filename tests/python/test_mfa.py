"""The plugin and the AWS CLI share the credentials of a role with MFA: only the first of them asks for a code."""

import json

from credentials_case import CredentialsCase

FOLDER = "cli/cache"


class Mfa(CredentialsCase):
    def test_the_cli_uses_the_credentials_of_the_plugin(self):
        self.nu("aws credentials --profile guarded --mfa-code 123456 | ignore")
        before = self.files(FOLDER)

        self.assertTrue(self.identity("guarded").endswith(":assumed-role/mfa-admin/b.o=b@example.com"))
        self.assertIn(f":{self.account}:assumed-role/tester/", self.identity("cross"))

        self.assertEqual(self.files(FOLDER) | before, self.files(FOLDER))

    def test_the_plugin_uses_the_credentials_of_the_cli(self):
        self.answer(["aws", "sts", "get-caller-identity", "--profile", "guarded"], "Enter MFA code for ", "123456")
        [keys] = [json.loads(text)["Credentials"] for text in self.files(FOLDER).values()]

        row = json.loads(self.bytes([*self.nushell, "-c", "aws credentials --profile guarded | to json"]))

        names = {"AWS_ACCESS_KEY_ID": "AccessKeyId", "AWS_SECRET_ACCESS_KEY": "SecretAccessKey"}
        names |= {"AWS_SESSION_TOKEN": "SessionToken"}
        self.assertEqual({name: row[name] for name in names}, {name: keys[key] for name, key in names.items()})
        self.assertEqual(self.nu("aws ec2 instances -p cross | get AccountId | uniq"), [self.account])

    def test_both_write_the_same_members(self):
        self.nu("aws credentials --profile guarded --mfa-code 123456 | ignore")
        [(name, ours)] = self.files(FOLDER).items()
        self.home.joinpath(".aws", FOLDER, name).unlink()

        self.answer(["aws", "sts", "get-caller-identity", "--profile", "guarded"], "Enter MFA code for ", "123456")

        [(their_name, theirs)] = self.files(FOLDER).items()
        self.assertEqual(their_name, name)
        ours, theirs = json.loads(ours), json.loads(theirs)
        del theirs["ResponseMetadata"]
        self.assertEqual(list(ours), list(theirs))
        for member in ours:
            self.assertEqual(list(ours[member]), list(theirs[member]))
        self.assertEqual(ours["AssumedRoleUser"], theirs["AssumedRoleUser"])
