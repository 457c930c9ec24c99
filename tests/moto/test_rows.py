"""The rows of instances have everything that the AWS CLI prints."""

import fixture
from case import MotoCase, tag_record

# The columns that are not members of the API's Instance.
ADDED_COLUMNS = {"Name", "StateName", "Region", "AccountId", "AccountName", "Profile", "ReservationId", "RequesterId"}


class Rows(MotoCase):
    def reservations(self) -> list[dict]:
        return self.aws("ec2", "describe-instances")["Reservations"]

    def test_rows_equal_what_the_cli_prints(self):
        printed = [instance for reservation in self.reservations() for instance in reservation["Instances"]]
        self.assertEqual(len(printed), fixture.INSTANCES)

        self.assert_same_rows(self.nu("aws ec2 instances --raw-tags"), printed, "InstanceId", ADDED_COLUMNS)

    def test_added_columns_say_where_an_instance_is(self):
        expected = {
            instance["InstanceId"]: {
                "Name": tag_record(instance["Tags"]).get("Name", ""),
                "StateName": instance["State"]["Name"],
                "Region": fixture.REGION,
                "AccountId": reservation["OwnerId"],
                "Profile": "main",
                "ReservationId": reservation["ReservationId"],
                "Tags": tag_record(instance["Tags"]),
            }
            for reservation in self.reservations()
            for instance in reservation["Instances"]
        }

        columns = next(iter(expected.values()))
        rows = self.nu(f"aws ec2 instances | select InstanceId {' '.join(columns)}")

        self.assertEqual({row.pop("InstanceId"): row for row in rows}, expected)

    def test_tags_with_a_colon_can_be_selected(self):
        owners = self.nu('aws ec2 instances | where Tags."aws:cloud9:owner"? != null | get Tags."aws:cloud9:owner"')

        self.assertCountEqual(owners, [f"AROAEXAMPLE:user-{number}" for number in range(0, fixture.INSTANCES, 4)])
