//! Where answers come from.

use crate::line::Answer;
use crate::plugin::Received;
use crate::targets::Tally;

/// Where answers come from.
pub enum Source<T> {
    /// Targets that are being asked.
    Asked(Received<Answer<T>>, Tally),
    /// Nobody has to be asked.
    Known(std::vec::IntoIter<Answer<T>>),
}

impl<T> Source<T> {
    /// Hears no more of them.
    pub fn close(&mut self) {
        if let Self::Asked(received, _) = self {
            received.close();
        }
    }

    /// Whether they have been cut off, by Ctrl-C or because nobody wants them any more.
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Self::Asked(received, _) if received.is_interrupted())
    }

    /// Whether there has been nobody to ask.
    pub fn has_no_target(&self) -> bool {
        matches!(self, Self::Asked(_, tally) if tally.standing().planned == 0)
    }
}
