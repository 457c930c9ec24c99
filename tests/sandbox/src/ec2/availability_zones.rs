//! `DescribeAvailabilityZones`: the availability zones of a region and its local zones.

use super::filters::{FilterNames, Filters};
use super::response;
use crate::api_request::ApiRequest;
use crate::body::Body;
use crate::error::ApiError;
use crate::regions::{LOCAL_ZONES, Region};
use crate::xml::{Element, list, parent, text};

const PARAMETERS: [&str; 4] = ["AllAvailabilityZones", "Filter", "ZoneId", "ZoneName"];
const FILTERS: FilterNames = FilterNames {
    tag_set: None,
    paths: &[
        ("group-name", "groupName"),
        ("network-border-group", "networkBorderGroup"),
        ("opt-in-status", "optInStatus"),
        ("region-name", "regionName"),
        ("state", "zoneState"),
        ("zone-id", "zoneId"),
        ("zone-name", "zoneName"),
        ("zone-type", "zoneType"),
    ],
};

/// The body of the response.
pub fn handle(request: &ApiRequest) -> Result<Body, ApiError> {
    request.parameters.reject_unknown(&PARAMETERS)?;
    let filters = Filters::parse(request.parameters, &FILTERS)?;
    let all = request.parameters.flag("AllAvailabilityZones")?;
    let mut zones = availability_zones(request.region);
    if all {
        zones.extend(local_zones(request.region));
    }
    let mut zones: Vec<_> = zones.into_iter().map(|members| parent("item", members)).collect();
    for (parameter, path) in [("ZoneName", "zoneName"), ("ZoneId", "zoneId")] {
        zones = select(zones, &request.parameters.list(parameter), path)?;
    }
    zones.retain(|zone| filters.matches(zone));
    Ok(response(request, parent("availabilityZoneInfo", zones)))
}

/// The zones with the given names, which all have to exist. All zones if there are no names.
fn select(zones: Vec<Element>, names: &[&str], path: &str) -> Result<Vec<Element>, ApiError> {
    let is = |zone: &Element, name: &str| zone.texts(path) == [name];
    if let Some(unknown) = names.iter().find(|name| !zones.iter().any(|zone| is(zone, name))) {
        return Err(ApiError::invalid_value(format!("Invalid availability zone: [{unknown}]")));
    }
    Ok(zones.into_iter().filter(|zone| names.is_empty() || names.iter().any(|name| is(zone, name))).collect())
}

fn availability_zones(region: Region) -> Vec<Vec<Element>> {
    let zone = |(index, name)| {
        let group = format!("{}-zg-1", region.name);
        let mut members = members(region, name, region.zone_id(index), "availability-zone", "opt-in-not-required");
        members.extend([text("groupName", group), text("networkBorderGroup", region.name)]);
        members
    };
    region.zones().into_iter().enumerate().map(zone).collect()
}

fn local_zones(region: Region) -> Vec<Vec<Element>> {
    let own = LOCAL_ZONES.into_iter().filter(|(home, _)| *home == region.name);
    own.map(|(_, name)| {
        // `us-west-2-lax-1a` is in the group `us-west-2-lax-1` and has the id `usw2-lax1-az1`.
        let (group, letter) = name.split_at(name.len() - 1);
        let city = group.trim_start_matches(region.name).replace('-', "");
        let number = letter.bytes().map(|letter| letter - b'a' + 1).sum::<u8>();
        let id = format!("{}-{city}-az{number}", region.short_name());
        let mut members = members(region, name.to_owned(), id, "local-zone", "not-opted-in");
        members.extend([text("groupName", group), text("networkBorderGroup", group)]);
        members
    })
    .collect()
}

fn members(region: Region, name: String, id: String, kind: &'static str, status: &'static str) -> Vec<Element> {
    vec![
        text("optInStatus", status),
        list("messageSet", []),
        text("regionName", region.name),
        text("zoneName", name),
        text("zoneId", id),
        text("zoneType", kind),
        text("zoneState", "available"),
    ]
}
