//! EC2, API version 2016-11-15.

mod describe_availability_zones;
mod describe_instances;
mod describe_regions;
mod filters;
mod fleet;
mod instance_filters;
mod page_token;

pub use fleet::Fleet;

use crate::call::Call;
use crate::error::ApiError;
use crate::piece::Pieces;
use crate::refusals::denied;
use crate::service::Service;
use crate::xml::{Element, document, text};

/// The body of the answer to a call.
pub fn answer(call: &Call) -> Result<Pieces, ApiError> {
    let version = call.parameters.require("Version")?;
    if version != Service::Ec2.version() {
        let message = format!("The requested version ({version}) of service AmazonEC2 does not exist");
        return Err(ApiError::bad_request("NoSuchVersion", message));
    }
    let action: fn(&Call) -> Result<Pieces, ApiError> = match call.action {
        "DescribeAvailabilityZones" => describe_availability_zones::answer,
        "DescribeInstances" => describe_instances::answer,
        "DescribeRegions" => describe_regions::answer,
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

/// A whole answer with one element in it.
fn response(call: &Call, element: Element) -> Pieces {
    let root = format!("{}Response", call.action);
    let id = text("requestId", call.request_id.to_owned());
    vec![document(&root, Some(Service::Ec2.namespace()), &[id, element]).into()]
}
