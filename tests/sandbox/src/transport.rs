//! Sends a response to the client, or fails to in the way that a fault says.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};

use crate::bandwidth::BandwidthLimit;
use crate::body::{self, Body};
use crate::connection::ResetHandle;
use crate::faults::FaultKind;
use crate::log::InFlight;

const GARBAGE: &str = "\u{1}<html>gar<bage & more of it";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// What a service responds.
#[derive(Debug, Clone)]
pub struct ServiceResponse {
    pub status: u16,
    pub request_id: String,
    /// All headers except request id, encoding and length.
    pub headers: Vec<(HeaderName, String)>,
    pub body: Body,
    /// Whether the body is sent compressed.
    pub gzip: bool,
}

/// The way of one response to the client.
#[derive(Debug)]
pub struct Transport {
    /// How long to wait before anything is sent.
    pub delay: Duration,
    pub fault: Option<FaultKind>,
    pub bandwidth: Arc<BandwidthLimit>,
    pub reset: ResetHandle,
    /// Dropped when the end of the body is sent.
    pub in_flight: InFlight,
}

impl Transport {
    /// Sends a response, or what a fault makes of it.
    pub async fn send(self, mut response: ServiceResponse) -> Response {
        if !self.delay.is_zero() {
            // Even a sleep of zero takes a millisecond.
            tokio::time::sleep(self.delay).await;
        }
        match self.fault {
            Some(FaultKind::Reset) => self.reset.on_write(),
            Some(FaultKind::Garbage) => response.body = vec![GARBAGE.to_owned().into()],
            Some(FaultKind::Empty) => (response.body, response.gzip) = (Vec::new(), false),
            Some(FaultKind::BrokenGzip) => response.gzip = false,
            _ => {}
        }
        let mut body = if response.gzip { body::compressed(&response.body) } else { body::plain(&response.body) };
        let length = body.iter().map(Bytes::len).sum();
        if matches!(self.fault, Some(FaultKind::Truncated | FaultKind::HangInBody)) {
            body = first_half(&body, length);
        }
        let sent = self.bandwidth.limit(body).map(Ok);
        let watch = end_in_flight(self.in_flight, length);
        let body = match self.fault {
            Some(FaultKind::Truncated) => {
                axum::body::Body::from_stream(sent.chain(stream::once(disconnect())).inspect(watch))
            }
            Some(FaultKind::HangInBody) => axum::body::Body::from_stream(sent.chain(stream::pending()).inspect(watch)),
            _ => axum::body::Body::from_stream(sent.inspect(watch)),
        };
        let encoded = response.gzip || self.fault == Some(FaultKind::BrokenGzip);
        with_headers(response, encoded, length, body)
    }
}

fn first_half(body: &[Bytes], length: usize) -> Vec<Bytes> {
    vec![Bytes::from(body.concat()).slice(..length / 2)]
}

/// Ends a request just before the last bytes of its response are sent, so that a client that has received them all is
/// seen to have no request in flight.
fn end_in_flight(in_flight: InFlight, length: usize) -> impl FnMut(&io::Result<Bytes>) {
    let mut in_flight = (length > 0).then_some(in_flight);
    let mut left = length;
    move |bytes| {
        left -= bytes.as_ref().map_or(left, Bytes::len);
        if left == 0 {
            drop(in_flight.take());
        }
    }
}

/// Closes the connection, after a pause in which the bytes before are sent.
async fn disconnect() -> io::Result<Bytes> {
    tokio::time::sleep(Duration::from_millis(20)).await;
    Err(io::Error::other("the connection is closed"))
}

/// A response with the status and headers of the service's response, and the given body.
fn with_headers(response: ServiceResponse, encoded: bool, length: usize, body: axum::body::Body) -> Response {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let common = [(CONTENT_LENGTH, length.to_string()), (REQUEST_ID, response.request_id)];
    let mut out = (status, common, body).into_response();
    let encoding = encoded.then(|| (CONTENT_ENCODING, "gzip".to_owned()));
    for (name, value) in response.headers.into_iter().chain(encoding) {
        let value = value.try_into().expect("services write visible ASCII into headers");
        out.headers_mut().insert(name, value);
    }
    out
}
