"""The declarations in src/ec2/model are what the API's model says."""

import subprocess
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts/ec2-model"


class Ec2Model(unittest.TestCase):
    def test_the_files_are_what_the_script_writes(self):
        # A difference is printed with the lines to add.
        checked = subprocess.run([SCRIPT, "--check"], capture_output=True, text=True)
        self.assertEqual((checked.stdout, checked.stderr, checked.returncode), ("", "", 0))
