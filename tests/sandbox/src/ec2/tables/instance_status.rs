//! The status of the instances: one fails its checks, and one will be retired.

use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::instances::InstanceSpec;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::variant::Variant;
use crate::xml::{Element, fields};

pub static INSTANCE_STATUS: ItemTable = ItemTable {
    action: "DescribeInstanceStatus",
    schema: Schema {
        list: "instanceStatusSet",
        ids: &[Ids::new(
            "InstanceId",
            "instanceId",
            "i-",
            ("InvalidInstanceID.NotFound", "The instance ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidInstanceID.Malformed"))
        .excludes_pages("instancesSet")],
        pages: Some(PageSizes::new(5, 1000)),
        flags: &["IncludeAllInstances", "IncludeManagedResources"],
        filters: FilterNames {
            tag_set: None,
            paths: &[
                ("application-status.status", "applicationStatus/status"),
                ("attached-ebs-status.status", "attachedEbsStatus/status"),
                ("availability-zone", "availabilityZone"),
                ("availability-zone-id", "availabilityZoneId"),
                ("event.code", "eventsSet/code"),
                ("event.description", "eventsSet/description"),
                ("event.instance-event-id", "eventsSet/instanceEventId"),
                ("event.not-after", "eventsSet/notAfter"),
                ("event.not-before", "eventsSet/notBefore"),
                ("event.not-before-deadline", "eventsSet/notBeforeDeadline"),
                ("instance-state-code", "instanceState/code"),
                ("instance-state-name", "instanceState/name"),
                ("instance-status.reachability", "instanceStatus/details/status"),
                ("instance-status.status", "instanceStatus/status"),
                ("operator.managed", "operator/managed"),
                ("operator.principal", "operator/principal"),
                ("system-status.reachability", "systemStatus/details/status"),
                ("system-status.status", "systemStatus/status"),
            ],
        },
        invalid_timestamp: "<item><eventsSet><item><notBefore>soon</notBefore></item></eventsSet></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        (0..location.instances).map(|index| members(location, &InstanceSpec::new(location, index))).collect()
    },
    selects: |request, status| {
        let all = request.parameters.flag("IncludeAllInstances") == Ok(true);
        all || status.texts("instanceState/name") == ["running"]
    },
    ..ItemTable::PLAIN
};

/// The instances, by index, that fail their checks and that will be retired.
const IMPAIRED: usize = 1;
const RETIRED: usize = 3;

/// The first of May 2026.
const FAILED: i64 = 1_777_593_600;

fn members(location: &AccountRegion, instance: &InstanceSpec) -> Vec<Element> {
    let (code, state) = match instance.variant {
        Variant::Stopped => (80, "stopped"),
        Variant::Terminated => (48, "terminated"),
        _ => (16, "running"),
    };
    let summary = |failed: bool| match (state, failed) {
        ("running", false) => check("ok", Some("passed"), None),
        ("running", true) => check("impaired", Some("failed"), Some(FAILED)),
        _ => check("not-applicable", None, None),
    };
    let event = (instance.index == RETIRED).then(|| {
        fields! {
            instanceEventId: location.id("instance-event", "instance-event-"),
            code: "instance-retirement",
            description: "The instance is running on degraded hardware",
            notBefore: clock::with_milliseconds(FAILED + 864_000),
            notAfter: clock::with_milliseconds(FAILED + 867_600),
        }
    });
    fields! {
        instanceId: instance.id.clone(),
        availabilityZone: location.zones[instance.zone].clone(),
        availabilityZoneId: location.region.zone_id(instance.zone),
        instanceState: fields! { code: code, name: state },
        instanceStatus: summary(instance.index == IMPAIRED),
        systemStatus: summary(false),
        attachedEbsStatus: summary(false),
        eventsSet: event.map(|event| [event]),
        operator: fields! { managed: false },
    }
}

fn check(status: &'static str, reachability: Option<&'static str>, since: Option<i64>) -> Vec<Element> {
    let details = reachability.map(|status| {
        [fields! { name: "reachability", status: status, impairedSince: since.map(clock::with_milliseconds) }]
    });
    fields! { status: status, details: details }
}
