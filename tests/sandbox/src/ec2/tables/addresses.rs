//! Elastic IP addresses: that of the NAT gateway, and in some regions one that nothing uses.

use super::network_interfaces::Interface;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static ADDRESSES: ItemTable = ItemTable {
    action: "DescribeAddresses",
    schema: Schema {
        list: "addressesSet",
        ids: &[
            Ids::new(
                "AllocationId",
                "allocationId",
                "eipalloc-",
                ("InvalidAllocationID.NotFound", "The allocation ID{s} '{}' do{es} not exist"),
            )
            .malformed(Malformed::Code("InvalidAllocationID.Malformed")),
            Ids::names("PublicIp", "publicIp", ("InvalidAddress.NotFound", "Address '{}' not found.")),
        ],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("allocation-id", "allocationId"),
                ("association-id", "associationId"),
                ("instance-id", "instanceId"),
                ("network-border-group", "networkBorderGroup"),
                ("network-interface-id", "networkInterfaceId"),
                ("network-interface-owner-id", "networkInterfaceOwnerId"),
                ("private-ip-address", "privateIpAddress"),
                ("public-ip", "publicIp"),
                ("tag-key", "tagSet/key"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let nat = Interface::nat_gateway(location);
        let idle = location.is_home().then(|| members(location, &Address::idle(location), None));
        let used = nat.address.iter().map(|address| members(location, address, Some(&nat)));
        used.chain(idle).collect()
    },
    ..ItemTable::PLAIN
};

/// An elastic IP address before it is written as XML.
pub struct Address {
    name: &'static str,
    pub public_ip: String,
    pub allocation_id: String,
    /// Of an address that is in use.
    pub association_id: String,
}

impl Address {
    pub fn nat_gateway(location: &AccountRegion) -> Self {
        Self::new(location, "nat", 10)
    }

    fn idle(location: &AccountRegion) -> Self {
        Self::new(location, "old-bastion", 11)
    }

    /// 198.18.0.0/15 is reserved for benchmarks (RFC 2544) and not routed. Instances have the lower part.
    fn new(location: &AccountRegion, name: &'static str, number: usize) -> Self {
        let (account, region) = location.numbers();
        Self {
            name,
            public_ip: format!("198.19.{}.{number}", 128 + 40 * account + region),
            allocation_id: location.id(&format!("address/{name}"), "eipalloc-"),
            association_id: location.id(&format!("association/{name}"), "eipassoc-"),
        }
    }
}

fn members(location: &AccountRegion, address: &Address, interface: Option<&Interface>) -> Vec<Element> {
    fields! {
        allocationId: address.allocation_id.clone(),
        publicIp: address.public_ip.clone(),
        domain: "vpc",
        publicIpv4Pool: "amazon",
        networkBorderGroup: location.region.name,
        associationId: interface.map(|_| address.association_id.clone()),
        networkInterfaceId: interface.map(|interface| interface.id.clone()),
        networkInterfaceOwnerId: interface.map(|_| location.account.id.clone()),
        privateIpAddress: interface.map(|interface| interface.private_ip.clone()),
        tagSet: tags::named(address.name),
    }
}
