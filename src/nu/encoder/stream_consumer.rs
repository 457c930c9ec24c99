//! Whether anybody still reads a stream.
//!
//! nu-plugin looks for that only when the next item is there. Who waits for AWS to send one is to know it at once: no
//! more requests are made for a reader that has gone, and nothing is said to a person who has turned to something else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nu_plugin_protocol::{ListStreamInfo, PipelineDataHeader, PluginCallResponse, PluginOutput, StreamId};
use nu_protocol::casing::Casing;
use nu_protocol::{PipelineMetadata, Span, Value};
use tokio::sync::watch;

/// The key under which a stream's header names its consumer, on its way to [`StreamConsumers::learn`].
const MARK: &str = "nu_plugin_aws::StreamConsumer";

/// The consumers that there are. A clone shares them.
#[derive(Clone, Default)]
pub(crate) struct StreamConsumers(Arc<Mutex<Present>>);

#[derive(Default)]
struct Present {
    /// By a number that none had before: a message may still name an consumer that is there no more.
    known: HashMap<i64, Known>,
    gathered: i64,
}

/// What is known of an consumer.
struct Known {
    /// What it reads, once that is on its way.
    stream: Option<StreamId>,
    has_gone: watch::Sender<bool>,
}

/// Who reads the stream that a call answers with. A clone is the same consumer.
#[derive(Clone)]
pub(crate) struct StreamConsumer {
    has_gone: watch::Receiver<bool>,
    entry: Arc<Entry>,
}

/// The place of an consumer among all, which is given up with the last clone.
struct Entry {
    number: i64,
    all: StreamConsumers,
}

impl StreamConsumers {
    /// One more.
    pub(crate) fn gather(&self) -> StreamConsumer {
        let (sender, has_gone) = watch::channel(false);
        let mut present = self.present();
        present.gathered += 1;
        let number = present.gathered;
        present.known.insert(number, Known { stream: None, has_gone: sender });
        StreamConsumer { has_gone, entry: Arc::new(Entry { number, all: self.clone() }) }
    }

    /// Learns which stream an consumer reads from a message that begins one, and gives the message as it is to be sent.
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

    /// Says that nobody reads this stream any more.
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
    /// What a stream's header says, with the stream's consumer in it.
    pub(crate) fn mark(&self, mut metadata: PipelineMetadata) -> PipelineMetadata {
        metadata.custom.push(MARK, Value::int(self.entry.number, Span::unknown()));
        metadata
    }

    /// Waits until nobody reads the stream any more.
    pub(crate) async fn goes(&mut self) {
        // The sender is known as long as this consumer is there.
        drop(self.has_gone.wait_for(|has_gone| *has_gone).await);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.all.present().known.remove(&self.number);
    }
}
