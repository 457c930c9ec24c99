//! The body of a page on its way to us: past the SDK, which would parse all of it.
//!
//! `<nextToken>` stands at the very end of an answer. As soon as the body is there, the next page can be asked for,
//! while this one is read.

use std::mem::replace;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::sync::oneshot;

use crate::ec2::instances::buffer_pool::{Buffer, BufferPermit, BufferPool};
use crate::ec2::instances::page::InstancesPage;
use crate::ec2::instances::prefetch_window::PrefetchWindow;
use crate::http::gzip::is_compressed;

/// How much of a body's end is searched: more than any token, and what closes the document behind it.
const TAIL: usize = 8192;

/// What the SDK gets for a body: an answer without anything in it.
const EMPTY: &[u8] = b"<DescribeInstancesResponse/>";

/// More than a page ever had.
const LARGE: u64 = 16 << 20;

/// Where a page's token is told, by whoever knows it first: the body's end or the whole page.
#[derive(Debug, Clone)]
pub(crate) struct NextTokenSender(Arc<Mutex<Option<oneshot::Sender<Option<String>>>>>);

impl NextTokenSender {
    /// A token_sender, and where its news comes. `None` is the news that there is no further page; no news at all, that the
    /// request has failed.
    pub(crate) fn new() -> (Self, oneshot::Receiver<Option<String>>) {
        let (sender, news) = oneshot::channel();
        (Self(Arc::new(Mutex::new(Some(sender)))), news)
    }

    /// Tells the token, unless it has been told.
    pub(crate) fn tell(&self, token: Option<String>) {
        if let Some(sender) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody listens any more once the consumer has gone.
            drop(sender.send(token));
        }
    }
}

/// Where a page is put, for whoever has asked for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageSlot(Arc<Mutex<Option<InstancesPage>>>);

impl PageSlot {
    /// Takes what is in it. If the SDK has asked several times, that is the last answer.
    pub(crate) fn take(&self) -> Option<InstancesPage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, page: InstancesPage) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }
}

/// Lets the text of a page in when it is wanted and there is room for it, tells the token as soon as it has come, and
/// keeps the text from the SDK. Errors, which have another status, are the SDK's to read.
#[derive(Debug)]
pub(crate) struct BodyInterceptor {
    /// The page, counted from 0.
    pub(crate) number: usize,
    /// Who wants it.
    pub(crate) window: PrefetchWindow,
    /// Where the token is told.
    pub(crate) token_sender: NextTokenSender,
    /// Where the body has to find room.
    pub(crate) room: BufferPool,
    /// Where the page is put.
    pub(crate) inbox: PageSlot,
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
            let (number, window, room) = (self.number, self.window.clone(), self.room.clone());
            let comes_first = is_compressed(response);
            let whole = BufferedBody {
                comes_first,
                first: None,
                seat: Box::pin(async move {
                    window.wants_text_of(number).await;
                    // What isn't compressed is on its way for long, and must not keep others out meanwhile.
                    if comes_first { room.seat().await } else { room.extra_seat() }
                }),
                body: replace(response.body_mut(), SdkBody::taken()),
                text: None,
                token_sender: self.token_sender.clone(),
                inbox: self.inbox.clone(),
                ended: false,
            };
            *response.body_mut() = SdkBody::from_body_1_x(whole);
        }
        Ok(())
    }
}

/// A body that is put together here, and of which the SDK sees none.
struct BufferedBody {
    /// Whether the body comes whole before any of it is wanted: while it is compressed, it is small.
    comes_first: bool,
    /// What it begins with, once that is so.
    first: Option<Bytes>,
    /// Comes when the text is wanted and there is room for it.
    seat: Pin<Box<dyn Future<Output = BufferPermit> + Send + Sync>>,
    body: SdkBody,
    text: Option<Buffer>,
    token_sender: NextTokenSender,
    inbox: PageSlot,
    ended: bool,
}

impl Body for BufferedBody {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Self { comes_first, first, seat, body, text, token_sender, inbox, ended } = &mut *self;
        if *ended {
            return Poll::Ready(None);
        }
        if *comes_first && first.is_none() {
            let frame = ready!(Pin::new(&mut *body).poll_frame(context)).transpose()?;
            *first = Some(frame.and_then(|frame| frame.into_data().ok()).unwrap_or_default());
        }
        let whole = match text {
            Some(text) => text,
            None => {
                // What the header promises need not come.
                let expected = body.size_hint().exact().map(|size| size.min(LARGE) as usize);
                let text = text.insert(ready!(seat.as_mut().poll(context)).take_in(expected));
                first.iter().for_each(|first| text.push(first));
                text
            }
        };
        while let Some(frame) = ready!(Pin::new(&mut *body).poll_frame(context)).transpose()? {
            if let Ok(data) = frame.into_data() {
                whole.push(&data);
            }
        }
        *ended = true;
        let Some(text) = text.take() else { return Poll::Ready(None) };
        if let Some(token) = token_at_the_end(text.bytes()) {
            token_sender.tell(Some(token));
        }
        // As an error of the body, it makes the SDK ask again.
        let page = text.whole().and_then(InstancesPage::read)?;
        token_sender.tell(page.next_token().map(str::to_owned));
        inbox.put(page);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(EMPTY)))))
    }
}

/// The token in the last lines of an answer. One that would have to be unescaped is left to whoever reads the page.
fn token_at_the_end(text: &[u8]) -> Option<String> {
    let tail = String::from_utf8_lossy(&text[text.len().saturating_sub(TAIL)..]);
    let (_, after) = tail.rsplit_once("<nextToken>")?;
    let (token, _) = after.split_once("</nextToken>")?;
    (!token.is_empty() && !token.contains(['&', '<'])).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_behind_the_last_reservation() {
        let answer = b"<R>\n    <reservationSet/>\n    <nextToken>eyJ2IjoiMiJ9==</nextToken>\n</R>\n";
        assert_eq!(token_at_the_end(answer).as_deref(), Some("eyJ2IjoiMiJ9=="));
        let long = [vec![b'x'; 100_000], answer.to_vec()].concat();
        assert_eq!(token_at_the_end(&long).as_deref(), Some("eyJ2IjoiMiJ9=="));
    }

    #[test]
    fn what_has_to_be_unescaped_is_left_to_the_reader() {
        for answer in ["", "<R><nextToken/></R>", "<R><nextToken></nextToken></R>", "<nextToken>a&amp;b</nextToken>"] {
            assert_eq!(token_at_the_end(answer.as_bytes()), None, "{answer}");
        }
        let far = [b"<nextToken>early</nextToken>".to_vec(), vec![b' '; 2 * TAIL]].concat();
        assert_eq!(token_at_the_end(&far), None);
    }

    #[test]
    fn news_is_told_once() {
        let (token_sender, news) = NextTokenSender::new();
        token_sender.clone().tell(Some("first".into()));
        token_sender.tell(None);
        assert_eq!(news.blocking_recv().expect("news").as_deref(), Some("first"));
    }

    #[test]
    fn no_news_means_that_the_request_has_failed() {
        let (token_sender, news) = NextTokenSender::new();
        drop(token_sender);
        assert!(news.blocking_recv().is_err());
    }
}
