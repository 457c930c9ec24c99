//! `DescribeRegions`.

use super::filters::{FilterNames, Filters};
use super::response;
use crate::account::Account;
use crate::api_request::ApiRequest;
use crate::body::Body;
use crate::error::ApiError;
use crate::regions::{FOREIGN_REGIONS, REGIONS, Region};
use crate::xml::{Element, list, parent, text};

const PARAMETERS: [&str; 3] = ["AllRegions", "Filter", "RegionName"];
const FILTERS: FilterNames = FilterNames {
    tag_set: None,
    paths: &[("endpoint", "regionEndpoint"), ("opt-in-status", "optInStatus"), ("region-name", "regionName")],
};
const NOT_OPTED_IN: &str = "not-opted-in";

/// The body of the response.
pub fn handle(request: &ApiRequest) -> Result<Body, ApiError> {
    request.parameters.reject_unknown(&PARAMETERS)?;
    let filters = Filters::parse(request.parameters, &FILTERS)?;
    let names = request.parameters.list("RegionName");
    let all = request.parameters.flag("AllRegions")? || !names.is_empty();
    let regions = all_regions(request);
    if let Some(unknown) = names.iter().find(|name| regions.iter().all(|(region, ..)| region.name != **name)) {
        return Err(ApiError::invalid_value(format!("Invalid region name: {unknown}")));
    }
    let items = regions
        .into_iter()
        .filter(|(region, ..)| names.is_empty() || names.contains(&region.name))
        .filter(|(.., status)| all || *status != NOT_OPTED_IN)
        .map(|(region, domain, status)| members(region, domain, status))
        .filter(|members| filters.matches(&parent("item", members.clone())));
    Ok(response(request, list("regionInfo", items)))
}

/// All regions, each with its domain and its status in the caller's account.
fn all_regions(request: &ApiRequest) -> Vec<(Region, &'static str, &'static str)> {
    let own = REGIONS.map(|region| (region, "amazonaws.com", status(&request.caller.account, region)));
    let foreign = FOREIGN_REGIONS.map(|(region, domain)| (region, domain, "opt-in-not-required"));
    let foreign = foreign.into_iter().filter(|_| request.state.options.foreign_regions);
    own.into_iter().chain(foreign).collect()
}

fn members(region: Region, domain: &str, status: &'static str) -> Vec<Element> {
    vec![
        text("regionName", region.name),
        text("regionEndpoint", format!("ec2.{}.{domain}", region.name)),
        text("optInStatus", status),
    ]
}

fn status(account: &Account, region: Region) -> &'static str {
    match (region.opt_in, account.has_enabled(region)) {
        (false, _) => "opt-in-not-required",
        (true, true) => "opted-in",
        (true, false) => NOT_OPTED_IN,
    }
}
