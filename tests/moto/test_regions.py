"""moto answers with the regions of all partitions, whatever it is asked."""

from case import MotoCase


class Regions(MotoCase):
    def test_regions_stay_in_the_partition_of_the_profile(self):
        everywhere = {region["RegionName"] for region in self.client("ec2").describe_regions()["Regions"]}
        chinese = {name for name in everywhere if name.startswith("cn-")}
        governmental = {name for name in everywhere if name.startswith("us-gov-")}
        self.assertTrue(chinese and governmental, "the server keeps to one partition, which proves nothing")

        for profile, expected in {"main": everywhere - chinese - governmental, "china": chinese}.items():
            with self.subTest(profile):
                names = self.nu(f"with-env {{AWS_PROFILE: {profile}}} {{ aws ec2 regions --all | get RegionName }}")

                self.assertCountEqual(names, expected)
