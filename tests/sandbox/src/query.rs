//! A request of the query protocol, which EC2 and STS use: it is signed, and its action is a parameter.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::request::Parts;

use crate::accept_encoding::accepts_gzip;
use crate::api_request::ApiRequest;
use crate::authentication::authenticate;
use crate::body::Body;
use crate::error::ApiError;
use crate::faults::FaultEffect;
use crate::log::{self, Request};
use crate::parameters::Parameters;
use crate::service::Service;
use crate::signature::{Authorization, SignedRequest};
use crate::state::SandboxState;
use crate::transport::ServiceResponse;
use crate::{ec2, sts};

const XML: &str = "text/xml;charset=UTF-8";

pub struct QueryRequest<'a> {
    signed: SignedRequest<'a>,
    authorization: Option<Authorization>,
    parameters: Parameters,
}

impl<'a> QueryRequest<'a> {
    pub fn new(parts: &'a Parts, body: &'a Bytes) -> Self {
        let header = parts.headers.get("authorization").and_then(|header| header.to_str().ok());
        Self {
            signed: SignedRequest { method: &parts.method, uri: &parts.uri, headers: &parts.headers, body },
            authorization: header.and_then(Authorization::parse),
            parameters: Parameters::parse(parts.uri.query().unwrap_or_default(), body),
        }
    }

    fn action(&self) -> &str {
        self.parameters.get("Action").unwrap_or_default()
    }

    /// The service that responds, even if the request can't be authenticated.
    fn service(&self) -> Service {
        let scope = self.authorization.as_ref().and_then(|a| Service::from_scope(&a.service));
        scope.unwrap_or_else(|| Service::from_version(self.parameters.get("Version")))
    }

    /// Whether it is authenticated by a web identity token instead of a signature.
    fn has_web_identity(&self) -> bool {
        self.authorization.is_none() && self.service() == Service::Sts && self.action() == sts::web_identity::ACTION
    }

    pub fn log_entry(&self, state: &SandboxState) -> Request {
        let scope = |part: fn(&Authorization) -> &String| self.authorization.as_ref().map(part).cloned();
        let access_key_id = scope(|a| &a.access_key_id).unwrap_or_default();
        Request {
            at: SystemTime::now(),
            service: scope(|a| &a.service).unwrap_or_default(),
            region: scope(|a| &a.region).unwrap_or_default(),
            action: self.action().to_owned(),
            account_id: state.callers.find(&access_key_id).map(|caller| caller.account.id.clone()),
            access_key_id,
            user_agent: log::user_agent(self.signed.headers),
            accept_encoding: log::accept_encoding(self.signed.headers),
            parameters: self.parameters.pairs().to_vec(),
        }
    }

    /// The response, and the faults that apply to it.
    pub fn handle(&self, state: &SandboxState) -> (ServiceResponse, FaultEffect) {
        let request_id = state.next_request_id();
        let mut effect = FaultEffect::default();
        let body = self.body(state, &request_id, &mut effect);
        let (status, body) = body.map_or_else(
            |error| (error.status, vec![error.body(self.service(), &request_id).into()]),
            |body| (200, body),
        );
        // STS compresses nothing.
        let compressible = state.options.gzip && self.service() == Service::Ec2;
        let vary = compressible.then(|| (VARY, ACCEPT_ENCODING.to_string()));
        let headers = [(CONTENT_TYPE, XML.to_owned())].into_iter().chain(vary).collect();
        let gzip = compressible && accepts_gzip(self.signed.headers);
        (ServiceResponse { status, request_id, headers, body, gzip }, effect)
    }

    fn body(&self, state: &SandboxState, request_id: &str, effect: &mut FaultEffect) -> Result<Body, ApiError> {
        if self.has_web_identity() {
            *effect = state.faults.apply(self.action(), "", "");
            return sts::web_identity::handle(state, &self.parameters, request_id).map(|body| vec![body.into()]);
        }
        let authenticated = authenticate(state, &self.signed, self.authorization.as_ref(), self.service())?;
        let (caller, region) = (&authenticated.caller, authenticated.region);
        *effect = state.faults.apply(self.action(), region.name, &caller.account.id);
        let request = ApiRequest {
            state,
            service: authenticated.service,
            caller,
            region,
            action: self.action(),
            parameters: &self.parameters,
            request_id,
            fault: effect.kind.as_ref(),
        };
        if let Some(error) = request.fault_error() {
            return Err(error);
        }
        match request.service {
            Service::Ec2 => ec2::handle(&request),
            Service::Sts => sts::handle(&request).map(|body| vec![body.into()]),
        }
    }
}
