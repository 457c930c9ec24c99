"""Shared by the tests with the Python SDK: a home directory with an Identity Center, signed out."""

import json
import sys
import tempfile
from pathlib import Path

import home
import nushell

HERE = Path(__file__).parent

# `dev` uses an sso-session; `old` has its own start URL, as before there were sessions.
CONFIG = """\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = {account}
sso_role_name = developer
region = eu-west-1

[profile old]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-1
sso_account_id = {account}
sso_role_name = developer
region = eu-west-1
"""


class PythonCase(nushell.Case):
    # Set by the suite.
    sandbox: dict
    fish: Path | None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        browser = home.program(self.home, HERE / "follow.py")
        self.environment = home.environment(self.home, AWS_ENDPOINT_URL=self.sandbox["url"], BROWSER=browser)
        self.configure(CONFIG.format(account=self.sandbox["accounts"][0]["id"]))

    def configure(self, config: str):
        path = self.home / ".aws" / "config"
        path.parent.mkdir(exist_ok=True)
        path.write_text(config)
        path.chmod(0o600)

    def sign_in(self, profile: str = "dev"):
        [row] = self.nu(f"aws sso login --profile {profile}")
        self.assertEqual(row["status"], "valid")

    def sdk(self, operation: str, *arguments: str):
        """Runs an operation of the Python SDK, in its own process because the SDK reads `HOME` only once."""
        return json.loads(self.output([sys.executable, "-B", HERE / "sdk.py", operation, *arguments]))

    def ids(self, profile: str = "dev") -> list[str]:
        """The ids of the instances that the plugin lists."""
        return self.nu(f"aws ec2 instances --profile {profile} | get InstanceId")

    def files(self, folder: str) -> dict[str, str]:
        """The JSON files in a folder of `~/.aws`, by name."""
        return {path.name: path.read_text() for path in self.home.joinpath(".aws", folder).glob("*.json")}

    def tokens(self) -> dict[str, dict]:
        """The tokens of all sign-ins, by the names of their files."""
        contents = {name: json.loads(text) for name, text in self.files("sso/cache").items()}
        return {name: content for name, content in contents.items() if "accessToken" in content}

    def token(self) -> dict:
        """The token of the only sign-in."""
        [token] = self.tokens().values()
        return token

    def expire(self):
        """Makes the token of the only sign-in expired."""
        [(name, token)] = self.tokens().items()
        expired = token | {"expiresAt": "2020-02-02T02:02:02Z"}
        self.home.joinpath(".aws/sso/cache", name).write_text(json.dumps(expired))

    def sign_out_quietly(self):
        """Deletes the tokens, so that no further request is possible."""
        for name in self.tokens():
            self.home.joinpath(".aws/sso/cache", name).unlink()
