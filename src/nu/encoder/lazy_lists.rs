//! Lists whose items are made while they are sent: Nushell reads the first ones while the last ones are made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use nu_protocol::{Span, Value};

use crate::nu::msgpack::{Packed, Packer, placeholder, placeholder_data};

/// Writes the item with a number.
type WriteItem = dyn Fn(usize, &mut Packer) + Send;

/// A list whose length is known and whose items are written on demand.
pub(crate) struct LazyList {
    length: usize,
    span: Span,
    write: Box<WriteItem>,
}

impl LazyList {
    /// A list of this length. `write` writes exactly one value: the item with this number, counted from 0.
    pub(crate) fn new(length: usize, span: Span, write: impl Fn(usize, &mut Packer) + Send + 'static) -> Self {
        Self { length, span, write: Box::new(write) }
    }

    pub(crate) fn length(&self) -> usize {
        self.length
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The items, each made when it is taken.
    pub(crate) fn items(&self) -> impl Iterator<Item = Packed> {
        let mut packer = Packer::new(self.span);
        (0..self.length).map(move |number| packer.pack_infallibly(|to| (self.write)(number, to)))
    }

    /// The complete list.
    pub(crate) fn value(&self) -> Value {
        Value::list(self.items().map(|item| item.value()).collect(), self.span)
    }
}

/// The lists whose messages have not been sent yet, by the numbers in their placeholders.
#[derive(Clone, Default)]
pub(crate) struct LazyLists(Arc<Mutex<HashMap<u64, LazyList>>>);

impl LazyLists {
    /// The name of a list's placeholder.
    const PLACEHOLDER: &str = "nu_plugin_aws::LazyList";

    /// A placeholder for the list, until [`take`](Self::take) is called with it.
    pub(crate) fn put(&self, list: LazyList) -> Value {
        let span = list.span;
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = lists.keys().max().map_or(0, |last| last + 1);
        lists.insert(number, list);
        placeholder(Self::PLACEHOLDER, number.to_be_bytes().to_vec(), span)
    }

    /// Takes the list of a placeholder.
    pub(crate) fn take(&self, value: &Value) -> Option<LazyList> {
        let number = placeholder_data(value, Self::PLACEHOLDER)?.try_into().ok()?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&u64::from_be_bytes(number))
    }
}
