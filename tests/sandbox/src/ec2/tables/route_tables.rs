//! Route tables: public and private ones of the instances, and those of the other VPCs.

use super::vpcs::Vpc;
use super::{internet_gateways, nat_gateways, subnets, transit_gateways, vpc_endpoints, vpc_peering_connections};
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static ROUTE_TABLES: ItemTable = ItemTable {
    action: "DescribeRouteTables",
    schema: Schema {
        list: "routeTableSet",
        ids: &[Ids::new(
            "RouteTableId",
            "routeTableId",
            "rtb-",
            ("InvalidRouteTableID.NotFound", "The routeTable ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidRouteTableId.Malformed"))
        .excludes_pages("routeTableIds")],
        pages: Some(PageSizes::new(5, 100)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("association.gateway-id", "associationSet/gatewayId"),
                ("association.main", "associationSet/main"),
                ("association.route-table-association-id", "associationSet/routeTableAssociationId"),
                ("association.route-table-id", "associationSet/routeTableId"),
                ("association.subnet-id", "associationSet/subnetId"),
                ("owner-id", "ownerId"),
                ("route-table-id", "routeTableId"),
                ("route.destination-cidr-block", "routeSet/destinationCidrBlock"),
                ("route.destination-ipv6-cidr-block", "routeSet/destinationIpv6CidrBlock"),
                ("route.destination-prefix-list-id", "routeSet/destinationPrefixListId"),
                ("route.egress-only-internet-gateway-id", "routeSet/egressOnlyInternetGatewayId"),
                ("route.gateway-id", "routeSet/gatewayId"),
                ("route.instance-id", "routeSet/instanceId"),
                ("route.nat-gateway-id", "routeSet/natGatewayId"),
                ("route.origin", "routeSet/origin"),
                ("route.state", "routeSet/state"),
                ("route.transit-gateway-id", "routeSet/transitGatewayId"),
                ("route.vpc-peering-connection-id", "routeSet/vpcPeeringConnectionId"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let [main, data, default] = Vpc::all(location);
        let zones = location.zones.len();
        let internet =
            |name| fields! { destinationCidrBlock: "0.0.0.0/0", gatewayId: internet_gateways::id(location, name) };
        let nat = fields! { destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat_gateways::id(location) };
        let mut elsewhere =
            vec![fields! { destinationCidrBlock: "10.250.0.0/16", transitGatewayId: transit_gateways::id(location) }];
        elsewhere.extend(vpc_peering_connections::id(location).map(|id| {
            fields! { destinationCidrBlock: "10.0.0.0/16", vpcPeeringConnectionId: id }
        }));
        let s3 = fields! {
            destinationPrefixListId: location.public_id("prefix-list/s3", "pl-"),
            gatewayId: vpc_endpoints::gateway_id(location),
        };
        // The instances of the last zone have no way from the internet.
        vec![
            members(location, &main, "main", None, vec![]),
            members(location, &main, "public", Some(0..zones - 1), vec![internet("main"), s3]),
            members(location, &main, "private", Some(zones - 1..zones), vec![nat]),
            members(location, &data, "data", None, elsewhere),
            members(location, &default, "default", None, vec![internet("default")]),
        ]
    },
    ..ItemTable::PLAIN
};

/// The id of the route table with this name.
pub fn id(location: &AccountRegion, name: &str) -> String {
    location.id(&format!("route-table/{name}"), "rtb-")
}

/// A table that is associated with the subnets of the instances in some zones, or else the main table of its VPC.
fn members(
    location: &AccountRegion,
    vpc: &Vpc,
    name: &str,
    zones: Option<std::ops::Range<usize>>,
    routes: Vec<Vec<Element>>,
) -> Vec<Element> {
    let id = id(location, name);
    let association = |number: usize, subnet: Option<String>| {
        fields! {
            routeTableAssociationId: location.random(&format!("association/{id}"), number).id("rtbassoc-"),
            routeTableId: id.clone(),
            main: subnet.is_none(),
            subnetId: subnet,
            associationState: fields! { state: "associated" },
        }
    };
    let associations = match zones {
        Some(zones) => zones.map(|zone| association(zone, Some(subnets::main_id(location, zone)))).collect(),
        None => vec![association(0, None)],
    };
    let finish = |mut route: Vec<Element>, origin: &'static str| {
        route.extend(fields! { origin: origin, state: "active" });
        route
    };
    let local = fields! { destinationCidrBlock: vpc.cidr.clone(), gatewayId: "local" };
    let routes = routes.into_iter().map(|route| finish(route, "CreateRoute"));
    fields! {
        routeTableId: id.clone(),
        vpcId: vpc.id.clone(),
        ownerId: location.account.id.clone(),
        associationSet: associations,
        propagatingVgwSet: Vec::<Vec<Element>>::new(),
        routeSet: std::iter::once(finish(local, "CreateRouteTable")).chain(routes).collect::<Vec<_>>(),
        tagSet: tags::named(name),
    }
}
