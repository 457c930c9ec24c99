"""More cases: regions, endpoints, connections, retries and files."""

from env_cases import CLIENT, NOTHING_SET, Case, Differs, no_client, profile

PROFILE_URL = "http://profile.example.com:4566"
VARIABLE_URL = "http://variable.example.com"

# How the SDK fails with an empty region, because it makes a host name from it.
NO_HOST = {name: Differs(NOTHING_SET.get(name), {"error": "ValueError"}, None) for name in CLIENT}


def not_read(ours: str, theirs: str | None) -> dict:
    """AWS_REGION, which the Python SDK does not read."""
    used = f"`{theirs}`" if theirs else "none"
    return {"region": Differs(ours, theirs, f"boto3 and the AWS CLI 1 do not read AWS_REGION: they use {used}")}


def empty(setting: str, ours: object) -> dict:
    """A text that the SDK uses even if it is empty."""
    return {setting: Differs(ours, "", "is empty, and the AWS CLI uses the empty value")}


REGIONS = [
    profile("sso", AWS_DEFAULT_REGION="us-west-2"),
    profile("both", AWS_DEFAULT_REGION="ap-south-1"),
    profile("sso", AWS_REGION="eu-west-1"),
    profile("sso", not_read("us-west-1", "eu-west-1"), AWS_REGION="us-west-1"),
    profile("legacy", not_read("us-west-1", None), AWS_REGION="us-west-1"),
    profile("sso", not_read("us-west-1", "us-west-2"), AWS_REGION="us-west-1", AWS_DEFAULT_REGION="us-west-2"),
    profile("sso", AWS_REGION=""),
    profile("sso", empty("region", "eu-west-1") | NO_HOST, AWS_DEFAULT_REGION=""),
    profile("empty", empty("region", None) | empty("output", "json") | NO_HOST),
    profile("sso", AWS_DEFAULT_OUTPUT="table"),
    profile("both", AWS_DEFAULT_OUTPUT="table"),
]

ENDPOINTS = [
    profile("settings", AWS_ENDPOINT_URL=VARIABLE_URL),
    profile("services", AWS_ENDPOINT_URL=VARIABLE_URL),
    profile("services", AWS_ENDPOINT_URL_EC2="http://own.example.com", AWS_ENDPOINT_URL=VARIABLE_URL),
    profile("keys", AWS_ENDPOINT_URL_S3="http://s3.example.com"),
    profile("settings", AWS_ENDPOINT_URL=""),
    profile("settings", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS="true", AWS_ENDPOINT_URL=VARIABLE_URL),
    profile("deaf", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS="false"),
    profile("settings", AWS_USE_FIPS_ENDPOINT="false", AWS_USE_DUALSTACK_ENDPOINT="FALSE"),
    profile("settings", AWS_USE_FIPS_ENDPOINT="", AWS_USE_DUALSTACK_ENDPOINT="yes"),
    profile("keys", AWS_USE_FIPS_ENDPOINT="True"),
    profile("keys", AWS_USE_DUALSTACK_ENDPOINT="true"),
]

# What the profile `settings` gives to a client.
SETTINGS = {"endpoint": PROFILE_URL, "ca_bundle": "/etc/profile.pem", "retry_mode": "adaptive", "max_attempts": 7}

CONNECTIONS = [
    profile("settings", AWS_CA_BUNDLE="/etc/variable.pem"),
    profile("settings", REQUESTS_CA_BUNDLE="/etc/requests.pem"),
    profile(
        "keys",
        {"ca_bundle": Differs(None, "/etc/requests.pem", "they use `/etc/requests.pem`")},
        REQUESTS_CA_BUNDLE="/etc/requests.pem",
    ),
    profile(
        "settings",
        no_client("InvalidConfigError", "ca_bundle", "env AWS_CA_BUNDLE is empty", **SETTINGS),
        AWS_CA_BUNDLE="",
    ),
    profile("keys", HTTPS_PROXY="http://https.example.com", HTTP_PROXY="http://http.example.com"),
    profile("keys", https_proxy="http://https.example.com", NO_PROXY="localhost,.example.org"),
    profile("keys", HTTPS_PROXY=""),
    profile("keys", HTTPS_PROXY="https.example.com:8080"),
]

RETRIES = [
    profile("settings", AWS_RETRY_MODE="standard", AWS_MAX_ATTEMPTS="2"),
    profile("keys", AWS_MAX_ATTEMPTS="5"),
    profile("legacy-retries", AWS_MAX_ATTEMPTS="4"),
    profile(
        "keys",
        no_client("InvalidRetryModeError", "retry_mode", "so every tool fails", retry_mode="eager", max_attempts=3),
        AWS_RETRY_MODE="eager",
    ),
    profile(
        "keys",
        no_client("InvalidRetryModeError", "retry_mode", "only accept it in lower case", retry_mode="adaptive", max_attempts=3),
        AWS_RETRY_MODE="Adaptive",
    ),
    profile(
        "keys",
        no_client("ValueError", "max_attempts", "is not a number", retry_mode="standard", max_attempts="many"),
        AWS_MAX_ATTEMPTS="many",
    ),
    profile(
        "settings",
        no_client("ValueError", "max_attempts", "env AWS_MAX_ATTEMPTS is empty", **SETTINGS),
        AWS_MAX_ATTEMPTS="",
    ),
]

METADATA = [
    profile("keys", AWS_EC2_METADATA_DISABLED="true"),
    profile("keys", AWS_EC2_METADATA_DISABLED="no"),
    profile("settings", AWS_EC2_METADATA_SERVICE_ENDPOINT="http://other.example.com"),
    profile("ipv6", AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE="IPv4"),
]

FILES = [
    Case("another config file", {"AWS_CONFIG_FILE": "~/other/config", "AWS_PROFILE": "of-other"}),
    Case("another credentials file", {"AWS_SHARED_CREDENTIALS_FILE": "HOME/other/credentials", "AWS_PROFILE": "both"}),
    Case("no such files", {"AWS_CONFIG_FILE": "/no/config", "AWS_SHARED_CREDENTIALS_FILE": "/no/credentials"}),
    Case("an empty AWS_CONFIG_FILE", {"AWS_CONFIG_FILE": "", "AWS_PROFILE": "both"}),
    Case("an empty AWS_SHARED_CREDENTIALS_FILE", {"AWS_SHARED_CREDENTIALS_FILE": "", "AWS_PROFILE": "both"}),
]
