"""The rows of every EC2 table that moto has are what the AWS CLI prints."""

import json
import re

import ec2_model as model
import inventory
from botocore import xform_name
from case import MotoCase, comparable

# What the AWS CLI needs to list the same: for images and snapshots, those of the own account.
ARGUMENTS = {
    "images": ["--owners", "self"],
    "launch-template-versions": ["--launch-template-name", "web"],
    "snapshots": ["--owner-ids", "self"],
}

# What moto doesn't implement.
MISSING = {"capacity-reservations", "placement-groups", "reserved-instances"}

# Members that the AWS CLI doesn't know yet, unlike the Python SDK.
NOT_IN_THE_AWS_CLI = {"InterfaceTypes"}


class Inventory(MotoCase):
    def test_rows_are_what_the_aws_cli_prints(self):
        names = self.nu('scope commands | where name starts-with "aws ec2 " | get name | uniq')
        names = {name.removeprefix("aws ec2 ") for name in names} - MISSING - {"regions"}
        self.assertGreaterEqual(len(names), 29)
        for name in sorted(names):
            with self.subTest(name):
                operation = model.operation_of(name)
                expected = self.printed(operation, ARGUMENTS.get(name, []))
                self.assertTrue(expected, "moto has none, which proves nothing")
                rows = self.nu(f"aws ec2 {name} --region {inventory.REGION}")
                self.assertEqual(len(rows), len(expected))
                pairs = zip(sorted(members(row, operation) for row in rows), expected)
                different = [(row, item) for row, item in pairs if row != item]
                self.assertEqual(*different[0] if different else ("", ""), f"{len(different)} rows are different")

    def printed(self, operation: str, arguments: list[str]) -> list[str]:
        """The items that the AWS CLI prints, in order."""
        command = xform_name(operation, "-")
        items = self.aws("ec2", command, *arguments, "--region", inventory.REGION)[model.list_member(operation)]
        if operation == "DescribeInstances":
            items = [instance for reservation in items for instance in reservation["Instances"]]
        return sorted(members(item, operation) for item in items)


def members(row: dict, operation: str) -> str:
    """The members of an item, as a text that is the same for equal items."""
    row = dict(row)
    tags = row.pop("TagSet", row.pop("Tags", None))
    if isinstance(tags, list):
        tags = {tag["Key"]: tag["Value"] for tag in tags}
    item = model.item(operation)
    known = (item.members["Instances"].member if operation == "DescribeInstances" else item).members
    row = {name: value for name, value in row.items() if name in known}
    for name in model.PRICES & row.keys():
        row[name] = row[name] and float(row[name])
    return json.dumps(canonical(comparable(row)) | {"Tags": tags or {}}, sort_keys=True, default=str)


def canonical(value):
    """The value with all times in one form."""
    if isinstance(value, dict):
        return {name: canonical(part) for name, part in value.items() if name not in NOT_IN_THE_AWS_CLI}
    if isinstance(value, list):
        return [canonical(part) for part in value]
    if isinstance(value, str) and (time := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00:00)", value)):
        return time[1] + (time[2] or "").rstrip(".0")
    return value
