"""The AWS CLI uses the credentials of roles that the plugin exports."""

import fixture
from case import MotoCase


class Credentials(MotoCase):
    def test_a_role(self):
        self.assert_account("other", fixture.OTHER_ACCOUNT)

    def test_a_chain_of_roles(self):
        self.assert_account("third", fixture.THIRD_ACCOUNT)

    def test_a_role_with_mfa(self):
        self.assert_account("guarded --mfa-code 123456", fixture.OTHER_ACCOUNT)
        # The keys are now in the AWS CLI's cache, so that it doesn't ask for a code either.
        self.assertEqual(self.aws("sts", "get-caller-identity", "--profile", "guarded")["Account"], fixture.OTHER_ACCOUNT)

    def test_a_web_identity(self):
        self.assert_account("pod", fixture.OTHER_ACCOUNT)

    def assert_account(self, profile: str, account: str):
        with_credentials = f"with-env (aws credentials --profile {profile})"

        self.assertEqual(
            self.nu(f"{with_credentials} {{ aws sts get-caller-identity | from json | get Account }}"), account
        )
        self.assertTrue(
            self.nu(f"{with_credentials} {{ aws ec2 instances | get AccountId | all {{|id| $id == '{account}' }} }}")
        )
