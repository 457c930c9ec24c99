"""An empty home, into which the installer of a release installs."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import home
import nushell

INSTANCES = 7


class PackageCase(nushell.Case):
    # Set by the suite.
    files: Path
    nushells: list[Path]
    sandbox: dict
    url: str

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # A space and a quote are what a shell script forgets.
        self.home = Path(folder.name, "ann's home")
        self.home.mkdir()
        account = self.sandbox["accounts"][0]
        self.environment = home.environment(
            self.home,
            AWS_ENDPOINT_URL=self.sandbox["url"],
            AWS_REGION="eu-west-1",
            AWS_ACCESS_KEY_ID=account["access_key_id"],
            AWS_SECRET_ACCESS_KEY=account["secret_access_key"],
            NU_PLUGIN_AWS_DOWNLOAD_URL=self.url,
        )

    def install(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs the installer as a user does: what is downloaded goes into a shell."""
        with self.files.joinpath("install.sh").open() as script:
            return subprocess.run(
                ["sh"], stdin=script, env=self.environment | environment, cwd=self.home, capture_output=True, text=True
            )

    def programs(self, *names: str) -> str:
        """A search path that has only these programs."""
        folder = self.home / "programs"
        folder.mkdir()
        for name in names:
            folder.joinpath(name).symlink_to(shutil.which(name))
        return str(folder)
