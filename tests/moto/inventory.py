"""One or more of every EC2 resource that moto implements, in a region of its own."""

import fixture

REGION = "eu-central-1"
ZONE = f"{REGION}a"


def create(ec2) -> None:
    """Creates the resources."""
    ec2.run_instances(ImageId=image(ec2), MinCount=1, MaxCount=1, TagSpecifications=tagged("instance"))
    ec2.create_volume(AvailabilityZone=ZONE, Size=8, TagSpecifications=tagged("volume"))
    ec2.create_key_pair(KeyName="deploy", KeyType="ed25519", TagSpecifications=tagged("key-pair"))
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16", TagSpecifications=tagged("vpc"))["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.1.1.0/24", AvailabilityZone=ZONE)["Subnet"]["SubnetId"]
    create_security_groups(ec2, vpc)
    interface = ec2.create_network_interface(SubnetId=subnet, TagSpecifications=tagged("network-interface"))
    create_gateways(ec2, vpc, subnet, interface["NetworkInterface"]["NetworkInterfaceId"])
    create_connections(ec2, vpc)
    create_images(ec2)
    create_launch_template(ec2)
    host = tagged("dedicated-host")
    ec2.allocate_hosts(AvailabilityZone=ZONE, InstanceType="m5.large", Quantity=1, TagSpecifications=host)
    ec2.request_spot_instances(SpotPrice="0.5", LaunchSpecification={"ImageId": image(ec2), "InstanceType": "t3.micro"})


def create_security_groups(ec2, vpc: str) -> None:
    group = ec2.create_security_group(GroupName="web", Description="Web servers", VpcId=vpc)["GroupId"]
    other = ec2.create_security_group(GroupName="database", Description="PostgreSQL", VpcId=vpc)["GroupId"]
    ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
    anyone = {"IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "anyone"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[ssh | anyone])
    ec2.authorize_security_group_ingress(
        GroupId=other, IpPermissions=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}]
    )


def create_gateways(ec2, vpc: str, subnet: str, interface: str) -> None:
    """Ways to the internet, and addresses: one of a NAT gateway, one of an interface, and one that is idle."""
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_internet_gateway(TagSpecifications=tagged("internet-gateway"))
    table = ec2.create_route_table(VpcId=vpc, TagSpecifications=tagged("route-table"))["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    addresses = [ec2.allocate_address(Domain="vpc")["AllocationId"] for _ in range(3)]
    ec2.create_nat_gateway(SubnetId=subnet, AllocationId=addresses[0], TagSpecifications=tagged("natgateway"))
    ec2.associate_address(AllocationId=addresses[1], NetworkInterfaceId=interface)
    ec2.create_network_acl(VpcId=vpc)
    service = f"com.amazonaws.{REGION}.s3"
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=service, RouteTableIds=[table])
    ec2.create_transit_gateway(Description="To the office", TagSpecifications=tagged("transit-gateway"))


def create_connections(ec2, vpc: str) -> None:
    other = ec2.create_vpc(CidrBlock="10.2.0.0/16")["Vpc"]["VpcId"]
    ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)
    ec2.create_managed_prefix_list(PrefixListName="bastions", MaxEntries=5, AddressFamily="IPv4")
    ec2.create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogGroupName="flows",
        DeliverLogsPermissionArn=f"arn:aws:iam::{fixture.ACCOUNT}:role/flow-logs",
    )


def create_images(ec2) -> None:
    [instance, *_] = ec2.describe_instances()["Reservations"][0]["Instances"]
    ec2.create_image(InstanceId=instance["InstanceId"], Name="golden", TagSpecifications=tagged("image"))
    volume = ec2.describe_volumes()["Volumes"][-1]["VolumeId"]
    ec2.create_snapshot(VolumeId=volume, Description="backup", TagSpecifications=tagged("snapshot"))


def create_launch_template(ec2) -> None:
    """Its latest version isn't the default."""
    data = {"ImageId": image(ec2), "InstanceType": "t3.micro", "TagSpecifications": tagged("instance")}
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    data["InstanceType"] = "t3.small"
    ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)


def image(ec2) -> str:
    return ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]


def tagged(kind: str) -> list[dict]:
    return [{"ResourceType": kind, "Tags": fixture.tags(kind, 1)}]
