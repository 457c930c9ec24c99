//! EC2, API version 2016-11-15.

mod account_region;
mod describe;
mod filters;
mod instances;
mod item_list;
mod listing;
mod page_token;
mod regions;
mod resource;
mod schema;
mod table;
mod tables;
mod tags;
mod variant;
mod volumes;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use account_region::AccountRegion;
use describe::describe;
use instances::Instances;
use item_list::{ItemList, ItemTable};
use resource::Resource;
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
    location: Arc<AccountRegion>,
    /// The items of the tables that have been listed, by their actions.
    lists: Mutex<HashMap<&'static str, Arc<ItemList>>>,
}

impl Resources {
    /// As many resources as a region with `instances` instances has.
    pub fn new(account: Account, region: Region, seed: u64, instances: usize) -> Self {
        let location = Arc::new(AccountRegion::new(account, region, seed, instances));
        let (instances, volumes) = (Table::new(Arc::clone(&location)), Table::new(Arc::clone(&location)));
        Self { instances, volumes, location, lists: Mutex::default() }
    }

    fn list(&self, table: &'static ItemTable) -> Arc<ItemList> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let list = lists.entry(table.action).or_insert_with(|| Arc::new(ItemList::new(table, &self.location)));
        Arc::clone(list)
    }
}

/// The body of the response.
pub fn handle(request: &ApiRequest) -> Result<Body, ApiError> {
    let version = request.parameters.require("Version")?;
    if version != Service::Ec2.version() {
        let message = format!("The requested version ({version}) of service AmazonEC2 does not exist");
        return Err(ApiError::bad_request("NoSuchVersion", message));
    }
    let table = tables::find(request.action);
    if table.is_none() && !["DescribeInstances", "DescribeRegions", "DescribeVolumes"].contains(&request.action) {
        let message = format!("The action {} is not valid for this web service.", request.action);
        return Err(ApiError::bad_request("InvalidAction", message));
    }
    if !request.caller.ec2_allowed {
        return Err(request.access_denied());
    }
    if request.parameters.flag("DryRun")? {
        let message = "Request would have succeeded, but DryRun flag is set.";
        return Err(ApiError::new(412, "DryRunOperation", message));
    }
    let resources = request.resources();
    match (table, request.action) {
        (Some(table), _) => {
            (table.check)(request)?;
            describe(request, &table.schema, &*resources.list(table))
        }
        (None, "DescribeInstances") => describe(request, &Instances::SCHEMA, &resources.instances),
        (None, "DescribeVolumes") => describe(request, &Volumes::SCHEMA, &resources.volumes),
        (None, _) => regions::handle(request),
    }
}

/// A response with one element in it.
fn response(request: &ApiRequest, element: Element) -> Body {
    let root = format!("{}Response", request.action);
    let id = text("requestId", request.request_id.to_owned());
    vec![document(&root, Some(Service::Ec2.namespace()), &[id, element]).into()]
}
