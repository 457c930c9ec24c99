//! DescribeVpcPeeringConnections and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeVpcPeeringConnections",
    path: ListPath { list: "vpcPeeringConnectionSet", nested: None },
    members: VpcPeeringConnection::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "VpcPeeringConnectionIds", query_name: "VpcPeeringConnectionId" },
    ],
    filters: &[
        FilterName { name: "accepter-vpc-info.cidr-block", values: &[] },
        FilterName { name: "accepter-vpc-info.owner-id", values: &[] },
        FilterName { name: "accepter-vpc-info.vpc-id", values: &[] },
        FilterName { name: "expiration-time", values: &[] },
        FilterName { name: "requester-vpc-info.cidr-block", values: &[] },
        FilterName { name: "requester-vpc-info.owner-id", values: &[] },
        FilterName { name: "requester-vpc-info.vpc-id", values: &[] },
        FilterName { name: "status-code", values: &["pending-acceptance", "failed", "expired", "provisioning", "active", "deleting", "deleted", "rejected"] },
        FilterName { name: "status-message", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-peering-connection-id", values: &[] },
    ],
};

structures! {
    VpcPeeringConnection {
        AccepterVpcInfo: VpcPeeringConnectionVpcInfo,
        ExpirationTime: DateTime,
        RequesterVpcInfo: VpcPeeringConnectionVpcInfo,
        Status: VpcPeeringConnectionStateReason,
        Tags as "tagSet": Vec<Tag>,
        VpcPeeringConnectionId: String,
        MultipathResilienceStatus: String,
    }
    VpcPeeringConnectionVpcInfo {
        CidrBlock: String,
        Ipv6CidrBlockSet: Vec<Ipv6CidrBlock>,
        CidrBlockSet: Vec<CidrBlock>,
        OwnerId: String,
        PeeringOptions: VpcPeeringConnectionOptionsDescription,
        VpcId: String,
        Region: String,
    }
    Ipv6CidrBlock {
        Ipv6CidrBlock: String,
    }
    CidrBlock {
        CidrBlock: String,
    }
    VpcPeeringConnectionOptionsDescription {
        AllowDnsResolutionFromRemoteVpc: bool,
        AllowEgressFromLocalClassicLinkToRemoteVpc: bool,
        AllowEgressFromLocalVpcToRemoteClassicLink: bool,
        AllowMultipathResilience: bool,
        MultipathResilienceMode: String,
    }
    VpcPeeringConnectionStateReason {
        Code: String,
        Message: String,
    }
}
