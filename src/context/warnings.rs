//! What the user should know although the call goes on.

use std::sync::{Arc, Mutex, PoisonError};

/// The warnings of one call. Domain code adds them, and the command prints them. A clone shares them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Warnings(Arc<Mutex<Collected>>);

#[derive(Debug, Default)]
struct Collected {
    texts: Vec<String>,
    /// How many of the texts have been taken.
    taken: usize,
}

impl Warnings {
    /// Adds a warning, unless this call has it already: many profiles may share one cause.
    pub(crate) fn add(&self, text: String) {
        let mut collected = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !collected.texts.contains(&text) {
            collected.texts.push(text);
        }
    }

    /// The warnings that were added since this was last called.
    pub(crate) fn take(&self) -> Vec<String> {
        let mut collected = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = collected.texts[collected.taken..].to_vec();
        collected.taken = collected.texts.len();
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_warning_is_taken_once() {
        let warnings = Warnings::default();
        warnings.add("one".into());
        warnings.clone().add("one".into());
        warnings.add("two".into());
        assert_eq!(warnings.take(), ["one", "two"]);
        warnings.add("one".into());
        assert!(warnings.take().is_empty());
    }
}
