"""Each profile leads to its own account."""

import world
from case import MotoCase


class Accounts(MotoCase):
    def test_a_role_leads_to_the_other_account(self):
        accounts = self.nu("aws ec2 instances --profile other | get AccountId")

        self.assertEqual(accounts, [world.OTHER_ACCOUNT] * world.OTHER_INSTANCES)

    def test_accounts_side_by_side_are_not_mixed(self):
        rows = self.nu(
            "[main other main other] | par-each {|profile|"
            " aws ec2 instances --profile $profile | select Profile AccountId | uniq } | flatten | uniq | sort-by Profile"
        )

        self.assertEqual(
            rows,
            [
                {"Profile": "main", "AccountId": world.ACCOUNT},
                {"Profile": "other", "AccountId": world.OTHER_ACCOUNT},
            ],
        )
