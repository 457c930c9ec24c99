//! How long Nushell keeps the idle process. By default it stops a plugin ten seconds after its last call.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use nu_plugin::EngineInterface;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::cli_cache::unsaved::UnsavedCaches;
use crate::plugin::SharedRuntime;

/// How long the process stays after a call, if it has made requests. The next call then finds open connections, which
/// saves two round trips to each host. AWS closes those that are idle for longer.
const WARM: Duration = Duration::from_secs(60);

/// Ends the time in which the process stays. A clone shares it.
#[derive(Clone, Default)]
pub(crate) struct WarmTimer(Arc<Mutex<Option<JoinHandle<()>>>>);

impl WarmTimer {
    /// Calls `end` after this time, but not if the timer is started again before.
    fn start(&self, runtime: &Handle, time: Duration, end: impl FnOnce() + Send + 'static) {
        let timer = runtime.spawn(async move {
            sleep(time).await;
            end();
        });
        let earlier = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(timer);
        earlier.iter().for_each(JoinHandle::abort);
    }
}

/// At its end, Nushell is told not to stop the idle process: for a minute if there may be open connections, and for good
/// if it has a sign-in that could not be stored.
pub(crate) struct KeepRunning {
    pub(super) engine: EngineInterface,
    pub(super) runtime: SharedRuntime,
    pub(super) timer: WarmTimer,
    pub(super) unsaved: UnsavedCaches,
}

impl Drop for KeepRunning {
    fn drop(&mut self) {
        // Without a runtime there was no request.
        let Some(runtime) = self.runtime.lock().unwrap_or_else(PoisonError::into_inner).clone() else { return };
        // If it fails, Nushell has ended.
        let _ = self.engine.set_gc_disabled(true);
        let (engine, unsaved) = (self.engine.clone(), self.unsaved.clone());
        self.timer.start(runtime.handle(), WARM, move || {
            if !unsaved.has_sign_in() {
                let _ = engine.set_gc_disabled(false);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::unbounded_channel;

    use super::*;

    #[tokio::test]
    async fn the_time_begins_with_the_last_call() {
        let (timer, (sender, mut ended)) = (WarmTimer::default(), unbounded_channel());
        for (call, time) in [(1, Duration::from_secs(3600)), (2, Duration::from_millis(1))] {
            let sender = sender.clone();
            timer.start(&Handle::current(), time, move || sender.send(call).expect("a receiver"));
        }
        drop(sender);
        assert_eq!(ended.recv().await, Some(2));
        // The first timer doesn't exist any more.
        assert_eq!(ended.recv().await, None);
    }
}
