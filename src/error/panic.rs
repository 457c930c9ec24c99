//! Panics as errors, so that a bug in this crate or in a dependency fails one call and not all calls of the process.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use tokio::task::JoinError;

use crate::error::Error;

/// Where the last panic was.
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Keeps the place of a panic for its error. Nothing is printed: the message of a panic may quote a secret.
pub(crate) fn record_panics() {
    set_hook(Box::new(|panic| {
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.location().map(ToString::to_string);
    }));
}

/// Runs `work`. What calls share stays usable after a panic: it is behind locks whose poison is ignored.
///
/// # Errors
///
/// [`Error::Internal`] if `work` panics.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| panicked())
}

/// Like [`catch`], for a future.
pub(crate) async fn catch_async<T>(work: impl Future<Output = T>) -> Result<T, Error> {
    let mut work = pin!(work);
    poll_fn(|context| match catch(|| work.as_mut().poll(context)) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
        Err(error) => Poll::Ready(Err(error)),
    })
    .await
}

impl From<JoinError> for Error {
    fn from(error: JoinError) -> Self {
        if error.is_panic() { panicked() } else { Self::Internal("A task of the plugin was cancelled".into()) }
    }
}

/// The items up to a panic, which is the last item.
pub(crate) struct CatchPanics<I, F> {
    /// `None` after a panic.
    items: Option<I>,
    item_of_panic: F,
}

impl<I: Iterator, F: Fn(Error) -> I::Item> CatchPanics<I, F> {
    pub(crate) fn new(items: I, item_of_panic: F) -> Self {
        Self { items: Some(items), item_of_panic }
    }
}

impl<I: Iterator, F: Fn(Error) -> I::Item> Iterator for CatchPanics<I, F> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let items = self.items.as_mut()?;
        catch(|| items.next()).unwrap_or_else(|error| {
            self.items = None;
            Some((self.item_of_panic)(error))
        })
    }
}

fn panicked() -> Error {
    let place = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    let place = place.map(|place| format!(" at {place}")).unwrap_or_default();
    Error::Internal(format!("A bug has ended this call: the plugin panicked{place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_without_its_message() {
        let error = catch(|| panic!("key wJalrXUtnFEMI")).expect_err("a panic");
        assert_eq!(error.code(), "aws::internal");
        assert!(!format!("{error} {error:?}").contains("wJalr"), "{error}");
    }

    #[test]
    fn a_panic_is_the_last_item() {
        let items = [1, 2, 0, 4].into_iter().map(|number| 12_u8.checked_div(number).expect("no zero"));
        assert_eq!(CatchPanics::new(items, |_| 99).collect::<Vec<_>>(), [12, 6, 99]);
    }

    #[tokio::test]
    async fn a_panic_after_a_wait_is_an_error() {
        let work = async {
            tokio::task::yield_now().await;
            panic!("late");
        };
        assert_eq!(catch_async::<()>(work).await.expect_err("a panic").code(), "aws::internal");
        let task = tokio::spawn(async { panic!("in a task") });
        assert_eq!(Error::from(task.await.expect_err("a panic")).code(), "aws::internal");
    }
}
