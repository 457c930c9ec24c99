"""The plugin knows every filter in the model of the Python SDK."""

import json
import re

import ec2_model as model
from case import PythonCase


class Filters(PythonCase):
    def test_no_documented_filter_is_unknown(self):
        instances = model.filters("DescribeInstances")
        self.assertGreaterEqual(len(instances), 136)
        self.sign_in()

        for command, names in {"instances": instances, "volumes": model.filters("DescribeVolumes")}.items():
            with self.subTest(command):
                self.assertEqual(self.warned(command, names), [])

    def test_another_filter_is_warned_of(self):
        self.sign_in()

        self.assertEqual(self.warned("instances", ["color", "vpc-id"]), ["color"])

    def warned(self, command: str, names: list[str]) -> list[str]:
        """The filters that the plugin doesn't know. The sandbox doesn't know all others."""
        script = f'for name in {json.dumps(names)} {{ try {{ aws ec2 {command} -p dev --filter {{$name: "*"}} | ignore }} }}'
        errors = self.run_program([*self.nushell, "-c", script]).stderr
        return re.findall("EC2 may not know the [a-z]+ filter `([^`]+)`", errors)
