//! Transit gateways.

use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::fields;

/// The first of June 2024.
const CREATED: i64 = 1_717_200_000;

pub static TRANSIT_GATEWAYS: ItemTable = ItemTable {
    action: "DescribeTransitGateways",
    schema: Schema {
        list: "transitGatewaySet",
        ids: &[Ids::new(
            "TransitGatewayIds",
            "transitGatewayId",
            "tgw-",
            ("InvalidTransitGatewayID.NotFound", "Transit Gateway {} was deleted or does not exist."),
        )
        .malformed(Malformed::Code("InvalidTransitGatewayID.Malformed"))],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("options.amazon-side-asn", "options/amazonSideAsn"),
                ("options.association-default-route-table-id", "options/associationDefaultRouteTableId"),
                ("options.auto-accept-shared-attachments", "options/autoAcceptSharedAttachments"),
                ("options.default-route-table-association", "options/defaultRouteTableAssociation"),
                ("options.default-route-table-propagation", "options/defaultRouteTablePropagation"),
                ("options.dns-support", "options/dnsSupport"),
                ("options.propagation-default-route-table-id", "options/propagationDefaultRouteTableId"),
                ("options.vpn-ecmp-support", "options/vpnEcmpSupport"),
                ("owner-id", "ownerId"),
                ("state", "state"),
                ("tag-key", "tagSet/key"),
                ("transit-gateway-id", "transitGatewayId"),
            ],
        },
        invalid_timestamp: "<item><creationTime>yesterday</creationTime></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let table = location.id("transit-gateway-table", "tgw-rtb-");
        let options = fields! {
            amazonSideAsn: 4_200_000_000_i64,
            transitGatewayCidrBlocks: ["10.250.0.0/24".to_owned()],
            autoAcceptSharedAttachments: "disable",
            defaultRouteTableAssociation: "enable",
            associationDefaultRouteTableId: table.clone(),
            defaultRouteTablePropagation: "enable",
            propagationDefaultRouteTableId: table,
            vpnEcmpSupport: "enable",
            dnsSupport: "enable",
            securityGroupReferencingSupport: "disable",
            multicastSupport: "disable",
        };
        vec![fields! {
            transitGatewayId: id(location),
            transitGatewayArn: location.arn("ec2", &format!("transit-gateway/{}", id(location))),
            state: "available",
            ownerId: location.account.id.clone(),
            description: "To the office",
            creationTime: clock::with_milliseconds(CREATED),
            options: options,
            tagSet: tags::named("office"),
        }]
    },
    ..ItemTable::PLAIN
};

pub fn id(location: &AccountRegion) -> String {
    location.id("transit-gateway", "tgw-")
}
