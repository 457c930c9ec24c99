//! Security groups: those of the instances, and some that nothing uses.

use super::vpcs::Vpc;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static SECURITY_GROUPS: ItemTable = ItemTable {
    action: "DescribeSecurityGroups",
    schema: Schema {
        list: "securityGroupInfo",
        ids: &[
            Ids::new("GroupId", "groupId", "sg-", ("InvalidGroup.NotFound", "The security group '{}' does not exist"))
                .malformed(Malformed::Code("InvalidGroupId.Malformed"))
                .excludes_pages("groupIds"),
            Ids::names("GroupName", "groupName", ("InvalidGroup.NotFound", "The security group '{}' does not exist"))
                .excludes_pages("groupNames"),
        ],
        pages: Some(PageSizes::whole_by_default(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("description", "groupDescription"),
                ("egress.ip-permission.cidr", "ipPermissionsEgress/ipRanges/cidrIp"),
                ("egress.ip-permission.from-port", "ipPermissionsEgress/fromPort"),
                ("egress.ip-permission.group-id", "ipPermissionsEgress/groups/groupId"),
                ("egress.ip-permission.group-name", "ipPermissionsEgress/groups/groupName"),
                ("egress.ip-permission.ipv6-cidr", "ipPermissionsEgress/ipv6Ranges/cidrIpv6"),
                ("egress.ip-permission.prefix-list-id", "ipPermissionsEgress/prefixListIds/prefixListId"),
                ("egress.ip-permission.protocol", "ipPermissionsEgress/ipProtocol"),
                ("egress.ip-permission.to-port", "ipPermissionsEgress/toPort"),
                ("egress.ip-permission.user-id", "ipPermissionsEgress/groups/userId"),
                ("group-id", "groupId"),
                ("group-name", "groupName"),
                ("ip-permission.cidr", "ipPermissions/ipRanges/cidrIp"),
                ("ip-permission.from-port", "ipPermissions/fromPort"),
                ("ip-permission.group-id", "ipPermissions/groups/groupId"),
                ("ip-permission.group-name", "ipPermissions/groups/groupName"),
                ("ip-permission.ipv6-cidr", "ipPermissions/ipv6Ranges/cidrIpv6"),
                ("ip-permission.prefix-list-id", "ipPermissions/prefixListIds/prefixListId"),
                ("ip-permission.protocol", "ipPermissions/ipProtocol"),
                ("ip-permission.to-port", "ipPermissions/toPort"),
                ("ip-permission.user-id", "ipPermissions/groups/userId"),
                ("owner-id", "ownerId"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| Group::all(location).iter().map(|group| members(location, group)).collect(),
    ..ItemTable::PLAIN
};

/// A security group before it is written as XML.
pub struct Group {
    pub id: String,
    pub name: &'static str,
    description: &'static str,
    vpc_id: String,
    pub rules: Vec<Rule>,
}

/// A rule of a security group.
#[derive(Clone)]
pub struct Rule {
    pub egress: bool,
    /// `-1` is any.
    pub protocol: &'static str,
    /// The first and the last port, unless the protocol is any.
    pub ports: Option<(u32, u32)>,
    pub peer: Peer,
    pub description: Option<&'static str>,
}

/// Whom a rule is about.
#[derive(Clone)]
pub enum Peer {
    Ipv4(&'static str),
    Ipv6(&'static str),
    PrefixList(String),
    Group { id: String, vpc_id: String },
}

const ANYONE: Peer = Peer::Ipv4("0.0.0.0/0");
const ANYONE_IPV6: Peer = Peer::Ipv6("::/0");

impl Rule {
    fn tcp(port: u32, peer: Peer, description: Option<&'static str>) -> Self {
        Self { egress: false, protocol: "tcp", ports: Some((port, port)), peer, description }
    }

    /// Any protocol and port.
    fn any(egress: bool, peer: Peer) -> Self {
        Self { egress, protocol: "-1", ports: None, peer, description: None }
    }
}

impl Group {
    pub fn all(location: &AccountRegion) -> Vec<Self> {
        let [(default_id, _), (web_id, _), (ssh_id, _)] = &location.groups;
        let main = Vpc::main(location).id;
        let new = |id: &str, name, description, rules| {
            let out = Rule::any(true, ANYONE);
            Self { id: id.to_owned(), name, description, vpc_id: main.clone(), rules: [rules, vec![out]].concat() }
        };
        let web_rules = vec![
            Rule::tcp(80, ANYONE, None),
            Rule::tcp(80, ANYONE_IPV6, None),
            Rule::tcp(443, ANYONE, Some("HTTPS")),
            Rule::tcp(443, ANYONE_IPV6, Some("HTTPS")),
            Rule::tcp(22, Peer::PrefixList(location.id("prefix-list", "pl-")), Some("bastions")),
        ];
        let office = vec![Rule::tcp(22, Peer::Ipv4("203.0.113.0/24"), Some("office"))];
        let web = Peer::Group { id: web_id.clone(), vpc_id: main.clone() };
        let [database, legacy, debug] = ["database", "legacy-ssh", "debug"].map(|name| location.id(name, "sg-"));
        vec![
            Self::default(default_id.clone(), main.clone()),
            new(web_id, "web", "Web servers", web_rules),
            new(ssh_id, "ssh from office", "SSH from the office", office),
            new(&database, "database", "PostgreSQL", vec![Rule::tcp(5432, web, None)]),
            new(&legacy, "legacy-ssh", "Nothing uses this group", vec![Rule::tcp(22, ANYONE, None)]),
            new(&debug, "debug", "Nothing uses this group either", vec![Rule::any(false, ANYONE)]),
            Self::default(location.id("data-group", "sg-"), Vpc::data(location).id),
            Self::default(location.id("default-group", "sg-"), Vpc::default(location).id),
        ]
    }

    /// The group that each VPC has, whose members may reach each other.
    fn default(id: String, vpc_id: String) -> Self {
        let own = Peer::Group { id: id.clone(), vpc_id: vpc_id.clone() };
        let rules = vec![Rule::any(false, own), Rule::any(true, ANYONE)];
        Self { id, name: "default", description: "default VPC security group", vpc_id, rules }
    }
}

fn members(location: &AccountRegion, group: &Group) -> Vec<Element> {
    fields! {
        groupId: group.id.clone(),
        groupName: group.name,
        groupDescription: group.description,
        ownerId: location.account.id.clone(),
        vpcId: group.vpc_id.clone(),
        securityGroupArn: location.arn("ec2", &format!("security-group/{}", group.id)),
        ipPermissions: permissions(location, group, false),
        ipPermissionsEgress: permissions(location, group, true),
        tagSet: (group.name != "default").then(|| tags::named(group.name)),
    }
}

/// The rules as permissions: one for each protocol and range of ports.
fn permissions(location: &AccountRegion, group: &Group, egress: bool) -> Vec<Vec<Element>> {
    let rules: Vec<_> = group.rules.iter().filter(|rule| rule.egress == egress).collect();
    let permissions = rules.chunk_by(|a, b| (a.protocol, a.ports) == (b.protocol, b.ports));
    permissions.map(|rules| permission(location, rules)).collect()
}

fn permission(location: &AccountRegion, rules: &[&Rule]) -> Vec<Element> {
    let (protocol, ports) = (rules[0].protocol, rules[0].ports);
    let peers = |peer: fn(&AccountRegion, &Rule) -> Option<Vec<Element>>| -> Vec<Vec<Element>> {
        rules.iter().filter_map(|rule| peer(location, rule)).collect()
    };
    fields! {
        ipProtocol: protocol,
        fromPort: ports.map(|(from, _)| from),
        toPort: ports.map(|(_, to)| to),
        groups: peers(|location, rule| match &rule.peer {
            Peer::Group { id, .. } => Some(fields! {
                userId: location.account.id.clone(),
                groupId: id.clone(),
                description: rule.description,
            }),
            _ => None,
        }),
        ipRanges: peers(|_, rule| match rule.peer {
            Peer::Ipv4(cidr) => Some(fields! { cidrIp: cidr, description: rule.description }),
            _ => None,
        }),
        ipv6Ranges: peers(|_, rule| match rule.peer {
            Peer::Ipv6(cidr) => Some(fields! { cidrIpv6: cidr, description: rule.description }),
            _ => None,
        }),
        prefixListIds: peers(|_, rule| match &rule.peer {
            Peer::PrefixList(id) => Some(fields! { prefixListId: id.clone(), description: rule.description }),
            _ => None,
        }),
    }
}
