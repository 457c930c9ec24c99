//! One request in, one answer out.

use std::sync::Arc;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{on, post};

use crate::cloud::Cloud;
use crate::connection::Reset;
use crate::delivery::{Delivery, Reply};
use crate::faults::Misfortune;
use crate::log::Flight;
use crate::question::Question;
use crate::rest::{Ask, Operation};
use crate::{oidc, portal};

/// The most that a request's body may hold.
const MAX_BODY: usize = 1 << 20;

/// The routes. EC2 and STS share one, since their signatures tell them apart; the operations of the others have a
/// path each.
pub fn router(cloud: Arc<Cloud>) -> Router {
    let query = Router::new().route("/", post(query));
    let operations = oidc::OPERATIONS.into_iter().chain(portal::OPERATIONS);
    operations.fold(query, |router, operation| router.route(operation.path, rest(operation))).with_state(cloud)
}

fn rest(operation: Operation) -> axum::routing::MethodRouter<Arc<Cloud>> {
    on(operation.method, async move |State(cloud): State<Arc<Cloud>>, reset: ConnectInfo<Reset>, request: Request| {
        exchange(&cloud, reset, request, |parts, body| {
            let ask = Ask::new(&cloud, operation, parts, body);
            (cloud.log.add(ask.record()), ask.answer())
        })
        .await
    })
}

async fn query(State(cloud): State<Arc<Cloud>>, reset: ConnectInfo<Reset>, request: Request) -> Response {
    exchange(&cloud, reset, request, |parts, body| {
        let question = Question::new(parts, body);
        (cloud.log.add(question.record(&cloud)), question.answer(&cloud))
    })
    .await
}

/// Reads the whole of a request, and sends what `answer` says to it, which also notes that it came.
async fn exchange(
    cloud: &Cloud,
    ConnectInfo(reset): ConnectInfo<Reset>,
    request: Request,
    answer: impl FnOnce(&Parts, &Bytes) -> (Flight, (Reply, Misfortune)),
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (flight, (reply, misfortune)) = answer(&parts, &body);
    let pause = cloud.options.latency + misfortune.delay;
    let line = Arc::clone(&cloud.line);
    Delivery { pause, fault: misfortune.kind, line, reset, flight }.send(reply).await
}
