//! EC2, API version 2016-11-15.

mod account_region;
mod availability_zones;
mod describe;
mod filters;
mod instances;
mod page_token;
mod regions;
mod resource;
mod table;
mod tags;
mod variant;
mod volumes;

use std::sync::Arc;

use account_region::AccountRegion;
use describe::describe;
use instances::Instances;
use table::Table;
use volumes::Volumes;

use crate::account::Account;
use crate::call::Call;
use crate::error::ApiError;
use crate::piece::Pieces;
use crate::refusals::denied;
use crate::regions::Region;
use crate::service::Service;
use crate::xml::{Element, document, text};

/// The resources of an account in a region.
#[derive(Debug)]
pub struct Resources {
    pub instances: Table<Instances>,
    pub volumes: Table<Volumes>,
}

impl Resources {
    /// As many resources as a region with `instances` instances has.
    pub fn new(account: Account, region: Region, seed: u64, instances: usize) -> Self {
        let location = Arc::new(AccountRegion::new(account, region, seed, instances));
        Self { instances: Table::new(Arc::clone(&location)), volumes: Table::new(location) }
    }
}

/// The body of the response.
pub fn answer(call: &Call) -> Result<Pieces, ApiError> {
    let version = call.parameters.require("Version")?;
    if version != Service::Ec2.version() {
        let message = format!("The requested version ({version}) of service AmazonEC2 does not exist");
        return Err(ApiError::bad_request("NoSuchVersion", message));
    }
    let action: fn(&Call) -> Result<Pieces, ApiError> = match call.action {
        "DescribeAvailabilityZones" => availability_zones::answer,
        "DescribeInstances" => |call| describe(call, &call.resources().instances),
        "DescribeRegions" => regions::answer,
        "DescribeVolumes" => |call| describe(call, &call.resources().volumes),
        other => {
            let message = format!("The action {other} is not valid for this web service.");
            return Err(ApiError::bad_request("InvalidAction", message));
        }
    };
    if !call.principal.ec2_allowed {
        return Err(denied(Service::Ec2, call));
    }
    if call.parameters.flag("DryRun")? {
        let message = "Request would have succeeded, but DryRun flag is set.";
        return Err(ApiError::new(412, "DryRunOperation", message));
    }
    action(call)
}

/// A response with one element in it.
fn response(call: &Call, element: Element) -> Pieces {
    let root = format!("{}Response", call.action);
    let id = text("requestId", call.request_id.to_owned());
    vec![document(&root, Some(Service::Ec2.namespace()), &[id, element]).into()]
}
