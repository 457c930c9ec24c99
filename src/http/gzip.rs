//! Compressed responses. EC2 compresses pages of instances 18-fold on request, but the SDK can neither request nor
//! decompress them.

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

use crate::http::limited_body::{BodyError, BodyLimit};
use crate::limits;

const CODING: &str = "gzip";

/// How many compressed bytes are decoded at once, so that the output is small and its memory is reused.
const CHUNK_SIZE: usize = 4 * 1024;

/// Enough for the output of most chunks.
const OUTPUT_CAPACITY: usize = 20 * CHUNK_SIZE;

/// Requests gzip, and decodes a compressed response once all of it has been received.
#[derive(Debug)]
pub(crate) struct Gzip;

#[dyn_dispatch_hint]
impl Intercept for Gzip {
    fn name(&self) -> &'static str {
        "Gzip"
    }

    /// Runs after the request is signed. The signature doesn't cover this header, because proxies may change it.
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
            let limit = response.extension().cloned().unwrap_or_else(|| BodyLimit::new(limits::RESPONSE));
            let compressed = replace(response.body_mut(), SdkBody::taken());
            *response.body_mut() = SdkBody::from_body_1_x(DecodedBody::new(compressed, limit));
        }
        Ok(())
    }
}

pub(crate) fn is_compressed(response: &HttpResponse) -> bool {
    response.headers().get("content-encoding").is_some_and(|coding| coding.trim().eq_ignore_ascii_case(CODING))
}

/// A decompressed body. Its first frame is empty and means that the response has been received but not yet decoded.
/// Decoded, it takes twenty times the memory.
struct DecodedBody {
    compressed: SdkBody,
    is_received: bool,
    /// Compressed frames that still have to be decoded.
    received: VecDeque<Bytes>,
    received_bytes: usize,
    decoder: MultiGzDecoder<Vec<u8>>,
    is_finished: bool,
    /// How many compressed bytes have been given to the decoder, and how many it has made of them.
    consumed: usize,
    decoded: usize,
    limit: BodyLimit,
}

impl DecodedBody {
    fn new(compressed: SdkBody, limit: BodyLimit) -> Self {
        Self {
            compressed,
            is_received: false,
            received: VecDeque::new(),
            received_bytes: 0,
            decoder: MultiGzDecoder::new(Vec::new()),
            is_finished: false,
            consumed: 0,
            decoded: 0,
            limit,
        }
    }

    /// Decodes the next chunks. Returns nothing at the end.
    fn decode(&mut self) -> io::Result<Vec<u8>> {
        while self.decoder.get_ref().is_empty() && !self.is_finished {
            match self.received.front_mut() {
                Some(frame) if frame.is_empty() => drop(self.received.pop_front()),
                Some(frame) => {
                    let chunk = frame.split_to(frame.len().min(CHUNK_SIZE));
                    self.consumed += chunk.len();
                    self.decoder.write_all(&chunk)?;
                }
                None => {
                    self.decoder.try_finish()?;
                    self.is_finished = true;
                }
            }
        }
        Ok(replace(self.decoder.get_mut(), Vec::with_capacity(OUTPUT_CAPACITY)))
    }

    /// Counts decoded bytes, and refuses too many.
    fn count(&mut self, bytes: usize) -> Result<(), BodyError> {
        self.decoded += bytes;
        let (limit, ratio) = (self.limit.get(), limits::COMPRESSION_RATIO);
        if self.decoded > limit {
            return Err(BodyError::DecompressedTooLarge { limit });
        }
        if self.decoded > limits::COMPRESSION_RATIO_FROM && self.decoded / ratio > self.consumed {
            return Err(BodyError::Bomb { ratio });
        }
        Ok(())
    }
}

