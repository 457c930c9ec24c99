//! What a REST service has to say.

use axum::http::HeaderName;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;

use super::Api;
use crate::delivery::Reply;
use crate::error::ApiError;

const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const JSON: &str = "application/json";

/// An answer without its request id.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(HeaderName, String)>,
    body: String,
}

impl Answer {
    /// An answer for programs.
    pub fn json(value: &Value) -> Self {
        Self { status: 200, headers: vec![(CONTENT_TYPE, JSON.to_owned())], body: value.to_string() }
    }

    /// An answer for people.
    pub fn page(html: String) -> Self {
        Self { status: 200, headers: vec![(CONTENT_TYPE, "text/html; charset=utf-8".to_owned())], body: html }
    }

    /// Sends a browser elsewhere.
    pub fn redirect(url: String) -> Self {
        Self { status: 302, headers: vec![(LOCATION, url)], body: String::new() }
    }

    /// Nothing to say but that it is done.
    pub fn done() -> Self {
        Self { status: 200, headers: Vec::new(), body: String::new() }
    }

    /// An error, in the form of its service.
    pub fn error(api: Api, error: &ApiError) -> Self {
        let headers = vec![(CONTENT_TYPE, JSON.to_owned()), (ERROR_TYPE, api.error_type(error))];
        Self { status: error.status, headers, body: api.error_body(error) }
    }

    /// The answer as it is sent.
    pub fn reply(self, request_id: String) -> Reply {
        Reply { status: self.status, request_id, headers: self.headers, body: vec![self.body.into()], gzip: false }
    }
}
