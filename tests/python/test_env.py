"""`aws env` shows the settings that the Python SDK uses. `botocore_settings` reads those."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import env_cases
import env_files
import env_settings
import home
import nushell
from env_cases import POD, Case

BOTOCORE_SETTINGS = Path(__file__).parent / "botocore_settings.py"

CASES = [
    *(env_cases.PROFILES + env_cases.BROKEN + env_cases.CREDENTIALS),
    *(env_settings.REGIONS + env_settings.ENDPOINTS + env_settings.CONNECTIONS),
    *(env_settings.RETRIES + env_settings.METADATA + env_settings.FILES),
]

PROGRAM = """\
#!/bin/sh
echo '{"Version": 1, "AccessKeyId": "AKIAOFTHEPROGRAM", "SecretAccessKey": "secret"}'
"""

# Settings that the SDK has in the same form.
SAME = ["profile", "region", "output", "ca_bundle", "retry_mode", "max_attempts", "ignore_configured_endpoint_urls"]
SAME += ["use_fips_endpoint", "use_dualstack_endpoint"]
PROXIES = ["http_proxy", "https_proxy", "no_proxy"]


class Env(nushell.Case):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.environment = home.environment(self.home)
        self.write(".aws/config", env_files.CONFIG)
        self.write(".aws/credentials", env_files.CREDENTIALS)
        self.write("other/config", "[profile of-other]\nregion = eu-north-1\n")
        self.write("other/credentials", "[both]\nregion = us-east-2\n")
        self.write("token", "token")
        self.write("keys", PROGRAM)
        self.home.joinpath("keys").chmod(0o700)

    def write(self, path: str, text: str):
        path = self.home / path
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.at_home(text))

    def at_home(self, text: str) -> str:
        return text.replace("HOME", str(self.home))

    def test_the_value_is_what_the_sdk_uses(self):
        self.assertGreaterEqual(len(CASES), 40)
        for case, ours, theirs in zip(CASES, self.ours(), self.theirs(), strict=True):
            with self.subTest(case.name):
                self.compare(case, {row["setting"]: row for row in ours}, theirs)

    def test_no_row_contains_a_secret(self):
        for case, rows in zip(CASES, self.ours(), strict=True):
            for secret in ("wJalrXUtn", "IQoJb3JpZ2lu", "AKIA", "hunter2"):
                self.assertNotIn(secret, json.dumps(rows), case.name)

    def ours(self) -> list[list[dict]]:
        """The rows of `aws env` for each case."""
        self.home.joinpath("cases.json").write_text(self.cases())
        return self.nu(
            "open ~/cases.json | each {|case| with-env $case.environment"
            " { if $case.named == null { aws env } else { aws env --profile $case.named } } }"
        )

    def theirs(self) -> list[dict]:
        """The settings that the Python SDK uses in each case."""
        command = [sys.executable, "-B", BOTOCORE_SETTINGS]
        run = subprocess.run(command, input=self.cases(), env=self.environment, capture_output=True, text=True, timeout=300)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def cases(self) -> str:
        def variables(case: Case) -> dict:
            return {"HOME": str(self.home)} | {name: self.at_home(value) for name, value in case.environment.items()}

        return json.dumps([{"named": case.named, "environment": variables(case)} for case in CASES])

    def compare(self, case: Case, ours: dict[str, dict], theirs: dict):
        if case.fails:
            self.assertEqual(theirs, {"fails": "ProfileNotFound"})
            self.assertIn(case.fails, ours["profile"]["note"])
            return
        self.assertNotIn("fails", theirs)
        values = comparable(case, ours, theirs)
        self.assertLessEqual(set(case.differs), set(values), "a difference in a setting that is not compared")
        for setting, (mine, other) in values.items():
            with self.subTest(f"{case.name}: {setting}"):
                self.compare_setting(case, setting, mine, other, ours)

    def compare_setting(self, case: Case, setting: str, mine: object, other: object, ours: dict[str, dict]):
        differs = case.differs.get(setting)
        if differs is None:
            self.assertEqual(mine, other)
            return
        self.assertEqual((mine, other), (differs.ours, differs.theirs))
        self.assertNotEqual(mine, other, "there is no difference anymore")
        if differs.note:
            self.assertIn(differs.note, ours[ROWS.get(setting, setting)]["note"] or "")


# The rows that have the notes on settings compared under another name.
ROWS = {"endpoint": "endpoint_url", "metadata_url": "ec2_metadata_service_endpoint"}


def comparable(case: Case, ours: dict[str, dict], theirs: dict) -> dict[str, tuple]:
    """The value of each setting in the plugin and in the SDK."""

    def value(setting: str):
        return ours[setting]["value"] if setting in ours else None

    values = {setting: (value(setting), theirs[setting]) for setting in SAME}
    values |= {proxy: (value(proxy), theirs["proxies"].get(proxy.removesuffix("_proxy"))) for proxy in PROXIES}
    values |= {file: (value(file) or "", theirs[file]) for file in ("config_file", "credentials_file")}
    values["endpoint"] = (endpoint(value), endpoint_of_aws(theirs))
    values["ec2_metadata_disabled"] = (value("ec2_metadata_disabled"), theirs["metadata"]["disabled"])
    values["metadata_url"] = (metadata_url(value), theirs["metadata"]["url"])
    return values | identity(case, value, theirs["profile"], theirs["credentials"])


def endpoint(value) -> str | None:
    return value("endpoint_url_ec2") or value("endpoint_url")


def endpoint_of_aws(theirs: dict) -> object:
    """The endpoint, or `None` for one of AWS, whose host name has to match the switches."""
    url = theirs["endpoint"]
    if not isinstance(url, str) or ".example.com" in url:
        return url
    switches = ("-fips." in url, url.endswith(".api.aws"))
    return None if switches == (theirs["use_fips_endpoint"], theirs["use_dualstack_endpoint"]) else url


def metadata_url(value) -> str:
    defaults = {"IPv4": "http://169.254.169.254", "IPv6": "http://[fd00:ec2::254]"}
    return value("ec2_metadata_service_endpoint") or defaults[value("ec2_metadata_service_endpoint_mode")]


def identity(case: Case, value, profile: str, theirs: dict | None) -> dict[str, tuple]:
    """The credentials, and what the SDK knows about them without a request."""
    mine = value("credentials")
    if theirs is None or "error" in theirs:
        return {"credentials": (mine, theirs)}
    values = {
        "credentials": (without_details(mine), describe(theirs, case, profile)),
        "role": (value("role"), theirs.get("role")),
    }
    if theirs["method"] not in ("assume-role", "assume-role-with-web-identity", "login"):
        values["account_id"] = (value("account_id"), theirs["account"])
    if theirs["method"] == "sso":
        values |= {f"sso_{key}": (value(f"sso_{key}"), theirs[key]) for key in ("session", "start_url", "region")}
    return values


def without_details(text: str) -> str:
    """Reduces a program, token or console session to its kind, and a source profile to its credentials."""
    return re.sub(r"(assume_role from )profile \S+: ", r"\1", re.sub(r"(process|web_identity|login) .*", r"\1", text))


def describe(theirs: dict, case: Case, profile: str) -> str:
    """The SDK's credentials in the form of `aws env`."""
    variables = POD.keys() <= case.environment.keys() and case.named is None
    match theirs["method"]:
        case "env":
            return f"environment: {kind(theirs)}"
        case "container-role":
            return "container"
        case "iam-role":
            return "instance metadata"
        case "assume-role-with-web-identity" if variables:
            return "environment: web_identity"
        case _:
            return f"profile {profile}: {kind(theirs)}"


def kind(theirs: dict) -> str:
    match theirs["method"]:
        case "env" | "shared-credentials-file" | "config-file":
            return f"static ****************{theirs['key'][-4:]}"
        case "assume-role":
            return f"assume_role from {source(theirs['source'])}"
        case "assume-role-with-web-identity":
            return "web_identity"
        case "custom-process":
            return "process"
        case method:
            return method


def source(theirs: dict) -> str:
    names = {"env": f"environment: {kind(theirs)}", "container-role": "container", "iam-role": "instance metadata"}
    return names.get(theirs["method"], kind(theirs))
