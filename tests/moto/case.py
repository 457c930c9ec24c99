"""What the tests against moto share."""

import fixture
import nushell
from dateutil.parser import isoparse

TIMES = {"AttachTime", "CreateTime", "LaunchTime", "UsageOperationUpdateTime"}


class MotoCase(nushell.Case):
    @classmethod
    def client(cls, service: str, region: str = fixture.REGION):
        return fixture.client(cls.environment["AWS_ENDPOINT_URL"], service, region)

    def assert_same_rows(self, rows: list[dict], printed: list[dict], id_column: str, added_columns: set[str]):
        """Asserts that rows have the members that the AWS CLI prints, beside the columns that the plugin adds."""
        expected = {item[id_column]: comparable(item) for item in printed}
        self.assertCountEqual([row[id_column] for row in rows], expected)
        for row in rows:
            members = {column: value for column, value in row.items() if column not in added_columns}
            with self.subTest(row[id_column]):
                self.assertEqual(comparable(members), expected[row[id_column]])


def tag_record(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def comparable(value, name: str = ""):
    """The value without nulls and empty lists, which the AWS CLI omits, and with times as datetimes."""
    if isinstance(value, dict):
        members = {key: comparable(member, key) for key, member in value.items()}
        return {key: member for key, member in members.items() if member is not None and member != []}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    return isoparse(value) if name in TIMES and value else value
