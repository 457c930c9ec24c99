"""A region that needs more than one page."""

from concurrent.futures import ThreadPoolExecutor

from case import MotoCase

REGION = "eu-north-1"

# One more than the plugin asks for at a time, so the last page holds a single row.
INSTANCES = 1001


class Paging(MotoCase):
    @classmethod
    def setUpClass(cls):
        ec2 = cls.client("ec2", REGION)
        image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
        # One call each, for moto pages by reservation.
        with ThreadPoolExecutor(4) as threads:
            launch = [threads.submit(ec2.run_instances, ImageId=image, MinCount=1, MaxCount=1) for _ in range(INSTANCES)]
        for launched in launch:
            launched.result()

    def test_every_page_is_fetched_once(self):
        ids = self.nu(f"aws ec2 instances --region {REGION} | get InstanceId")

        self.assertEqual(len(ids), INSTANCES)
        self.assertEqual(len(set(ids)), INSTANCES)

    def test_a_few_rows_end_the_fetch(self):
        self.assertEqual(len(self.nu(f"aws ec2 instances --region {REGION} | first 5")), 5)
