//! Takes the body of a page out of the SDK's hands, which would parse all of it.
//!
//! `<nextToken>` is at the very end of a response. As soon as the body is complete, the next page can be requested,
//! while this one is read.

use std::future::poll_fn;
use std::mem::replace;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::thread;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::sync::oneshot;

use crate::ec2::paging::buffer_pool::BufferPool;
use crate::ec2::paging::page::{ListPath, Page};
use crate::ec2::paging::prefetch_window::PrefetchWindow;
use crate::http::gzip::is_compressed;
use crate::http::limited_body::BodyLimit;
use crate::limits;

/// How many bytes at the end of a body are searched for the token: more than a token and the closing tags behind it.
const TOKEN_TAIL: usize = 8192;

/// After so many bytes of a body, which take half a millisecond to decompress, waiting threads get the core. On two cores
/// Nushell's may be among them, and would acknowledge no rows for as long as a whole page takes.
const YIELD_INTERVAL: usize = 512 << 10;

/// What the SDK gets instead of the response: one without content, of the method that sends all requests.
const EMPTY_RESPONSE: &[u8] = b"<DescribeRegionsResponse/>";

/// Upper bound for preallocation; larger than any page seen.
const MAX_PREALLOCATION: u64 = 16 << 20;

/// Sends the token of the next page once: when the end of the body has been seen, or else when the page has been read.
#[derive(Debug, Clone)]
pub(crate) struct NextTokenSender(Arc<Mutex<Option<oneshot::Sender<Option<String>>>>>);

impl NextTokenSender {
    /// A sender and its receiver. `None` means that there is no further page; a dropped sender, that the request failed.
    pub(crate) fn new() -> (Self, oneshot::Receiver<Option<String>>) {
        let (sender, receiver) = oneshot::channel();
        (Self(Arc::new(Mutex::new(Some(sender)))), receiver)
    }

    /// Sends the token, unless one has been sent.
    pub(crate) fn send(&self, token: Option<String>) {
        if let Some(sender) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Without a receiver the consumer is gone, and no page is requested any more.
            drop(sender.send(token));
        }
    }
}

/// Holds the page of a response until the request has ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageSlot(Arc<Mutex<Option<Page>>>);

impl PageSlot {
    /// Takes the page. If the SDK retried the request, it is that of the last response.
    pub(crate) fn take(&self) -> Option<Page> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, page: Page) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }
}

/// Reads the body of a successful response when the window allows it and a buffer is free, sends the token as early as
/// possible, and gives the SDK an empty response instead. Error responses are left to the SDK.
#[derive(Debug, Clone)]
pub(crate) struct BodyInterceptor {
    /// The operation, `DescribeVolumes`.
    pub(crate) operation: &'static str,
    pub(crate) path: &'static ListPath,
    /// The number of the page, counted from 0.
    pub(crate) number: usize,
    pub(crate) window: PrefetchWindow,
    pub(crate) token_sender: NextTokenSender,
    pub(crate) pool: BufferPool,
    pub(crate) slot: PageSlot,
}

#[dyn_dispatch_hint]
impl Intercept for BodyInterceptor {
    fn name(&self) -> &'static str {
        "BodyInterceptor"
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        if response.status().is_success() {
            let is_compressed = is_compressed(response);
            if let Some(limit) = response.extension::<BodyLimit>() {
                limit.set(limits::PAGE);
            }
            let page = self.clone().read_page(replace(response.body_mut(), SdkBody::taken()), is_compressed);
            let body = BufferedBody(Some(Box::pin(page)));
            *response.body_mut() = SdkBody::from_body_1_x(body);
        }
        Ok(())
    }
}

