//! A map that keeps the order in which its keys were added.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

/// Values by name, in the order in which they were added.
#[derive(Debug, Clone)]
pub(crate) struct OrderedMap<T> {
    values: Vec<T>,
    index: HashMap<Arc<str>, usize, RandomState>,
}

impl<T> OrderedMap<T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.index.get(name).and_then(|at| self.values.get(*at))
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(crate) fn get_or_insert_with(&mut self, name: &str, new: impl FnOnce(Arc<str>) -> T) -> &mut T {
        let name: Arc<str> = name.into();
        let at = *self.index.entry(name.clone()).or_insert(self.values.len());
        if at == self.values.len() {
            self.values.push(new(name));
        }
        &mut self.values[at]
    }
}

impl<T> Default for OrderedMap<T> {
    fn default() -> Self {
        Self { values: Vec::new(), index: HashMap::default() }
    }
}
