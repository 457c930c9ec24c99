//! Where answers come from.

use crate::fanout::ProgressTracker;
use crate::fanout::channel::Message;
use crate::nu::receiver::Received;

/// Where answers come from.
pub(crate) enum Source<T> {
    /// Targets that are being asked.
    Targets(Received<Message<T>>, ProgressTracker),
    /// Nobody has to be asked.
    Known(std::vec::IntoIter<Message<T>>),
}

impl<T> Source<T> {
    /// Hears no more of them.
    pub(crate) fn close(&mut self) {
        if let Self::Targets(received, _) = self {
            received.close();
        }
    }

    /// Whether they have been cut off, by Ctrl-C or because nobody wants them any more.
    pub(crate) fn is_interrupted(&self) -> bool {
        matches!(self, Self::Targets(received, _) if received.is_interrupted())
    }

    /// Whether there has been nobody to ask.
    pub(crate) fn has_no_target(&self) -> bool {
        matches!(self, Self::Targets(_, tracker) if tracker.snapshot().planned == 0)
    }
}
