//! Results as they come from the runtime's threads.

use std::sync::Arc;
use std::time::Instant;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::nu::caller::Interrupt;
use crate::nu::encoder::StreamConsumer;

/// What comes through a channel. The iterator waits for the next item. Ctrl-C ends it, and with it whatever fills the
/// channel; so does an consumer that goes.
pub(crate) struct Received<T> {
    runtime: Arc<Runtime>,
    receiver: mpsc::Receiver<T>,
    consumer: StreamConsumer,
    interrupt: Interrupt,
    interrupted: bool,
}

/// What a wait for the next item ends with.
pub(crate) enum Next<T> {
    /// The item.
    Item(T),
    /// There is none any more, or Ctrl-C, or nobody who reads.
    Ended,
    /// The time is over.
    TimedOut,
}

impl<T> Received<T> {
    /// Receives from a channel that tasks of this runtime fill.
    pub(crate) fn new(
        runtime: Arc<Runtime>,
        receiver: mpsc::Receiver<T>,
        consumer: StreamConsumer,
        interrupt: Interrupt,
    ) -> Self {
        Self { runtime, receiver, consumer, interrupt, interrupted: false }
    }

    /// Whether Ctrl-C has ended it, or an consumer that has gone.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupted
    }

    /// Ends it, and with it whatever fills the channel.
    pub(crate) fn close(&mut self) {
        self.receiver.close();
        while self.receiver.try_recv().is_ok() {}
    }

    /// Waits for the next item, but no longer than until then.
    pub(crate) fn next_before(&mut self, deadline: Option<Instant>) -> Next<T> {
        if self.interrupted {
            return Next::Ended;
        }
        let Self { runtime, receiver, consumer, interrupt, .. } = self;
        let next = runtime.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.raised() => Err(()),
                () = consumer.goes() => Err(()),
                item = receiver.recv() => Ok(item.map_or(Next::Ended, Next::Item)),
                () = until(deadline) => Ok(Next::TimedOut),
            }
        });
        next.unwrap_or_else(|_| {
            self.interrupted = true;
            self.close();
            Next::Ended
        })
    }
}

impl<T> Iterator for Received<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self.next_before(None) {
            Next::Item(item) => Some(item),
            Next::Ended | Next::TimedOut => None,
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}
