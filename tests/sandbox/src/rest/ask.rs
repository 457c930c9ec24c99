//! A request to a REST service, taken apart.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde_json::Value;

use super::{Answer, Operation, refusals};
use crate::cloud::Cloud;
use crate::delivery::Reply;
use crate::error::ApiError;
use crate::faults::Misfortune;
use crate::log::{self, Request};
use crate::query::Parameters;

const FORM: &str = "application/x-www-form-urlencoded";

/// Members of JSON bodies that the log leaves out.
const SECRETS: [&str; 4] = ["clientSecret", "code", "codeVerifier", "refreshToken"];

/// Who asks for what.
#[derive(Debug)]
pub struct Ask<'a> {
    pub cloud: &'a Cloud,
    operation: Operation,
    headers: &'a HeaderMap,
    /// The query string and, if the body is a form, its fields.
    pub parameters: Parameters,
    /// The body if it is JSON, else null.
    json: Value,
}

impl<'a> Ask<'a> {
    /// Takes a request apart.
    pub fn new(cloud: &'a Cloud, operation: Operation, parts: &'a Parts, body: &Bytes) -> Self {
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let form: &[u8] = if kind.starts_with(FORM) { body } else { &[] };
        Self {
            cloud,
            operation,
            headers: &parts.headers,
            parameters: Parameters::parse(parts.uri.query().unwrap_or_default(), form),
            json: serde_json::from_slice(body).unwrap_or_default(),
        }
    }

    /// The name of the operation.
    pub fn action(&self) -> &'static str {
        self.operation.action
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A text in the JSON body, if it is there and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.json.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A list of texts in the JSON body: empty if it isn't there, nothing if it isn't a list of texts.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        match self.json.get(name) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(value) => value.as_array()?.iter().map(|entry| entry.as_str().map(str::to_owned)).collect(),
        }
    }

    /// The request as the log keeps it.
    pub fn record(&self) -> Request {
        Request {
            at: SystemTime::now(),
            service: self.operation.api.name().to_owned(),
            region: String::new(),
            action: self.action().to_owned(),
            account_id: self.account_id().map(str::to_owned),
            access_key_id: String::new(),
            user_agent: log::user_agent(self.headers),
            accept_encoding: log::accept_encoding(self.headers),
            parameters: self.parameters.pairs().iter().cloned().chain(self.members()).collect(),
        }
    }

    /// The reply, and what is to befall it on its way.
    pub fn answer(&self) -> (Reply, Misfortune) {
        let misfortune = self.cloud.faults.befall(self.action(), "", self.account_id().unwrap_or_default());
        let answer = match misfortune.kind.as_ref().and_then(|kind| refusals::of_fault(kind, self.operation.api)) {
            Some(error) => Err(error),
            None => (self.operation.handler)(self),
        };
        (self.write(answer).reply(self.cloud.request_id()), misfortune)
    }

    fn write(&self, answer: Result<Answer, ApiError>) -> Answer {
        answer.unwrap_or_else(|error| Answer::error(self.operation.api, &error))
    }

    /// The account that the request is about.
    fn account_id(&self) -> Option<&str> {
        Some(&self.cloud.account(self.parameters.get("account_id")?)?.id)
    }

    /// The members of the JSON body that aren't secret.
    fn members(&self) -> impl Iterator<Item = (String, String)> {
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