impl BodyInterceptor {
    /// Collects a body and puts its page into the slot.
    async fn read_page(self, mut body: SdkBody, is_compressed: bool) -> Result<(), BoxError> {
        let permit = self.pool.clone().body_permit().await;
        // A compressed body is small: it is awaited as a whole before a buffer is taken. Then its first frame arrives.
        let first = if is_compressed { next_frame(&mut body).await? } else { None };
        self.window.wait_for_body(self.number).await;
        // An uncompressed body takes long to arrive and would block a buffer of the pool meanwhile.
        let permit = if is_compressed { permit.with_buffer().await } else { permit };
        // The length in the header may be wrong.
        let expected = body.size_hint().exact().map(|size| size.min(MAX_PREALLOCATION) as usize);
        let mut buffer = permit.buffer(expected);
        first.iter().for_each(|data| buffer.push(data));
        while let Some(data) = next_frame(&mut body).await? {
            let before = buffer.bytes().len();
            buffer.push(&data);
            if buffer.bytes().len() / YIELD_INTERVAL > before / YIELD_INTERVAL {
                thread::yield_now();
            }
        }
        if let Some(token) = token_at_end(buffer.bytes()) {
            self.token_sender.send(Some(token));
        }
        // An error of the body makes the SDK retry the request.
        let page = Page::read(self.operation, self.path, buffer.into_text()?)?;
        self.token_sender.send(page.next_token().map(str::to_owned));
        self.slot.put(page);
        Ok(())
    }
}

/// The data of the next frame; `None` at the end.
async fn next_frame(body: &mut SdkBody) -> Result<Option<Bytes>, BoxError> {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await.transpose()?;
    Ok(frame.map(|frame| frame.into_data().unwrap_or_default()))
}

/// A body that is empty for the SDK and ends when its page has been read.
struct BufferedBody(Option<ReadPage>);

type ReadPage = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send + Sync>>;

impl Body for BufferedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(page) = &mut self.0 else { return Poll::Ready(None) };
        let read = ready!(page.as_mut().poll(context));
        self.0 = None;
        Poll::Ready(Some(read.map(|()| Frame::data(Bytes::from_static(EMPTY_RESPONSE)))))
    }
}

/// The token at the end of a response. One that has to be unescaped is left to the reader of the whole page.
fn token_at_end(text: &[u8]) -> Option<String> {
    let tail = String::from_utf8_lossy(&text[text.len().saturating_sub(TOKEN_TAIL)..]);
    let (_, after) = tail.rsplit_once("<nextToken>")?;
    let (token, _) = after.split_once("</nextToken>")?;
    (!token.is_empty() && !token.contains(['&', '<'])).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_behind_the_last_item() {
        let answer = b"<R>\n    <reservationSet/>\n    <nextToken>eyJ2IjoiMiJ9==</nextToken>\n</R>\n";
        assert_eq!(token_at_end(answer).as_deref(), Some("eyJ2IjoiMiJ9=="));
        let long = [vec![b'x'; 100_000], answer.to_vec()].concat();
        assert_eq!(token_at_end(&long).as_deref(), Some("eyJ2IjoiMiJ9=="));
    }

    #[test]
    fn a_token_that_has_to_be_unescaped_is_not_read() {
        for answer in ["", "<R><nextToken/></R>", "<R><nextToken></nextToken></R>", "<nextToken>a&amp;b</nextToken>"] {
            assert_eq!(token_at_end(answer.as_bytes()), None, "{answer}");
        }
        let far = [b"<nextToken>early</nextToken>".to_vec(), vec![b' '; 2 * TOKEN_TAIL]].concat();
        assert_eq!(token_at_end(&far), None);
    }

    #[test]
    fn a_token_is_sent_once() {
        let (sender, receiver) = NextTokenSender::new();
        sender.clone().send(Some("first".into()));
        sender.send(None);
        assert_eq!(receiver.blocking_recv().expect("a token").as_deref(), Some("first"));
    }

    #[test]
    fn a_failed_request_sends_no_token() {
        let (sender, receiver) = NextTokenSender::new();
        drop(sender);
        assert!(receiver.blocking_recv().is_err());
    }
}
