//! VPCs: one with all instances, one with databases, and the default one, which nothing uses.

use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static VPCS: ItemTable = ItemTable {
    action: "DescribeVpcs",
    schema: Schema {
        list: "vpcSet",
        ids: &[Ids::new("VpcId", "vpcId", "vpc-", ("InvalidVpcID.NotFound", "The vpc ID{s} '{}' do{es} not exist"))
            .malformed(Malformed::Code("InvalidVpcID.Malformed"))
            .excludes_pages("vpcSet")],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("cidr", "cidrBlock"),
                ("cidr-block-association.association-id", "cidrBlockAssociationSet/associationId"),
                ("cidr-block-association.cidr-block", "cidrBlockAssociationSet/cidrBlock"),
                ("cidr-block-association.state", "cidrBlockAssociationSet/cidrBlockState/state"),
                ("dhcp-options-id", "dhcpOptionsId"),
                ("ipv6-cidr-block-association.association-id", "ipv6CidrBlockAssociationSet/associationId"),
                ("ipv6-cidr-block-association.ipv6-cidr-block", "ipv6CidrBlockAssociationSet/ipv6CidrBlock"),
                ("ipv6-cidr-block-association.ipv6-pool", "ipv6CidrBlockAssociationSet/ipv6Pool"),
                ("ipv6-cidr-block-association.state", "ipv6CidrBlockAssociationSet/ipv6CidrBlockState/state"),
                ("is-default", "isDefault"),
                ("owner-id", "ownerId"),
                ("state", "state"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| Vpc::all(location).iter().map(|vpc| members(location, vpc)).collect(),
    ..ItemTable::PLAIN
};

/// A VPC before it is written as XML.
pub struct Vpc {
    pub id: String,
    /// Its `Name` tag; the default VPC has none.
    pub name: &'static str,
    pub cidr: String,
}

impl Vpc {
    /// The VPC of all instances.
    pub fn main(location: &AccountRegion) -> Self {
        Self { id: location.vpc_id.clone(), name: "main", cidr: "10.0.0.0/16".to_owned() }
    }

    /// The VPC of the databases. Its addresses are those of no other VPC of the first two accounts, except in
    /// `eu-west-1`, where they are the same in all accounts.
    pub fn data(location: &AccountRegion) -> Self {
        let (account, region) = location.numbers();
        let account = if location.is_home() { 0 } else { account };
        let cidr = format!("10.{}.0.0/16", 64 + 64 * account + region);
        Self { id: location.id("data-vpc", "vpc-"), name: "data", cidr }
    }

    /// The VPC that AWS has made in every region.
    pub fn default(location: &AccountRegion) -> Self {
        Self { id: location.id("default-vpc", "vpc-"), name: "", cidr: "172.31.0.0/16".to_owned() }
    }

    pub fn all(location: &AccountRegion) -> [Self; 3] {
        [Self::main(location), Self::data(location), Self::default(location)]
    }

    pub fn is_default(&self) -> bool {
        self.name.is_empty()
    }
}

fn members(location: &AccountRegion, vpc: &Vpc) -> Vec<Element> {
    let associated = || fields! { state: "associated" };
    let ipv6 = (vpc.name == "main").then(|| {
        [fields! {
            associationId: location.id("vpc-ipv6-association", "vpc-cidr-assoc-"),
            ipv6CidrBlock: "2001:db8::/56",
            ipv6CidrBlockState: associated(),
            networkBorderGroup: location.region.name,
            ipv6Pool: "Amazon",
            ipv6AddressAttribute: "public",
            ipSource: "amazon",
        }]
    });
    let cidr = fields! {
        associationId: location.id(&format!("vpc-association/{}", vpc.name), "vpc-cidr-assoc-"),
        cidrBlock: vpc.cidr.clone(),
        cidrBlockState: associated(),
    };
    fields! {
        vpcId: vpc.id.clone(),
        ownerId: location.account.id.clone(),
        state: "available",
        cidrBlock: vpc.cidr.clone(),
        cidrBlockAssociationSet: [cidr],
        ipv6CidrBlockAssociationSet: ipv6,
        dhcpOptionsId: location.id("dhcp-options", "dopt-"),
        tagSet: (!vpc.is_default()).then(|| tags::named(vpc.name)),
        instanceTenancy: "default",
        isDefault: vpc.is_default(),
        blockPublicAccessStates: fields! { internetGatewayBlockMode: "off" },
    }
}
