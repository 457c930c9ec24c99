//! How a reply reaches the client, or fails to.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};

use crate::connection::Reset;
use crate::faults::Kind;
use crate::line::Line;
use crate::log::Flight;
use crate::piece::{self, Pieces};

const GARBAGE: &str = "\u{1}<html>gar<bage & more of it";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// What the services have to say.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub request_id: String,
    /// All headers but the request id, the encoding and the length.
    pub headers: Vec<(HeaderName, String)>,
    pub body: Pieces,
    /// Whether the body is compressed on its way.
    pub gzip: bool,
}

/// The way of a reply, and what happens to it there.
#[derive(Debug)]
pub struct Delivery {
    /// What passes before anything is sent.
    pub pause: Duration,
    pub fault: Option<Kind>,
    pub line: Arc<Line>,
    pub reset: Reset,
    /// The request is in flight until the end of the body leaves.
    pub flight: Flight,
}

impl Delivery {
    /// Sends a reply, or what a fault makes of it.
    pub async fn send(self, mut reply: Reply) -> Response {
        if !self.pause.is_zero() {
            // Even a sleep of zero takes a millisecond.
            tokio::time::sleep(self.pause).await;
        }
        match self.fault {
            Some(Kind::Hang) => pending().await,
            Some(Kind::Refuse) => self.reset.on_write(),
            Some(Kind::Garbage) => reply.body = vec![GARBAGE.to_owned().into()],
            Some(Kind::Empty) => (reply.body, reply.gzip) = (Vec::new(), false),
            Some(Kind::BrokenGzip) => reply.gzip = false,
            _ => {}
        }
        let mut body = if reply.gzip { piece::compressed(&reply.body) } else { piece::plain(&reply.body) };
        let length = body.iter().map(Bytes::len).sum();
        if matches!(self.fault, Some(Kind::Truncated | Kind::HangInBody)) {
            body = half(&body, length);
        }
        let sent = self.line.carry(body).map(Ok);
        let watch = end_of_flight(self.flight, length);
        let body = match self.fault {
            Some(Kind::Truncated) => Body::from_stream(sent.chain(stream::once(cut())).inspect(watch)),
            Some(Kind::HangInBody) => Body::from_stream(sent.chain(stream::pending()).inspect(watch)),
            _ => Body::from_stream(sent.inspect(watch)),
        };
        let encoded = reply.gzip || self.fault == Some(Kind::BrokenGzip);
        head(reply, encoded, length, body)
    }
}

/// The first half of a body.
fn half(body: &[Bytes], length: usize) -> Vec<Bytes> {
    vec![Bytes::from(body.concat()).slice(..length / 2)]
}

/// Ends a request just before the last bytes of its answer leave, so that a client that has them all is seen to have
/// nothing in flight.
fn end_of_flight(flight: Flight, length: usize) -> impl FnMut(&io::Result<Bytes>) {
    let mut flight = (length > 0).then_some(flight);
    let mut left = length;
    move |bytes| {
        left -= bytes.as_ref().map_or(left, Bytes::len);
        if left == 0 {
            drop(flight.take());
        }
    }
}

/// Ends the connection, once what was sent before has had time to leave.
async fn cut() -> io::Result<Bytes> {
    tokio::time::sleep(Duration::from_millis(20)).await;
    Err(io::Error::other("the connection is cut"))
}

/// A response with the status and headers of a reply, and a body of its own.
fn head(reply: Reply, encoded: bool, length: usize, body: Body) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let common = [(CONTENT_LENGTH, length.to_string()), (REQUEST_ID, reply.request_id)];
    let mut response = (status, common, body).into_response();
    let encoding = encoded.then(|| (CONTENT_ENCODING, "gzip".to_owned()));
    for (name, value) in reply.headers.into_iter().chain(encoding) {
        let value = value.try_into().expect("the services write visible ASCII into headers");
        response.headers_mut().insert(name, value);
    }
    response
}
