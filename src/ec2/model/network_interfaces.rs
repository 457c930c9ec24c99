//! DescribeNetworkInterfaces and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{GroupIdentifier, OperatorResponse, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeNetworkInterfaces",
    path: ListPath { list: "networkInterfaceSet", nested: None },
    members: NetworkInterface::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::Single { name: "IncludeManagedResources", query_name: "IncludeManagedResources" },
        Parameter::List { name: "NetworkInterfaceIds", query_name: "NetworkInterfaceId" },
    ],
    filters: &[
        FilterName { name: "addresses.association.owner-id", values: &[] },
        FilterName { name: "addresses.association.public-ip", values: &[] },
        FilterName { name: "addresses.primary", values: &[] },
        FilterName { name: "addresses.private-ip-address", values: &[] },
        FilterName { name: "association.allocation-id", values: &[] },
        FilterName { name: "association.association-id", values: &[] },
        FilterName { name: "association.ip-owner-id", values: &[] },
        FilterName { name: "association.public-dns-name", values: &[] },
        FilterName { name: "association.public-ip", values: &[] },
        FilterName { name: "attachment.attach-time", values: &[] },
        FilterName { name: "attachment.attachment-id", values: &[] },
        FilterName { name: "attachment.delete-on-termination", values: &[] },
        FilterName { name: "attachment.device-index", values: &[] },
        FilterName { name: "attachment.instance-id", values: &[] },
        FilterName { name: "attachment.instance-owner-id", values: &[] },
        FilterName { name: "attachment.status", values: &["attaching", "attached", "detaching", "detached"] },
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "description", values: &[] },
        FilterName { name: "group-id", values: &[] },
        FilterName { name: "interface-type", values: &["api_gateway_managed", "aws_codestar_connections_managed", "branch", "ec2_instance_connect_endpoint", "efa", "efa-only", "efs", "evs", "gateway_load_balancer", "gateway_load_balancer_endpoint", "global_accelerator_managed", "interface", "iot_rules_managed", "lambda", "load_balancer", "nat_gateway", "network_load_balancer", "quicksight", "transit_gateway", "trunk", "vpc_endpoint"] },
        FilterName { name: "ipv6-addresses.ipv6-address", values: &[] },
        FilterName { name: "mac-address", values: &[] },
        FilterName { name: "network-interface-id", values: &[] },
        FilterName { name: "operator.managed", values: &[] },
        FilterName { name: "operator.principal", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "private-dns-name", values: &[] },
        FilterName { name: "private-ip-address", values: &[] },
        FilterName { name: "requester-id", values: &[] },
        FilterName { name: "requester-managed", values: &[] },
        FilterName { name: "source-dest-check", values: &[] },
        FilterName { name: "status", values: &["available", "associated", "attaching", "in-use", "detaching"] },
        FilterName { name: "subnet-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    NetworkInterface {
        Association: NetworkInterfaceAssociation,
        Attachment: NetworkInterfaceAttachment,
        AvailabilityZone: String,
        ConnectionTrackingConfiguration: ConnectionTrackingConfiguration,
        Description: String,
        Groups as "groupSet": Vec<GroupIdentifier>,
        InterfaceType: String,
        Ipv6Addresses as "ipv6AddressesSet": Vec<NetworkInterfaceIpv6Address>,
        MacAddress: String,
        NetworkInterfaceId: String,
        OutpostArn: String,
        OwnerId: String,
        PrivateDnsName: String,
        PublicDnsName: String,
        PublicIpDnsNameOptions: PublicIpDnsNameOptions,
        PrivateIpAddress: String,
        PrivateIpAddresses as "privateIpAddressesSet": Vec<NetworkInterfacePrivateIpAddress>,
        Ipv4Prefixes as "ipv4PrefixSet": Vec<Ipv4PrefixSpecification>,
        Ipv6Prefixes as "ipv6PrefixSet": Vec<Ipv6PrefixSpecification>,
        RequesterId: String,
        RequesterManaged: bool,
        SourceDestCheck: bool,
        Status: String,
        SubnetId: String,
        Tags as "tagSet": Vec<Tag>,
        VpcId: String,
        DenyAllIgwTraffic: bool,
        Ipv6Native: bool,
        Ipv6Address: String,
        Operator: OperatorResponse,
        AssociatedSubnets as "associatedSubnetSet": Vec<String>,
        AvailabilityZoneId: String,
    }
    NetworkInterfaceAssociation {
        AllocationId: String,
        AssociationId: String,
        IpOwnerId: String,
        PublicDnsName: String,
        PublicIp: String,
        CustomerOwnedIp: String,
        CarrierIp: String,
    }
    NetworkInterfaceAttachment {
        AttachTime: DateTime,
        AttachmentId: String,
        DeleteOnTermination: bool,
        DeviceIndex: i64,
        NetworkCardIndex: i64,
        InstanceId: String,
        InstanceOwnerId: String,
        Status: String,
        EnaSrdSpecification: AttachmentEnaSrdSpecification,
        EnaQueueCount: i64,
    }
    AttachmentEnaSrdSpecification {
        EnaSrdEnabled: bool,
        EnaSrdUdpSpecification: AttachmentEnaSrdUdpSpecification,
    }
    AttachmentEnaSrdUdpSpecification {
        EnaSrdUdpEnabled: bool,
    }
    ConnectionTrackingConfiguration {
        TcpEstablishedTimeout: i64,
        UdpStreamTimeout: i64,
        UdpTimeout: i64,
    }
    NetworkInterfaceIpv6Address {
        Ipv6Address: String,
        PublicIpv6DnsName: String,
        IsPrimaryIpv6: bool,
    }
    PublicIpDnsNameOptions {
        DnsHostnameType: String,
        PublicIpv4DnsName: String,
        PublicIpv6DnsName: String,
        PublicDualStackDnsName: String,
    }
    NetworkInterfacePrivateIpAddress {
        Association: NetworkInterfaceAssociation,
        Primary: bool,
        PrivateDnsName: String,
        PrivateIpAddress: String,
    }
    Ipv4PrefixSpecification {
        Ipv4Prefix: String,
    }
    Ipv6PrefixSpecification {
        Ipv6Prefix: String,
    }
}
