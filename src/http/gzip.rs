//! Compressed answers. EC2 compresses on request, 18-fold for pages of instances, but the SDK neither asks for it nor
//! could read it.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::mem::replace;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http_body::{Body, Frame};

const CODING: &str = "gzip";

/// How much is decoded at once, so that what comes of it is small and its memory used again.
const PIECE: usize = 4 * 1024;

/// Memory for what usually comes of a piece.
const ROOM: usize = 20 * PIECE;

/// Asks for gzip and decodes what comes in it, when it has come. An answer that is not compressed passes as it is.
#[derive(Debug)]
pub(crate) struct Gzip;

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
        if is_compressed(response) {
            let compressed = replace(response.body_mut(), SdkBody::taken());
            *response.body_mut() = SdkBody::from_body_1_x(Decoded::new(compressed));
        }
        Ok(())
    }
}

/// Whether a body comes compressed.
pub(crate) fn is_compressed(response: &HttpResponse) -> bool {
    response.headers().get("content-encoding").is_some_and(|coding| coding.trim().eq_ignore_ascii_case(CODING))
}

/// A body out of its compression. Its first frame is empty and says that all has come: nothing of it needs the network
/// any more, and nothing of it has been decoded, which takes the twentyfold of memory.
struct Decoded {
    compressed: SdkBody,
    has_come: bool,
    /// What has come and is not yet decoded.
    waiting: VecDeque<Bytes>,
    decoder: MultiGzDecoder<Vec<u8>>,
    ended: bool,
}

impl Decoded {
    fn new(compressed: SdkBody) -> Self {
        let decoder = MultiGzDecoder::new(Vec::new());
        Self { compressed, has_come: false, waiting: VecDeque::new(), decoder, ended: false }
    }

    /// What comes of the next pieces; nothing at the end.
    fn decode(&mut self) -> io::Result<Vec<u8>> {
        while self.decoder.get_ref().is_empty() && !self.ended {
            match self.waiting.front_mut() {
                Some(frame) if frame.is_empty() => drop(self.waiting.pop_front()),
                Some(frame) => self.decoder.write_all(&frame.split_to(frame.len().min(PIECE)))?,
                None => {
                    self.decoder.try_finish()?;
                    self.ended = true;
                }
            }
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
        if !self.has_come {
            while let Some(frame) = ready!(Pin::new(&mut self.compressed).poll_frame(context)).transpose()? {
                self.waiting.extend(frame.into_data());
            }
            self.has_come = true;
            return Poll::Ready(Some(Ok(Frame::data(Bytes::new()))));
        }
        let decoded = self.decode()?;
        Poll::Ready((!decoded.is_empty()).then(|| Ok(Frame::data(decoded.into()))))
    }
}

#[cfg(test)]
mod tests;
