"""Volumes: their rows have everything that the AWS CLI prints, and filters, states and ids select the same ones."""

import fixture
from case import MotoCase, tag_record

# The columns that are not members of the API's Volume.
ADDED_COLUMNS = {"Name", "Region", "AccountId", "AccountName", "Profile"}


class Volumes(MotoCase):
    def printed(self, *cli_arguments: str) -> list[dict]:
        return self.aws("ec2", "describe-volumes", *cli_arguments)["Volumes"]

    def test_rows_equal_what_the_cli_prints(self):
        printed = self.printed()
        self.assertGreater(len(printed), fixture.UNATTACHED_VOLUMES)

        self.assert_same_rows(self.nu("aws ec2 volumes --raw-tags"), printed, "VolumeId", ADDED_COLUMNS)

    def test_added_columns_say_where_a_volume_is(self):
        expected = {
            volume["VolumeId"]: {
                "Name": tag_record(volume.get("Tags", [])).get("Name", ""),
                "Region": fixture.REGION,
                # moto sends no OwnerId, and nothing else says which account static keys belong to.
                "AccountId": None,
                "Profile": "main",
                "Tags": tag_record(volume.get("Tags", [])),
            }
            for volume in self.printed()
        }

        columns = next(iter(expected.values()))
        rows = self.nu(f"aws ec2 volumes | select VolumeId {' '.join(columns)}")

        self.assertEqual({row.pop("VolumeId"): row for row in rows}, expected)

    def test_unattached_volumes_add_up(self):
        sizes = self.nu("aws ec2 volumes | where State == available | get Size | math sum")

        self.assertEqual(sizes, sum(volume["Size"] for volume in self.printed() if not volume["Attachments"]))

    def test_a_volume_leads_to_its_instance(self):
        instances = self.nu("aws ec2 volumes | where State == in-use | get Attachments | flatten | get InstanceId")

        self.assertCountEqual(instances, self.nu("aws ec2 instances | where StateName != terminated | get InstanceId"))

    def test_filters_are_sent(self):
        instance = self.nu("aws ec2 instances --state running | first | get InstanceId")
        for flag, cli_filters in {
            "{encrypted: true}": ["Name=encrypted,Values=true"],
            f"{{attachment.instance-id: {instance}}}": [f"Name=attachment.instance-id,Values={instance}"],
            f"{{availability-zone: {fixture.REGION}b, status: available}}": [
                f"Name=availability-zone,Values={fixture.REGION}b",
                "Name=status,Values=available",
            ],
            '{"tag:Name": "data-1*", "tag:env": prod}': ["Name=tag:Name,Values=data-1*", "Name=tag:env,Values=prod"],
            '{tag-key: "cost center/team 1.2"}': ["Name=tag-key,Values=cost center/team 1.2"],
        }.items():
            with self.subTest(flag):
                self.assert_same_volumes(f"--filter {flag}", "--filters", *cli_filters)

    def test_states_are_a_filter(self):
        self.assert_same_volumes("--state available", "--filters", "Name=status,Values=available")
        self.assert_same_volumes("--state [available in-use]", "--filters", "Name=status,Values=available,in-use")

    def test_ids_are_sent(self):
        some = self.nu("aws ec2 volumes | get VolumeId")[3:6]

        self.assert_same_volumes(" ".join(some), "--volume-ids", *some)

    def test_an_unknown_id_has_an_error_code(self):
        code = self.nu("try { aws ec2 volumes vol-0123456789abcdef0 } catch {|error| $error.details.code }")

        self.assertEqual(code, "aws::ec2::not_found")

    def test_a_role_of_another_account_lists_that_account(self):
        accounts = self.nu("aws ec2 volumes --profile other | get AccountId | uniq")

        self.assertEqual(accounts, [fixture.OTHER_ACCOUNT])

    def assert_same_volumes(self, flags: str, *cli_arguments: str):
        expected = [volume["VolumeId"] for volume in self.printed(*cli_arguments)]
        self.assertTrue(expected, "no volume matches, which proves nothing")

        self.assertCountEqual(self.nu(f"aws ec2 volumes {flags} | get VolumeId"), expected)
