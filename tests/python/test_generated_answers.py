"""Every command that lists something of EC2 has the values that the Python SDK reads in the same bytes."""

import tempfile
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import answer_server
import ec2_model as model
import home
import message_pack
import nushell
from generated_answers import ITEMS

REGION = "eu-west-1"
PROFILE = "main"

# The columns that every table has beside the members.
COMMON = {"Name", "Region", "AccountId", "AccountName", "Profile"}

# Its rows are regions as the plugin sees them, not items of the API.
NO_LISTS = {"aws ec2 regions"}


class GeneratedAnswers(nushell.Case):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        keys = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "example"}
        self.environment = home.environment(self.home, AWS_PROFILE=PROFILE, AWS_EC2_METADATA_DISABLED="true")
        aws = self.home / ".aws"
        aws.mkdir()
        settings = "".join(f"{name.lower()} = {value}\n" for name, value in keys.items())
        aws.joinpath("config").write_text(f"[profile {PROFILE}]\nregion = {REGION}\n{settings}")

    def test_rows_have_the_values_that_the_python_sdk_reads(self):
        commands = self.nu('scope commands | where name starts-with "aws ec2 " | get name | uniq')
        commands = sorted(set(commands) - NO_LISTS)
        self.assertGreaterEqual(len(commands), 32)
        for command in commands:
            with self.subTest(command), answer_server.started() as server:
                self.environment["AWS_ENDPOINT_URL"] = server.url
                rows = self.rows(command)
                self.assertEqual(server.wrong, [])
                [operation] = server.answers
                expected = items(operation, server.answers[operation].items)
                self.assertEqual(len(rows), len(expected))
                self.assertGreaterEqual(len(rows), ITEMS)
                # An example for each member, because there are as many as rows.
                found = {path: text for pair in zip(rows, expected) for path, text in row_differences(*pair)}
                self.assertEqual(found, {})

    def test_a_wrong_row_is_noticed(self):
        item = {"VolumeId": "vol-1", "Size": 8, "SpotPrice": "1.0", "Tags": [{"Key": "Name", "Value": "web"}]}
        right = {"Name": "web", "VolumeId": "vol-1", "Size": 8, "SpotPrice": 1.0, "Tags": {"Name": "web"}}
        self.assertEqual(dict(row_differences(right, item)), {})
        for wrong in {"Size": 8.0}, {"Size": None}, {"SpotPrice": "1.0"}, {"Name": "db"}, {"Tags": {}}, {"Color": "red"}:
            with self.subTest(wrong):
                self.assertEqual(len(dict(row_differences(right | wrong, item))), 1)
        del right["VolumeId"]
        self.assertEqual(dict(row_differences(right, item)), {"VolumeId": "is no column"})

    def rows(self, command: str) -> list[dict]:
        """The rows of a command, with their types."""
        path = self.home / "rows"
        self.output([*self.nushell, "-c", f"{command} | to msgpack | save --raw --force {path}"])
        return message_pack.decode(path.read_bytes())


def items(operation: str, listed: list[dict]) -> list[dict]:
    """The items of the table. The tags of a network interface have another name in the API than those of all others.
    Instances are nested, and have some members of their reservation.
    """
    if operation == "DescribeNetworkInterfaces":
        return [{("Tags" if name == "TagSet" else name): value for name, value in item.items()} for item in listed]
    if operation != "DescribeInstances":
        return listed
    return [
        instance | {name: reservation[name] for name in ("ReservationId", "RequesterId")}
        for reservation in listed
        for instance in reservation["Instances"]
    ]


def row_differences(row: dict, item: dict) -> Iterator[tuple[str, str]]:
    """What a row has otherwise than the item that it is about: the member, and how it differs."""
    for name, value in item.items():
        if name not in row:
            yield name, "is no column"
        elif name == "Tags":
            yield from differences(row[name], {tag["Key"]: tag["Value"] for tag in value}, name)
        else:
            yield from differences(row[name], typed(value, name), name)
    values = list(scalars(item))
    for name in row.keys() - item.keys() - COMMON:
        if row[name] not in values:
            yield name, f"is {row[name]!r}, which is nowhere in the item"
    names = [tag["Value"] for tag in item.get("Tags", []) if tag["Key"] == "Name"]
    for name, value in {"Region": REGION, "Profile": PROFILE, "Name": (names or [""])[-1]}.items():
        if name in row and name not in item and row[name] != value:
            yield name, f"is {row[name]!r} instead of {value!r}"


def typed(value, name: str):
    """The value of a member, where times and numbers that the API sends as strings are what they are."""
    if isinstance(value, dict):
        return {inner: typed(part, inner) for inner, part in value.items()}
    if isinstance(value, list):
        return [typed(part, name) for part in value]
    if name in model.TIMES:
        time_format = "%Y-%m-%dT%H:%M:%S.%fZ" if "." in value else "%Y-%m-%dT%H:%M:%SZ"
        return datetime.strptime(value, time_format).replace(tzinfo=timezone.utc)
    return float(value) if name in model.PRICES else value


def differences(value, expected, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(expected, dict) and isinstance(value, dict):
        for name in expected.keys() - value.keys():
            yield f"{path}.{name}", "is missing"
        for name in value.keys() - expected.keys():
            yield f"{path}.{name}", "is no member"
        for name in expected.keys() & value.keys():
            yield from differences(value[name], expected[name], f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(value, list) and len(value) == len(expected):
        for one, other in zip(value, expected):
            yield from differences(one, other, path)
    elif type(value) is not type(expected) or value != expected:
        yield path, f"is {value!r} instead of {expected!r}"


def scalars(value) -> Iterator:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from scalars(part)
    else:
        yield value
