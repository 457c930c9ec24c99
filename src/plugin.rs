//! The plugin: its commands, its lazily started runtime and its shared HTTP clients.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use nu_plugin::{EngineInterface, Plugin, PluginCommand, serve_plugin};
use nu_protocol::{LabeledError, Span};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::caller::Interrupt;
use crate::commands;
use crate::error::{Error, Spans};
use crate::session::http::Clients;
use crate::wire::{Audience, Wire};

/// The state that outlives a call. Nothing in it depends on a caller's environment.
#[derive(Default)]
pub struct AwsPlugin {
    runtime: Mutex<Option<Arc<Runtime>>>,
    clients: Clients,
    wire: Wire,
}

/// Serves the plugin until Nushell has no more need of it. Here and not in `main.rs`, so that its generic code is
/// compiled beside the SDK and not after it.
pub fn serve() {
    let wire = Wire::default();
    serve_plugin(&AwsPlugin { wire: wire.clone(), ..AwsPlugin::default() }, wire);
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

    /// How rows go to Nushell. Of a plugin that isn't [served](serve), it knows of no Nushell that takes them packed.
    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// The runtime, started by the first call that needs the network.
    pub fn runtime(&self) -> Result<Arc<Runtime>, Error> {
        let mut slot = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = slot.as_ref() {
            return Ok(runtime.clone());
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build();
        let runtime = Arc::new(runtime.map_err(|cause| Error::Internal(format!("Can't start the runtime: {cause}")))?);
        Ok(slot.insert(runtime).clone())
    }

    /// What comes through a channel, until Ctrl-C, or until nobody reads any more what is made of it.
    pub fn receive<T>(
        &self,
        engine: &EngineInterface,
        receiver: mpsc::Receiver<T>,
        audience: Audience,
    ) -> Result<Received<T>, LabeledError> {
        let runtime = self.runtime().map_err(|error| error.at(&Spans::head(Span::unknown())))?;
        Ok(Received { runtime, receiver, audience, interrupt: Interrupt::listen(engine)?, interrupted: false })
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

/// How many threads take in what AWS answers. Two more are busy then: the one that makes and writes rows and Nushell's
/// that reads them. More workers than the rest of the cores would be slower, and each keeps memory of its own.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(2).clamp(1, 8))
}

/// What comes through a channel. The iterator waits for the next item. Ctrl-C ends it, and with it whatever fills the
/// channel; so does an audience that goes.
pub struct Received<T> {
    runtime: Arc<Runtime>,
    receiver: mpsc::Receiver<T>,
    audience: Audience,
    interrupt: Interrupt,
    interrupted: bool,
}

/// What a wait for the next item ends with.
pub enum Next<T> {
    /// The item.
    Item(T),
    /// There is none any more, or Ctrl-C, or nobody who reads.
    Ended,
    /// The time is over.
    TimedOut,
}

impl<T> Received<T> {
    /// Whether Ctrl-C has ended it, or an audience that has gone.
    pub fn is_interrupted(&self) -> bool {
        self.interrupted
    }

    /// Ends it, and with it whatever fills the channel.
    pub fn close(&mut self) {
        self.receiver.close();
        while self.receiver.try_recv().is_ok() {}
    }

    /// Waits for the next item, but no longer than until then.
    pub fn next_before(&mut self, deadline: Option<Instant>) -> Next<T> {
        if self.interrupted {
            return Next::Ended;
        }
        let Self { runtime, receiver, audience, interrupt, .. } = self;
        let next = runtime.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.raised() => Err(Error::Interrupted),
                () = audience.goes() => Err(Error::Interrupted),
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

#[cfg(test)]
mod tests {
    use nu_plugin::MsgPackSerializer;
    use nu_plugin_core::Encoder;
    use nu_plugin_protocol::{PluginCallResponse, PluginInput, PluginOutput, ProtocolInfo};
    use nu_protocol::{PluginExample, PluginSignature};

    use super::*;

    /// What `plugin add` is told.
    fn signatures() -> PluginOutput {
        let signature = |command: &dyn PluginCommand<Plugin = AwsPlugin>| PluginSignature {
            sig: command.signature(),
            examples: command.examples().into_iter().map(PluginExample::from).collect(),
        };
        let signatures = AwsPlugin::default().commands().iter().map(|command| signature(&**command)).collect();
        PluginOutput::CallResponse(3, PluginCallResponse::Signature(signatures))
    }

    #[test]
    fn nushell_reads_the_signatures_without_their_names() {
        let (wire, mut hello, mut message) = (Wire::default(), Vec::new(), Vec::new());
        wire.encode(&PluginInput::Hello(ProtocolInfo::default()), &mut hello).expect("a message");
        let _: Option<PluginInput> = wire.decode(&mut &hello[..]).expect("a message");
        wire.encode(&signatures(), &mut message).expect("a message");
        assert!(!String::from_utf8_lossy(&message).contains("required_positional"));
        let mut rest = &message[..];
        let read: Option<PluginOutput> = MsgPackSerializer.decode(&mut rest).expect("a message");
        let spelled = |output: &PluginOutput| serde_json::to_string(output).expect("a text");
        assert_eq!(spelled(&read.expect("a message")), spelled(&signatures()));
        assert!(rest.is_empty());
    }
}
