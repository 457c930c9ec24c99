//! The state of the plugin's process: the runtime, the HTTP clients and the encoder.

mod keep_running;

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use nu_plugin::EngineInterface;
use nu_protocol::{LabeledError, Span};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::cli_cache::unsaved::UnsavedCaches;
use crate::error::{Error, Spans};
use crate::http::clients::Clients;
use crate::nu::caller::Interrupt;
use crate::nu::message_encoder::{PackedEncoder, StreamConsumer};
use crate::nu::receiver::ResultReceiver;
pub(crate) use crate::plugin::keep_running::KeepRunning;
use crate::plugin::keep_running::WarmTimer;

/// The runtime, which the first call that needs the network starts.
type SharedRuntime = Arc<Mutex<Option<Arc<Runtime>>>>;

/// The state that outlives a call. Nothing in it depends on a caller's environment.
#[derive(Default)]
pub struct AwsPlugin {
    runtime: SharedRuntime,
    warm_timer: WarmTimer,
    clients: Clients,
    unsaved: UnsavedCaches,
    encoder: PackedEncoder,
}

impl AwsPlugin {
    pub(crate) fn new(encoder: PackedEncoder) -> Self {
        Self { encoder, ..Self::default() }
    }

    pub(crate) fn clients(&self) -> &Clients {
        &self.clients
    }

    pub(crate) fn unsaved(&self) -> &UnsavedCaches {
        &self.unsaved
    }

    /// How rows are sent to Nushell. They are only packed after Nushell has said its version to [`serve`]; in unit
    /// tests they are ordinary values.
    pub(crate) fn encoder(&self) -> &PackedEncoder {
        &self.encoder
    }

    /// Keeps the process for the next call. Its end is that of the present one.
    pub(crate) fn keep_running(&self, engine: &EngineInterface) -> KeepRunning {
        KeepRunning {
            engine: engine.clone(),
            runtime: self.runtime.clone(),
            timer: self.warm_timer.clone(),
            unsaved: self.unsaved.clone(),
        }
    }

    pub(crate) fn runtime(&self) -> Result<Arc<Runtime>, Error> {
        let mut slot = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = slot.as_ref() {
            return Ok(runtime.clone());
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(worker_threads()).enable_all().build();
        let runtime = Arc::new(runtime.map_err(|cause| Error::Internal(format!("Can't start the runtime: {cause}")))?);
        Ok(slot.insert(runtime).clone())
    }

    /// The items of a channel, until Ctrl-C or until the consumer stops reading.
    pub(crate) fn receive<T>(
        &self,
        engine: &EngineInterface,
        receiver: mpsc::Receiver<T>,
        consumer: StreamConsumer,
    ) -> Result<ResultReceiver<T>, LabeledError> {
        let runtime = self.runtime().map_err(|error| error.at(&Spans::head(Span::unknown())))?;
        Ok(ResultReceiver::new(runtime, receiver, consumer, Interrupt::listen(engine)?))
    }

    /// Runs a future. Ctrl-C drops it, and with it its requests in flight.
    pub(crate) fn block_on<T>(
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

/// How many threads receive responses. Two other threads are busy at the same time: the one that writes rows, and the
/// one of Nushell that reads them. More workers than the remaining cores would be slower, and each uses memory.
fn worker_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(2).clamp(1, 8))
}
