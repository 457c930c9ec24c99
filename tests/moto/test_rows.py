"""A row holds what the AWS CLI prints of its instance, and nothing is lost on the way."""

from dateutil.parser import isoparse

import world
from case import MotoCase

# The columns that are not members of the API's Instance.
OWN_COLUMNS = {"Name", "StateName", "Region", "AccountId", "Profile", "ReservationId", "RequesterId"}

TIMES = {"LaunchTime", "AttachTime", "UsageOperationUpdateTime"}


class Rows(MotoCase):
    def test_a_row_equals_what_the_cli_prints(self):
        printed = {
            instance["InstanceId"]: comparable(instance)
            for reservation in self.aws("ec2", "describe-instances")["Reservations"]
            for instance in reservation["Instances"]
        }
        self.assertEqual(len(printed), world.INSTANCES)

        rows = self.nu("aws ec2 instances --raw-tags")

        self.assertCountEqual([row["InstanceId"] for row in rows], printed)
        for row in rows:
            members = {column: value for column, value in row.items() if column not in OWN_COLUMNS}
            with self.subTest(row["InstanceId"]):
                self.assertEqual(comparable(members), printed[row["InstanceId"]])

    def test_our_own_columns_tell_where_an_instance_is(self):
        expected = {
            instance["InstanceId"]: {
                "Name": pairs(instance["Tags"]).get("Name"),
                "StateName": instance["State"]["Name"],
                "Region": world.REGION,
                "AccountId": reservation["OwnerId"],
                "Profile": "main",
                "ReservationId": reservation["ReservationId"],
                "Tags": pairs(instance["Tags"]),
            }
            for reservation in self.aws("ec2", "describe-instances")["Reservations"]
            for instance in reservation["Instances"]
        }

        columns = next(iter(expected.values()))
        rows = self.nu(f"aws ec2 instances | select InstanceId {' '.join(columns)}")

        self.assertEqual({row.pop("InstanceId"): row for row in rows}, expected)

    def test_tags_with_a_colon_are_columns_to_ask_for(self):
        owners = self.nu('aws ec2 instances | where Tags."aws:cloud9:owner"? != null | get Tags."aws:cloud9:owner"')

        self.assertCountEqual(owners, [f"AROAEXAMPLE:user-{number}" for number in range(0, world.INSTANCES, 4)])


def pairs(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def comparable(value, name: str = ""):
    """The value without what the CLI leaves out, nulls and empty lists, and with times as instants."""
    if isinstance(value, dict):
        members = {key: comparable(member, key) for key, member in value.items()}
        return {key: member for key, member in members.items() if member is not None and member != []}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    return isoparse(value) if name in TIMES and value else value
