//! The channel through which many targets send results to one receiver.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::context::Context;
use crate::credentials::SessionPreview;
use crate::credentials::Target;
use crate::error::Error;

/// What targets send, in the order in which it arrives.
#[derive(Debug)]
pub(crate) enum Message<T> {
    /// A result of a target.
    Item(T),
    /// A target has ended without an error.
    Done,
    /// A target has failed, or a profile before its regions were known.
    Failed(Failure),
    /// A message for the user that is no failure.
    Note { profile: Option<String>, text: String },
}

/// A target that has failed.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// The profile; `None` for keys in the environment, and where no profile is active.
    pub(crate) profile: Option<String>,
    /// The account's id, if it is known without a request.
    pub(crate) account_id: Option<String>,
    /// The region; `None` for a profile that failed before its regions were known.
    pub(crate) region: Option<String>,
    pub(crate) error: Error,
}

impl Failure {
    /// The failure of a target.
    pub(crate) fn from_target(target: &Target, error: Error) -> Self {
        let Target { session, region } = target;
        Self {
            profile: session.profile().map(str::to_owned),
            account_id: session.account_id().map(str::to_owned),
            region: Some(region.clone()),
            error,
        }
    }

    /// The failure of a profile before its regions are known. `None` is the active profile.
    pub(crate) fn from_profile(context: &Context<'_>, profile: Option<String>, error: Error) -> Self {
        let prepared = SessionPreview::new(context.environment, context.config, profile.as_deref());
        let known = prepared.ok().and_then(|prepared| {
            let signed_by = prepared.signed_by?.name().to_owned();
            Some((signed_by, prepared.account_id().map(str::to_owned)))
        });
        let (profile, account_id) = match known {
            Some((name, account_id)) => (Some(name), account_id),
            None => (profile, None),
        };
        Self { profile, account_id, region: None, error }
    }
}

/// The sending end. It is bounded: a sender waits until the receiver has taken the message before.
#[derive(Debug)]
pub(crate) struct Channel<T> {
    messages: mpsc::Sender<Message<T>>,
    limits: Arc<RequestLimits>,
    /// Limits the requests to the region of this channel's target, and those to its shared host. For the requests of
    /// profiles before their regions are known, it limits those together.
    target: Vec<Arc<Semaphore>>,
    /// Whether a result was sent with this channel or a clone of it.
    has_sent: Arc<AtomicBool>,
}

impl<T> Clone for Channel<T> {
    fn clone(&self) -> Self {
        let Self { messages, limits, target, has_sent } = self;
        Self { messages: messages.clone(), limits: limits.clone(), target: target.clone(), has_sent: has_sent.clone() }
    }
}

/// How many requests of a command may be in flight to one region, so that a region that doesn't respond leaves most of
/// the others' places free, and a region gets no more connections than it needs.
const REQUESTS_IN_REGION: usize = 32;

/// The same for a host that all regions share: a custom endpoint or a proxy.
const REQUESTS_TO_SHARED_HOST: usize = 128;

/// Limits the requests in flight of a command.
#[derive(Debug)]
struct RequestLimits {
    all: Arc<Semaphore>,
    /// By the name of the region or shared host.
    named: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl RequestLimits {
    fn named(&self, name: &str, requests: usize) -> Arc<Semaphore> {
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        named.entry(name.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(requests))).clone()
    }
}

/// Permits one request in flight, and its response in memory, until it is dropped.
#[derive(Debug)]
pub(crate) struct RequestPermit {
    _permits: Vec<OwnedSemaphorePermit>,
}

impl<T> Channel<T> {
    /// A channel with this limit of requests in flight, and its receiver.
    pub(crate) fn new(requests: usize) -> (Self, mpsc::Receiver<Message<T>>) {
        let (messages, receiver) = mpsc::channel(1);
        let limits = RequestLimits { all: Arc::new(Semaphore::new(requests)), named: Mutex::default() };
        let target = vec![limits.named("", REQUESTS_IN_REGION)];
        (Self { messages, limits: Arc::new(limits), target, has_sent: Arc::default() }, receiver)
    }

