//! The availability zones of a region and its local zones.

use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Schema};
use crate::regions::{LOCAL_ZONES, Region};
use crate::xml::{Element, fields};

const UNKNOWN: (&str, &str) = ("InvalidParameterValue", "Invalid availability zone: [{}]");

pub static AVAILABILITY_ZONES: ItemTable = ItemTable {
    action: "DescribeAvailabilityZones",
    schema: Schema {
        list: "availabilityZoneInfo",
        ids: &[Ids::names("ZoneName", "zoneName", UNKNOWN), Ids::names("ZoneId", "zoneId", UNKNOWN)],
        flags: &["AllAvailabilityZones"],
        filters: FilterNames {
            tag_set: None,
            paths: &[
                ("group-long-name", "groupLongName"),
                ("group-name", "groupName"),
                ("message", "messageSet/message"),
                ("network-border-group", "networkBorderGroup"),
                ("opt-in-status", "optInStatus"),
                ("parent-zone-id", "parentZoneId"),
                ("parent-zone-name", "parentZoneName"),
                ("region-name", "regionName"),
                ("state", "zoneState"),
                ("zone-id", "zoneId"),
                ("zone-name", "zoneName"),
                ("zone-type", "zoneType"),
            ],
        },
        ..Schema::PLAIN
    },
    items: |location| {
        let zones = location.zones.iter().enumerate().map(|(index, zone)| availability_zone(location, index, zone));
        let local = LOCAL_ZONES.into_iter().filter(|(region, _)| *region == location.region.name);
        zones.chain(local.map(|(_, zone)| local_zone(location, zone))).collect()
    },
    selects: |request, zone| {
        let all = request.parameters.flag("AllAvailabilityZones") == Ok(true);
        all || zone.texts("optInStatus") != ["not-opted-in"]
    },
    ..ItemTable::PLAIN
};

fn availability_zone(location: &AccountRegion, index: usize, zone: &str) -> Vec<Element> {
    let region = location.region;
    let mut members =
        members(region, zone.to_owned(), region.zone_id(index), "availability-zone", "opt-in-not-required");
    members.extend(fields! { groupName: format!("{}-zg-1", region.name), networkBorderGroup: region.name });
    members
}

fn local_zone(location: &AccountRegion, zone: &str) -> Vec<Element> {
    let region = location.region;
    // `us-west-2-lax-1a` is in the group `us-west-2-lax-1` and has the id `usw2-lax1-az1`.
    let (group, letter) = zone.split_at(zone.len() - 1);
    let city = group.trim_start_matches(region.name).replace('-', "");
    let number = letter.bytes().map(|letter| letter - b'a' + 1).sum::<u8>();
    let id = format!("{}-{city}-az{number}", region.short_name());
    let mut members = members(region, zone.to_owned(), id, "local-zone", "not-opted-in");
    members.extend(fields! {
        groupName: group.to_owned(),
        networkBorderGroup: group.to_owned(),
        parentZoneName: location.zones[0].clone(),
        parentZoneId: region.zone_id(0),
    });
    members
}

fn members(region: Region, name: String, id: String, kind: &'static str, status: &'static str) -> Vec<Element> {
    fields! {
        optInStatus: status,
        messageSet: Vec::<Vec<Element>>::new(),
        regionName: region.name,
        zoneName: name,
        zoneId: id,
        zoneType: kind,
        zoneState: "available",
    }
}
