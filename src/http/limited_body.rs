//! Response bodies that are read up to a limit.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::limits::shown;

/// Why a body is not read to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BodyError {
    #[error("{sender} sent more than {}", shown(*limit))]
    TooLarge {
        /// The host and port.
        sender: String,
        /// In bytes.
        limit: usize,
    },
    #[error("it has more than {} in its compressed form", shown(*limit))]
    CompressedTooLarge { limit: usize },
    #[error("it decompresses to more than {}", shown(*limit))]
    DecompressedTooLarge { limit: usize },
    #[error("it decompresses to more than {ratio} times its size")]
    Bomb { ratio: usize },
}

/// How many bytes of a body are read. The body and its response share it, so that an interceptor that expects more can
/// raise it.
#[derive(Debug, Clone)]
pub(crate) struct BodyLimit(Arc<AtomicUsize>);

impl BodyLimit {
    pub(crate) fn new(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
    }

    pub(crate) fn set(&self, bytes: usize) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// A body as it arrives from the network.
pub(crate) struct LimitedBody {
    body: SdkBody,
    limit: BodyLimit,
    received: usize,
    sender: String,
}

impl LimitedBody {
    pub(crate) fn new(body: SdkBody, limit: BodyLimit, sender: String) -> Self {
        Self { body, limit, received: 0, sender }
    }

    fn check(&self, bytes: usize) -> Result<(), BodyError> {
        let limit = self.limit.get();
        if bytes <= limit { Ok(()) } else { Err(BodyError::TooLarge { sender: self.sender.clone(), limit }) }
    }
}

impl Body for LimitedBody {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.received == 0 {
            self.check(usize::try_from(self.body.size_hint().lower()).unwrap_or(usize::MAX))?;
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame {
            self.received += frame.data_ref().map_or(0, Bytes::len);
            self.check(self.received)?;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
