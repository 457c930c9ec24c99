//! Lists whose items are made while they are sent, so that Nushell reads the first items before the last are made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use nu_protocol::{Span, Value};

use crate::error::Spans;
use crate::error::panic::catch;

use crate::nu::msgpack::{Packed, Packer, placeholder, placeholder_data};

/// Writes the item with this number, counted from 0.
type WriteItem = dyn Fn(usize, &mut Packer) + Send;

/// A list whose length is known and whose items are written on demand.
pub(crate) struct LazyList {
    length: usize,
    span: Span,
    write: Box<WriteItem>,
}

impl LazyList {
    /// `write` must write exactly one value: the item whose number, counted from 0, it gets.
    pub(crate) fn new(length: usize, span: Span, write: impl Fn(usize, &mut Packer) + Send + 'static) -> Self {
        Self { length, span, write: Box::new(write) }
    }

    pub(crate) fn length(&self) -> usize {
        self.length
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Makes each item when the iterator reaches it. An item that panics is an error: the list's length has been sent.
    pub(crate) fn items(&self) -> impl Iterator<Item = Packed> {
        let mut packer = Packer::new(self.span);
        (0..self.length).map(move |number| {
            let item = catch(|| packer.pack_infallibly(|to| (self.write)(number, to)));
            item.unwrap_or_else(|error| {
                Packed::from_value(&Value::error(error.at(&Spans::head(self.span)).into(), self.span))
                    .unwrap_or_else(|_| packer.pack_infallibly(Packer::nothing))
            })
        })
    }

    /// Makes all items.
    pub(crate) fn value(&self) -> Value {
        Value::list(self.items().map(|item| item.value()).collect(), self.span)
    }
}

/// The lists whose messages have not been sent yet, by the numbers in their placeholders.
#[derive(Clone, Default)]
pub(crate) struct LazyLists(Arc<Mutex<HashMap<u64, LazyList>>>);

impl LazyLists {
    /// The type name of a list's placeholder.
    const PLACEHOLDER: &str = "nu_plugin_aws::LazyList";

    /// Stores a list and returns its placeholder, for [`take`](Self::take).
    pub(crate) fn put(&self, list: LazyList) -> Value {
        let span = list.span;
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = lists.keys().max().map_or(0, |last| last + 1);
        lists.insert(number, list);
        placeholder(Self::PLACEHOLDER, number.to_be_bytes().to_vec(), span)
    }

    /// Removes and returns the list of a placeholder; `None` for any other value.
    pub(crate) fn take(&self, value: &Value) -> Option<LazyList> {
        let number = placeholder_data(value, Self::PLACEHOLDER)?.try_into().ok()?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&u64::from_be_bytes(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_panics_is_an_error_between_the_others() {
        let list = LazyList::new(3, Span::test_data(), |number, to| {
            to.open_record(1);
            assert_ne!(number, 1, "a bug");
            to.name("n");
            to.int(2);
            to.close_record();
        });
        let Value::List { vals, .. } = list.value() else { panic!("no list") };
        assert!(matches!(vals[..], [Value::Record { .. }, Value::Error { .. }, Value::Record { .. }]), "{vals:?}");
    }
}
