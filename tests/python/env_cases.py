"""Environments and profiles, and the settings that the Python SDK is known to read differently from the plugin."""

from dataclasses import dataclass, field

KEYS = {"AWS_ACCESS_KEY_ID": "AKIAENVIRONMENTKEYS0", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI0"}
POD = {"AWS_WEB_IDENTITY_TOKEN_FILE": "/var/token", "AWS_ROLE_ARN": "arn:aws:iam::777788889999:role/pod"}
CONTAINER = {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/1"}
ENVIRONMENT_KEYS = "environment: static ****************EYS0"
SSO = "profile sso: sso"
# The settings that are read from a client. If the SDK fails to create one, it has none of them.
CLIENT = ["endpoint", "ca_bundle", "retry_mode", "max_attempts"]


@dataclass(frozen=True)
class Differs:
    """A setting that the SDK reads differently. The note of `aws env` has to contain `note`."""

    ours: object
    theirs: object
    note: str | None


@dataclass(frozen=True)
class Case:
    """The files are those of `env_files`."""

    name: str
    environment: dict = field(default_factory=dict)
    named: str | None = None
    # The settings that the SDK reads differently.
    differs: dict = field(default_factory=dict)
    # A part of the note on the profile, if the SDK fails before it reads any setting.
    fails: str | None = None


def profile(name: str, differs: dict | None = None, **variables: str) -> Case:
    """A case with this AWS_PROFILE."""
    more = "".join(f", {variable}={value!r}" for variable, value in variables.items())
    return Case(f"profile {name}{more}", {"AWS_PROFILE": name, **variables}, differs=differs or {})


def rejected(error: str, ours: object, note: str | None) -> Differs:
    """A setting that the SDK rejects."""
    return Differs(ours, {"error": error}, note)


def no_client(error: str, setting: str, note: str, **ours: object) -> dict:
    """A setting with which the SDK creates no client, so that the client's other settings are unknown."""
    return {name: rejected(error, ours.get(name), note if name == setting else None) for name in {*CLIENT, setting}}


# What a client has by default.
NOTHING_SET = {"retry_mode": "standard", "max_attempts": 3}

PROFILES = [
    Case("nothing"),
    Case("AWS_PROFILE over default", {"AWS_PROFILE": "sso"}),
    Case("AWS_DEFAULT_PROFILE", {"AWS_DEFAULT_PROFILE": "legacy"}),
    Case("both variables alike", {"AWS_PROFILE": "keys", "AWS_DEFAULT_PROFILE": "keys"}),
    Case(
        "both variables",
        {"AWS_PROFILE": "keys", "AWS_DEFAULT_PROFILE": "settings-of-nobody"},
        fails="boto3 and the AWS CLI 1 read AWS_DEFAULT_PROFILE first: they use `settings-of-nobody`",
    ),
    Case(
        "both variables, and both profiles are there",
        {"AWS_PROFILE": "keys", "AWS_DEFAULT_PROFILE": "sso"},
        differs={
            "profile": Differs("keys", "sso", "read AWS_DEFAULT_PROFILE first: they use `sso`"),
            "region": Differs("eu-west-2", "eu-west-1", None),
            "credentials": Differs("profile keys: static ****************YS01", SSO, None),
            "account_id": Differs("444455556666", "111122223333", None),
            "role": Differs(None, "developer", None),
            "sso_session": Differs(None, "corp", None),
            "sso_start_url": Differs(None, "https://corp.awsapps.com/start", None),
            "sso_region": Differs(None, "eu-central-1", None),
        },
    ),
    Case("a flag over both variables", {"AWS_PROFILE": "keys", "AWS_DEFAULT_PROFILE": "sso"}, named="role"),
    Case("an empty AWS_PROFILE", {"AWS_PROFILE": ""}, fails="AWS_PROFILE is empty, so the AWS CLI, boto3"),
    Case("a blank AWS_PROFILE", {"AWS_PROFILE": " "}, fails="there is no profile ` `"),
    Case("an unknown AWS_PROFILE", {"AWS_PROFILE": "kyes"}, fails="there is no profile `kyes` (did you mean `keys`?)"),
    Case("an unknown AWS_PROFILE with keys", {"AWS_PROFILE": "kyes", **KEYS}, fails="there is no profile `kyes`"),
    Case("an unknown AWS_DEFAULT_PROFILE", {"AWS_DEFAULT_PROFILE": "kyes"}, fails="there is no profile `kyes`"),
    profile("legacy"),
    profile("both"),
    profile("credentials-only"),
    profile("role"),
    profile("role-of-sso"),
    profile("role-of-role"),
    profile("role-of-itself"),
    profile("role-of-keyed-role"),
    profile("role-of-container", **CONTAINER),
    profile("role-of-instance"),
    profile("pod"),
    profile("process"),
    profile("process-and-keys"),
    profile("process-and-both"),
    profile("sso-and-keys"),
    profile("login"),
    profile("settings"),
    profile("services"),
    profile("deaf"),
    profile("ipv6"),
    Case("keys for a role", {"AWS_PROFILE": "role-of-environment", **KEYS}, named="role-of-environment"),
    profile("services-lost", no_client("InvalidConfigError", "endpoint", "[services nowhere]", **NOTHING_SET)),
    profile("legacy-retries", {"max_attempts": Differs(3, 5, "boto3 makes 5 attempts in legacy mode")}),
]

# Profile, error, the plugin's description of the credentials, and a part of the note.
BROKEN = [
    ("half", "PartialCredentialsError", "static ****************LF06", "has no aws_secret_access_key"),
    ("split", "PartialCredentialsError", "static ****************PL11", "are in two files"),
    ("role-of-nothing", "PartialCredentialsError", "assume_role", "has no source_profile or credential_source"),
    ("role-of-nobody", "InvalidConfigError", "assume_role from profile nobody", "which does not exist"),
    (
        "circle",
        "InfiniteLoopConfigError",
        "assume_role from profile circle-back: assume_role from profile circle",
        "form a loop",
    ),
    ("role-of-container", "CredentialRetrievalError", "assume_role from container", "CREDENTIALS_FULL_URI are not set"),
    ("role-of-environment", "CredentialRetrievalError", "assume_role from environment", "AWS_ACCESS_KEY_ID is not set"),
]
BROKEN = [
    *(
        profile(name, {"credentials": rejected(error, f"profile {name}: {ours}", note)})
        for name, error, ours, note in BROKEN
    ),
    profile(
        "sso-lost",
        no_client(
            "InvalidConfigError",
            "credentials",
            "names [sso-session nowhere], which does not exist",
            credentials="profile sso-lost: sso",
            **NOTHING_SET,
        ),
    ),
    # The SDK skips a session without a role and uses the next source.
    profile(
        "sso-alone",
        {"credentials": Differs("profile sso-alone: sso", "instance metadata", "has no sso_account_id")},
    ),
]

CREDENTIALS = [
    Case("keys over AWS_PROFILE", {"AWS_PROFILE": "sso", **KEYS}),
    Case("keys over default", KEYS),
    Case("a flag over keys", KEYS, named="sso"),
    Case("a flag over AWS_PROFILE and keys", {"AWS_PROFILE": "sso", **KEYS}, named="both"),
    Case("keys with an account", {**KEYS, "AWS_ACCOUNT_ID": "999900001111"}),
    Case("an account without keys", {"AWS_PROFILE": "keys", "AWS_ACCOUNT_ID": "999900001111"}),
    Case("a lone secret", {"AWS_PROFILE": "keys", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI0"}),
    Case("a lone token", {"AWS_PROFILE": "keys", "AWS_SESSION_TOKEN": "IQoJb3JpZ2lu"}),
    Case("empty keys", {"AWS_PROFILE": "keys", "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}),
    Case(
        "half a pair",
        {"AWS_PROFILE": "sso", "AWS_ACCESS_KEY_ID": KEYS["AWS_ACCESS_KEY_ID"]},
        differs={
            "credentials": rejected("PartialCredentialsError", ENVIRONMENT_KEYS, "AWS_SECRET_ACCESS_KEY is not set")
        },
    ),
    Case(
        "an expiration that is not a time",
        {**KEYS, "AWS_CREDENTIAL_EXPIRATION": "soon"},
        differs={"credentials": rejected("ParserError", ENVIRONMENT_KEYS, "AWS_CREDENTIAL_EXPIRATION is not a valid time")},
    ),
    Case("a pod", POD),
    Case("a pod with keys", POD | KEYS),
    Case("a pod and a flag", POD, named="keys"),
    Case("a pod with a profile", {"AWS_PROFILE": "sso", **POD}),
    Case("a pod with a role to assume", {"AWS_PROFILE": "role", **POD}),
    Case("a container", CONTAINER),
    Case("a container with a profile", {"AWS_PROFILE": "keys", **CONTAINER}),
    Case("a pod in a container", POD | CONTAINER),
    Case("no instance metadata", {"AWS_EC2_METADATA_DISABLED": "TRUE"}),
]
