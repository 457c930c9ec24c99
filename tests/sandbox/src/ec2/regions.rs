//! `DescribeRegions`: where an account may go.

use super::filters::{FilterNames, Filters};
use super::response;
use crate::account::Account;
use crate::call::Call;
use crate::error::ApiError;
use crate::piece::Pieces;
use crate::regions::{FOREIGN_REGIONS, REGIONS, Region};
use crate::xml::{Element, list, parent, text};

const PARAMETERS: [&str; 3] = ["AllRegions", "Filter", "RegionName"];
const FILTERS: FilterNames = FilterNames {
    tag_set: None,
    paths: &[("endpoint", "regionEndpoint"), ("opt-in-status", "optInStatus"), ("region-name", "regionName")],
};
const NOT_OPTED_IN: &str = "not-opted-in";

/// The body of the answer.
pub fn answer(call: &Call) -> Result<Pieces, ApiError> {
    call.parameters.allow(&PARAMETERS)?;
    let filters = Filters::parse(call.parameters, &FILTERS)?;
    let names = call.parameters.list("RegionName");
    let all = call.parameters.flag("AllRegions")? || !names.is_empty();
    let regions = known(call);
    if let Some(stranger) = names.iter().find(|name| regions.iter().all(|(region, ..)| region.name != **name)) {
        return Err(ApiError::invalid_value(format!("Invalid region name: {stranger}")));
    }
    let items = regions
        .into_iter()
        .filter(|(region, ..)| names.is_empty() || names.contains(&region.name))
        .filter(|(.., status)| all || *status != NOT_OPTED_IN)
        .map(|(region, domain, status)| members(region, domain, status))
        .filter(|members| filters.matches(&parent("item", members.clone())));
    Ok(response(call, list("regionInfo", items)))
}

/// All regions, with their domain and their status in the caller's account.
fn known(call: &Call) -> Vec<(Region, &'static str, &'static str)> {
    let own = REGIONS.map(|region| (region, "amazonaws.com", status(&call.principal.account, region)));
    let foreign = FOREIGN_REGIONS.map(|(region, domain)| (region, domain, "opt-in-not-required"));
    let foreign = foreign.into_iter().filter(|_| call.cloud.options.foreign_regions);
    own.into_iter().chain(foreign).collect()
}

fn members(region: Region, domain: &str, status: &'static str) -> Vec<Element> {
    vec![
        text("regionName", region.name),
        text("regionEndpoint", format!("ec2.{}.{domain}", region.name)),
        text("optInStatus", status),
    ]
}

/// Whether an account has asked for a region.
fn status(account: &Account, region: Region) -> &'static str {
    match (region.opt_in, account.enabled(region)) {
        (false, _) => "opt-in-not-required",
        (true, true) => "opted-in",
        (true, false) => NOT_OPTED_IN,
    }
}
