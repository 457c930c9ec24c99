"""With the plugin loaded, every other `aws` command still runs the AWS CLI."""

import fixture
from case import MotoCase


class AwsCli(MotoCase):
    def test_version(self):
        self.assertRegex(self.nu("aws --version"), r"^aws-cli/")

    def test_another_service(self):
        self.client("s3").create_bucket(
            Bucket="another-service", CreateBucketConfiguration={"LocationConstraint": fixture.REGION}
        )

        self.assertIn("another-service", self.nu("aws s3 ls"))

    def test_another_ec2_operation(self):
        self.assertEqual(self.nu("aws ec2 describe-instances | from json"), self.aws("ec2", "describe-instances"))

    def test_both_in_one_pipeline(self):
        self.assertEqual(
            self.nu("aws ec2 instances | length"),
            self.nu("aws ec2 describe-instances | from json | get Reservations.Instances | flatten | length"),
        )
