//! Work that has the same result for all accounts, and is done for one of them in each region.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;

/// Whether the work of a region is done.
type Region = Arc<tokio::sync::Mutex<bool>>;

/// The regions of a call, shared by its targets.
#[derive(Debug, Clone, Default)]
pub(crate) struct OncePerRegion(Arc<Mutex<HashMap<String, Region>>>);

impl OncePerRegion {
    /// Does the work unless another account has done it in this region. If that one fails, the next one tries.
    ///
    /// # Errors
    ///
    /// The error of the work.
    pub(crate) async fn run(&self, region: &str, work: impl Future<Output = Result<(), Error>>) -> Result<(), Error> {
        let region =
            self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(region.to_owned()).or_default().clone();
        let mut is_done = region.lock().await;
        if !*is_done {
            work.await?;
            *is_done = true;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_account_works_only_if_the_first_one_failed() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let (once, done) = (OncePerRegion::default(), Mutex::new(Vec::new()));
        let run = |region, account: &'static str, result: Result<(), Error>| {
            let work = async {
                done.lock().expect("no panic").push(account);
                result
            };
            runtime.block_on(once.run(region, work))
        };
        assert!(run("eu-west-1", "a", Err(Error::Interrupted)).is_err());
        assert!(run("eu-west-1", "b", Ok(())).is_ok() && run("eu-west-1", "c", Ok(())).is_ok());
        assert!(run("eu-west-2", "c", Ok(())).is_ok());
        assert_eq!(*done.lock().expect("no panic"), ["a", "b", "c"]);
    }
}
