//! The plugin: its commands, its lazily started runtime and its shared HTTP clients.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use nu_plugin::{EngineInterface, Plugin, PluginCommand};
use nu_protocol::{LabeledError, Span};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::caller::Interrupt;
use crate::commands;
use crate::error::{Error, Spans};
use crate::session::http::Clients;

/// The state that outlives a call. Nothing in it depends on a caller's environment.
#[derive(Default)]
pub struct AwsPlugin {
    runtime: Mutex<Option<Arc<Runtime>>>,
    clients: Clients,
}

impl Plugin for AwsPlugin {
    fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    fn commands(&self) -> Vec<Box<dyn PluginCommand<Plugin = Self>>> {
        commands::all()
    }
}

impl AwsPlugin {
    /// The HTTP clients that all calls share.
    pub fn clients(&self) -> &Clients {
        &self.clients
    }

    /// The runtime, started by the first call that needs the network.
    pub fn runtime(&self) -> Result<Arc<Runtime>, Error> {
        let mut slot = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = slot.as_ref() {
            return Ok(runtime.clone());
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = Arc::new(runtime.map_err(|cause| Error::Internal(format!("Can't start the runtime: {cause}")))?);
        Ok(slot.insert(runtime).clone())
    }

    /// What comes through a channel, as an iterator that Ctrl-C ends.
    pub fn receive<T>(
        &self,
        engine: &EngineInterface,
        receiver: mpsc::Receiver<T>,
    ) -> Result<Received<T>, LabeledError> {
        let runtime = self.runtime().map_err(|error| error.at(&Spans::head(Span::unknown())))?;
        Ok(Received { runtime, receiver, interrupt: Interrupt::listen(engine)?, interrupted: false })
    }

    /// Runs a future to its end, or until Ctrl-C, which drops it and with it what it has in flight.
    pub fn block_on<T>(
        &self,
        engine: &EngineInterface,
        future: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let mut interrupt = Interrupt::listen(engine).map_err(|cause| Error::Internal(cause.to_string()))?;
        self.runtime()?.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.raised() => Err(Error::Interrupted),
                result = future => result,
            }
        })
    }
}

/// What comes through a channel. The iterator waits for the next item; Ctrl-C ends it, and with it whatever fills the
/// channel.
pub struct Received<T> {
    runtime: Arc<Runtime>,
    receiver: mpsc::Receiver<T>,
    interrupt: Interrupt,
    interrupted: bool,
}

impl<T> Received<T> {
    /// Whether Ctrl-C has ended it.
    pub fn is_interrupted(&self) -> bool {
        self.interrupted
    }
}

impl<T> Iterator for Received<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.interrupted {
            return None;
        }
        let Self { runtime, receiver, interrupt, .. } = self;
        let next = runtime.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.raised() => Err(Error::Interrupted),
                item = receiver.recv() => Ok(item),
            }
        });
        next.unwrap_or_else(|_| {
            self.interrupted = true;
            self.receiver.close();
            None
        })
    }
}
