//! Receives results from the runtime's threads.

use std::sync::Arc;
use std::time::Instant;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::nu::caller::Interrupt;
use crate::nu::encoder::StreamConsumer;

/// The receiver of results. Ctrl-C ends it, as does a stream's consumer that is gone, and with it the tasks that send
/// results.
pub(crate) struct Received<T> {
    runtime: Arc<Runtime>,
    receiver: mpsc::Receiver<T>,
    consumer: StreamConsumer,
    interrupt: Interrupt,
    interrupted: bool,
}

/// How a wait for the next item ends.
pub(crate) enum Next<T> {
    Item(T),
    /// There are no more items, Ctrl-C was pressed, or the consumer is gone.
    Ended,
    /// The deadline has passed.
    TimedOut,
}

impl<T> Received<T> {
    /// Receives from a channel that tasks of this runtime send to.
    pub(crate) fn new(
        runtime: Arc<Runtime>,
        receiver: mpsc::Receiver<T>,
        consumer: StreamConsumer,
        interrupt: Interrupt,
    ) -> Self {
        Self { runtime, receiver, consumer, interrupt, interrupted: false }
    }

    /// Whether Ctrl-C or a consumer that is gone has ended it.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupted
    }

    /// Ends it, and with it the tasks that send results.
    pub(crate) fn close(&mut self) {
        self.receiver.close();
        while self.receiver.try_recv().is_ok() {}
    }

    /// Waits for the next item until the deadline.
    pub(crate) fn next_before(&mut self, deadline: Option<Instant>) -> Next<T> {
        if self.interrupted {
            return Next::Ended;
        }
        let Self { runtime, receiver, consumer, interrupt, .. } = self;
        let next = runtime.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.raised() => Err(()),
                () = consumer.gone() => Err(()),
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
