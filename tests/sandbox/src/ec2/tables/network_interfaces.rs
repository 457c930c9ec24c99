//! Network interfaces: that of each instance, those of services, and one that nothing uses.

use super::addresses::Address;
use super::subnets::Subnet;
use crate::account::SECOND_ACCOUNT;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::instances::InstanceSpec;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static NETWORK_INTERFACES: ItemTable = ItemTable {
    action: "DescribeNetworkInterfaces",
    schema: Schema {
        list: "networkInterfaceSet",
        ids: &[Ids::new(
            "NetworkInterfaceId",
            "networkInterfaceId",
            "eni-",
            ("InvalidNetworkInterfaceID.NotFound", "The networkInterface ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidNetworkInterfaceId.Malformed"))
        .excludes_pages("networkInterfaceIds")],
        pages: Some(PageSizes::new(5, 1000)),
        flags: &["IncludeManagedResources"],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("addresses.association.owner-id", "privateIpAddressesSet/association/ipOwnerId"),
                ("addresses.association.public-ip", "privateIpAddressesSet/association/publicIp"),
                ("addresses.primary", "privateIpAddressesSet/primary"),
                ("addresses.private-ip-address", "privateIpAddressesSet/privateIpAddress"),
                ("association.allocation-id", "association/allocationId"),
                ("association.association-id", "association/associationId"),
                ("association.ip-owner-id", "association/ipOwnerId"),
                ("association.public-dns-name", "association/publicDnsName"),
                ("association.public-ip", "association/publicIp"),
                ("attachment.attach-time", "attachment/attachTime"),
                ("attachment.attachment-id", "attachment/attachmentId"),
                ("attachment.delete-on-termination", "attachment/deleteOnTermination"),
                ("attachment.device-index", "attachment/deviceIndex"),
                ("attachment.instance-id", "attachment/instanceId"),
                ("attachment.instance-owner-id", "attachment/instanceOwnerId"),
                ("attachment.status", "attachment/status"),
                ("availability-zone", "availabilityZone"),
                ("availability-zone-id", "availabilityZoneId"),
                ("description", "description"),
                ("group-id", "groupSet/groupId"),
                ("interface-type", "interfaceType"),
                ("ipv6-addresses.ipv6-address", "ipv6AddressesSet/ipv6Address"),
                ("mac-address", "macAddress"),
                ("network-interface-id", "networkInterfaceId"),
                ("operator.managed", "operator/managed"),
                ("operator.principal", "operator/principal"),
                ("owner-id", "ownerId"),
                ("private-dns-name", "privateDnsName"),
                ("private-ip-address", "privateIpAddress"),
                ("requester-id", "requesterId"),
                ("requester-managed", "requesterManaged"),
                ("source-dest-check", "sourceDestCheck"),
                ("status", "status"),
                ("subnet-id", "subnetId"),
                ("tag-key", "tagSet/key"),
                ("vpc-id", "vpcId"),
            ],
        },
        invalid_timestamp: "<item><attachment><attachTime>yesterday</attachTime></attachment></item>",
        ..Schema::PLAIN
    },
    items: |location| Interface::all(location).iter().map(|interface| members(location, interface)).collect(),
    ..ItemTable::PLAIN
};

/// A network interface before it is written as XML.
pub struct Interface {
    pub id: String,
    name: &'static str,
    description: &'static str,
    /// Such as `nat_gateway`.
    kind: &'static str,
    mac: String,
    zone: usize,
    vpc_id: String,
    pub subnet_id: String,
    pub private_ip: String,
    /// An address that AWS has lent.
    public_ip: Option<String>,
    /// An elastic IP address.
    pub address: Option<Address>,
    groups: Vec<(String, &'static str)>,
    user: User,
}

/// What uses an interface.
enum User {
    /// An instance, with its id and the time of the attachment.
    Instance(String, i64),
    /// A service of AWS, with its requester id.
    Service(&'static str),
    Nothing,
}

impl Interface {
    pub fn all(location: &AccountRegion) -> Vec<Self> {
        let instances = (0..location.instances).map(|index| InstanceSpec::new(location, index));
        let of_instances = instances.filter(|instance| !instance.is_terminated()).map(Self::instance);
        let others = [Self::nat_gateway, Self::load_balancer, Self::vpc_endpoint, Self::idle]
            .map(|interface| interface(location));
        of_instances.chain(others).collect()
    }

    fn instance(instance: InstanceSpec) -> Self {
        Self {
            id: instance.interface_id(),
            name: "",
            description: if instance.index == 0 { "Primary network interface" } else { "" },
            kind: "interface",
            mac: instance.mac_address(),
            zone: instance.zone,
            vpc_id: instance.location.vpc_id.clone(),
            subnet_id: instance.location.subnet_ids[instance.zone].clone(),
            private_ip: instance.private_ip.clone(),
            public_ip: instance.public_ip.clone(),
            address: None,
            groups: instance.groups().to_vec(),
            user: User::Instance(instance.id.clone(), instance.launched),
        }
    }

    pub fn nat_gateway(location: &AccountRegion) -> Self {
        Self {
            description: "Interface for NAT Gateway",
            kind: "nat_gateway",
            address: Some(Address::nat_gateway(location)),
            ..Self::new(location, "nat", "10.0.31.254", User::Service("amazon-vpc"))
        }
    }