    /// Waits until one more request may be in flight. After the receiver is dropped this never resolves; otherwise
    /// permits freed by ending tasks would start new requests.
    pub(crate) async fn permit(&self) -> RequestPermit {
        let mut permits = Vec::with_capacity(self.target.len() + 1);
        // In this order, because who waits for a busy region must not take a place from the others.
        for limit in self.target.iter().chain([&self.limits.all]) {
            // The semaphores are never closed.
            permits.extend(limit.clone().acquire_owned().await);
        }
        if self.messages.is_closed() {
            std::future::pending::<()>().await;
        }
        RequestPermit { _permits: permits }
    }

    /// The channel for a target in a region, which has sent nothing yet. The shared host is the one that gets its requests
    /// in place of the region's own.
    pub(super) fn for_target(&self, region: &str, shared_host: Option<&str>) -> Self {
        let region = self.limits.named(region, REQUESTS_IN_REGION);
        let shared_host = shared_host.map(|host| self.limits.named(host, REQUESTS_TO_SHARED_HOST));
        Self { target: [region].into_iter().chain(shared_host).collect(), has_sent: Arc::default(), ..self.clone() }
    }

    /// Whether a result was sent with this channel or a clone of it.
    pub(super) fn has_sent(&self) -> bool {
        self.has_sent.load(Ordering::Relaxed)
    }

    /// Sends a result. It is dropped if the receiver is.
    pub(crate) async fn send(&self, item: T) {
        self.has_sent.store(true, Ordering::Relaxed);
        self.send_message(Message::Item(item)).await;
    }

    /// Waits for a permit, makes one request and sends its result.
    pub(crate) async fn send_one(&self, request: impl Future<Output = Result<T, Error>>) -> Result<(), Error> {
        let permit = self.permit().await;
        let item = request.await?;
        drop(permit);
        self.send(item).await;
        Ok(())
    }

    /// Sends any message. It is dropped if the receiver is.
    pub(crate) async fn send_message(&self, message: Message<T>) {
        drop(self.messages.send(message).await);
    }

    /// Runs to the end, or until the receiver is dropped.
    pub(crate) async fn run_while_open(&self, work: impl Future<Output = ()>) {
        tokio::select! {
            biased;
            () = self.messages.closed() => (),
            () = work => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    use tokio::task::unconstrained;

    use super::*;

    /// The permits that a channel gives at once.
    async fn permits(channel: &Channel<()>) -> Vec<RequestPermit> {
        let mut given = Vec::new();
        loop {
            // Else tokio makes a task wait that takes many permits in a row.
            let mut permit = pin!(unconstrained(channel.permit()));
            match poll_fn(|context| Poll::Ready(permit.as_mut().poll(context))).await {
                Poll::Ready(permit) => given.push(permit),
                Poll::Pending => return given,
            }
        }
    }

    #[tokio::test]
    async fn a_region_that_does_not_respond_leaves_places_for_the_others() {
        let (channel, _receiver) = Channel::new(40);
        let dead = permits(&channel.for_target("eu-west-1", None)).await;
        assert_eq!(dead.len(), REQUESTS_IN_REGION);
        assert_eq!(permits(&channel.for_target("eu-west-1", None)).await.len(), 0);
        assert_eq!(permits(&channel.for_target("eu-west-2", None)).await.len(), 40 - REQUESTS_IN_REGION);
        drop(dead);
        assert_eq!(permits(&channel.for_target("eu-west-1", None)).await.len(), REQUESTS_IN_REGION);
    }

    #[tokio::test]
    async fn who_waits_for_a_busy_region_takes_no_place_from_the_others() {
        let (channel, _receiver) = Channel::new(REQUESTS_IN_REGION + 1);
        let busy = channel.for_target("eu-west-1", None);
        let _dead = permits(&busy).await;
        let mut waits = pin!(busy.permit());
        assert!(poll_fn(|context| Poll::Ready(waits.as_mut().poll(context).is_pending())).await);
        assert_eq!(permits(&channel.for_target("eu-west-2", None)).await.len(), 1);
    }

    #[tokio::test]
    async fn a_host_that_regions_share_gets_no_more_connections_than_it_needs() {
        let (channel, _receiver) = Channel::new(1000);
        let mut to_proxy = Vec::new();
        for region in 0..10 {
            to_proxy.extend(permits(&channel.for_target(&region.to_string(), Some("http://proxy:8080"))).await);
        }
        assert_eq!(to_proxy.len(), REQUESTS_TO_SHARED_HOST);
        assert_eq!(permits(&channel.for_target("11", None)).await.len(), REQUESTS_IN_REGION);
    }
}
