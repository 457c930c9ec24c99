//! NAT gateways: one that is in use and one that has been deleted.

use super::network_interfaces::Interface;
use super::subnets;
use super::vpcs::Vpc;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static NAT_GATEWAYS: ItemTable = ItemTable {
    action: "DescribeNatGateways",
    schema: Schema {
        list: "natGatewaySet",
        ids: &[Ids::new("NatGatewayId", "natGatewayId", "nat-", ("NatGatewayNotFound", "NatGateway {} was not found"))
            .malformed(Malformed::Code("NatGatewayMalformed"))],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("nat-gateway-id", "natGatewayId"),
                ("state", "state"),
                ("subnet-id", "subnetId"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        invalid_timestamp: "<item><createTime>yesterday</createTime></item>",
        ..Schema::PLAIN
    },
    items: |location| vec![members(location, "nat", true), members(location, "old-nat", false)],
    ..ItemTable::PLAIN
};

/// The first of June 2024.
const CREATED: i64 = 1_717_200_000;

/// The id of the gateway that is in use.
pub fn id(location: &AccountRegion) -> String {
    id_of(location, "nat")
}

fn id_of(location: &AccountRegion, name: &str) -> String {
    location.id(&format!("nat-gateway/{name}"), "nat-")
}

fn members(location: &AccountRegion, name: &str, available: bool) -> Vec<Element> {
    let interface = available.then(|| Interface::nat_gateway(location));
    let addresses = interface.iter().map(|interface| {
        let address = interface.address.as_ref();
        fields! {
            networkInterfaceId: interface.id.clone(),
            privateIp: interface.private_ip.clone(),
            publicIp: address.map(|address| address.public_ip.clone()),
            allocationId: address.map(|address| address.allocation_id.clone()),
            associationId: address.map(|address| address.association_id.clone()),
            isPrimary: true,
            status: "succeeded",
            availabilityZone: location.zones[0].clone(),
            availabilityZoneId: location.region.zone_id(0),
        }
    });
    fields! {
        natGatewayId: id_of(location, name),
        state: if available { "available" } else { "deleted" },
        vpcId: Vpc::main(location).id,
        subnetId: subnets::main_id(location, 0),
        connectivityType: "public",
        availabilityMode: "zonal",
        createTime: clock::with_milliseconds(CREATED),
        deleteTime: (!available).then(|| clock::with_milliseconds(CREATED + 86_400)),
        natGatewayAddressSet: addresses.collect::<Vec<_>>(),
        tagSet: tags::named(name),
    }
}
