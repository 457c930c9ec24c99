//! DescribeNatGateways and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeNatGateways",
    path: ListPath { list: "natGatewaySet", nested: None },
    members: NatGateway::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "NatGatewayIds", query_name: "NatGatewayId" },
    ],
    filters: &[
        FilterName { name: "nat-gateway-id", values: &[] },
        FilterName { name: "state", values: &["pending", "failed", "available", "deleting", "deleted"] },
        FilterName { name: "subnet-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    NatGateway {
        CreateTime: DateTime,
        DeleteTime: DateTime,
        FailureCode: String,
        FailureMessage: String,
        NatGatewayAddresses as "natGatewayAddressSet": Vec<NatGatewayAddress>,
        NatGatewayId: String,
        ProvisionedBandwidth: ProvisionedBandwidth,
        State: String,
        SubnetId: String,
        VpcId: String,
        Tags as "tagSet": Vec<Tag>,
        ConnectivityType: String,
        AvailabilityMode: String,
        AutoScalingIps: String,
        AutoProvisionZones: String,
        AttachedAppliances as "attachedApplianceSet": Vec<NatGatewayAttachedAppliance>,
        RouteTableId: String,
    }
    NatGatewayAddress {
        AllocationId: String,
        NetworkInterfaceId: String,
        PrivateIp: String,
        PublicIp: String,
        AssociationId: String,
        IsPrimary: bool,
        FailureMessage: String,
        Status: String,
        AvailabilityZone: String,
        AvailabilityZoneId: String,
    }
    ProvisionedBandwidth {
        ProvisionTime: DateTime,
        Provisioned: String,
        RequestTime: DateTime,
        Requested: String,
        Status: String,
    }
    NatGatewayAttachedAppliance {
        Type: String,
        ApplianceArn: String,
        VpcEndpointId: String,
        AttachmentState: String,
        ModificationState: String,
        FailureCode: String,
        FailureMessage: String,
    }
}
