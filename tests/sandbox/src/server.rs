//! One request in, one answer out.

use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::authorize::authorize;
use crate::call::Call;
use crate::cloud::Cloud;
use crate::delivery::{Pieces, Reply, deliver};
use crate::error::ApiError;
use crate::faults::Misfortune;
use crate::log::Request;
use crate::query::Parameters;
use crate::service::Service;
use crate::signature::{Authorization, Signed};
use crate::{ec2, refusals, sts};

/// The most that a request's body may hold.
const MAX_BODY: usize = 1 << 20;

/// The routes. EC2 and STS share one, since their signatures tell them apart.
pub fn router(cloud: Arc<Cloud>) -> Router {
    Router::new().route("/", post(query)).with_state(cloud)
}

async fn query(State(cloud): State<Arc<Cloud>>, request: HttpRequest) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let question = Question::new(&parts, &body);
    cloud.log.add(question.record(&cloud));
    let (reply, misfortune) = question.answer(&cloud);
    let pause = cloud.options.latency + misfortune.delay;
    if !pause.is_zero() {
        // Even a sleep of zero takes a millisecond.
        tokio::time::sleep(pause).await;
    }
    deliver(reply, misfortune.kind).await
}

/// A request as it arrived, taken apart.
struct Question<'a> {
    signed: Signed<'a>,
    authorization: Option<Authorization>,
    parameters: Parameters,
}

impl<'a> Question<'a> {
    fn new(parts: &'a Parts, body: &'a Bytes) -> Self {
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

    fn record(&self, cloud: &Cloud) -> Request {
        let scope = |part: fn(&Authorization) -> &String| self.authorization.as_ref().map(part).cloned();
        let access_key_id = scope(|a| &a.access_key_id).unwrap_or_default();
        let agent = self.signed.headers.get("user-agent").map(|agent| String::from_utf8_lossy(agent.as_bytes()));
        Request {
            at: SystemTime::now(),
            service: scope(|a| &a.service).unwrap_or_default(),
            region: scope(|a| &a.region).unwrap_or_default(),
            action: self.action().to_owned(),
            account_id: cloud.principals.find(&access_key_id).map(|principal| principal.account.id.clone()),
            access_key_id,
            user_agent: agent.unwrap_or_default().into_owned(),
            parameters: self.parameters.pairs().to_vec(),
        }
    }

    /// The reply, and what is to befall it on its way.
    fn answer(&self, cloud: &Cloud) -> (Reply, Misfortune) {
        let request_id = cloud.request_id();
        let mut misfortune = Misfortune::default();
        let body = self.body(cloud, &request_id, &mut misfortune);
        let reply = match body {
            Ok(body) => Reply { status: 200, request_id, body },
            Err(error) => {
                let body = vec![error.body(self.service(), &request_id).into()];
                Reply { status: error.status, request_id, body }
            }
        };
        (reply, misfortune)
    }

    fn body(&self, cloud: &Cloud, request_id: &str, misfortune: &mut Misfortune) -> Result<Pieces, ApiError> {
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
