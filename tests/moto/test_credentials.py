"""Credentials of roles in moto's own accounts, as the AWS CLI then uses them."""

import world
from case import MotoCase


class Credentials(MotoCase):
    def test_a_role_leads_to_its_account(self):
        self.assert_account("other", world.OTHER_ACCOUNT)

    def test_so_does_a_chain_of_roles(self):
        self.assert_account("third", world.THIRD_ACCOUNT)

    def test_so_does_a_role_with_a_code(self):
        self.assert_account("guarded --mfa-code 123456", world.OTHER_ACCOUNT)
        # The keys are in the AWS CLI's cache, which asks nobody either.
        self.assertEqual(self.aws("sts", "get-caller-identity", "--profile", "guarded")["Account"], world.OTHER_ACCOUNT)

    def test_so_does_a_web_identity(self):
        self.assert_account("pod", world.OTHER_ACCOUNT)

    def assert_account(self, profile: str, account: str):
        line = f"with-env (aws credentials --profile {profile})"

        self.assertEqual(self.nu(f"{line} {{ aws sts get-caller-identity | from json | get Account }}"), account)
        self.assertEqual(self.nu(f"{line} {{ aws ec2 instances | get AccountId | all {{|id| $id == '{account}' }} }}"), True)
