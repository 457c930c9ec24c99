//! EC2's lists: one generic path from a request to the items of its pages, and a declaration for each resource.

pub(crate) mod filter;
pub(crate) mod instances;
pub(crate) mod paging;
pub(crate) mod query;
pub(crate) mod relations;
pub(crate) mod resource;
pub(crate) mod structures;
#[cfg(test)]
mod tests;
pub(crate) mod volumes;

pub(crate) use paging::buffer_pool::BufferPool;
pub(crate) use paging::list;
pub(crate) use paging::target_page::{PageProgress, TargetPage};
pub(crate) use query::Query;
pub(crate) use resource::{Resource, States};

/// All resources, each of which is a command.
pub(crate) static RESOURCES: &[&Resource] = &[&instances::INSTANCES, &volumes::VOLUMES];
