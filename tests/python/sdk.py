"""The operations of the Python SDK that the tests run.

    sdk.py OPERATION ARGUMENT…    prints the result as JSON, or {"error": …, "message": …}
"""

import json
import sys
from pathlib import Path

import boto3
from botocore.credentials import JSONFileCache
from botocore.exceptions import BotoCoreError
from botocore.tokens import SSOTokenProvider
from botocore.utils import generate_login_cache_key

import sign_in


def instances(profile: str):
    """The ids of all instances, and how many pages they came in."""
    pages = boto3.Session(profile_name=profile).client("ec2").get_paginator("describe_instances")
    pages = list(pages.paginate(PaginationConfig={"PageSize": 100}))
    ids = [instance["InstanceId"] for page in pages for one in page["Reservations"] for instance in one["Instances"]]
    return {"ids": ids, "pages": len(pages)}


def access_token(profile: str):
    """The access token that the SDK would send, refreshed if necessary."""
    return SSOTokenProvider(botocore_session(profile)).load_token().get_frozen_token().token


def role_keys(profile: str):
    """The role's keys, from the cache that the AWS CLI gives to the SDK's provider, or else from the portal."""
    session = botocore_session(profile)
    provider = session.get_component("credential_provider").get_provider("sso")
    provider.cache = JSONFileCache(Path.home() / ".aws/cli/cache")
    keys = provider.load().get_frozen_credentials()
    return {"id": keys.access_key, "secret": keys.secret_key, "token": keys.token}


def client(profile: str):
    """Whether a client can be made. Its endpoint is looked up for that."""
    return {"endpoint": boto3.Session(profile_name=profile).client("ec2").meta.endpoint_url}


def credentials(*profiles: str):
    """The keys of each profile, or the error. No request is made for them."""
    return {profile: credentials_of(profile) for profile in profiles}


def credentials_of(profile: str):
    try:
        keys = boto3.Session(profile_name=profile).get_credentials()
    except (BotoCoreError, OSError) as error:
        return {"error": type(error).__name__}
    return {"id": keys.access_key, "secret": keys.secret_key, "token": keys.token}


def login_file(arn: str) -> str:
    """The name of the file with the session of `aws login`."""
    return f"{generate_login_cache_key(arn)}.json"


def settings():
    config = boto3.Session()._session.full_config
    return {"profiles": config["profiles"], "sso_sessions": config.get("sso_sessions", {})}


def botocore_session(profile: str):
    return boto3.Session(profile_name=profile)._session


OPERATIONS = [instances, client, access_token, role_keys, credentials, login_file, settings, sign_in.session, sign_in.legacy]


def main():
    name, *arguments = sys.argv[1:]
    [operation] = [one for one in OPERATIONS if one.__name__ == name]
    try:
        answer = operation(*arguments)
    except BotoCoreError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
