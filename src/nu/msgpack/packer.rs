//! Writes values one behind the other.

use std::convert::Infallible;

use chrono::{DateTime, FixedOffset};
use nu_protocol::Span;
use rmp::encode::{ByteBuf, write_bool, write_map_len, write_sint};

use crate::nu::msgpack::unordered_record::Places;
use crate::nu::msgpack::value::{ENTRY, SPAN_ALONE, open, open_list, put, put_str, variant, write_span};
use crate::nu::msgpack::{Packed, infallible};

/// A list that has been begun.
#[derive(Debug)]
#[must_use]
pub(crate) struct OpenList {
    /// Where its items begin, right behind their number.
    items: usize,
}

/// Writes values one behind the other, all with the same span.
#[derive(Debug)]
pub(crate) struct Packer {
    pub(crate) bytes: ByteBuf,
    /// The span as it is written.
    span: Vec<u8>,
    /// Null as it is written.
    nothing: Vec<u8>,
    /// Where the values are of the [unordered_record](crate::nu::msgpack::unordered_record::UnorderedRecord) records that have been begun.
    pub(crate) places: Places,
    /// A buffer to bring them together in.
    pub(crate) spare: ByteBuf,
}

impl Packer {
    /// Of values that come from there.
    pub(crate) fn new(span: Span) -> Self {
        let mut written = ByteBuf::new();
        write_span(&mut written, span);
        let span = written.into_vec();
        let nothing = [&[ENTRY, variant::NOTHING, SPAN_ALONE], &*span].concat();
        Self { bytes: ByteBuf::new(), span, nothing, places: Places::default(), spare: ByteBuf::new() }
    }

    /// The value that is written meanwhile. After an error nothing is left of it.
    ///
    /// # Errors
    ///
    /// What the writing of it fails with.
    pub(crate) fn pack<E>(&mut self, write: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<Packed, E> {
        self.bytes.as_mut_vec().clear();
        self.places.clear();
        write(self)?;
        Ok(Packed(self.bytes.as_slice().to_vec()))
    }

    /// The value that is written meanwhile, where nothing can fail.
    pub(crate) fn pack_infallible(&mut self, write: impl FnOnce(&mut Self)) -> Packed {
        let Ok(packed) = self.pack(|to| {
            write(to);
            Ok::<_, Infallible>(())
        });
        packed
    }

    /// Null.
    pub(crate) fn nothing(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.nothing);
    }

    /// A boolean.
    pub(crate) fn bool(&mut self, flag: bool) {
        open(&mut self.bytes, variant::BOOL);
        let Ok(()) = write_bool(&mut self.bytes, flag);
        self.end();
    }

    /// A whole number.
    pub(crate) fn int(&mut self, number: i64) {
        open(&mut self.bytes, variant::INT);
        infallible(write_sint(&mut self.bytes, number));
        self.end();
    }

    /// A text.
    pub(crate) fn string(&mut self, text: &str) {
        open(&mut self.bytes, variant::STRING);
        self.name(text);
        self.end();
    }

    /// A text, or null.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.nothing(),
        }
    }

    /// A time.
    pub(crate) fn date(&mut self, time: DateTime<FixedOffset>) {
        self.date_text(&time.to_rfc3339());
    }

    /// A time by its text, which is that of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339): so Nushell reads it.
    pub(crate) fn date_text(&mut self, text: &str) {
        open(&mut self.bytes, variant::DATE);
        self.name(text);
        self.end();
    }

    /// Begins a list: its items come next, and then its [end](Self::close_list).
    pub(crate) fn open_list(&mut self) -> OpenList {
        // A length that leaves room for any other.
        open_list(&mut self.bytes, u32::MAX);
        OpenList { items: self.bytes.as_slice().len() }
    }

    /// Ends a list, in which that many items have been written.
    pub(crate) fn close_list(&mut self, list: OpenList, length: usize) {
        let length = short(length).to_be_bytes();
        if let Some(place) = self.bytes.as_mut_vec().get_mut(list.items - length.len()..list.items) {
            place.copy_from_slice(&length);
        }
        self.end();
    }

    /// Begins a record of that many fields: they come next, each its name and then its value, and then its
    /// [end](Self::close_record).
    pub(crate) fn open_record(&mut self, length: usize) {
        open(&mut self.bytes, variant::RECORD);
        infallible(write_map_len(&mut self.bytes, short(length)));
    }

    /// Ends a record.
    pub(crate) fn close_record(&mut self) {
        self.end();
    }

    /// The name of a field.
    pub(crate) fn name(&mut self, name: &str) {
        put_str(&mut self.bytes, name);
    }

    /// A value that has been written elsewhere, with this packer.
    pub(crate) fn piece(&mut self, piece: &[u8]) {
        put(&mut self.bytes, piece);
    }

    fn end(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.span);
    }
}

/// A length as MessagePack has it. More would not fit into memory.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
