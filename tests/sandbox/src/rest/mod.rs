//! REST services, which aren't signed: a path names the operation, JSON or a page is the answer.

mod answer;
mod api;
mod ask;
mod refusals;

pub use answer::Answer;
pub use api::Api;
pub use ask::Ask;

use axum::routing::MethodFilter;

use crate::error::ApiError;

/// What answers a request.
pub type Handler = fn(&Ask) -> Result<Answer, ApiError>;

/// One operation of an API, and where it is reached.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub api: Api,
    pub action: &'static str,
    pub method: MethodFilter,
    pub path: &'static str,
    handler: Handler,
}

impl Operation {
    /// An operation that is reached by GET.
    pub const fn get(api: Api, path: &'static str, action: &'static str, handler: Handler) -> Self {
        Self { api, action, method: MethodFilter::GET, path, handler }
    }

    /// An operation that is reached by POST.
    pub const fn post(api: Api, path: &'static str, action: &'static str, handler: Handler) -> Self {
        Self { api, action, method: MethodFilter::POST, path, handler }
    }
}
