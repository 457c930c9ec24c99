//! Compressed answers. EC2 compresses on request, 18-fold for pages of instances, but the SDK neither asks for it nor
//! could read it.

use std::io::{self, Write};
use std::mem::replace;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http_body::{Body, Frame};

const CODING: &str = "gzip";

/// How much is decoded at once, so that what comes of it is small and its memory used again.
const PIECE: usize = 4 * 1024;

/// Room for what usually comes of a piece.
const ROOM: usize = 20 * PIECE;

/// Asks for gzip and decodes what comes in it, while it comes. An answer that is not compressed passes as it is.
#[derive(Debug)]
pub struct Gzip;

#[dyn_dispatch_hint]
impl Intercept for Gzip {
    fn name(&self) -> &'static str {
        "Gzip"
    }

    /// The request is signed by now: the header is none that the signature covers, as proxies may change it.
    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert("accept-encoding", CODING);
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        let coding = response.headers().get("content-encoding");
        if coding.is_some_and(|coding| coding.trim().eq_ignore_ascii_case(CODING)) {
            let compressed = replace(response.body_mut(), SdkBody::taken());
            *response.body_mut() = SdkBody::from_body_1_x(Decoded::new(compressed));
        }
        Ok(())
    }
}

/// A body out of its compression.
struct Decoded {
    compressed: SdkBody,
    /// What has come and is not yet decoded.
    waiting: Bytes,
    decoder: MultiGzDecoder<Vec<u8>>,
    ended: bool,
}

impl Decoded {
    fn new(compressed: SdkBody) -> Self {
        Self { compressed, waiting: Bytes::new(), decoder: MultiGzDecoder::new(Vec::new()), ended: false }
    }

    /// What comes of the next piece.
    fn decode(&mut self) -> io::Result<Vec<u8>> {
        if self.ended {
            self.decoder.try_finish()?;
        } else {
            let piece = self.waiting.split_to(self.waiting.len().min(PIECE));
            self.decoder.write_all(&piece)?;
        }
        Ok(replace(self.decoder.get_mut(), Vec::with_capacity(ROOM)))
    }
}

impl Body for Decoded {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        while !self.ended {
            if self.waiting.is_empty() {
                match ready!(Pin::new(&mut self.compressed).poll_frame(context)).transpose()?.map(Frame::into_data) {
                    Some(Ok(data)) => self.waiting = data,
                    Some(Err(trailers)) => return Poll::Ready(Some(Ok(trailers))),
                    None => self.ended = true,
                }
            }
            let decoded = self.decode()?;
            if !decoded.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(decoded.into()))));
            }
        }
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests;
