//! DescribeVpcs and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::{BlockPublicAccessStates, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeVpcs",
    path: ListPath { list: "vpcSet", nested: None },
    members: Vpc::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "VpcIds", query_name: "VpcId" },
    ],
    filters: &[
        FilterName { name: "cidr", values: &[] },
        FilterName { name: "cidr-block-association.association-id", values: &[] },
        FilterName { name: "cidr-block-association.cidr-block", values: &[] },
        FilterName { name: "cidr-block-association.state", values: &[] },
        FilterName { name: "dhcp-options-id", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.association-id", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.ipv6-cidr-block", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.ipv6-pool", values: &[] },
        FilterName { name: "ipv6-cidr-block-association.state", values: &[] },
        FilterName { name: "is-default", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "state", values: &["pending", "available"] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    Vpc {
        OwnerId: String,
        InstanceTenancy: String,
        Ipv6CidrBlockAssociationSet: Vec<VpcIpv6CidrBlockAssociation>,
        CidrBlockAssociationSet: Vec<VpcCidrBlockAssociation>,
        IsDefault: bool,
        EncryptionControl: VpcEncryptionControl,
        Tags as "tagSet": Vec<Tag>,
        BlockPublicAccessStates: BlockPublicAccessStates,
        NetworkFirewallAssociations as "networkFirewallAssociationSet": Vec<NetworkFirewallAssociation>,
        VpcId: String,
        State: String,
        CidrBlock: String,
        DhcpOptionsId: String,
    }
    VpcIpv6CidrBlockAssociation {
        AssociationId: String,
        Ipv6CidrBlock: String,
        Ipv6CidrBlockState: VpcCidrBlockState,
        NetworkBorderGroup: String,
        Ipv6Pool: String,
        Ipv6AddressAttribute: String,
        IpSource: String,
    }
    VpcCidrBlockState {
        State: String,
        StatusMessage: String,
    }
    VpcCidrBlockAssociation {
        AssociationId: String,
        CidrBlock: String,
        CidrBlockState: VpcCidrBlockState,
    }
    VpcEncryptionControl {
        VpcId: String,
        VpcEncryptionControlId: String,
        Mode: String,
        State: String,
        StateMessage: String,
        ResourceExclusions: VpcEncryptionControlExclusions,
        Tags as "tagSet": Vec<Tag>,
    }
    VpcEncryptionControlExclusions {
        InternetGateway: VpcEncryptionControlExclusion,
        EgressOnlyInternetGateway: VpcEncryptionControlExclusion,
        NatGateway: VpcEncryptionControlExclusion,
        VirtualPrivateGateway: VpcEncryptionControlExclusion,
        VpcPeering: VpcEncryptionControlExclusion,
        Lambda: VpcEncryptionControlExclusion,
        VpcLattice: VpcEncryptionControlExclusion,
        ElasticFileSystem: VpcEncryptionControlExclusion,
        GlobalAccelerator: VpcEncryptionControlExclusion,
        ApiGatewayV2: VpcEncryptionControlExclusion,
    }
    VpcEncryptionControlExclusion {
        State: String,
        StateMessage: String,
    }
    NetworkFirewallAssociation {
        FirewallArn: String,
        FirewallOnboardingStatus: String,
        FirewallMode: String,
    }
}
