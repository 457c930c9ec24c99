"""The EC2 of the sandbox is as the Python SDK's model says, and what its resources refer to exists."""

import concurrent.futures
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import boto3
import botocore.config
import botocore.exceptions
import ec2_model as model
from case import PythonCase

# Where the resources are whose ids begin with these prefixes.
RESOURCES = {
    "acl": ("DescribeNetworkAcls", "NetworkAclId"),
    "ami": ("DescribeImages", "ImageId"),
    "cr": ("DescribeCapacityReservations", "CapacityReservationId"),
    "eipalloc": ("DescribeAddresses", "AllocationId"),
    "eni": ("DescribeNetworkInterfaces", "NetworkInterfaceId"),
    "h": ("DescribeHosts", "HostId"),
    "i": ("DescribeInstances", "InstanceId"),
    "igw": ("DescribeInternetGateways", "InternetGatewayId"),
    "lt": ("DescribeLaunchTemplates", "LaunchTemplateId"),
    "nat": ("DescribeNatGateways", "NatGatewayId"),
    "pcx": ("DescribeVpcPeeringConnections", "VpcPeeringConnectionId"),
    "pg": ("DescribePlacementGroups", "GroupId"),
    "pl": ("DescribeManagedPrefixLists", "PrefixListId"),
    "rtb": ("DescribeRouteTables", "RouteTableId"),
    "sg": ("DescribeSecurityGroups", "GroupId"),
    "sir": ("DescribeSpotInstanceRequests", "SpotInstanceRequestId"),
    "snap": ("DescribeSnapshots", "SnapshotId"),
    "subnet": ("DescribeSubnets", "SubnetId"),
    "tgw": ("DescribeTransitGateways", "TransitGatewayId"),
    "vol": ("DescribeVolumes", "VolumeId"),
    "vpc": ("DescribeVpcs", "VpcId"),
    "vpce": ("DescribeVpcEndpoints", "VpcEndpointId"),
}

# Where the resources are that these members name.
NAMES = {
    "AvailabilityZone": ("DescribeAvailabilityZones", "ZoneName"),
    "AvailabilityZoneId": ("DescribeAvailabilityZones", "ZoneId"),
    "InstanceType": ("DescribeInstanceTypes", "InstanceType"),
    "KeyName": ("DescribeKeyPairs", "KeyName"),
}

# What is meant to refer to nothing: a snapshot whose volume is gone or was never there, what belongs to other accounts,
# and where the volume with every member comes from.
DANGLING = {
    ("DescribeSnapshots", "VolumeId"),
    ("DescribeImages", "SnapshotId"),
    ("DescribeVolumes", "SourceVolumeId"),
    ("DescribeVpcPeeringConnections", "VpcId"),
}

# What a request has to have.
REQUIRED = {"DescribeLaunchTemplateVersions": {"Versions": ["$Latest", "$Default"]}}

# Values that the model doesn't know: some that EC2 sends nevertheless, and two that nobody knows.
UNKNOWN_ENUM_VALUES = {"available", "nat_gateway", "vpc_endpoint", "windows", "zz9", "zz9.plural-alpha"}


