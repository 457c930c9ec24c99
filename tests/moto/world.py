"""What the tests find in moto, and the profiles that lead to it."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import boto3

from home import environment

ACCOUNT = "123456789012"
OTHER_ACCOUNT = "222222222222"
THIRD_ACCOUNT = "333333333333"
ROLE = f"arn:aws:iam::{OTHER_ACCOUNT}:role/reader"
REGION = "eu-west-1"

# `china` is in another partition. `other` is reached through a role of another account.
CONFIG = f"""\
[profile main]
region = {REGION}

[profile other]
region = {REGION}
role_arn = {ROLE}
source_profile = main

[profile china]
region = cn-north-1

# A role of a third account, taken with the role of the second one.
[profile third]
region = {REGION}
role_arn = arn:aws:iam::{THIRD_ACCOUNT}:role/reader
source_profile = other

[profile guarded]
region = {REGION}
role_arn = {ROLE}
mfa_serial = arn:aws:iam::{ACCOUNT}:mfa/ann
source_profile = main

[profile pod]
region = {REGION}
role_arn = {ROLE}
web_identity_token_file = ~/token
"""

KEYS = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "example"}

CREDENTIALS = "".join(
    f"[{profile}]\n" + "".join(f"{key} = {value}\n" for key, value in KEYS.items())
    for profile in ("main", "china")
)

# One RunInstances call each: moto makes a reservation of each call, and pages by reservation.
INSTANCES = 30
OTHER_INSTANCES = 3


@contextlib.contextmanager
def made(url: str) -> Iterator[dict[str, str]]:
    """Fills moto, writes the profiles to a home of their own, and gives the environment that leads there."""
    seed(client(url, "ec2"), INSTANCES)
    seed(client(url, "ec2", **assumed(url)), OTHER_INSTANCES)
    with tempfile.TemporaryDirectory() as home:
        aws = Path(home, ".aws")
        aws.mkdir()
        aws.joinpath("config").write_text(CONFIG)
        aws.joinpath("credentials").write_text(CREDENTIALS)
        # moto takes any token that has the form of one.
        Path(home, "token").write_text("token")
        yield environment(home, AWS_PROFILE="main", AWS_ENDPOINT_URL=url)


def client(url: str, service: str, region: str = REGION, **keys: str):
    return boto3.client(service, region_name=region, endpoint_url=url, **(keys or KEYS))


def assumed(url: str) -> dict[str, str]:
    given = client(url, "sts").assume_role(RoleArn=ROLE, RoleSessionName="seed")["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }


def seed(ec2, count: int) -> None:
    """Makes instances that differ: in type, in tags, in state, in what is attached to them."""
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.create_key_pair(KeyName="deploy")
    for number in range(count):
        ids = [one["InstanceId"] for one in ec2.run_instances(**launch(number, image))["Instances"]]
        if number % 5 == 3:
            ec2.stop_instances(InstanceIds=ids)
        elif number % 5 == 4:
            ec2.terminate_instances(InstanceIds=ids)


def launch(number: int, image: str) -> dict:
    request = {
        "ImageId": image,
        "MinCount": 1,
        "MaxCount": 1,
        "InstanceType": ("t3.micro", "m7g.large", "c5.xlarge")[number % 3],
        "TagSpecifications": [{"ResourceType": "instance", "Tags": tags(number)}],
    }
    if number % 2:
        request |= {
            "KeyName": "deploy",
            "EbsOptimized": True,
            "Monitoring": {"Enabled": True},
            "Placement": {"AvailabilityZone": f"{REGION}b"},
            "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
        }
    if number % 7 == 0:
        request["InstanceMarketOptions"] = {"MarketType": "spot"}
    return request


def tags(number: int) -> list[dict[str, str]]:
    tags = {"Name": f"web-{number}", "env": "prod" if number % 2 else "dev", "empty": ""}
    if number % 4 == 0:
        tags["aws:cloud9:owner"] = f"AROAEXAMPLE:user-{number}"
    if number % 6 == 0:
        # Without a Name, and with a key that needs quotes in a cell path.
        del tags["Name"]
        tags["cost center/team 1.2"] = "ünïcode"
    return [{"Key": key, "Value": value} for key, value in tags.items()]
