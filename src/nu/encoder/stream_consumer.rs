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

/// The key under which a stream's header names its audience, on its way to [`Audiences::learn`].
const MARK: &str = "nu_plugin_aws::Audience";

/// The audiences that there are. A clone shares them.
#[derive(Clone, Default)]
pub(crate) struct Audiences(Arc<Mutex<Present>>);

#[derive(Default)]
struct Present {
    /// By a number that none had before: a message may still name an audience that is there no more.
    known: HashMap<i64, Known>,
    gathered: i64,
}

/// What is known of an audience.
struct Known {
    /// What it reads, once that is on its way.
    stream: Option<StreamId>,
    has_gone: watch::Sender<bool>,
}

/// Who reads the stream that a call answers with. A clone is the same audience.
#[derive(Clone)]
pub(crate) struct Audience {
    has_gone: watch::Receiver<bool>,
    entry: Arc<Entry>,
}

/// The place of an audience among all, which is given up with the last clone.
struct Entry {
    number: i64,
    all: Audiences,
}

impl Audiences {
    /// One more.
    pub(crate) fn gather(&self) -> Audience {
        let (sender, has_gone) = watch::channel(false);
        let mut present = self.present();
        present.gathered += 1;
        let number = present.gathered;
        present.known.insert(number, Known { stream: None, has_gone: sender });
        Audience { has_gone, entry: Arc::new(Entry { number, all: self.clone() }) }
    }

    /// Learns which stream an audience reads from a message that begins one, and gives the message as it is to be sent.
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
        for audience in self.present().known.values().filter(|audience| audience.stream == Some(stream)) {
            audience.has_gone.send_replace(true);
        }
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Audience {
    /// What a stream's header says, with the stream's audience in it.
    pub(crate) fn mark(&self, mut metadata: PipelineMetadata) -> PipelineMetadata {
        metadata.custom.push(MARK, Value::int(self.entry.number, Span::unknown()));
        metadata
    }

    /// Waits until nobody reads the stream any more.
    pub(crate) async fn goes(&mut self) {
        // The sender is known as long as this audience is there.
        drop(self.has_gone.wait_for(|has_gone| *has_gone).await);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.all.present().known.remove(&self.number);
    }
}
