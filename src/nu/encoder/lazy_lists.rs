//! Lists that are made while they are sent: Nushell reads the first items while the last ones are being made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use nu_protocol::{Span, Value};

use crate::nu::msgpack::{Packed, Packer, carried, placeholder};

/// What writes the item of a number.
type WriteItem = dyn Fn(usize, &mut Packer) + Send;

/// A list of which it is known how long it is and how its items are written.
pub(crate) struct LazyList {
    length: usize,
    span: Span,
    write: Box<WriteItem>,
}

impl LazyList {
    /// A list of that length. Its item of a number, counted from 0, is the one value that `write` writes.
    pub(crate) fn new(length: usize, span: Span, write: impl Fn(usize, &mut Packer) + Send + 'static) -> Self {
        Self { length, span, write: Box::new(write) }
    }

    /// How many items it has.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Where it comes from.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The items, made one by one.
    pub(crate) fn items(&self) -> impl Iterator<Item = Packed> {
        let mut packer = Packer::new(self.span);
        (0..self.length).map(move |number| packer.pack_infallible(|to| (self.write)(number, to)))
    }

    /// The list, made at once.
    pub(crate) fn value(&self) -> Value {
        Value::list(self.items().map(|item| item.value()).collect(), self.span)
    }
}

/// The lists that wait for their message, by the number that stands in their place.
#[derive(Clone, Default)]
pub(crate) struct LazyLists(Arc<Mutex<HashMap<u64, LazyList>>>);

impl LazyLists {
    /// What stands in the pipeline for a list.
    const CARRIER: &str = "nu_plugin_aws::LazyList";

    /// A value that may go where a [`Value`] has to, until [`take`](Self::take) is called with it.
    pub(crate) fn put(&self, list: LazyList) -> Value {
        let span = list.span;
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = lists.keys().max().map_or(0, |last| last + 1);
        lists.insert(number, list);
        placeholder(Self::CARRIER, number.to_be_bytes().to_vec(), span)
    }

    /// The list that a value stands for, once.
    pub(crate) fn take(&self, value: &Value) -> Option<LazyList> {
        let number = carried(value, Self::CARRIER)?.try_into().ok()?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&u64::from_be_bytes(number))
    }
}
