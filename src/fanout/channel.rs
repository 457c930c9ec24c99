//! The line on which many targets answer one listener.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::context::Context;
use crate::credentials::SessionPreview;
use crate::credentials::Target;
use crate::error::Error;

/// What comes back from the targets, in the order in which it comes.
#[derive(Debug)]
pub(crate) enum Message<T> {
    /// Something that a target answers.
    Item(T),
    /// A target has ended well.
    Done,
    /// A target has failed, or a profile before its regions were known.
    Failed(Failure),
    /// Something that the person has to know, and that is no failure.
    Note(String),
}

/// A target that has failed.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// The profile; `None` for keys in the environment, and where no profile is active.
    pub(crate) profile: Option<String>,
    /// The account's id, where it is known without asking.
    pub(crate) account_id: Option<String>,
    /// The region; `None` for a profile that failed before it came to one.
    pub(crate) region: Option<String>,
    /// Why.
    pub(crate) error: Error,
}

impl Failure {
    /// That of a target.
    pub(crate) fn of_target(target: &Target, error: Error) -> Self {
        let Target { session, region } = target;
        Self {
            profile: session.profile().map(str::to_owned),
            account_id: session.account_id().map(str::to_owned),
            region: Some(region.clone()),
            error,
        }
    }

    /// That of a profile, of the active one if the call names none, before it came to a region.
    pub(crate) fn of(context: &Context<'_>, profile: Option<String>, error: Error) -> Self {
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

/// The line on which targets answer. It is bounded: who answers waits for the one who listens.
#[derive(Debug)]
pub(crate) struct Channel<T> {
    answers: mpsc::Sender<Message<T>>,
    requests: Arc<Semaphore>,
}

impl<T> Clone for Channel<T> {
    fn clone(&self) -> Self {
        Self { answers: self.answers.clone(), requests: self.requests.clone() }
    }
}

/// The right to have one request in flight, and its answer in memory, until it is dropped.
#[derive(Debug)]
pub(crate) struct RequestPermit {
    _permit: Option<OwnedSemaphorePermit>,
}

impl<T> Channel<T> {
    /// A line that lets so many requests be in flight, and its other end.
    pub(crate) fn new(requests: usize) -> (Self, mpsc::Receiver<Message<T>>) {
        let (answers, receiver) = mpsc::channel(1);
        (Self { answers, requests: Arc::new(Semaphore::new(requests)) }, receiver)
    }

    /// Waits until one more request may be in flight. Once the listener has gone, it never may: what others leave
    /// behind as they end must not start requests of those that are about to end.
    pub(crate) async fn turn(&self) -> RequestPermit {
        // Nobody ever closes the semaphore.
        let permit = self.requests.clone().acquire_owned().await.ok();
        if self.answers.is_closed() {
            std::future::pending::<()>().await;
        }
        RequestPermit { _permit: permit }
    }

    /// Answers, as soon as the listener has room for it. To nobody if it has gone.
    pub(crate) async fn send(&self, item: T) {
        self.answer(Message::Item(item)).await;
    }

    /// Takes a turn for one request, and answers with what it brings.
    pub(crate) async fn send_one(&self, request: impl Future<Output = Result<T, Error>>) -> Result<(), Error> {
        let turn = self.turn().await;
        let item = request.await?;
        drop(turn);
        self.send(item).await;
        Ok(())
    }

    /// Answers anything, as soon as the listener has room for it.
    pub(crate) async fn answer(&self, answer: Message<T>) {
        drop(self.answers.send(answer).await);
    }

    /// Runs to the end, or until the listener goes.
    pub(crate) async fn while_heard(&self, work: impl Future<Output = ()>) {
        tokio::select! {
            biased;
            () = self.answers.closed() => (),
            () = work => (),
        }
    }
}