class Sandbox(PythonCase):
    @classmethod
    def setUpClass(cls):
        account = cls.sandbox["accounts"][0]
        cls.ec2 = boto3.client(
            "ec2",
            "eu-west-1",
            endpoint_url=cls.sandbox["url"],
            config=botocore.config.Config(parameter_validation=False),
            aws_access_key_id=account["access_key_id"],
            aws_secret_access_key=account["secret_access_key"],
        )
        cls.bodies: dict[str, bytes] = {}
        candidates = [name for name in model.lists() if "DryRun" in model.input_members(name)]
        with concurrent.futures.ThreadPoolExecutor(4) as threads:
            is_known = threads.map(lambda name: cls.error(name, DryRun=True) == "DryRunOperation", candidates)
            cls.operations = [name for name, known in zip(candidates, is_known) if known]
        # Later requests are about a part of the items.
        cls.ec2.meta.events.register("before-parse.ec2", cls.keep_body)
        cls.items = {name: cls.listed(name) for name in cls.operations}
        cls.ec2.meta.events.unregister("before-parse.ec2", cls.keep_body)

    @classmethod
    def keep_body(cls, operation_model, response_dict, **_):
        cls.bodies[operation_model.name] = response_dict["body"]

    @classmethod
    def listed(cls, operation: str, **parameters) -> list[dict]:
        """The items on all pages."""
        items = []
        while True:
            page = cls.ec2._make_api_call(operation, REQUIRED.get(operation, {}) | parameters)
            items += page[model.list_member(operation)]
            if not page.get("NextToken"):
                break
            parameters["NextToken"] = page["NextToken"]
        if operation == "DescribeInstances":
            return [instance for reservation in items for instance in reservation["Instances"]]
        return items

    @classmethod
    def error(cls, operation: str, **parameters) -> str | None:
        """The code of the error that a request ends with."""
        try:
            cls.ec2._make_api_call(operation, REQUIRED.get(operation, {}) | parameters)
        except botocore.exceptions.ClientError as error:
            return error.response["Error"]["Code"]
        return None

    def test_there_are_tables(self):
        self.assertGreaterEqual(len(self.operations), 32)

    def test_every_table_has_items(self):
        for operation in self.operations:
            with self.subTest(operation):
                self.assertTrue(self.items[operation])

    def test_every_element_is_in_the_model(self):
        for operation in self.operations:
            with self.subTest(operation):
                root = ElementTree.fromstring(self.bodies[operation])
                self.assertEqual(list(wrong_elements(root, model.operation(operation).output_shape, operation)), [])

    def test_every_documented_filter_is_known_and_no_other(self):
        for operation in self.operations:
            with self.subTest(operation):
                parameter = model.filter_parameter(operation)
                page = {"MaxResults": 5} if "MaxResults" in model.input_members(operation) else {}
                errors = {
                    name: self.error(operation, **page, **{parameter: [{"Name": name, "Values": ["*"]}]})
                    for name in [*model.filters(operation), "color"]
                }
                refused = {name: error for name, error in errors.items() if error}
                self.assertEqual(refused, {"color": "InvalidParameterValue"})

    def test_a_page_has_the_bounds_of_the_model(self):
        for operation in self.operations:
            with self.subTest(operation):
                if bounds := model.page_bounds(operation):
                    smallest, largest = bounds
                    self.assertIsNone(self.error(operation, MaxResults=smallest))
                    self.assertIsNone(self.error(operation, MaxResults=largest))
                    for wrong in smallest - 1, largest + 1:
                        self.assertEqual(self.error(operation, MaxResults=wrong), "InvalidParameterValue", wrong)

    def test_pages_have_every_item_once(self):
        for operation in self.operations:
            with self.subTest(operation):
                if "MaxResults" in model.input_members(operation):
                    # Not with assertEqual, which would take minutes to explain a difference.
                    self.assertTrue(self.listed(operation, MaxResults=5) == self.items[operation])

    def test_an_id_finds_its_item(self):
        for operation, member in set(RESOURCES.values()):
            if operation in self.operations:
                with self.subTest(operation):
                    parameter = f"{member}s"
                    some = self.items[operation][-1][member]
                    self.assertEqual([item[member] for item in self.listed(operation, **{parameter: [some]})], [some])
                    unknown = f"{some.rpartition('-')[0]}-0123456789abcdef1"
                    self.assertRegex(self.error(operation, **{parameter: [unknown]}) or "", "NotFound|Unknown")

    def test_ids_beside_a_page_size_are_refused_where_the_model_says_so(self):
        refused = [name for name in self.operations if model.refuses_ids_in_pages(name)]
        self.assertGreaterEqual(len(refused), 3)
        for operation in refused:
            with self.subTest(operation):
                [ids] = [name for name in model.input_members(operation) if name.endswith("Ids")]
                some = self.items[operation][-1][ids.removesuffix("s")]
                code = self.error(operation, MaxResults=5, **{ids: [some]})
                self.assertEqual(code, "InvalidParameterCombination")

    def test_names_that_resources_refer_to_exist(self):
        for member, (operation, name) in NAMES.items():
            known = {item[name] for item in self.items[operation]}
            for other in self.operations:
                with self.subTest(other, member=member):
                    found = {value for inner, value in texts(self.items[other]) if inner == member and value}
                    self.assertEqual(found - known - UNKNOWN_ENUM_VALUES, set())

    def test_what_resources_refer_to_exists(self):
        known = {
            prefix: {item[member] for item in self.items[operation]}
            for prefix, (operation, member) in RESOURCES.items()
            if operation in self.operations
        }
        for operation in self.operations:
            with self.subTest(operation):
                found = [
                    (member, value)
                    for member, value in texts(self.items[operation])
                    if (prefix := resource_prefix(value)) in known
                    and value not in known[prefix]
                    and (operation, member) not in DANGLING
                ]
                self.assertEqual(found, [])


def wrong_elements(element, shape, path: str) -> Iterator[str]:
    """The elements that the shape doesn't have, or whose text isn't of its type."""
    if shape.type_name == "structure":
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name in members:
                yield from wrong_elements(child, members[name], f"{path}.{name}")
            elif name != "requestId":
                yield f"{path}.{name}"
    elif shape.type_name == "list":
        for child in element:
            yield from wrong_elements(child, shape.member, f"{path}[]")
    elif len(element) or not is_valid(element.text or "", shape):
        yield f"{path} = {element.text}"


def is_valid(text: str, shape) -> bool:
    patterns = {
        "boolean": "true|false",
        "integer": r"-?\d+",
        "long": r"-?\d+",
        "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z",
    }
    values = shape.metadata.get("enum") or [text]
    known = text in values or text in UNKNOWN_ENUM_VALUES or not text
    return known and bool(re.fullmatch(patterns.get(shape.type_name, "(?s:.*)"), text))


def texts(value, member: str = "") -> Iterator[tuple[str, str]]:
    """All texts in a value, with the members that they are in."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, member)
    elif isinstance(value, str):
        yield member, value


def resource_prefix(text: str) -> str | None:
    found = re.fullmatch(r"([a-z]+)-[0-9a-f]{8,17}", text)
    return found and found[1]
