//! A page on its way from a target to the rows.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::credentials::Target;
use crate::ec2::paging::page::Page;
use crate::ec2::paging::prefetch_window::{FEW_ROWS, PrefetchWindow};

/// A page of a target. It may be empty without being the last.
#[derive(Debug)]
pub(crate) struct TargetPage {
    pub(crate) target: Arc<Target>,
    pub(crate) page: Page,
    pub(crate) progress: PageProgress,
}

/// Is notified when the consumer takes no more items of a target.
pub(crate) type Cancel = Arc<Notify>;

/// Tells the paging how much of a page the consumer has taken. The request for the next page waits for that.
#[derive(Debug)]
pub(crate) struct PageProgress {
    number: usize,
    window: PrefetchWindow,
    cancel: Cancel,
    /// How many items are left until the consumer is well into the page.
    left: usize,
}

impl PageProgress {
    /// The progress of the page with this number, counted from 0.
    pub(crate) fn new(number: usize, window: PrefetchWindow, cancel: Cancel) -> Self {
        Self { number, window, cancel, left: FEW_ROWS }
    }

    /// Counts one more item that has been taken.
    pub(crate) fn step(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            if self.left == 0 {
                self.window.is_into(self.number);
            }
        }
    }

    /// Ends the target: no more items of it are taken, and requests in flight are dropped.
    pub(crate) fn cancel(&self) {
        self.cancel.notify_one();
    }

    /// All items of the page have been taken.
    pub(crate) fn end(&self) {
        self.window.is_through(self.number);
    }
}
