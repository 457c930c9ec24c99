"""Filters, states and ids select the same instances as in the AWS CLI."""

from case import MotoCase


class Filters(MotoCase):
    def test_filters_are_sent(self):
        for flag, cli_filters in {
            "{instance-type: t3.micro}": ["Name=instance-type,Values=t3.micro"],
            "{instance-state-name: [running stopped]}": ["Name=instance-state-name,Values=running,stopped"],
            '{"tag:Name": "web-1*", "tag:env": prod}': ["Name=tag:Name,Values=web-1*", "Name=tag:env,Values=prod"],
            '{tag-key: "aws:cloud9:owner"}': ["Name=tag-key,Values=aws:cloud9:owner"],
        }.items():
            with self.subTest(flag):
                self.assert_same_instances(f"--filter {flag}", "--filters", *cli_filters)

    def test_states_are_a_filter(self):
        cli_filter = "Name=instance-state-name,Values=stopped,terminated"

        self.assert_same_instances("--state [stopped terminated]", "--filters", cli_filter)

    def test_ids_are_sent(self):
        some = self.nu("aws ec2 instances | get InstanceId")[3:6]

        self.assert_same_instances(" ".join(some), "--instance-ids", *some)

    def test_an_unknown_id_has_an_error_code(self):
        code = self.nu("try { aws ec2 instances i-0123456789abcdef0 } catch {|error| $error.details.code }")

        self.assertEqual(code, "aws::ec2::instance_not_found")

    def assert_same_instances(self, flags: str, *cli_arguments: str):
        query = "Reservations[].Instances[].InstanceId"
        expected = self.aws("ec2", "describe-instances", *cli_arguments, "--query", query)
        self.assertTrue(expected, "no instance matches, which proves nothing")

        self.assertCountEqual(self.nu(f"aws ec2 instances {flags} | get InstanceId"), expected)