impl Body for DecodedBody {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !self.is_received {
            while let Some(frame) = ready!(Pin::new(&mut self.compressed).poll_frame(context)).transpose()? {
                self.received_bytes += frame.data_ref().map_or(0, Bytes::len);
                if self.received_bytes > limits::COMPRESSED {
                    return Poll::Ready(Some(Err(BodyError::CompressedTooLarge { limit: limits::COMPRESSED }.into())));
                }
                self.received.extend(frame.into_data());
            }
            self.is_received = true;
            return Poll::Ready(Some(Ok(Frame::data(Bytes::new()))));
        }
        let decoded = self.decode()?;
        self.count(decoded.len())?;
        Poll::Ready((!decoded.is_empty()).then(|| Ok(Frame::data(decoded.into()))))
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn compressed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("memory");
        encoder.finish().expect("memory")
    }

    /// A body in chunks of this many bytes.
    struct Chunks(Vec<u8>, usize);

    impl Body for Chunks {
        type Data = Bytes;
        type Error = aws_smithy_types::body::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            let size = self.1.min(self.0.len());
            let chunk: Vec<u8> = self.0.drain(..size).collect();
            Poll::Ready((!chunk.is_empty()).then(|| Ok(Frame::data(chunk.into()))))
        }
    }

    fn decode(compressed: Vec<u8>, chunk_size: usize) -> Result<Vec<u8>, String> {
        let mut body =
            DecodedBody::new(SdkBody::from_body_1_x(Chunks(compressed, chunk_size)), BodyLimit::new(limits::RESPONSE));
        let mut text = Vec::new();
        let mut context = Context::from_waker(std::task::Waker::noop());
        loop {
            match Pin::new(&mut body).poll_frame(&mut context) {
                Poll::Ready(Some(Ok(frame))) => text.extend(frame.into_data().expect("data")),
                Poll::Ready(Some(Err(error))) => return Err(error.to_string()),
                Poll::Ready(None) => return Ok(text),
                Poll::Pending => panic!("a chunk is always ready"),
            }
        }
    }

    fn text() -> Vec<u8> {
        (0..40_000_u32).flat_map(|number| format!("<item>{}</item>", number * 7919).into_bytes()).collect()
    }

    #[test]
    fn the_chunk_size_does_not_change_the_decoded_text() {
        for chunk_size in [1, 1000, 16_384, usize::MAX] {
            assert!(decode(compressed(&text()), chunk_size).expect("decoded") == text(), "{chunk_size}");
        }
    }

    #[test]
    fn every_gzip_member_is_decoded() {
        let members = [compressed(b"<a/>"), compressed(b"<b/>")].concat();
        for chunk_size in [1, 7, usize::MAX] {
            assert_eq!(decode(members.clone(), chunk_size).expect("decoded"), b"<a/><b/>");
        }
    }

    #[test]
    fn truncated_or_invalid_gzip_is_an_error() {
        let complete = compressed(&text());
        assert!(decode(complete[..complete.len() / 2].to_vec(), 1000).is_err());
        assert!(decode(complete[..complete.len() - 1].to_vec(), 1000).is_err());
        assert!(decode(b"<DescribeInstancesResponse/>".to_vec(), 1000).is_err());
    }

    #[test]
    fn what_decompresses_to_too_much_is_an_error() {
        let limit = "it decompresses to more than 8 MB";
        let error = decode(compressed(&text().repeat(16)), usize::MAX).expect_err("too large");
        assert_eq!(error, limit);
        let error =
            decode(compressed(&vec![b' '; limits::COMPRESSION_RATIO_FROM + 1]), usize::MAX).expect_err("a bomb");
        assert_eq!(error, "it decompresses to more than 200 times its size");
        let error = decode(vec![b' '; limits::COMPRESSED + 1], 1 << 20).expect_err("too large");
        assert_eq!(error, "it has more than 16 MB in its compressed form");
        let few = vec![b' '; limits::COMPRESSION_RATIO_FROM];
        assert_eq!(decode(compressed(&few), usize::MAX).expect("little memory").len(), few.len());
    }

    #[test]
    fn decoding_starts_after_the_last_byte_is_received() {
        let compressed = compressed(&text());
        let mut body = DecodedBody::new(
            SdkBody::from_body_1_x(Chunks(compressed.clone(), 1000)),
            BodyLimit::new(limits::RESPONSE),
        );
        let first = Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()));
        assert!(matches!(first, Poll::Ready(Some(Ok(frame))) if frame.data_ref().is_some_and(Bytes::is_empty)));
        assert_eq!(body.received.iter().flatten().copied().collect::<Vec<_>>(), compressed);
    }
}
