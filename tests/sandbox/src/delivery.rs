//! How a reply reaches the client, or fails to.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderName};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream, StreamExt};

use crate::faults::Kind;

const GARBAGE: &str = "\u{1}<html>gar<bage & more of it";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// A body in pieces, so that what is kept need not be copied to be sent.
pub type Pieces = Vec<Bytes>;

/// What the services have to say.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub request_id: String,
    /// All headers but the request id and the length.
    pub headers: Vec<(HeaderName, String)>,
    pub body: Pieces,
}

/// Sends a reply after a while, or what a fault makes of it.
pub async fn deliver(reply: Reply, pause: Duration, fault: Option<Kind>) -> Response {
    if !pause.is_zero() {
        // Even a sleep of zero takes a millisecond.
        tokio::time::sleep(pause).await;
    }
    match fault {
        Some(Kind::Hang) => pending().await,
        Some(Kind::Garbage) => respond(Reply { body: vec![GARBAGE.into()], ..reply }),
        Some(Kind::Empty) => respond(Reply { body: Vec::new(), ..reply }),
        Some(Kind::Truncated) => half(reply, stream::once(cut())),
        Some(Kind::HangInBody) => half(reply, stream::pending()),
        _ => respond(reply),
    }
}

fn respond(mut reply: Reply) -> Response {
    let body = std::mem::take(&mut reply.body);
    let length = body.iter().map(Bytes::len).sum();
    head(reply, length, Body::from_stream(stream::iter(body.into_iter().map(Ok::<_, Infallible>))))
}

/// Promises the whole body, sends half of it, and goes on with `rest`.
fn half(reply: Reply, rest: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Response {
    let whole = Bytes::from(reply.body.concat());
    let start = whole.slice(..whole.len() / 2);
    head(reply, whole.len(), Body::from_stream(stream::iter([Ok(start)]).chain(rest)))
}

/// Ends the connection, once what was sent before has had time to leave.
async fn cut() -> io::Result<Bytes> {
    tokio::time::sleep(Duration::from_millis(20)).await;
    Err(io::Error::other("the connection is cut"))
}

/// A response with the status and headers of a reply, and a body of its own.
fn head(reply: Reply, length: usize, body: Body) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let common = [(CONTENT_LENGTH, length.to_string()), (REQUEST_ID, reply.request_id)];
    let mut response = (status, common, body).into_response();
    for (name, value) in reply.headers {
        let value = value.try_into().expect("the services write visible ASCII into headers");
        response.headers_mut().insert(name, value);
    }
    response
}
