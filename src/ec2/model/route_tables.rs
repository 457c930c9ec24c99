//! DescribeRouteTables and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeRouteTables",
    path: ListPath { list: "routeTableSet", nested: None },
    members: RouteTable::MEMBERS,
    page_size: Some(100),
    parameters: &[
        Parameter::List { name: "RouteTableIds", query_name: "RouteTableId" },
    ],
    filters: &[
        FilterName { name: "association.gateway-id", values: &[] },
        FilterName { name: "association.main", values: &["true", "false"] },
        FilterName { name: "association.route-table-association-id", values: &[] },
        FilterName { name: "association.route-table-id", values: &[] },
        FilterName { name: "association.subnet-id", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "route-table-id", values: &[] },
        FilterName { name: "route.destination-cidr-block", values: &[] },
        FilterName { name: "route.destination-ipv6-cidr-block", values: &[] },
        FilterName { name: "route.destination-prefix-list-id", values: &[] },
        FilterName { name: "route.egress-only-internet-gateway-id", values: &[] },
        FilterName { name: "route.gateway-id", values: &[] },
        FilterName { name: "route.instance-id", values: &[] },
        FilterName { name: "route.nat-gateway-id", values: &[] },
        FilterName { name: "route.origin", values: &[] },
        FilterName { name: "route.state", values: &["active", "blackhole"] },
        FilterName { name: "route.transit-gateway-id", values: &[] },
        FilterName { name: "route.vpc-peering-connection-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    RouteTable {
        Associations as "associationSet": Vec<RouteTableAssociation>,
        PropagatingVgws as "propagatingVgwSet": Vec<PropagatingVgw>,
        RouteTableId: String,
        Routes as "routeSet": Vec<Route>,
        Tags as "tagSet": Vec<Tag>,
        VpcId: String,
        OwnerId: String,
    }
    RouteTableAssociation {
        Main: bool,
        RouteTableAssociationId: String,
        RouteTableId: String,
        SubnetId: String,
        GatewayId: String,
        PublicIpv4Pool: String,
        AssociationState: RouteTableAssociationState,
    }
    RouteTableAssociationState {
        State: String,
        StatusMessage: String,
    }
    PropagatingVgw {
        GatewayId: String,
    }
    Route {
        DestinationCidrBlock: String,
        DestinationIpv6CidrBlock: String,
        DestinationPrefixListId: String,
        EgressOnlyInternetGatewayId: String,
        GatewayId: String,
        InstanceId: String,
        InstanceOwnerId: String,
        NatGatewayId: String,
        TransitGatewayId: String,
        LocalGatewayId: String,
        CarrierGatewayId: String,
        NetworkInterfaceId: String,
        Origin: String,
        State: String,
        VpcPeeringConnectionId: String,
        CoreNetworkArn: String,
        OdbNetworkArn: String,
        IpAddress: String,
        IgwFirewall: IgwFirewall,
    }
    IgwFirewall {
        FirewallArn: String,
        Status: String,
    }
}
