//! DescribeTransitGateways and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeTransitGateways",
    path: ListPath { list: "transitGatewaySet", nested: None },
    members: TransitGateway::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "TransitGatewayIds", query_name: "TransitGatewayIds" },
    ],
    filters: &[
        FilterName { name: "options.amazon-side-asn", values: &[] },
        FilterName { name: "options.association-default-route-table-id", values: &[] },
        FilterName { name: "options.auto-accept-shared-attachments", values: &["enable", "disable"] },
        FilterName { name: "options.default-route-table-association", values: &["enable", "disable"] },
        FilterName { name: "options.default-route-table-propagation", values: &["enable", "disable"] },
        FilterName { name: "options.dns-support", values: &["enable", "disable"] },
        FilterName { name: "options.propagation-default-route-table-id", values: &[] },
        FilterName { name: "options.vpn-ecmp-support", values: &["enable", "disable"] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "state", values: &["available", "deleted", "deleting", "modifying", "pending"] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "transit-gateway-id", values: &[] },
    ],
};

structures! {
    TransitGateway {
        TransitGatewayId: String,
        TransitGatewayArn: String,
        State: String,
        OwnerId: String,
        Description: String,
        CreationTime: DateTime,
        Options: TransitGatewayOptions,
        Tags as "tagSet": Vec<Tag>,
    }
    TransitGatewayOptions {
        AmazonSideAsn: i64,
        TransitGatewayCidrBlocks: Vec<String>,
        AutoAcceptSharedAttachments: String,
        DefaultRouteTableAssociation: String,
        AssociationDefaultRouteTableId: String,
        DefaultRouteTablePropagation: String,
        PropagationDefaultRouteTableId: String,
        VpnEcmpSupport: String,
        DnsSupport: String,
        SecurityGroupReferencingSupport: String,
        MulticastSupport: String,
        EncryptionSupport: EncryptionSupport,
    }
    EncryptionSupport {
        EncryptionState: String,
        StateMessage: String,
    }
}
