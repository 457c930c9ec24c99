//! How far requests run ahead of the consumer of a stream of pages.
//!
//! Each page costs the account a request, so none is made before the consumer shows that it wants more than a few rows.
//! Once it has taken a whole page, requests run a page ahead, so that the round trip costs no time; but the body of a
//! page is read into memory only when the consumer has reached the page before it.

use std::sync::Arc;

use tokio::sync::watch;

/// Up to this many rows of a page the consumer may want no more: `first 10`, a look at the top, and the hundred rows
/// that Nushell lets a plugin run ahead.
pub(crate) const FEW_ROWS: usize = 200;

/// How far the consumer of one stream is: twice the number of pages that it has taken, plus one if it is well into the
/// next. A clone shares it.
#[derive(Debug, Clone)]
pub(crate) struct PrefetchWindow(Arc<watch::Sender<usize>>);

impl PrefetchWindow {
    /// The window of a stream that has not begun.
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    /// The consumer is well into a page, counted from 0.
    pub(crate) fn is_into(&self, page: usize) {
        self.advance_to(2 * page + 1);
    }

    /// The consumer has taken all of a page, counted from 0.
    pub(crate) fn is_through(&self, page: usize) {
        self.advance_to(2 * page + 2);
    }

    fn advance_to(&self, point: usize) {
        self.0.send_if_modified(|reached| {
            let further = point > *reached;
            *reached = (*reached).max(point);
            further
        });
    }

    /// Waits until a page, counted from 0, may be requested: the first at once, the second when the consumer is well
    /// into the first, any other when it has taken the one before the last.
    pub(crate) async fn wait_for_request(&self, page: usize) {
        self.wait_until(if page < 2 { page } else { 2 * (page - 1) }).await;
    }

    /// Waits until the body of a page, counted from 0, may be read: when the consumer is well into the page before.
    pub(crate) async fn wait_for_body(&self, page: usize) {
        self.wait_until((2 * page).saturating_sub(1)).await;
    }

    async fn wait_until(&self, point: usize) {
        // This value holds the sender, so the channel can't be closed.
        drop(self.0.subscribe().wait_for(|reached| *reached >= point).await);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    fn is_ready(wait: impl Future) -> bool {
        pin!(wait).poll(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn the_second_page_waits_for_the_first_and_then_one_is_ahead() {
        let window = PrefetchWindow::new();
        let ready = |window: &PrefetchWindow| [0, 1, 2, 3].map(|page| is_ready(window.wait_for_request(page)));
        assert_eq!(ready(&window), [true, false, false, false]);
        window.is_into(0);
        assert_eq!(ready(&window), [true, true, false, false]);
        window.is_through(0);
        assert_eq!(ready(&window), [true, true, true, false]);
        window.is_into(1);
        assert_eq!(ready(&window), [true, true, true, false]);
        window.is_through(1);
        assert_eq!(ready(&window), [true, true, true, true]);
    }

    #[test]
    fn a_body_waits_for_the_page_before() {
        let window = PrefetchWindow::new();
        let ready = |window: &PrefetchWindow| [0, 1, 2].map(|page| is_ready(window.wait_for_body(page)));
        assert_eq!(ready(&window), [true, false, false]);
        window.is_into(0);
        assert_eq!(ready(&window), [true, true, false]);
    }
}
