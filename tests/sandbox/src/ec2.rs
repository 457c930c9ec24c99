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
use crate::api_request::ApiRequest;
use crate::body::Body;
use crate::error::ApiError;
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
pub fn handle(request: &ApiRequest) -> Result<Body, ApiError> {
    let version = request.parameters.require("Version")?;
    if version != Service::Ec2.version() {
        let message = format!("The requested version ({version}) of service AmazonEC2 does not exist");
        return Err(ApiError::bad_request("NoSuchVersion", message));
    }
    let action: fn(&ApiRequest) -> Result<Body, ApiError> = match request.action {
        "DescribeAvailabilityZones" => availability_zones::handle,
        "DescribeInstances" => |request| describe(request, &request.resources().instances),
        "DescribeRegions" => regions::handle,
        "DescribeVolumes" => |request| describe(request, &request.resources().volumes),
        other => {
            let message = format!("The action {other} is not valid for this web service.");
            return Err(ApiError::bad_request("InvalidAction", message));
        }
    };
    if !request.caller.ec2_allowed {
        return Err(request.access_denied());
    }
    if request.parameters.flag("DryRun")? {
        let message = "Request would have succeeded, but DryRun flag is set.";
        return Err(ApiError::new(412, "DryRunOperation", message));
    }
    action(request)
}

/// A response with one element in it.
fn response(request: &ApiRequest, element: Element) -> Body {
    let root = format!("{}Response", request.action);
    let id = text("requestId", request.request_id.to_owned());
    vec![document(&root, Some(Service::Ec2.namespace()), &[id, element]).into()]
}
