//! Subnets: one in each zone of each VPC.

use super::network_interfaces::Interface;
use super::vpcs::Vpc;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static SUBNETS: ItemTable = ItemTable {
    action: "DescribeSubnets",
    schema: Schema {
        list: "subnetSet",
        ids: &[Ids::new(
            "SubnetId",
            "subnetId",
            "subnet-",
            ("InvalidSubnetID.NotFound", "The subnet ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidSubnetID.Malformed"))
        .excludes_pages("subnetSet")],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("availability-zone", "availabilityZone"),
                ("availability-zone-id", "availabilityZoneId"),
                ("available-ip-address-count", "availableIpAddressCount"),
                ("cidr-block", "cidrBlock"),
                ("customer-owned-ipv4-pool", "customerOwnedIpv4Pool"),
                ("default-for-az", "defaultForAz"),
                ("enable-dns64", "enableDns64"),
                ("enable-lni-at-device-index", "enableLniAtDeviceIndex"),
                ("ipv6-cidr-block-association.association-id", "ipv6CidrBlockAssociationSet/associationId"),
                ("ipv6-cidr-block-association.ipv6-cidr-block", "ipv6CidrBlockAssociationSet/ipv6CidrBlock"),
                ("ipv6-cidr-block-association.state", "ipv6CidrBlockAssociationSet/ipv6CidrBlockState/state"),
                ("ipv6-native", "ipv6Native"),
                ("map-customer-owned-ip-on-launch", "mapCustomerOwnedIpOnLaunch"),
                ("map-public-ip-on-launch", "mapPublicIpOnLaunch"),
                ("outpost-arn", "outpostArn"),
                ("owner-id", "ownerId"),
                (
                    "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
                    "privateDnsNameOptionsOnLaunch/enableResourceNameDnsARecord",
                ),
                (
                    "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
                    "privateDnsNameOptionsOnLaunch/enableResourceNameDnsAAAARecord",
                ),
                ("private-dns-name-options-on-launch.hostname-type", "privateDnsNameOptionsOnLaunch/hostnameType"),
                ("state", "state"),
                ("subnet-arn", "subnetArn"),
                ("subnet-id", "subnetId"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let interfaces = Interface::all(location);
        let used = |subnet: &Subnet| interfaces.iter().filter(|interface| interface.subnet_id == subnet.id).count();
        Subnet::all(location).iter().map(|subnet| members(location, subnet, used(subnet))).collect()
    },
    ..ItemTable::PLAIN
};

/// A subnet before it is written as XML.
pub struct Subnet {
    pub id: String,
    pub vpc: Vpc,
    /// The index of its zone.
    pub zone: usize,
    pub cidr: String,
    /// How many addresses it has in all.
    size: usize,
}

/// How many addresses of each subnet AWS keeps for itself.
const RESERVED: usize = 5;

impl Subnet {
    pub fn all(location: &AccountRegion) -> Vec<Self> {
        let zones = 0..location.zones.len();
        let [main, data, default] = [Self::main, Self::data, Self::default];
        [main, data, default].iter().flat_map(|subnet| zones.clone().map(|zone| subnet(location, zone))).collect()
    }

    /// The subnet of the instances in a zone.
    fn main(location: &AccountRegion, zone: usize) -> Self {
        let (id, cidr) = (main_id(location, zone), format!("10.0.{}.0/19", 32 * zone));
        Self { id, vpc: Vpc::main(location), zone, cidr, size: 8192 }
    }

    /// The subnet of the databases in a zone, the smallest that there can be.
    pub fn data(location: &AccountRegion, zone: usize) -> Self {
        let vpc = Vpc::data(location);
        let cidr = vpc.cidr.replace(".0.0/16", &format!(".{zone}.0/28"));
        Self { id: location.random("data-subnet", zone).id("subnet-"), vpc, zone, cidr, size: 16 }
    }

    fn default(location: &AccountRegion, zone: usize) -> Self {
        let id = location.random("default-subnet", zone).id("subnet-");
        Self { id, vpc: Vpc::default(location), zone, cidr: format!("172.31.{}.0/20", 16 * zone), size: 4096 }
    }
}

/// The id of the subnet of the instances in a zone.
pub fn main_id(location: &AccountRegion, zone: usize) -> String {
    location.subnet_ids[zone].clone()
}

/// The private address of the instance at `index`, in the subnet of its zone. After 8000 instances, the VPC would need
/// a second CIDR block.
pub fn instance_ip(zone: usize, index: usize) -> String {
    format!("10.{}.{}.{}", index / 8000, 32 * zone + index % 8000 / 250, index % 250 + 4)
}

fn members(location: &AccountRegion, subnet: &Subnet, used: usize) -> Vec<Element> {
    let names = fields! {
        hostnameType: "ip-name",
        enableResourceNameDnsARecord: false,
        enableResourceNameDnsAAAARecord: false,
    };
    let name = format!("{}-{}", subnet.vpc.name, location.zones[subnet.zone]);
    fields! {
        subnetId: subnet.id.clone(),
        subnetArn: location.arn("ec2", &format!("subnet/{}", subnet.id)),
        state: "available",
        ownerId: location.account.id.clone(),
        vpcId: subnet.vpc.id.clone(),
        cidrBlock: subnet.cidr.clone(),
        ipv6CidrBlockAssociationSet: Vec::<Vec<Element>>::new(),
        availableIpAddressCount: subnet.size.saturating_sub(RESERVED + used),
        availabilityZone: location.zones[subnet.zone].clone(),
        availabilityZoneId: location.region.zone_id(subnet.zone),
        defaultForAz: subnet.vpc.is_default(),
        mapPublicIpOnLaunch: subnet.vpc.name != "data",
        assignIpv6AddressOnCreation: false,
        mapCustomerOwnedIpOnLaunch: false,
        enableDns64: false,
        ipv6Native: false,
        privateDnsNameOptionsOnLaunch: names,
        blockPublicAccessStates: fields! { internetGatewayBlockMode: "off" },
        tagSet: (!subnet.vpc.is_default()).then(|| tags::named(&name)),
    }
}
