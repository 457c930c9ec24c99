"""moto lists the regions of all partitions."""

from case import MotoCase


class Regions(MotoCase):
    def test_regions_are_limited_to_the_partition_of_the_profile(self):
        everywhere = {region["RegionName"] for region in self.client("ec2").describe_regions()["Regions"]}
        china = {name for name in everywhere if name.startswith("cn-")}
        government = {name for name in everywhere if name.startswith("us-gov-")}
        self.assertTrue(china and government, "moto lists one partition only, which proves nothing")

        for profile, expected in {"main": everywhere - china - government, "china": china}.items():
            with self.subTest(profile):
                names = self.nu(f"with-env {{AWS_PROFILE: {profile}}} {{ aws ec2 regions --all | get RegionName }}")

                self.assertCountEqual(names, expected)
