"""Runs Nushell with the plugin, and the AWS CLI."""

import json
import subprocess
import unittest
from pathlib import Path


class Case(unittest.TestCase):
    # Set by run.py.
    nushell: list[str | Path]
    # Set by the suite.
    environment: dict[str, str]

    maxDiff = None

    def nu(self, pipeline: str):
        """The value of a pipeline."""
        return json.loads(self.output([*self.nushell, "-c", f"{pipeline} | to json --raw"]))

    def aws(self, *arguments: str):
        """What the AWS CLI prints, which is first on the path."""
        return json.loads(self.output(["aws", *arguments, "--output", "json"]))

    def output(self, command: list[str | Path]) -> str:
        """What a program prints. It fails the test if the program fails."""
        return self.run_program(command).stdout

    def run_program(self, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        """Runs a program. It fails the test if the program fails."""
        run = subprocess.run(
            command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
        )
        if run.returncode:
            self.fail(f"{command[-1]} ended with {run.returncode}:\n{run.stderr}")
        return run
