//! The REST services, whose requests aren't signed: the path names the operation, and responses are JSON or HTML.

mod api;
mod request;
mod response;

pub use api::Api;
pub use request::RestRequest;
pub use response::RestResponse;

use axum::routing::MethodFilter;

use crate::error::ApiError;

pub type Handler = fn(&RestRequest) -> Result<RestResponse, ApiError>;

/// An operation of an API, and its route.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub api: Api,
    pub action: &'static str,
    pub method: MethodFilter,
    pub path: &'static str,
    handler: Handler,
}

impl Operation {
    pub const fn get(api: Api, path: &'static str, action: &'static str, handler: Handler) -> Self {
        Self { api, action, method: MethodFilter::GET, path, handler }
    }

    pub const fn post(api: Api, path: &'static str, action: &'static str, handler: Handler) -> Self {
        Self { api, action, method: MethodFilter::POST, path, handler }
    }
}