    /// In one region of the second account it has the address 10.0.1.7, which no other interface has as long as there
    /// are at most 253 instances.
    fn load_balancer(location: &AccountRegion) -> Self {
        let wanted = location.is_home() && location.account.id == SECOND_ACCOUNT && location.instances <= 253;
        let ip = if wanted { "10.0.1.7" } else { "10.0.30.254" };
        Self {
            description: "ELB app/web/50dc6c495c0c9188",
            groups: vec![location.groups[1].clone()],
            ..Self::new(location, "load-balancer", ip, User::Service("amazon-elb"))
        }
    }

    pub fn vpc_endpoint(location: &AccountRegion) -> Self {
        let subnet = Subnet::data(location, 0);
        let ip = subnet.vpc.cidr.replace(".0.0/16", ".0.10");
        Self {
            description: "VPC Endpoint Interface",
            kind: "vpc_endpoint",
            vpc_id: subnet.vpc.id,
            subnet_id: subnet.id,
            groups: vec![(location.id("data-group", "sg-"), "default")],
            ..Self::new(location, "vpc-endpoint", &ip, User::Service("amazon-vpc"))
        }
    }

    /// Left behind by a database that is gone.
    fn idle(location: &AccountRegion) -> Self {
        let database = (location.id("database", "sg-"), "database");
        Self {
            name: "old-database",
            groups: vec![database],
            ..Self::new(location, "old-database", "10.0.29.254", User::Nothing)
        }
    }

    fn new(location: &AccountRegion, name: &str, private_ip: &str, user: User) -> Self {
        let id = location.id(&format!("interface/{name}"), "eni-");
        Self {
            name: "",
            description: "",
            kind: "interface",
            mac: format!("0a:{}:{}:{}:01:02", &id[5..7], &id[7..9], &id[9..11]),
            zone: 0,
            vpc_id: location.vpc_id.clone(),
            subnet_id: location.subnet_ids[0].clone(),
            private_ip: private_ip.to_owned(),
            public_ip: None,
            address: None,
            groups: Vec::new(),
            user,
            id,
        }
    }

    fn association(&self, location: &AccountRegion) -> Option<Vec<Element>> {
        let elastic = self.address.as_ref();
        let ip = elastic.map(|address| address.public_ip.clone()).or_else(|| self.public_ip.clone())?;
        Some(fields! {
            publicDnsName: location.public_dns(&ip),
            publicIp: ip,
            ipOwnerId: elastic.map_or_else(|| "amazon".to_owned(), |_| location.account.id.clone()),
            allocationId: elastic.map(|address| address.allocation_id.clone()),
            associationId: elastic.map(|address| address.association_id.clone()),
        })
    }

    fn attachment(&self, location: &AccountRegion) -> Option<Vec<Element>> {
        match &self.user {
            User::Instance(id, time) => Some(fields! {
                attachmentId: self.id.replace("eni-", "eni-attach-"),
                attachTime: clock::with_milliseconds(*time),
                instanceId: id.clone(),
                instanceOwnerId: location.account.id.clone(),
                deviceIndex: 0,
                networkCardIndex: 0,
                status: "attached",
                deleteOnTermination: true,
            }),
            User::Service(requester) => Some(fields! {
                attachmentId: self.id.replace("eni-", "ela-attach-"),
                instanceOwnerId: if *requester == "amazon-elb" { "amazon-elb" } else { "amazon-aws" },
                deviceIndex: 1,
                networkCardIndex: 0,
                status: "attached",
                deleteOnTermination: false,
            }),
            User::Nothing => None,
        }
    }
}

fn members(location: &AccountRegion, interface: &Interface) -> Vec<Element> {
    let groups: Vec<_> =
        interface.groups.iter().map(|(id, name)| fields! { groupId: id.clone(), groupName: *name }).collect();
    let address = fields! {
        privateIpAddress: interface.private_ip.clone(),
        privateDnsName: location.private_dns(&interface.private_ip),
        primary: true,
        association: interface.association(location),
    };
    let requester = match interface.user {
        User::Service(requester) => Some(requester),
        _ => None,
    };
    fields! {
        networkInterfaceId: interface.id.clone(),
        subnetId: interface.subnet_id.clone(),
        vpcId: interface.vpc_id.clone(),
        availabilityZone: location.zones[interface.zone].clone(),
        availabilityZoneId: location.region.zone_id(interface.zone),
        description: interface.description,
        ownerId: location.account.id.clone(),
        requesterId: requester,
        requesterManaged: requester.is_some(),
        status: if matches!(interface.user, User::Nothing) { "available" } else { "in-use" },
        macAddress: interface.mac.clone(),
        privateIpAddress: interface.private_ip.clone(),
        privateDnsName: location.private_dns(&interface.private_ip),
        sourceDestCheck: interface.kind == "interface",
        groupSet: groups,
        attachment: interface.attachment(location),
        association: interface.association(location),
        privateIpAddressesSet: [address],
        ipv6AddressesSet: Vec::<Vec<Element>>::new(),
        interfaceType: interface.kind,
        operator: fields! { managed: false },
        tagSet: if interface.name.is_empty() { Vec::new() } else { tags::named(interface.name) },
    }
}
