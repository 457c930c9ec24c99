//! A request to a REST service.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde_json::Value;

use super::{Operation, RestResponse};
use crate::faults::{FaultEffect, FaultKind};
use crate::log::{self, Request};
use crate::parameters::Parameters;
use crate::state::SandboxState;
use crate::transport::ServiceResponse;

const FORM: &str = "application/x-www-form-urlencoded";

/// Members of JSON bodies that are not logged.
const SECRETS: [&str; 4] = ["clientSecret", "code", "codeVerifier", "refreshToken"];

#[derive(Debug)]
pub struct RestRequest<'a> {
    pub state: &'a SandboxState,
    operation: Operation,
    headers: &'a HeaderMap,
    /// The query string and, if the body is a form, its fields.
    pub parameters: Parameters,
    /// The body if it is JSON, else null.
    json: Value,
    faults: FaultEffect,
}

impl<'a> RestRequest<'a> {
    pub fn new(state: &'a SandboxState, operation: Operation, parts: &'a Parts, body: &Bytes) -> Self {
        let content_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let form: &[u8] = if content_type.starts_with(FORM) { body } else { &[] };
        let mut request = Self {
            state,
            operation,
            headers: &parts.headers,
            parameters: Parameters::parse(parts.uri.query().unwrap_or_default(), form),
            json: serde_json::from_slice(body).unwrap_or_default(),
            faults: FaultEffect::default(),
        };
        request.faults = state.faults.apply(request.action(), "", request.account_id().unwrap_or_default());
        request
    }

    /// The fault that applies to the request.
    pub fn fault(&self) -> Option<&FaultKind> {
        self.faults.kind.as_ref()
    }

    pub fn action(&self) -> &'static str {
        self.operation.action
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A string in the JSON body, unless it is missing or empty.
    pub fn string(&self, name: &str) -> Option<&str> {
        self.json.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A list of strings in the JSON body. It is empty if the member is missing, and `None` if that isn't such a list.
    pub fn strings(&self, name: &str) -> Option<Vec<String>> {
        match self.json.get(name) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(value) => value.as_array()?.iter().map(|entry| entry.as_str().map(str::to_owned)).collect(),
        }
    }

    pub fn log_entry(&self) -> Request {
        Request {
            at: SystemTime::now(),
            service: self.operation.api.name().to_owned(),
            region: String::new(),
            action: self.action().to_owned(),
            account_id: self.account_id().map(str::to_owned),
            access_key_id: String::new(),
            user_agent: log::user_agent(self.headers),
            accept_encoding: log::accept_encoding(self.headers),
            parameters: self.parameters.pairs().iter().cloned().chain(self.json_members()).collect(),
        }
    }

    /// The response, and the faults that apply to it.
    pub fn handle(&self) -> (ServiceResponse, FaultEffect) {
        let api = self.operation.api;
        let result = match self.fault().and_then(|kind| api.fault_error(kind)) {
            Some(error) => Err(error),
            None => (self.operation.handler)(self),
        };
        let response = result.unwrap_or_else(|error| RestResponse::error(api, &error));
        (response.with_request_id(self.state.next_request_id()), self.faults.clone())
    }

    /// The account in the parameters.
    fn account_id(&self) -> Option<&str> {
        Some(&self.state.account(self.parameters.get("account_id")?)?.id)
    }

    /// The members of the JSON body except secrets.
    fn json_members(&self) -> impl Iterator<Item = (String, String)> {
        let members = self.json.as_object().into_iter().flatten();
        members.filter(|(name, _)| !SECRETS.contains(&name.as_str())).map(|(name, value)| (name.clone(), plain(value)))
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(entries) => entries.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
