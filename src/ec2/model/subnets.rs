//! DescribeSubnets and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::{BlockPublicAccessStates, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeSubnets",
    path: ListPath { list: "subnetSet", nested: None },
    members: Subnet::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "SubnetIds", query_name: "SubnetId" },
    ],
    filters: &[
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "availabilityZone", values: &[] },
        FilterName { name: "availabilityZoneId", values: &[] },
        FilterName { name: "available-ip-address-count", values: &[] },
        FilterName { name: "cidr", values: &[] },
        FilterName { name: "cidr-block", values: &[] },
        FilterName { name: "cidrBlock", values: &[] },
        FilterName { name: "customer-owned-ipv4-pool", values: &[] },
        FilterName { name: "default-for-az", values: &["true", "false"] },
        FilterName { name: "defaultForAz", values: &["true", "false"] },
        FilterName { name: "enable-dns64", values: &[] },
        FilterName { name: "enable-lni-at-device-index", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.association-id", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.ipv6-cidr-block", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.state", values: &[] },
        FilterName { name: "ipv6-native", values: &["true", "false"] },
        FilterName { name: "map-customer-owned-ip-on-launch", values: &[] },
        FilterName { name: "map-public-ip-on-launch", values: &[] },
        FilterName { name: "outpost-arn", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "private-dns-name-options-on-launch.enable-resource-name-dns-a-record", values: &[] },
        FilterName { name: "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record", values: &[] },
        FilterName { name: "private-dns-name-options-on-launch.hostname-type", values: &[] },
        FilterName { name: "state", values: &["pending", "available"] },
        FilterName { name: "subnet-arn", values: &[] },
        FilterName { name: "subnet-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    Subnet {
        AvailabilityZoneId: String,
        EnableLniAtDeviceIndex: i64,
        MapCustomerOwnedIpOnLaunch: bool,
        CustomerOwnedIpv4Pool: String,
        OwnerId: String,
        AssignIpv6AddressOnCreation: bool,
        Ipv6CidrBlockAssociationSet: Vec<SubnetIpv6CidrBlockAssociation>,
        Tags as "tagSet": Vec<Tag>,
        SubnetArn: String,
        OutpostArn: String,
        EnableDns64: bool,
        Ipv6Native: bool,
        PrivateDnsNameOptionsOnLaunch: PrivateDnsNameOptionsOnLaunch,
        BlockPublicAccessStates: BlockPublicAccessStates,
        Type: String,
        NetworkFirewallConnectivityType: String,
        SubnetId: String,
        State: String,
        VpcId: String,
        CidrBlock: String,
        AvailableIpAddressCount: i64,
        AvailabilityZone: String,
        DefaultForAz: bool,
        MapPublicIpOnLaunch: bool,
    }
    SubnetIpv6CidrBlockAssociation {
        AssociationId: String,
        Ipv6CidrBlock: String,
        Ipv6CidrBlockState: SubnetCidrBlockState,
        Ipv6AddressAttribute: String,
        IpSource: String,
    }
    SubnetCidrBlockState {
        State: String,
        StatusMessage: String,
    }
    PrivateDnsNameOptionsOnLaunch {
        HostnameType: String,
        EnableResourceNameDnsARecord: bool,
        EnableResourceNameDnsAAAARecord: bool,
    }
}
