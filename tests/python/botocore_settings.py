"""Prints the settings that the Python SDK reads from environments and files. Reads the cases as JSON from stdin.

No request is sent. Profile, region, endpoint, certificates, retries, proxies and keys in the environment or a file are
those of a real client. For roles, Identity Centers and web identities, the credentials are not fetched, but described:
their account and role. For containers, EC2 instances and console sign-ins, the function that sends the request is
replaced, so that the SDK's choice is known. A `credential_process` runs.
"""

import functools
import json
import os
import sys
import urllib.request

import boto3
import botocore.credentials
import botocore.loaders
import botocore.session
import botocore.utils
from botocore.credentials import DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError

KEYS = {"access_key": "ASIAFETCHED", "secret_key": "secret", "token": "token", "expiry_time": "2100-01-01T00:00:00Z"}


def without_network():
    container = {"AccessKeyId": "ASIA", "SecretAccessKey": "secret", "Token": "token"}
    container["Expiration"] = KEYS["expiry_time"]
    metadata = KEYS | {"role_name": "role"}
    botocore.utils.ContainerMetadataFetcher.retrieve_full_uri = lambda *_, **__: container
    fetcher = botocore.utils.InstanceMetadataFetcher
    fetcher.retrieve_iam_role_credentials = lambda self: None if self._disabled else metadata
    botocore.credentials.EC = botocore.credentials.EC or object()
    botocore.credentials.LoginCredentialFetcher.load_cached_credentials = lambda *_: KEYS | {"account_id": None}


def settings(case: dict) -> dict:
    os.environ.clear()
    os.environ.update(case["environment"])
    try:
        session = boto3.Session(profile_name=case["named"])._session
    except BotoCoreError as error:
        return {"fails": type(error).__name__}
    answers = {name: attempt(lambda: read(session)) for name, read in READERS.items()}
    client = attempt(lambda: client_settings(session))
    return answers | (dict.fromkeys(CLIENT_SETTINGS, client) if "error" in client else client)


def attempt(read):
    try:
        return read()
    except (BotoCoreError, ValueError) as error:
        return {"error": type(error).__name__}


def credentials(session) -> dict | None:
    keys = session.get_credentials()
    return keys and described(keys)


def described(keys) -> dict:
    """The source of the credentials and what they are for, if that is known without a request."""
    if not isinstance(keys, DeferredRefreshableCredentials):
        return {"method": keys.method, "key": keys.access_key, "account": keys.account_id}
    fetcher = keys._refresh_using.__self__
    answer = {"method": keys.method}
    match keys.method:
        case "sso":
            answer |= {"role": fetcher._role_name, "account": fetcher._account_id}
            answer |= {"session": fetcher._sso_session_name, "start_url": fetcher._start_url}
            return answer | {"region": fetcher._sso_region}
        case "assume-role":
            return answer | {"role": fetcher._role_arn, "source": described(fetcher._source_credentials)}
        case _:
            return answer | {"role": fetcher._role_arn}


CLIENT_SETTINGS = ["endpoint", "ca_bundle", "retry_mode", "max_attempts"]


def client_settings(session) -> dict:
    """The settings of a client. It gets a region, because it can't be created without one."""
    region = session.get_config_variable("region")
    session.set_credentials("AKIA", "secret")
    client = session.create_client("ec2", region_name="eu-west-1" if region is None else region)
    retries = client.meta.config.retries
    attempts = retries.get("total_max_attempts", 5 if retries["mode"] == "legacy" else 3)
    verify = client._endpoint.http_session._verify
    return {
        "endpoint": client.meta.endpoint_url,
        "ca_bundle": verify if isinstance(verify, str) else None,
        "retry_mode": retries["mode"],
        "max_attempts": attempts,
    }


def metadata(session) -> dict:
    fetcher = session.get_component("credential_provider").get_provider("iam-role")._role_fetcher
    return {"disabled": fetcher._disabled, "url": fetcher.get_base_url().rstrip("/")}


def output(session) -> str:
    """The AWS CLI's output format, read as the AWS CLI 1 adds it to the SDK's settings."""
    cli = {"output": ("output", "AWS_DEFAULT_OUTPUT", "json", None)}
    named = session.instance_variables().get("profile")
    return botocore.session.Session(cli, profile=named).get_config_variable("output")


def variable(name: str):
    return lambda session: session.get_config_variable(name)


def switch(name: str):
    return lambda session: bool(session.get_config_variable(name))


def path(name: str):
    return lambda session: os.path.expanduser(os.path.expandvars(session.get_config_variable(name)))


READERS = {
    "profile": lambda session: session.profile or "default",
    "region": variable("region"),
    "output": output,
    "credentials": credentials,
    "use_fips_endpoint": switch("use_fips_endpoint"),
    "use_dualstack_endpoint": switch("use_dualstack_endpoint"),
    "ignore_configured_endpoint_urls": switch("ignore_configured_endpoint_urls"),
    "config_file": path("config_file"),
    "credentials_file": path("credentials_file"),
    "proxies": lambda _: urllib.request.getproxies(),
    "metadata": metadata,
}


if __name__ == "__main__":
    without_network()
    # Reads the service models once for all cases.
    botocore.session.create_loader = functools.cache(botocore.loaders.create_loader)
    print(json.dumps([settings(case) for case in json.load(sys.stdin)]))
