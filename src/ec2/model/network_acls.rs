//! DescribeNetworkAcls and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeNetworkAcls",
    path: ListPath { list: "networkAclSet", nested: None },
    members: NetworkAcl::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "NetworkAclIds", query_name: "NetworkAclId" },
    ],
    filters: &[
        FilterName { name: "association.association-id", values: &[] },
        FilterName { name: "association.network-acl-id", values: &[] },
        FilterName { name: "association.subnet-id", values: &[] },
        FilterName { name: "default", values: &[] },
        FilterName { name: "entry.cidr", values: &[] },
        FilterName { name: "entry.egress", values: &[] },
        FilterName { name: "entry.icmp.code", values: &[] },
        FilterName { name: "entry.icmp.type", values: &[] },
        FilterName { name: "entry.ipv6-cidr", values: &[] },
        FilterName { name: "entry.port-range.from", values: &[] },
        FilterName { name: "entry.port-range.to", values: &[] },
        FilterName { name: "entry.protocol", values: &[] },
        FilterName { name: "entry.rule-action", values: &["allow", "deny"] },
        FilterName { name: "entry.rule-number", values: &[] },
        FilterName { name: "network-acl-id", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    NetworkAcl {
        Associations as "associationSet": Vec<NetworkAclAssociation>,
        Entries as "entrySet": Vec<NetworkAclEntry>,
        IsDefault as "default": bool,
        NetworkAclId: String,
        Tags as "tagSet": Vec<Tag>,
        VpcId: String,
        OwnerId: String,
    }
    NetworkAclAssociation {
        NetworkAclAssociationId: String,
        NetworkAclId: String,
        SubnetId: String,
    }
    NetworkAclEntry {
        CidrBlock: String,
        Egress: bool,
        IcmpTypeCode: IcmpTypeCode,
        Ipv6CidrBlock: String,
        PortRange: PortRange,
        Protocol: String,
        RuleAction: String,
        RuleNumber: i64,
    }
    IcmpTypeCode {
        Code: i64,
        Type: i64,
    }
    PortRange {
        From: i64,
        To: i64,
    }
}
