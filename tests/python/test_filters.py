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
                self.assertEqual(self.unknown(command, model.filters(model.operation_of(command))), [])

    def test_another_filter_is_unknown(self):
        self.sign_in()

        self.assertEqual(self.unknown("instances", ["color", "vpc-id"]), ["color"])

    def unknown(self, command: str, names: list[str]) -> list[str]:
        """The filters in whose place the plugin suggests others. The sandbox doesn't know all filters of EC2."""
        line = f'aws ec2 {command} -p dev --filter {{$name: "*"}} | first 1 | ignore'
        script = f"for name in {json.dumps(names)} {{ try {{ {line} }} catch {{|e| print --stderr $e.rendered }} }}"
        errors = self.run_program([*self.nushell, "-c", script]).stderr
        refused = re.findall("no .+ filter `([^`]+)`[^?]*did you mean", errors)
        return refused + re.findall("may ignore the filter `([^`]+)`", errors)
