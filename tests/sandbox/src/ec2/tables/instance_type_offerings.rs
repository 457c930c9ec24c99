//! Where instance types are offered: in the region, and in all of its zones but the last if they are new.

use super::instance_types;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{PageSizes, Schema};
use crate::error::ApiError;
use crate::xml::{Element, fields};

const LOCATION_TYPES: [&str; 4] = ["region", "availability-zone", "availability-zone-id", "outpost"];

pub static INSTANCE_TYPE_OFFERINGS: ItemTable = ItemTable {
    action: "DescribeInstanceTypeOfferings",
    schema: Schema {
        list: "instanceTypeOfferingSet",
        pages: Some(PageSizes::new(5, 1000)),
        parameters: &["LocationType"],
        filters: FilterNames { tag_set: None, paths: &[("instance-type", "instanceType"), ("location", "location")] },
        ..Schema::PLAIN
    },
    items: |location| {
        let offerings = |(family, size): (&instance_types::Family, _)| {
            let new = family.name.contains('7');
            let zones = location.zones.len() - usize::from(new);
            offerings(location, &instance_types::name(family, size), zones)
        };
        instance_types::all().flat_map(offerings).collect()
    },
    check: |request| match request.parameters.get("LocationType") {
        Some(other) if !LOCATION_TYPES.contains(&other) => {
            let message = format!("Value ({other}) for parameter locationType is invalid. Invalid location type.");
            Err(ApiError::invalid_value(message))
        }
        _ => Ok(()),
    },
    selects: |request, offering| {
        offering.texts("locationType") == [request.parameters.get("LocationType").unwrap_or("region")]
    },
};

fn offerings(location: &AccountRegion, instance_type: &str, zones: usize) -> Vec<Vec<Element>> {
    let offering = |kind, place: String| {
        fields! { instanceType: instance_type.to_owned(), locationType: kind, location: place }
    };
    let in_zone = |zone: usize| {
        let (name, id) = (location.zones[zone].clone(), location.region.zone_id(zone));
        [offering("availability-zone", name), offering("availability-zone-id", id)]
    };
    let in_region = offering("region", location.region.name.to_owned());
    (0..zones).flat_map(in_zone).chain([in_region]).collect()
}
