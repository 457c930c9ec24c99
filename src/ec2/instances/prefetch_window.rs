//! How much of a stream its consumer wants.
//!
//! A page costs the account a request, so none is asked for before the consumer shows that it wants more than a few
//! rows. Once it has taken a whole page, requests run a page ahead, so that no time is lost on the way to AWS; but a
//! page's text is let into memory only when the page before it is being taken.

use std::sync::Arc;

use tokio::sync::watch;

/// How many rows of a page are a few: `first 10`, or a look at the top, and the hundred that Nushell lets a plugin be
/// ahead of the consumer.
pub(crate) const FEW: usize = 200;

/// How far the consumer of one stream is: twice the number of pages that it has taken, and one if it is well into the
/// next.
#[derive(Debug, Clone)]
pub(crate) struct PrefetchWindow(Arc<watch::Sender<usize>>);

impl PrefetchWindow {
    /// Of a stream that has not begun.
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    /// Says that the consumer is well into a page, counted from 0.
    pub(crate) fn is_into(&self, page: usize) {
        self.reaches(2 * page + 1);
    }

    /// Says that the consumer has taken a page, counted from 0.
    pub(crate) fn is_through(&self, page: usize) {
        self.reaches(2 * page + 2);
    }

    fn reaches(&self, point: usize) {
        self.0.send_if_modified(|reached| {
            let further = point > *reached;
            *reached = (*reached).max(point);
            further
        });
    }

    /// Waits until it is time to ask for a page, counted from 0: the first at once, the second when the consumer is
    /// well into the first, each other when it has taken the one before the last.
    pub(crate) async fn wants(&self, page: usize) {
        self.comes_to(if page < 2 { page } else { 2 * (page - 1) }).await;
    }

    /// Waits until it is time for the text of a page, counted from 0: when the consumer is well into the one before.
    pub(crate) async fn wants_text_of(&self, page: usize) {
        self.comes_to((2 * page).saturating_sub(1)).await;
    }

    async fn comes_to(&self, point: usize) {
        // The sender is this very value: it can't be gone.
        drop(self.0.subscribe().wait_for(|reached| *reached >= point).await);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    fn is_time(wait: impl Future) -> bool {
        pin!(wait).poll(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn the_second_page_waits_for_the_first_and_then_one_is_ahead() {
        let window = PrefetchWindow::new();
        let in_time = |window: &PrefetchWindow| [0, 1, 2, 3].map(|page| is_time(window.wants(page)));
        assert_eq!(in_time(&window), [true, false, false, false]);
        window.is_into(0);
        assert_eq!(in_time(&window), [true, true, false, false]);
        window.is_through(0);
        assert_eq!(in_time(&window), [true, true, true, false]);
        window.is_into(1);
        assert_eq!(in_time(&window), [true, true, true, false]);
        window.is_through(1);
        assert_eq!(in_time(&window), [true, true, true, true]);
    }

    #[test]
    fn a_text_waits_for_the_page_before() {
        let window = PrefetchWindow::new();
        let in_time = |window: &PrefetchWindow| [0, 1, 2].map(|page| is_time(window.wants_text_of(page)));
        assert_eq!(in_time(&window), [true, false, false]);
        window.is_into(0);
        assert_eq!(in_time(&window), [true, true, false]);
    }
}
