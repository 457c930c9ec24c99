"""The plugin knows every filter in the model of the Python SDK."""

import json
import re

import ec2_model as model
from case import PythonCase


class Filters(PythonCase):
    def test_no_documented_filter_is_unknown(self):
        self.sign_in()
        commands = self.nu('scope commands | where name starts-with "aws ec2 " | get name | uniq')
        commands = [command.removeprefix("aws ec2 ") for command in commands if command != "aws ec2 regions"]
        self.assertGreaterEqual(len(commands), 32)

        for command in commands:
            with self.subTest(command):
                self.assertEqual(self.warned(command, model.filters(model.operation_of(command))), [])

    def test_another_filter_is_warned_of(self):
        self.sign_in()

        self.assertEqual(self.warned("instances", ["color", "vpc-id"]), ["color"])

    def warned(self, command: str, names: list[str]) -> list[str]:
        """The filters that the plugin doesn't know. The sandbox doesn't know all others."""
        script = f'for name in {json.dumps(names)} {{ try {{ aws ec2 {command} -p dev --filter {{$name: "*"}} | first 1 | ignore }} }}'
        errors = self.run_program([*self.nushell, "-c", script]).stderr
        return re.findall("EC2 may not know the .+ filter `([^`]+)`", errors)
