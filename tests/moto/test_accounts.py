"""Each profile lists the instances of its own account."""

import fixture
from case import MotoCase


class Accounts(MotoCase):
    def test_a_role_of_another_account_lists_that_account(self):
        accounts = self.nu("aws ec2 instances --profile other | get AccountId")

        self.assertEqual(accounts, [fixture.OTHER_ACCOUNT] * fixture.OTHER_INSTANCES)

    def test_parallel_listings_are_not_mixed(self):
        rows = self.nu(
            "[main other main other] | par-each {|profile|"
            " aws ec2 instances --profile $profile | select Profile AccountId | uniq } | flatten | uniq | sort-by Profile"
        )

        self.assertEqual(
            rows,
            [
                {"Profile": "main", "AccountId": fixture.ACCOUNT},
                {"Profile": "other", "AccountId": fixture.OTHER_ACCOUNT},
            ],
        )
