//! Capacity reservations: that of the first instance, and one that has expired.

use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static CAPACITY_RESERVATIONS: ItemTable = ItemTable {
    action: "DescribeCapacityReservations",
    schema: Schema {
        list: "capacityReservationSet",
        ids: &[Ids::new(
            "CapacityReservationId",
            "capacityReservationId",
            "cr-",
            ("InvalidCapacityReservationId.NotFound", "The capacity reservation ID{s} '{}' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidCapacityReservationId.Malformed"))],
        pages: Some(PageSizes::new(1, 1000)),
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("availability-zone", "availabilityZone"),
                ("end-date", "endDate"),
                ("end-date-type", "endDateType"),
                ("instance-match-criteria", "instanceMatchCriteria"),
                ("instance-platform", "instancePlatform"),
                ("instance-type", "instanceType"),
                ("outpost-arn", "outpostArn"),
                ("owner-id", "ownerId"),
                ("placement-group-arn", "placementGroupArn"),
                ("start-date", "startDate"),
                ("state", "state"),
                ("tenancy", "tenancy"),
            ],
        },
        invalid_timestamp: "<item><startDate>yesterday</startDate></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let expired = location.id("capacity-reservation", "cr-");
        vec![members(location, "cr-0123456789abcdef0".to_owned(), false), members(location, expired, true)]
    },
    ..ItemTable::PLAIN
};

/// The first of June 2024.
const CREATED: i64 = 1_717_200_000;

fn members(location: &AccountRegion, id: String, expired: bool) -> Vec<Element> {
    let time = clock::with_milliseconds(CREATED);
    let (total, available) = if expired { (2, 0) } else { (8, 7) };
    fields! {
        capacityReservationArn: location.arn("ec2", &format!("capacity-reservation/{id}")),
        capacityReservationId: id,
        ownerId: location.account.id.clone(),
        instanceType: "m7i.large",
        instancePlatform: "Linux/UNIX",
        availabilityZone: location.zones[0].clone(),
        availabilityZoneId: location.region.zone_id(0),
        tenancy: "default",
        totalInstanceCount: total,
        availableInstanceCount: available,
        ebsOptimized: true,
        ephemeralStorage: false,
        state: if expired { "expired" } else { "active" },
        startDate: time.clone(),
        createDate: time,
        endDate: expired.then(|| clock::with_milliseconds(CREATED + 86_400)),
        endDateType: if expired { "limited" } else { "unlimited" },
        instanceMatchCriteria: "open",
        reservationType: "default",
        capacityAllocationSet: [fields! { allocationType: "used", count: total - available }],
        tagSet: tags::named("batch"),
    }
}
