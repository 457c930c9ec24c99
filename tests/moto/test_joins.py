"""Questions about several tables, whose answers are known from what was created in moto."""

import inventory
from case import MotoCase


class Joins(MotoCase):
    def answer(self, script: str):
        return self.nu(script.replace("REGION", f"--region {inventory.REGION}"))

    def test_volumes_that_are_attached_to_nothing(self):
        sizes = self.answer("aws ec2 volumes REGION | where State == available | select VolumeId Size | get Size")
        self.assertEqual(sizes, [8])

    def test_rules_that_are_open_to_the_world(self):
        line = "aws ec2 security-group-rules REGION | where not IsEgress and CidrIpv4 == '0.0.0.0/0' | get FromPort"
        self.assertEqual(self.answer(line), [22])

    def test_images_that_nothing_uses(self):
        used = "let used = aws ec2 instances REGION | get ImageId | uniq"
        self.assertEqual(self.answer(f"{used}; aws ec2 images REGION | where ImageId not-in $used | get Name"), ["golden"])

    def test_snapshots_whose_volume_is_gone(self):
        # moto lists the public snapshots of AWS, too.
        live = "let live = aws ec2 volumes REGION | get VolumeId"
        line = "aws ec2 snapshots REGION | where VolumeId not-in $live | where Description == backup"
        self.assertEqual(self.answer(f"{live}; {line}"), [])

    def test_who_has_an_address(self):
        address = self.answer("aws ec2 network-interfaces REGION | where Name =~ network | get 0.PrivateIpAddress")
        line = f"aws ec2 network-interfaces REGION --filter {{addresses.private-ip-address: {address}}} | get Name"
        self.assertEqual(self.answer(line), ["network-interface-1"])

    def test_the_subnet_with_the_fewest_free_addresses(self):
        line = "aws ec2 subnets REGION | sort-by AvailableIpAddressCount | first 5 | get 0.CidrBlock"
        self.assertEqual(self.answer(line), "10.1.1.0/24")

    def test_addresses_that_nothing_uses(self):
        self.assertEqual(self.answer("aws ec2 addresses REGION | where AssociationId == null | length"), 1)

    def test_the_cheapest_spot_price(self):
        line = "aws ec2 spot-prices --type c5.large REGION | sort-by SpotPrice | first | get SpotPrice | describe"
        self.assertEqual(self.answer(line), "float")
