//! Responses of the REST services.

use axum::http::HeaderName;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;

use super::Api;
use crate::error::ApiError;
use crate::transport::ServiceResponse;

const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const JSON: &str = "application/json";

/// A response without its request id.
#[derive(Debug, Clone)]
pub struct RestResponse {
    status: u16,
    headers: Vec<(HeaderName, String)>,
    body: String,
}

impl RestResponse {
    pub fn json(value: &Value) -> Self {
        Self { status: 200, headers: vec![(CONTENT_TYPE, JSON.to_owned())], body: value.to_string() }
    }

    pub fn html(page: String) -> Self {
        Self { status: 200, headers: vec![(CONTENT_TYPE, "text/html; charset=utf-8".to_owned())], body: page }
    }

    pub fn redirect(url: String) -> Self {
        Self { status: 302, headers: vec![(LOCATION, url)], body: String::new() }
    }

    pub fn empty() -> Self {
        Self { status: 200, headers: Vec::new(), body: String::new() }
    }

    pub fn error(api: Api, error: &ApiError) -> Self {
        let headers = vec![(CONTENT_TYPE, JSON.to_owned()), (ERROR_TYPE, api.error_type(error))];
        Self { status: error.status, headers, body: api.error_body(error) }
    }

    pub fn with_request_id(self, request_id: String) -> ServiceResponse {
        let body = vec![self.body.into()];
        ServiceResponse { status: self.status, request_id, headers: self.headers, body, gzip: false }
    }
}
