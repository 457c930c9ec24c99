"""With the plugin loaded, every other command of the AWS CLI still reaches the AWS CLI."""

import world
from case import MotoCase


class Neighbours(MotoCase):
    def test_the_version_is_that_of_the_cli(self):
        self.assertRegex(self.nu("aws --version"), r"^aws-cli/")

    def test_another_service_is_the_clis(self):
        self.client("s3").create_bucket(
            Bucket="neighbour", CreateBucketConfiguration={"LocationConstraint": world.REGION}
        )

        self.assertIn("neighbour", self.nu("aws s3 ls"))

    def test_another_operation_of_ec2_is_the_clis(self):
        self.assertEqual(self.nu("aws ec2 describe-instances | from json"), self.aws("ec2", "describe-instances"))

    def test_both_in_one_pipeline(self):
        self.assertEqual(
            self.nu("aws ec2 instances | length"),
            self.nu("aws ec2 describe-instances | from json | get Reservations.Instances | flatten | length"),
        )
