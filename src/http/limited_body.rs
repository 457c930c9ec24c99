//! Response bodies that are read up to a limit, and as long as they make progress.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::http::waits::{BodyPatience, Wait, WaitError, Waits};
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
    waits: Waits,
    /// Whether its bytes and its end are progress of the command: those of a refusal are not.
    is_progress: bool,
    patience: BodyPatience,
    /// The wait for bytes. There is none while the body isn't being read.
    wait: Option<Wait>,
    /// Ends the wait. It is made once and then reset, because a body may be awaited thousands of times.
    timer: Option<Pin<Box<Sleep>>>,
}

impl LimitedBody {
    pub(crate) fn new(body: SdkBody, limit: BodyLimit, sender: String, waits: Waits, is_progress: bool) -> Self {
        let patience = waits.body();
        Self { body, limit, received: 0, sender, waits, is_progress, patience, wait: None, timer: None }
    }

    fn check(&self, bytes: usize) -> Result<(), BodyError> {
        let limit = self.limit.get();
        if bytes <= limit { Ok(()) } else { Err(BodyError::TooLarge { sender: self.sender.clone(), limit }) }
    }

    /// Counts bytes that have arrived.
    fn receive(&mut self, bytes: usize) -> Result<(), BodyError> {
        let has_waited = self.wait.take().is_some();
        self.received += bytes;
        if self.patience.receive(bytes, has_waited.then(Instant::now)) && self.is_progress {
            self.waits.progress();
        }
        self.check(self.received)
    }

    /// Waits for the body's patience to end.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.wait.is_none() {
            self.wait = Some(self.waits.begin());
            let end = self.patience.wait(Instant::now());
            match &mut self.timer {
                Some(timer) => timer.as_mut().reset(end),
                None => self.timer = Some(Box::pin(sleep_until(end))),
            }
        }
        self.timer.as_mut().map_or(Poll::Pending, |timer| timer.as_mut().poll(context))
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
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(frame) => {
                let data = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref());
                self.receive(data.map_or(0, Bytes::len))?;
                if self.is_progress && frame.is_none() {
                    self.waits.progress();
                }
                Poll::Ready(frame)
            }
            Poll::Pending => self.poll_end(context).map(|()| {
                Some(
                    Err(WaitError { sender: self.sender.clone(), reason: self.patience.reason(Instant::now()) }.into()),
                )
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::time::Duration;

    use super::*;

    /// A body that sends a piece after each pause, for ever.
    struct Slow(usize, Duration, Pin<Box<Sleep>>);

    impl Slow {
        fn new(bytes: usize, pause: Duration) -> Self {
            Self(bytes, pause, Box::pin(tokio::time::sleep(pause)))
        }
    }

    impl Body for Slow {
        type Data = Bytes;
        type Error = aws_smithy_types::body::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            std::task::ready!(self.2.as_mut().poll(context));
            self.2 = Box::pin(tokio::time::sleep(self.1));
            Poll::Ready(Some(Ok(Frame::data(vec![b' '; self.0].into()))))
        }
    }

    fn limited(body: Slow, bytes: usize, waits: &Waits) -> LimitedBody {
        LimitedBody::new(SdkBody::from_body_1_x(body), BodyLimit::new(bytes), "host".into(), waits.clone(), true)
    }

    async fn next(body: &mut LimitedBody) -> Result<usize, String> {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await.expect("a frame");
        frame.map(|frame| frame.data_ref().map_or(0, Bytes::len)).map_err(|error| error.to_string())
    }

    /// The error that ends a body.
    async fn error(mut body: LimitedBody) -> String {
        loop {
            if let Err(error) = next(&mut body).await {
                return error;
            }
        }
    }

    /// A busy machine may be late by twice this time.
    const SHORT: Duration = Duration::from_millis(100);
    const LONG: Duration = Duration::from_secs(1000);

    #[tokio::test]
    async fn a_body_that_stops_or_is_too_slow_is_an_error() {
        let waits = Waits::with_limits(4 * SHORT, LONG);
        let stopped = error(limited(Slow::new(1, LONG), usize::MAX, &waits)).await;
        assert_eq!(stopped, "host stopped in the middle of its answer");
        let slow = error(limited(Slow::new(1, SHORT), usize::MAX, &waits)).await;
        assert!(slow.starts_with("host answers too slowly: "), "{slow}");
    }

    #[tokio::test]
    async fn a_body_that_makes_progress_is_read_up_to_its_limit() {
        let waits = Waits::with_limits(10 * SHORT, LONG);
        let large = error(limited(Slow::new(10_000, 2 * SHORT), 100_000, &waits)).await;
        assert_eq!(large, "host sent more than 97 KB");
    }

    #[tokio::test]
    async fn the_end_of_a_body_is_progress_unless_it_is_a_refusal() {
        for is_progress in [true, false] {
            let waits = Waits::with_limits(LONG, LONG);
            let wait = waits.begin();
            tokio::time::sleep(5 * SHORT).await;
            let (body, limit) = (SdkBody::from("whole"), BodyLimit::new(100));
            let mut body = LimitedBody::new(body, limit, "host".into(), waits.clone(), is_progress);
            while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
                frame.expect("a frame");
            }
            assert_eq!(waits.is_over_in(LONG - 5 * SHORT / 2), !is_progress);
            drop(wait);
        }
    }

    #[tokio::test]
    async fn a_body_that_nobody_reads_is_not_awaited() {
        let waits = Waits::with_limits(4 * SHORT, 8 * SHORT);
        let mut body = limited(Slow::new(1000, SHORT), usize::MAX, &waits);
        for _ in 0..3 {
            assert_eq!(next(&mut body).await, Ok(1000));
            tokio::time::sleep(6 * SHORT).await;
        }
        assert!(!waits.is_over_in(Duration::ZERO));
    }
}
