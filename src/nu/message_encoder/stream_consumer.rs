//! Whether a stream still has a consumer.
//!
//! nu-plugin checks that only when the next item is ready. A command that waits for AWS has to know at once, so that it
//! stops making requests and printing progress for a consumer that is gone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nu_plugin_protocol::{ListStreamInfo, PipelineDataHeader, PluginCallResponse, PluginOutput, StreamId};
use nu_protocol::casing::Casing;
use nu_protocol::{PipelineMetadata, Span, Value};
use tokio::sync::watch;

/// The metadata key that carries the number of a consumer to [`StreamConsumers::bind_stream`].
const METADATA_KEY: &str = "nu_plugin_aws::StreamConsumer";

/// The consumers of all open streams. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct StreamConsumers(Arc<Mutex<Registry>>);

#[derive(Default)]
struct Registry {
    /// The keys are never reused, because a message may still carry the number of a consumer that is gone.
    consumers: HashMap<i64, ConsumerState>,
    last_number: i64,
}

struct ConsumerState {
    /// The stream, once its header has been sent.
    stream: Option<StreamId>,
    is_gone: watch::Sender<bool>,
}

/// The consumer of the stream that a call returns. All clones have the same consumer.
#[derive(Clone)]
pub(crate) struct StreamConsumer {
    is_gone: watch::Receiver<bool>,
    registration: Arc<ConsumerRegistration>,
}

/// Removes a consumer from the registry when its last clone is dropped.
struct ConsumerRegistration {
    number: i64,
    all: StreamConsumers,
}

impl StreamConsumers {
    pub(crate) fn register(&self) -> StreamConsumer {
        let (sender, is_gone) = watch::channel(false);
        let mut registry = self.lock();
        registry.last_number += 1;
        let number = registry.last_number;
        registry.consumers.insert(number, ConsumerState { stream: None, is_gone: sender });
        StreamConsumer { is_gone, registration: Arc::new(ConsumerRegistration { number, all: self.clone() }) }
    }

    /// If this is the header of a marked stream, records the stream's id and returns the header without the mark.
    pub(crate) fn bind_stream(&self, output: &PluginOutput) -> Option<PluginOutput> {
        let PluginOutput::CallResponse(
            call,
            PluginCallResponse::PipelineData(PipelineDataHeader::ListStream(
                info @ ListStreamInfo { metadata: Some(metadata), .. },
            )),
        ) = output
        else {
            return None;
        };
        let mut metadata = metadata.clone();
        let number = metadata.custom.cased_mut(Casing::Sensitive).remove(METADATA_KEY)?.as_int().ok()?;
        if let Some(consumer) = self.lock().consumers.get_mut(&number) {
            consumer.stream = Some(info.id);
        }
        let info = ListStreamInfo { metadata: Some(metadata), ..info.clone() };
        Some(PluginOutput::CallResponse(*call, PluginCallResponse::PipelineData(PipelineDataHeader::ListStream(info))))
    }

    /// Tells the consumer of this stream that Nushell has dropped it.
    pub(crate) fn end_stream(&self, stream: StreamId) {
        for consumer in self.lock().consumers.values().filter(|consumer| consumer.stream == Some(stream)) {
            consumer.is_gone.send_replace(true);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StreamConsumer {
    /// Adds the number of the consumer to the metadata of its stream's header.
    pub(crate) fn mark_metadata(&self, mut metadata: PipelineMetadata) -> PipelineMetadata {
        metadata.custom.push(METADATA_KEY, Value::int(self.registration.number, Span::unknown()));
        metadata
    }

    /// Waits until the stream's consumer is gone.
    pub(crate) async fn gone(&mut self) {
        // The sender is registered as long as this consumer exists.
        drop(self.is_gone.wait_for(|is_gone| *is_gone).await);
    }
}

impl Drop for ConsumerRegistration {
    fn drop(&mut self) {
        self.all.lock().consumers.remove(&self.number);
    }
}
