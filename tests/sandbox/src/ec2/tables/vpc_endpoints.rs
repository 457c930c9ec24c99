//! VPC endpoints: a gateway for the instances, and an interface for the databases.

use super::network_interfaces::Interface;
use super::route_tables;
use super::subnets::Subnet;
use super::vpcs::Vpc;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static VPC_ENDPOINTS: ItemTable = ItemTable {
    action: "DescribeVpcEndpoints",
    schema: Schema {
        list: "vpcEndpointSet",
        ids: &[Ids::new(
            "VpcEndpointId",
            "vpcEndpointId",
            "vpce-",
            ("InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidVpcEndpointId.Malformed"))],
        pages: Some(PageSizes::new(1, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("ip-address-type", "ipAddressType"),
                ("service-name", "serviceName"),
                ("service-region", "serviceRegion"),
                ("tag-key", "tagSet/key"),
                ("vpc-endpoint-id", "vpcEndpointId"),
                ("vpc-endpoint-state", "state"),
                ("vpc-endpoint-type", "vpcEndpointType"),
                ("vpc-id", "vpcId"),
            ],
        },
        invalid_timestamp: "<item><creationTimestamp>yesterday</creationTimestamp></item>",
        ..Schema::PLAIN
    },
    items: |location| vec![gateway(location), interface(location)],
    ..ItemTable::PLAIN
};

/// The first of June 2024.
const CREATED: i64 = 1_717_200_000;
const POLICY: &str = r#"{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;

pub fn gateway_id(location: &AccountRegion) -> String {
    location.id("vpc-endpoint/s3", "vpce-")
}

fn gateway(location: &AccountRegion) -> Vec<Element> {
    let rest = fields! { routeTableIdSet: [route_tables::id(location, "public")], privateDnsEnabled: false };
    [members(location, gateway_id(location), "Gateway", "s3", Vpc::main(location).id), rest].concat()
}

fn interface(location: &AccountRegion) -> Vec<Element> {
    let id = location.id("vpc-endpoint/ssm", "vpce-");
    let group = fields! { groupId: location.id("data-group", "sg-"), groupName: "default" };
    let dns = fields! {
        dnsName: format!("{id}-abcd1234.ssm.{}.vpce.amazonaws.com", location.region.name),
        hostedZoneId: "Z0123456789ABCDEFGHIJ",
    };
    let rest = fields! {
        subnetIdSet: [Subnet::data(location, 0).id],
        networkInterfaceIdSet: [Interface::vpc_endpoint(location).id],
        groupSet: [group],
        privateDnsEnabled: true,
        dnsEntrySet: [dns],
    };
    [members(location, id, "Interface", "ssm", Vpc::data(location).id), rest].concat()
}

fn members(location: &AccountRegion, id: String, kind: &'static str, service: &str, vpc_id: String) -> Vec<Element> {
    fields! {
        vpcEndpointId: id,
        vpcEndpointType: kind,
        vpcId: vpc_id,
        serviceName: format!("com.amazonaws.{}.{service}", location.region.name),
        state: "available",
        policyDocument: POLICY,
        ipAddressType: "ipv4",
        dnsOptions: fields! { dnsRecordIpType: "ipv4" },
        requesterManaged: false,
        creationTimestamp: clock::with_milliseconds(CREATED),
        ownerId: location.account.id.clone(),
        serviceRegion: location.region.name,
        tagSet: tags::named(service),
    }
}
