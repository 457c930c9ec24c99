"""The instances and volumes in moto, and the profiles that reach them."""

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

# `china` is in another partition, and `other` assumes a role in another account.
CONFIG = f"""\
[profile main]
region = {REGION}

[profile other]
region = {REGION}
role_arn = {ROLE}
source_profile = main

[profile china]
region = cn-north-1

# A role in a third account, assumed by the role in the second one.
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

INSTANCES = 30
OTHER_INSTANCES = 3
UNATTACHED_VOLUMES = 20


@contextlib.contextmanager
def created(url: str) -> Iterator[dict[str, str]]:
    """Creates the resources in moto and the profiles in a temporary home. The value is the environment of that home."""
    create_instances(client(url, "ec2"), INSTANCES)
    create_instances(client(url, "ec2", **role_credentials(url)), OTHER_INSTANCES)
    create_volumes(client(url, "ec2"), UNATTACHED_VOLUMES)
    with tempfile.TemporaryDirectory() as home:
        aws = Path(home, ".aws")
        aws.mkdir()
        aws.joinpath("config").write_text(CONFIG)
        aws.joinpath("credentials").write_text(CREDENTIALS)
        # moto accepts any token.
        Path(home, "token").write_text("token")
        yield environment(home, AWS_PROFILE="main", AWS_ENDPOINT_URL=url)


def client(url: str, service: str, region: str = REGION, **keys: str):
    return boto3.client(service, region_name=region, endpoint_url=url, **(keys or KEYS))


def role_credentials(url: str) -> dict[str, str]:
    credentials = client(url, "sts").assume_role(RoleArn=ROLE, RoleSessionName="fixture")["Credentials"]
    return {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }


def create_instances(ec2, count: int) -> None:
    """Creates instances that differ in type, tags, state and options."""
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.create_key_pair(KeyName="deploy")
    for number in range(count):
        # One request each, because moto's pages consist of reservations.
        ids = [instance["InstanceId"] for instance in ec2.run_instances(**launch_request(number, image))["Instances"]]
        if number % 5 == 3:
            ec2.stop_instances(InstanceIds=ids)
        elif number % 5 == 4:
            ec2.terminate_instances(InstanceIds=ids)


def launch_request(number: int, image: str) -> dict:
    request = {
        "ImageId": image,
        "MinCount": 1,
        "MaxCount": 1,
        "InstanceType": ("t3.micro", "m7g.large", "c5.xlarge")[number % 3],
        "TagSpecifications": [{"ResourceType": "instance", "Tags": tags("web", number)}],
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


def create_volumes(ec2, count: int) -> None:
    """Creates volumes that differ in type, tags, size and encryption, and are attached to nothing."""
    for number in range(count):
        ec2.create_volume(
            AvailabilityZone=f"{REGION}{'abc'[number % 3]}",
            Size=100 + number,
            Encrypted=number % 4 == 1,
            TagSpecifications=[{"ResourceType": "volume", "Tags": tags("data", number)}],
            **({"VolumeType": "gp2"}, {"VolumeType": "gp3", "Throughput": 250}, {"VolumeType": "io2", "Iops": 4000})[
                number % 3
            ],
        )


def tags(name: str, number: int) -> list[dict[str, str]]:
    tags = {"Name": f"{name}-{number}", "env": "prod" if number % 2 else "dev", "empty": ""}
    if number % 4 == 0:
        tags["aws:cloud9:owner"] = f"AROAEXAMPLE:user-{number}"
    if number % 6 == 0:
        # Without a Name, and with a key that needs quotes in a cell path.
        del tags["Name"]
        tags["cost center/team 1.2"] = "ünïcode"
    return [{"Key": key, "Value": value} for key, value in tags.items()]
