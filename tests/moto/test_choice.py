"""Filters, states and ids choose the instances that the server has for them."""

from case import MotoCase


class Choice(MotoCase):
    def test_filters_reach_the_server(self):
        for ours, theirs in {
            "{instance-type: t3.micro}": ["Name=instance-type,Values=t3.micro"],
            "{instance-state-name: [running stopped]}": ["Name=instance-state-name,Values=running,stopped"],
            '{"tag:Name": "web-1*", "tag:env": prod}': ["Name=tag:Name,Values=web-1*", "Name=tag:env,Values=prod"],
            '{tag-key: "aws:cloud9:owner"}': ["Name=tag-key,Values=aws:cloud9:owner"],
        }.items():
            with self.subTest(ours):
                self.assert_chosen(f"--filter {ours}", "--filters", *theirs)

    def test_states_are_a_filter(self):
        theirs = "Name=instance-state-name,Values=stopped,terminated"

        self.assert_chosen("--state [stopped terminated]", "--filters", theirs)

    def test_ids_are_asked_for_by_id(self):
        some = self.nu("aws ec2 instances | get InstanceId")[3:6]

        self.assert_chosen(" ".join(some), "--instance-ids", *some)

    def test_an_unknown_id_has_its_own_error_code(self):
        code = self.nu("try { aws ec2 instances i-0123456789abcdef0 } catch {|error| $error.details.code }")

        self.assertEqual(code, "aws::ec2::instance_not_found")

    def assert_chosen(self, ours: str, *theirs: str):
        expected = self.aws("ec2", "describe-instances", *theirs, "--query", "Reservations[].Instances[].InstanceId")
        self.assertTrue(expected, "the server has none of these, which proves nothing")

        self.assertCountEqual(self.nu(f"aws ec2 instances {ours} | get InstanceId"), expected)
