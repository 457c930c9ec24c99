//! The rules of the security groups, one by one.

use super::security_groups::{Group, Peer, Rule};
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static SECURITY_GROUP_RULES: ItemTable = ItemTable {
    action: "DescribeSecurityGroupRules",
    schema: Schema {
        list: "securityGroupRuleSet",
        ids: &[Ids::new(
            "SecurityGroupRuleId",
            "securityGroupRuleId",
            "sgr-",
            ("InvalidSecurityGroupRuleId.NotFound", "The security group rule ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidSecurityGroupRuleId.Malformed"))
        .excludes_pages("securityGroupRuleIds")],
        pages: Some(PageSizes::whole_by_default(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[("group-id", "groupId"), ("security-group-rule-id", "securityGroupRuleId")],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let groups = Group::all(location);
        let rules = |group: &Group| {
            group.rules.iter().enumerate().map(|(index, rule)| members(location, group, index, rule)).collect()
        };
        groups.iter().flat_map::<Vec<_>, _>(rules).collect()
    },
    ..ItemTable::PLAIN
};

fn members(location: &AccountRegion, group: &Group, index: usize, rule: &Rule) -> Vec<Element> {
    let id = location.random(&format!("rule/{}", group.id), index).id("sgr-");
    let arn = location.arn("ec2", &format!("security-group-rule/{id}"));
    // Here any port is -1, which is left out in the permissions of a group.
    let (from, to) = rule.ports.map_or((-1, -1), |(from, to)| (i64::from(from), i64::from(to)));
    let (ipv4, ipv6) = match rule.peer {
        Peer::Ipv4(cidr) => (Some(cidr), None),
        Peer::Ipv6(cidr) => (None, Some(cidr)),
        _ => (None, None),
    };
    let (prefix_list, referenced) = match &rule.peer {
        Peer::PrefixList(id) => (Some(id.clone()), None),
        Peer::Group { id, vpc_id } => {
            let group = fields! { groupId: id.clone(), userId: location.account.id.clone(), vpcId: vpc_id.clone() };
            (None, Some(group))
        }
        _ => (None, None),
    };
    fields! {
        securityGroupRuleId: id,
        securityGroupRuleArn: arn,
        groupId: group.id.clone(),
        groupOwnerId: location.account.id.clone(),
        isEgress: rule.egress,
        ipProtocol: rule.protocol,
        fromPort: from,
        toPort: to,
        cidrIpv4: ipv4,
        cidrIpv6: ipv6,
        prefixListId: prefix_list,
        referencedGroupInfo: referenced,
        description: rule.description,
        tagSet: tags::set(rule.description.map(|text| ("Name", text)).as_slice()),
    }
}
