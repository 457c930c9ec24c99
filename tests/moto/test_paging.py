"""A region with more instances than fit in a page."""

from concurrent.futures import ThreadPoolExecutor

from case import MotoCase

REGION = "eu-north-1"

# One more than the plugin's page size, so that the last page has one row.
INSTANCES = 1001


class Paging(MotoCase):
    @classmethod
    def setUpClass(cls):
        ec2 = cls.client("ec2", REGION)
        image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
        # One request each, because moto's pages consist of reservations.
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

    def test_volumes_come_in_one_long_page(self):
        # moto ignores MaxResults here and sends all volumes at once.
        volumes = self.nu(f"aws ec2 volumes --region {REGION} | select VolumeId Attachments.0.InstanceId | rename id instance")

        self.assertEqual(len({volume["id"] for volume in volumes}), INSTANCES)
        self.assertEqual(len({volume["instance"] for volume in volumes}), INSTANCES)
