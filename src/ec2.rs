//! EC2's lists: one generic path from a request to the items of its pages, and a declaration for each resource.

pub(crate) mod filter;
pub(crate) mod model;
pub(crate) mod operation;
pub(crate) mod paging;
pub(crate) mod parameter_flag;
pub(crate) mod query;
pub(crate) mod relations;
pub(crate) mod request;
pub(crate) mod resource;
pub(crate) mod resources;
#[cfg(test)]
mod tests;

pub(crate) use paging::buffer_pool::BufferPool;
pub(crate) use paging::list;
pub(crate) use paging::target_page::{PageProgress, TargetPage};
pub(crate) use query::Query;
pub(crate) use resource::{Resource, States};
pub(crate) use resources::RESOURCES;
