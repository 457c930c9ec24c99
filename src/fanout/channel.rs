//! The channel through which many targets send results to one receiver.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    requests: Arc<Semaphore>,
    /// Whether a result was sent with this channel or a clone of it.
    has_sent: Arc<AtomicBool>,
}

impl<T> Clone for Channel<T> {
    fn clone(&self) -> Self {
        Self { messages: self.messages.clone(), requests: self.requests.clone(), has_sent: self.has_sent.clone() }
    }
}

/// Permits one request in flight, and its response in memory, until it is dropped.
#[derive(Debug)]
pub(crate) struct RequestPermit {
    _permit: Option<OwnedSemaphorePermit>,
}

impl<T> Channel<T> {
    /// A channel with this limit of requests in flight, and its receiver.
    pub(crate) fn new(requests: usize) -> (Self, mpsc::Receiver<Message<T>>) {
        let (messages, receiver) = mpsc::channel(1);
        let requests = Arc::new(Semaphore::new(requests));
        (Self { messages, requests, has_sent: Arc::default() }, receiver)
    }

    /// Waits until one more request may be in flight. After the receiver is dropped this never resolves; otherwise
    /// permits freed by ending tasks would start new requests.
    pub(crate) async fn permit(&self) -> RequestPermit {
        // The semaphore is never closed.
        let permit = self.requests.clone().acquire_owned().await.ok();
        if self.messages.is_closed() {
            std::future::pending::<()>().await;
        }
        RequestPermit { _permit: permit }
    }

    /// The channel for one target, which has sent nothing yet.
    pub(super) fn for_target(&self) -> Self {
        Self { has_sent: Arc::default(), ..self.clone() }
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
