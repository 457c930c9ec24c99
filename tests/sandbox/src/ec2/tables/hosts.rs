//! Dedicated hosts: that of the first instance.

use crate::clock;
use crate::ec2::filters::FilterNames;
use crate::ec2::instances::InstanceSpec;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::fields;

pub static HOSTS: ItemTable = ItemTable {
    action: "DescribeHosts",
    schema: Schema {
        list: "hostSet",
        ids: &[Ids::new("HostId", "hostId", "h-", ("InvalidHostID.NotFound", "The host ID{s} '{}' do{es} not exist"))
            .malformed(Malformed::Code("InvalidHostID.Malformed"))
            .excludes_pages("hostIdSet")],
        pages: Some(PageSizes::new(5, 500)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("auto-placement", "autoPlacement"),
                ("availability-zone", "availabilityZone"),
                ("client-token", "clientToken"),
                ("host-reservation-id", "hostReservationId"),
                ("instance-type", "hostProperties/instanceType"),
                ("state", "state"),
                ("tag-key", "tagSet/key"),
            ],
        },
        invalid_timestamp: "<item><allocationTime>yesterday</allocationTime></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let guest = (location.instances > 0).then(|| InstanceSpec::new(location, 0));
        let zone = guest.as_ref().map_or(0, |instance| instance.zone);
        let guests = guest.iter().map(|instance| {
            fields! {
                instanceId: instance.id.clone(),
                instanceType: instance.instance_type.name,
                ownerId: location.account.id.clone(),
            }
        });
        let capacity = fields! { instanceType: "m7i.large", availableCapacity: 95, totalCapacity: 96 };
        vec![fields! {
            hostId: "h-0123456789abcdef0",
            ownerId: location.account.id.clone(),
            state: "available",
            autoPlacement: "on",
            availabilityZone: location.zones[zone].clone(),
            availabilityZoneId: location.region.zone_id(zone),
            hostProperties: fields! { instanceFamily: "m7i", sockets: 2, cores: 96, totalVCpus: 192 },
            availableCapacity: fields! { availableInstanceCapacity: [capacity], availableVCpus: 190 },
            instances: guests.collect::<Vec<_>>(),
            allocationTime: clock::with_milliseconds(1_717_200_000),
            hostRecovery: "on",
            hostMaintenance: "on",
            allowsMultipleInstanceTypes: "on",
            memberOfServiceLinkedResourceGroup: false,
            clientToken: location.random("host", 0).uuid(),
            tagSet: tags::named("licensed"),
        }]
    },
    ..ItemTable::PLAIN
};
