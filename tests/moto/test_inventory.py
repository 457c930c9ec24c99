"""The rows of every EC2 table that moto has are what the AWS CLI prints."""

import json
import re

import ec2_model as model
import inventory
from case import MotoCase, comparable

# The operations whose names aren't those of the commands, and what the AWS CLI needs to list the same: for images and
# snapshots, those of the own account.
OPERATIONS = {
    "images": ["describe-images", "--owners", "self"],
    "instance-types": ["describe-instance-types"],
    "launch-template-versions": ["describe-launch-template-versions", "--launch-template-name", "web"],
    "snapshots": ["describe-snapshots", "--owner-ids", "self"],
    "spot-prices": ["describe-spot-price-history"],
}

# What moto doesn't implement.
MISSING = {"capacity-reservations", "placement-groups", "reserved-instances"}

# Prices that the API sends as strings.
PRICES = {"ActualBlockHourlyPrice", "SpotPrice"}


class Inventory(MotoCase):
    @classmethod
    def setUpClass(cls):
        inventory.create(cls.client("ec2", inventory.REGION))

    def test_rows_are_what_the_aws_cli_prints(self):
        names = self.nu('scope commands | where name starts-with "aws ec2 " | get name | uniq')
        names = {name.removeprefix("aws ec2 ") for name in names} - MISSING - {"regions"}
        self.assertGreaterEqual(len(names), 2)
        for name in sorted(names):
            with self.subTest(name):
                arguments = OPERATIONS.get(name, [f"describe-{name}"])
                operation = "".join(word.capitalize() for word in arguments[0].split("-"))
                expected = self.printed(operation, arguments)
                self.assertTrue(expected, "moto has none, which proves nothing")
                rows = self.nu(f"aws ec2 {name} --region {inventory.REGION}")
                self.assertCountEqual([members(row, operation) for row in rows], expected)

    def printed(self, operation: str, arguments: list[str]) -> list[str]:
        """The items that the AWS CLI prints."""
        items = self.aws("ec2", *arguments, "--region", inventory.REGION)[model.list_member(operation)]
        if operation == "DescribeInstances":
            items = [instance for reservation in items for instance in reservation["Instances"]]
        return [members(item, operation) for item in items]


def members(row: dict, operation: str) -> str:
    """The members of an item, as a text that is the same for equal items."""
    row = dict(row)
    tags = row.pop("TagSet", row.pop("Tags", None))
    if isinstance(tags, list):
        tags = {tag["Key"]: tag["Value"] for tag in tags}
    item = model.item(operation)
    known = (item.members["Instances"].member if operation == "DescribeInstances" else item).members
    row = {name: value for name, value in row.items() if name in known}
    for name in PRICES & row.keys():
        row[name] = float(row[name])
    return json.dumps(canonical(comparable(row)) | {"Tags": tags or {}}, sort_keys=True, default=str)


def canonical(value):
    """The value with all times in one form."""
    if isinstance(value, dict):
        return {name: canonical(part) for name, part in value.items()}
    if isinstance(value, list):
        return [canonical(part) for part in value]
    if isinstance(value, str) and (time := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)", value)):
        return time[1] + (time[2] or "").rstrip(".0")
    return value
