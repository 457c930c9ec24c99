//! DescribeAddresses and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeAddresses",
    path: ListPath { list: "addressesSet", nested: None },
    members: Address::MEMBERS,
    page_size: None,
    parameters: &[
        Parameter::List { name: "PublicIps", query_name: "PublicIp" },
        Parameter::List { name: "AllocationIds", query_name: "AllocationId" },
    ],
    filters: &[
        FilterName { name: "allocation-id", values: &[] },
        FilterName { name: "association-id", values: &[] },
        FilterName { name: "instance-id", values: &[] },
        FilterName { name: "network-border-group", values: &[] },
        FilterName { name: "network-interface-id", values: &[] },
        FilterName { name: "network-interface-owner-id", values: &[] },
        FilterName { name: "private-ip-address", values: &[] },
        FilterName { name: "public-ip", values: &[] },
        FilterName { name: "tag-key", values: &[] },
    ],
};

structures! {
    Address {
        AllocationId: String,
        AssociationId: String,
        Domain: String,
        NetworkInterfaceId: String,
        NetworkInterfaceOwnerId: String,
        PrivateIpAddress: String,
        Tags as "tagSet": Vec<Tag>,
        PublicIpv4Pool: String,
        NetworkBorderGroup: String,
        CustomerOwnedIp: String,
        CustomerOwnedIpv4Pool: String,
        CarrierIp: String,
        SubnetId: String,
        ServiceManaged: String,
        InstanceId: String,
        PublicIp: String,
    }
}
