//! Internet gateways: those of two VPCs, and one that is attached to nothing.

use super::vpcs::Vpc;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static INTERNET_GATEWAYS: ItemTable = ItemTable {
    action: "DescribeInternetGateways",
    schema: Schema {
        list: "internetGatewaySet",
        ids: &[Ids::new(
            "InternetGatewayId",
            "internetGatewayId",
            "igw-",
            ("InvalidInternetGatewayID.NotFound", "The internetGateway ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidInternetGatewayId.Malformed"))
        .excludes_pages("internetGatewayIds")],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("attachment.state", "attachmentSet/state"),
                ("attachment.vpc-id", "attachmentSet/vpcId"),
                ("internet-gateway-id", "internetGatewayId"),
                ("owner-id", "ownerId"),
                ("tag-key", "tagSet/key"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let [main, _, default] = Vpc::all(location);
        [("main", Some(main)), ("default", Some(default)), ("spare", None)]
            .map(|(name, vpc)| members(location, name, vpc))
            .to_vec()
    },
    ..ItemTable::PLAIN
};

/// The id of the gateway with this name.
pub fn id(location: &AccountRegion, name: &str) -> String {
    location.id(&format!("internet-gateway/{name}"), "igw-")
}

fn members(location: &AccountRegion, name: &str, vpc: Option<Vpc>) -> Vec<Element> {
    let attachments = vpc.map(|vpc| fields! { state: "available", vpcId: vpc.id });
    fields! {
        internetGatewayId: id(location, name),
        ownerId: location.account.id.clone(),
        attachmentSet: attachments.into_iter().collect::<Vec<_>>(),
        tagSet: tags::named(name),
    }
}
