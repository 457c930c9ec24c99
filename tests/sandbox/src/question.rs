//! A request of the query protocol, which EC2 and STS speak: signed, with its action among its parameters.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::request::Parts;

use crate::accept_encoding::admits_gzip;
use crate::authorize::authorize;
use crate::call::Call;
use crate::cloud::Cloud;
use crate::delivery::Reply;
use crate::error::ApiError;
use crate::faults::Misfortune;
use crate::log::{self, Request};
use crate::piece::Pieces;
use crate::query::Parameters;
use crate::service::Service;
use crate::signature::{Authorization, Signed};
use crate::{ec2, refusals, sts};

const XML: &str = "text/xml;charset=UTF-8";

/// A request as it arrived, taken apart.
pub struct Question<'a> {
    signed: Signed<'a>,
    authorization: Option<Authorization>,
    parameters: Parameters,
}

impl<'a> Question<'a> {
    /// Takes a request apart.
    pub fn new(parts: &'a Parts, body: &'a Bytes) -> Self {
        let header = parts.headers.get("authorization").and_then(|header| header.to_str().ok());
        Self {
            signed: Signed { method: &parts.method, uri: &parts.uri, headers: &parts.headers, body },
            authorization: header.and_then(Authorization::parse),
            parameters: Parameters::parse(parts.uri.query().unwrap_or_default(), body),
        }
    }

    fn action(&self) -> &str {
        self.parameters.get("Action").unwrap_or_default()
    }

    /// The service to answer for, even when the request is not let in.
    fn service(&self) -> Service {
        let scope = self.authorization.as_ref().and_then(|a| Service::from_scope(&a.service));
        scope.unwrap_or_else(|| Service::from_version(self.parameters.get("Version")))
    }

    /// Whether a token says who asks, and no signature.
    fn is_web_identity(&self) -> bool {
        self.authorization.is_none() && self.service() == Service::Sts && self.action() == sts::web_identity::ACTION
    }

    /// The request as the log keeps it.
    pub fn record(&self, cloud: &Cloud) -> Request {
        let scope = |part: fn(&Authorization) -> &String| self.authorization.as_ref().map(part).cloned();
        let access_key_id = scope(|a| &a.access_key_id).unwrap_or_default();
        Request {
            at: SystemTime::now(),
            service: scope(|a| &a.service).unwrap_or_default(),
            region: scope(|a| &a.region).unwrap_or_default(),
            action: self.action().to_owned(),
            account_id: cloud.principals.find(&access_key_id).map(|principal| principal.account.id.clone()),
            access_key_id,
            user_agent: log::user_agent(self.signed.headers),
            accept_encoding: log::accept_encoding(self.signed.headers),
            parameters: self.parameters.pairs().to_vec(),
        }
    }

    /// The reply, and what is to befall it on its way.
    pub fn answer(&self, cloud: &Cloud) -> (Reply, Misfortune) {
        let request_id = cloud.request_id();
        let mut misfortune = Misfortune::default();
        let body = self.body(cloud, &request_id, &mut misfortune);
        let (status, body) = body.map_or_else(
            |error| (error.status, vec![error.body(self.service(), &request_id).into()]),
            |body| (200, body),
        );
        // STS compresses nothing.
        let varies = cloud.options.gzip && self.service() == Service::Ec2;
        let vary = varies.then(|| (VARY, ACCEPT_ENCODING.to_string()));
        let headers = [(CONTENT_TYPE, XML.to_owned())].into_iter().chain(vary).collect();
        let gzip = varies && admits_gzip(self.signed.headers);
        (Reply { status, request_id, headers, body, gzip }, misfortune)
    }

    fn body(&self, cloud: &Cloud, request_id: &str, misfortune: &mut Misfortune) -> Result<Pieces, ApiError> {
        if self.is_web_identity() {
            *misfortune = cloud.faults.befall(self.action(), "", "");
            return sts::web_identity::answer(cloud, &self.parameters, request_id).map(|body| vec![body.into()]);
        }
        let admission = authorize(cloud, &self.signed, self.authorization.as_ref(), self.service())?;
        let action = self.action();
        let account_id = &admission.principal.account.id;
        *misfortune = cloud.faults.befall(action, admission.region.name, account_id);
        let call = Call {
            cloud,
            principal: &admission.principal,
            region: admission.region,
            action,
            parameters: &self.parameters,
            request_id,
            fault: misfortune.kind.as_ref(),
        };
        if let Some(error) = call.fault.and_then(|kind| refusals::of_fault(kind, admission.service, &call)) {
            return Err(error);
        }
        match admission.service {
            Service::Ec2 => ec2::answer(&call),
            Service::Sts => sts::answer(&call).map(|body| vec![body.into()]),
        }
    }
}
