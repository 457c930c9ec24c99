//! Whether a stream still has a consumer.
//!
//! nu-plugin checks that only when the next item is there. A command that waits for AWS has to know it at once: no more
//! requests are made for a consumer that is gone, and nothing is printed for a user who has moved on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nu_plugin_protocol::{ListStreamInfo, PipelineDataHeader, PluginCallResponse, PluginOutput, StreamId};
use nu_protocol::casing::Casing;
use nu_protocol::{PipelineMetadata, Span, Value};
use tokio::sync::watch;

/// The metadata key that carries the number of a consumer to [`StreamConsumers::learn`].
const MARK: &str = "nu_plugin_aws::StreamConsumer";

/// All consumers. A clone shares them.
#[derive(Clone, Default)]
pub(crate) struct StreamConsumers(Arc<Mutex<Present>>);

#[derive(Default)]
struct Present {
    /// By numbers that are never reused: a message may still carry the number of a consumer that is gone.
    known: HashMap<i64, Known>,
    gathered: i64,
}

struct Known {
    /// The stream, once its header has been sent.
    stream: Option<StreamId>,
    has_gone: watch::Sender<bool>,
}

/// The consumer of the stream that a call returns. A clone is the same consumer.
#[derive(Clone)]
pub(crate) struct StreamConsumer {
    has_gone: watch::Receiver<bool>,
    entry: Arc<Entry>,
}

/// The registration of a consumer, which ends with the last clone.
struct Entry {
    number: i64,
    all: StreamConsumers,
}

impl StreamConsumers {
    /// Registers a consumer.
    pub(crate) fn gather(&self) -> StreamConsumer {
        let (sender, has_gone) = watch::channel(false);
        let mut present = self.present();
        present.gathered += 1;
        let number = present.gathered;
        present.known.insert(number, Known { stream: None, has_gone: sender });
        StreamConsumer { has_gone, entry: Arc::new(Entry { number, all: self.clone() }) }
    }

    /// Learns the stream of a consumer from the stream's header, and returns the header without the mark.
    pub(crate) fn learn(&self, output: &PluginOutput) -> Option<PluginOutput> {
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
        let number = metadata.custom.cased_mut(Casing::Sensitive).remove(MARK)?.as_int().ok()?;
        if let Some(known) = self.present().known.get_mut(&number) {
            known.stream = Some(info.id);
        }
        let info = ListStreamInfo { metadata: Some(metadata), ..info.clone() };
        Some(PluginOutput::CallResponse(*call, PluginCallResponse::PipelineData(PipelineDataHeader::ListStream(info))))
    }

    /// Marks the consumer of a stream as gone.
    pub(crate) fn goes(&self, stream: StreamId) {
        for consumer in self.present().known.values().filter(|consumer| consumer.stream == Some(stream)) {
            consumer.has_gone.send_replace(true);
        }
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StreamConsumer {
    /// Adds the consumer to the metadata of a stream's header.
    pub(crate) fn mark(&self, mut metadata: PipelineMetadata) -> PipelineMetadata {
        metadata.custom.push(MARK, Value::int(self.entry.number, Span::unknown()));
        metadata
    }

    /// Waits until the stream's consumer is gone.
    pub(crate) async fn gone(&mut self) {
        // The sender is registered as long as this consumer exists.
        drop(self.has_gone.wait_for(|has_gone| *has_gone).await);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.all.present().known.remove(&self.number);
    }
}
