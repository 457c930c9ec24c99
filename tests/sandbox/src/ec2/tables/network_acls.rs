//! Network ACLs: the default one of each VPC, and one that no subnet uses.

use super::subnets::Subnet;
use super::vpcs::Vpc;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static NETWORK_ACLS: ItemTable = ItemTable {
    action: "DescribeNetworkAcls",
    schema: Schema {
        list: "networkAclSet",
        ids: &[Ids::new(
            "NetworkAclId",
            "networkAclId",
            "acl-",
            ("InvalidNetworkAclID.NotFound", "The networkAcl ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidNetworkAclId.Malformed"))
        .excludes_pages("networkAclIds")],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("association.association-id", "associationSet/networkAclAssociationId"),
                ("association.network-acl-id", "associationSet/networkAclId"),
                ("association.subnet-id", "associationSet/subnetId"),
                ("default", "default"),
                ("entry.cidr", "entrySet/cidrBlock"),
                ("entry.egress", "entrySet/egress"),
                ("entry.icmp.code", "entrySet/icmpTypeCode/code"),
                ("entry.icmp.type", "entrySet/icmpTypeCode/type"),
                ("entry.ipv6-cidr", "entrySet/ipv6CidrBlock"),
                ("entry.port-range.from", "entrySet/portRange/from"),
                ("entry.port-range.to", "entrySet/portRange/to"),
                ("entry.protocol", "entrySet/protocol"),
                ("entry.rule-action", "entrySet/ruleAction"),
                ("entry.rule-number", "entrySet/ruleNumber"),
                ("network-acl-id", "networkAclId"),
                ("owner-id", "ownerId"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let subnets = Subnet::all(location);
        let allow = |egress| entry(100, "-1", "allow", egress, "0.0.0.0/0");
        let deny = |egress| entry(32_767, "-1", "deny", egress, "0.0.0.0/0");
        let default = Vpc::all(location).map(|vpc| {
            let entries = vec![allow(true), deny(true), allow(false), deny(false)];
            let own = subnets.iter().filter(|subnet| subnet.vpc.id == vpc.id);
            members(location, &format!("default-{}", vpc.name), &vpc.id, own.collect(), entries)
        });
        let mut ssh = entry(90, "6", "deny", false, "0.0.0.0/0");
        ssh.extend(fields! { portRange: fields! { from: 22, to: 22 } });
        let mut ping = entry(91, "1", "deny", false, "0.0.0.0/0");
        ping.extend(fields! { icmpTypeCode: fields! { code: -1, type: 8 } });
        let unused =
            members(location, "locked", &Vpc::main(location).id, vec![], vec![ssh, ping, deny(false), deny(true)]);
        default.into_iter().chain([unused]).collect()
    },
    ..ItemTable::PLAIN
};

fn entry(number: u32, protocol: &'static str, action: &'static str, egress: bool, cidr: &'static str) -> Vec<Element> {
    fields! { ruleNumber: number, protocol: protocol, ruleAction: action, egress: egress, cidrBlock: cidr }
}

fn members(
    location: &AccountRegion,
    name: &str,
    vpc_id: &str,
    subnets: Vec<&Subnet>,
    entries: Vec<Vec<Element>>,
) -> Vec<Element> {
    let id = location.id(&format!("acl/{name}"), "acl-");
    let association = |(number, subnet): (usize, &&Subnet)| {
        fields! {
            networkAclAssociationId: location.random(&format!("acl/{name}/association"), number).id("aclassoc-"),
            networkAclId: id.clone(),
            subnetId: subnet.id.clone(),
        }
    };
    fields! {
        networkAclId: id.clone(),
        vpcId: vpc_id.to_owned(),
        ownerId: location.account.id.clone(),
        default: name != "locked",
        associationSet: subnets.iter().enumerate().map(association).collect::<Vec<_>>(),
        entrySet: entries,
        tagSet: if name == "locked" { tags::named(name) } else { Vec::new() },
    }
}
