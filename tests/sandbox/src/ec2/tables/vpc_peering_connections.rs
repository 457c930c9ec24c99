//! VPC peering connections: one between the first two accounts, which both see.

use super::vpcs::Vpc;
use crate::account::{FIRST_ACCOUNT, SECOND_ACCOUNT};
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static VPC_PEERING_CONNECTIONS: ItemTable = ItemTable {
    action: "DescribeVpcPeeringConnections",
    schema: Schema {
        list: "vpcPeeringConnectionSet",
        ids: &[Ids::new(
            "VpcPeeringConnectionId",
            "vpcPeeringConnectionId",
            "pcx-",
            ("InvalidVpcPeeringConnectionID.NotFound", "The vpcPeeringConnection ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidVpcPeeringConnectionId.Malformed"))
        .excludes_pages("vpcPeeringConnectionIds")],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("accepter-vpc-info.cidr-block", "accepterVpcInfo/cidrBlock"),
                ("accepter-vpc-info.owner-id", "accepterVpcInfo/ownerId"),
                ("accepter-vpc-info.vpc-id", "accepterVpcInfo/vpcId"),
                ("expiration-time", "expirationTime"),
                ("requester-vpc-info.cidr-block", "requesterVpcInfo/cidrBlock"),
                ("requester-vpc-info.owner-id", "requesterVpcInfo/ownerId"),
                ("requester-vpc-info.vpc-id", "requesterVpcInfo/vpcId"),
                ("status-code", "status/code"),
                ("status-message", "status/message"),
                ("tag-key", "tagSet/key"),
                ("vpc-peering-connection-id", "vpcPeeringConnectionId"),
            ],
        },
        invalid_timestamp: "<item><expirationTime>soon</expirationTime></item>",
        ..Schema::PLAIN
    },
    items: |location| id(location).map(|id| members(location, id)).into_iter().collect(),
    ..ItemTable::PLAIN
};

/// The id of the connection, if the account is one of the two.
pub fn id(location: &AccountRegion) -> Option<String> {
    let is_peer = [FIRST_ACCOUNT, SECOND_ACCOUNT].contains(&location.account.id.as_str());
    is_peer.then(|| location.public_id("peering", "pcx-"))
}

/// The databases' VPC of each account is connected with the instances' VPC of the other.
fn members(location: &AccountRegion, id: String) -> Vec<Element> {
    let (main, data) = (Vpc::main(location), Vpc::data(location));
    let is_first = location.account.id == FIRST_ACCOUNT;
    let own = side(location, &data, &location.account.id);
    let other = if is_first { SECOND_ACCOUNT } else { FIRST_ACCOUNT };
    let other = side(location, &Vpc { id: location.main_vpc_id_of(other), ..main }, other);
    let (requester, accepter) = if is_first { (own, other) } else { (other, own) };
    fields! {
        vpcPeeringConnectionId: id,
        requesterVpcInfo: requester,
        accepterVpcInfo: accepter,
        status: fields! { code: "active", message: "Active" },
        tagSet: tags::named("databases"),
    }
}

fn side(location: &AccountRegion, vpc: &Vpc, owner: &str) -> Vec<Element> {
    fields! {
        ownerId: owner.to_owned(),
        vpcId: vpc.id.clone(),
        cidrBlock: vpc.cidr.clone(),
        cidrBlockSet: [fields! { cidrBlock: vpc.cidr.clone() }],
        region: location.region.name,
        peeringOptions: fields! {
            allowDnsResolutionFromRemoteVpc: true,
            allowEgressFromLocalClassicLinkToRemoteVpc: false,
            allowEgressFromLocalVpcToRemoteClassicLink: false,
        },
    }
}
