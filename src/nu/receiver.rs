//! Receives, on the thread of a call, the results of tasks on the runtime.

use std::sync::Arc;
use std::time::Instant;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::nu::caller::Interrupt;
use crate::nu::message_encoder::StreamConsumer;

/// Ctrl-C closes it, and so does the stream's consumer when it is gone. Closing it ends the tasks that send results.
pub(crate) struct ResultReceiver<T> {
    runtime: Arc<Runtime>,
    receiver: mpsc::Receiver<T>,
    consumer: StreamConsumer,
    interrupt: Interrupt,
    interrupted: bool,
    abandoned: bool,
}

/// How a wait for the next item ends.
pub(crate) enum Next<T> {
    Item(T),
    /// There are no more items, Ctrl-C was pressed, or the consumer is gone.
    Ended,
    /// The deadline has passed.
    TimedOut,
}

impl<T> ResultReceiver<T> {
    /// `receiver` must belong to a channel that tasks of `runtime` send to.
    pub(crate) fn new(
        runtime: Arc<Runtime>,
        receiver: mpsc::Receiver<T>,
        consumer: StreamConsumer,
        interrupt: Interrupt,
    ) -> Self {
        Self { runtime, receiver, consumer, interrupt, interrupted: false, abandoned: false }
    }

    /// Whether it was closed because of Ctrl-C or because the consumer is gone.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupted
    }

    /// Whether it was closed because the consumer is gone.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.abandoned
    }

    /// Ends the tasks that send results, and drops the results that have arrived.
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
                () = interrupt.raised() => Err(false),
                () = consumer.gone() => Err(true),
                item = receiver.recv() => Ok(item.map_or(Next::Ended, Next::Item)),
                () = sleep_until(deadline) => Ok(Next::TimedOut),
            }
        });
        next.unwrap_or_else(|abandoned| {
            (self.interrupted, self.abandoned) = (true, abandoned);
            self.close();
            Next::Ended
        })
    }
}

impl<T> Iterator for ResultReceiver<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self.next_before(None) {
            Next::Item(item) => Some(item),
            Next::Ended | Next::TimedOut => None,
        }
    }
}

async fn sleep_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}
