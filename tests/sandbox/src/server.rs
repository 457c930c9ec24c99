//! The router: reads each request, logs it and sends the response of its handler.

use std::sync::Arc;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, on, post};

use crate::connection::ResetHandle;
use crate::faults::{FaultEffect, FaultKind};
use crate::log::InFlight;
use crate::query::QueryRequest;
use crate::rest::{Operation, RestRequest};
use crate::state::SandboxState;
use crate::transport::{ServiceResponse, Transport};
use crate::{oidc, portal, signin};

/// The maximum size of a request's body, in bytes.
const MAX_BODY: usize = 1 << 20;

/// The routes. EC2 and STS share one, because their signatures name the service; each operation of the others has its
/// own path.
pub fn router(state: Arc<SandboxState>) -> Router {
    let query = Router::new().route("/", post(query));
    let operations = oidc::OPERATIONS.into_iter().chain(portal::OPERATIONS).chain(signin::OPERATIONS);
    operations.fold(query, |router, operation| router.route(operation.path, rest(operation))).with_state(state)
}

fn rest(operation: Operation) -> MethodRouter<Arc<SandboxState>> {
    let handler =
        async move |State(state): State<Arc<SandboxState>>, reset: ConnectInfo<ResetHandle>, request: Request| {
            respond(&state, reset, request, |parts, body| {
                let request = RestRequest::new(&state, operation, parts, body);
                (state.log.add(request.log_entry()), request.handle())
            })
            .await
        };
    on(operation.method, handler)
}

async fn query(State(state): State<Arc<SandboxState>>, reset: ConnectInfo<ResetHandle>, request: Request) -> Response {
    respond(&state, reset, request, |parts, body| {
        let request = QueryRequest::new(parts, body);
        (state.log.add(request.log_entry(&state)), request.handle(&state))
    })
    .await
}

/// Reads a whole request and sends what `handler` makes of it. The handler also logs the request.
async fn respond(
    state: &SandboxState,
    ConnectInfo(reset): ConnectInfo<ResetHandle>,
    request: Request,
    handler: impl FnOnce(&Parts, &Bytes) -> (InFlight, (ServiceResponse, FaultEffect)),
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (in_flight, (response, effect)) = handler(&parts, &body);
    if effect.kind == Some(FaultKind::Hang) {
        state.faults.cleared(&effect).await;
    }
    let delay = state.options.latency + effect.delay;
    let bandwidth = Arc::clone(&state.bandwidth);
    Transport { delay, fault: effect.kind, bandwidth, reset, in_flight }.send(response).await
}
