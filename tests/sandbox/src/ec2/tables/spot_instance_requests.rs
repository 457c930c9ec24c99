//! Spot instance requests: those of the spot instances, and one that was cancelled.

use super::images;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::instances::InstanceSpec;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static SPOT_INSTANCE_REQUESTS: ItemTable = ItemTable {
    action: "DescribeSpotInstanceRequests",
    schema: Schema {
        list: "spotInstanceRequestSet",
        ids: &[Ids::new(
            "SpotInstanceRequestId",
            "spotInstanceRequestId",
            "sir-",
            ("InvalidSpotInstanceRequestID.NotFound", "The spot instance request ID{s} '{}' do{es} not exist"),
        )
        .excludes_pages("spotInstanceRequestIdSet")],
        pages: Some(PageSizes::new(5, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("availability-zone-group", "availabilityZoneGroup"),
                ("create-time", "createTime"),
                ("fault-code", "fault/code"),
                ("fault-message", "fault/message"),
                ("instance-id", "instanceId"),
                ("launch-group", "launchGroup"),
                (
                    "launch.block-device-mapping.delete-on-termination",
                    "launchSpecification/blockDeviceMapping/ebs/deleteOnTermination",
                ),
                ("launch.block-device-mapping.device-name", "launchSpecification/blockDeviceMapping/deviceName"),
                ("launch.block-device-mapping.snapshot-id", "launchSpecification/blockDeviceMapping/ebs/snapshotId"),
                ("launch.block-device-mapping.volume-size", "launchSpecification/blockDeviceMapping/ebs/volumeSize"),
                ("launch.block-device-mapping.volume-type", "launchSpecification/blockDeviceMapping/ebs/volumeType"),
                ("launch.group-id", "launchSpecification/groupSet/groupId"),
                ("launch.group-name", "launchSpecification/groupSet/groupName"),
                ("launch.image-id", "launchSpecification/imageId"),
                ("launch.instance-type", "launchSpecification/instanceType"),
                ("launch.kernel-id", "launchSpecification/kernelId"),
                ("launch.key-name", "launchSpecification/keyName"),
                ("launch.monitoring-enabled", "launchSpecification/monitoring/enabled"),
                ("launch.ramdisk-id", "launchSpecification/ramdiskId"),
                ("launched-availability-zone", "launchedAvailabilityZone"),
                ("launched-availability-zone-id", "launchedAvailabilityZoneId"),
                (
                    "network-interface.addresses.primary",
                    "launchSpecification/networkInterfaceSet/privateIpAddressesSet/primary",
                ),
                (
                    "network-interface.delete-on-termination",
                    "launchSpecification/networkInterfaceSet/deleteOnTermination",
                ),
                ("network-interface.description", "launchSpecification/networkInterfaceSet/description"),
                ("network-interface.device-index", "launchSpecification/networkInterfaceSet/deviceIndex"),
                ("network-interface.group-id", "launchSpecification/networkInterfaceSet/SecurityGroupId"),
                (
                    "network-interface.network-interface-id",
                    "launchSpecification/networkInterfaceSet/networkInterfaceId",
                ),
                ("network-interface.private-ip-address", "launchSpecification/networkInterfaceSet/privateIpAddress"),
                ("network-interface.subnet-id", "launchSpecification/networkInterfaceSet/subnetId"),
                ("product-description", "productDescription"),
                ("spot-instance-request-id", "spotInstanceRequestId"),
                ("spot-price", "spotPrice"),
                ("state", "state"),
                ("status-code", "status/code"),
                ("status-message", "status/message"),
                ("tag-key", "tagSet/key"),
                ("type", "type"),
                ("valid-from", "validFrom"),
                ("valid-until", "validUntil"),
            ],
        },
        invalid_timestamp: "<item><createTime>yesterday</createTime></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let instances = (0..location.instances).map(|index| InstanceSpec::new(location, index));
        let active = instances.filter_map(|instance| Some(active(location, instance.spot_request_id()?, &instance)));
        active.chain([cancelled(location)]).collect()
    },
    ..ItemTable::PLAIN
};

fn active(location: &AccountRegion, id: String, instance: &InstanceSpec) -> Vec<Element> {
    let zone = location.zones[instance.zone].clone();
    let groups = instance.groups().iter().map(|(id, name)| fields! { groupId: id.clone(), groupName: *name });
    let launch = fields! {
        imageId: instance.image_id(),
        instanceType: instance.instance_type.name,
        keyName: "sandbox-key",
        subnetId: location.subnet_ids[instance.zone].clone(),
        placement: fields! { availabilityZone: zone.clone() },
        groupSet: groups.collect::<Vec<_>>(),
        monitoring: fields! { enabled: false },
    };
    let rest = fields! {
        instanceId: instance.id.clone(),
        launchSpecification: launch,
        launchedAvailabilityZone: zone,
        launchedAvailabilityZoneId: location.region.zone_id(instance.zone),
    };
    [members(id, "active", "fulfilled", "Your spot request is fulfilled.", instance.launched), rest].concat()
}

fn cancelled(location: &AccountRegion) -> Vec<Element> {
    let launch = fields! { imageId: images::id(location, 0), instanceType: "m7i.large" };
    let id = location.id("spot-request", "sir-").chars().take(12).collect();
    let message = "Your Spot request is canceled before it was fulfilled.";
    let rest = fields! { launchSpecification: launch };
    [members(id, "cancelled", "canceled-before-fulfillment", message, 1_717_200_000), rest].concat()
}

fn members(id: String, state: &'static str, code: &'static str, message: &'static str, created: i64) -> Vec<Element> {
    let time = clock::with_milliseconds(created);
    fields! {
        spotInstanceRequestId: id,
        spotPrice: "0.096000",
        type: "one-time",
        state: state,
        status: fields! { code: code, message: message, updateTime: time.clone() },
        createTime: time,
        productDescription: "Linux/UNIX",
        instanceInterruptionBehavior: "terminate",
        tagSet: tags::named(state),
    }
}
