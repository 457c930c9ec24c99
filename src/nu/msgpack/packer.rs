//! Encodes values in the packed form without building [`Value`](nu_protocol::Value)s first.

use std::convert::Infallible;
use std::mem::{replace, take};
use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use nu_protocol::Span;
use rmp::encode::{ByteBuf, write_bool, write_f64, write_map_len, write_sint};

use crate::nu::msgpack::value::{SINGLE_ENTRY_MAP, SPAN_ONLY, open, open_list, put, put_str, variant, write_span};
use crate::nu::msgpack::{Packed, infallible};

/// A list that has been opened.
#[derive(Debug)]
#[must_use]
pub(crate) struct OpenList {
    /// The position of its first item, right after the length.
    items: usize,
}

/// An open record whose values are written in any order and sorted when it is closed.
#[derive(Debug)]
#[must_use]
pub(crate) struct UnorderedRecord {
    /// The position of its first value.
    start: usize,
    /// The index of its first field in [`Packer::field_ranges`].
    field_ranges_start: usize,
}

/// The encoded values of an unordered record.
pub(crate) struct FieldSlices<'p> {
    bytes: &'p [u8],
    field_ranges: &'p [Range<usize>],
}

impl FieldSlices<'_> {
    /// The encoded value of a field, if it has been written.
    pub(crate) fn get(&self, field: usize) -> Option<&[u8]> {
        self.bytes.get(self.field_ranges.get(field)?.clone()).filter(|encoded| !encoded.is_empty())
    }
}

/// Writes values one after the other, all with the same span.
#[derive(Debug)]
pub(crate) struct Packer {
    pub(crate) bytes: ByteBuf,
    /// The encoded span.
    span: Vec<u8>,
    /// The encoded null.
    nothing: Vec<u8>,
    /// The byte ranges of the values of all open [unordered records](UnorderedRecord), outer records first. An empty
    /// range means that a value is absent, since each value has at least one byte.
    pub(crate) field_ranges: Vec<Range<usize>>,
    /// A buffer for sorting their values, kept to reuse its memory.
    pub(crate) scratch: ByteBuf,
}

impl Packer {
    pub(crate) fn new(span: Span) -> Self {
        let mut written = ByteBuf::new();
        write_span(&mut written, span);
        let span = written.into_vec();
        let nothing = [&[SINGLE_ENTRY_MAP, variant::NOTHING, SPAN_ONLY], &*span].concat();
        Self { bytes: ByteBuf::new(), span, nothing, field_ranges: Vec::new(), scratch: ByteBuf::new() }
    }

    /// Encodes the value that `write` writes. The next call discards what a failed one left behind.
    ///
    /// # Errors
    ///
    /// The error of `write`.
    pub(crate) fn pack<E>(&mut self, write: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<Packed, E> {
        self.bytes.as_mut_vec().clear();
        self.field_ranges.clear();
        write(self)?;
        Ok(Packed(self.bytes.as_slice().to_vec()))
    }

    /// Like [`pack`](Self::pack), for a `write` that can't fail.
    pub(crate) fn pack_infallibly(&mut self, write: impl FnOnce(&mut Self)) -> Packed {
        let Ok(packed) = self.pack(|to| {
            write(to);
            Ok::<_, Infallible>(())
        });
        packed
    }

    pub(crate) fn nothing(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.nothing);
    }

    pub(crate) fn bool(&mut self, flag: bool) {
        open(&mut self.bytes, variant::BOOL);
        let Ok(()) = write_bool(&mut self.bytes, flag);
        self.end();
    }

    pub(crate) fn int(&mut self, number: i64) {
        open(&mut self.bytes, variant::INT);
        infallible(write_sint(&mut self.bytes, number));
        self.end();
    }

    pub(crate) fn float(&mut self, number: f64) {
        open(&mut self.bytes, variant::FLOAT);
        infallible(write_f64(&mut self.bytes, number));
        self.end();
    }

    pub(crate) fn string(&mut self, text: &str) {
        open(&mut self.bytes, variant::STRING);
        self.name(text);
        self.end();
    }

    /// Writes a string, or null.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.nothing(),
        }
    }

    pub(crate) fn date(&mut self, time: DateTime<FixedOffset>) {
        self.date_text(&time.to_rfc3339());
    }

    /// Writes a time that is already text in the format of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339).
    pub(crate) fn date_text(&mut self, text: &str) {
        open(&mut self.bytes, variant::DATE);
        self.name(text);
        self.end();
    }

    /// Begins a list. The caller writes the items, then calls [`close_list`](Self::close_list).
    pub(crate) fn open_list(&mut self) -> OpenList {
        // Reserves space for any length; `close_list` writes the real one.
        open_list(&mut self.bytes, u32::MAX);
        OpenList { items: self.bytes.as_slice().len() }
    }

    /// Ends a list of `length` items.
    pub(crate) fn close_list(&mut self, list: OpenList, length: usize) {
        let length = array_length(length).to_be_bytes();
        if let Some(place) = self.bytes.as_mut_vec().get_mut(list.items - length.len()..list.items) {
            place.copy_from_slice(&length);
        }
        self.end();
    }

    /// Begins a record of `length` fields. The caller writes each name and value, then calls
    /// [`close_record`](Self::close_record).
    pub(crate) fn open_record(&mut self, length: usize) {
        open(&mut self.bytes, variant::RECORD);
        infallible(write_map_len(&mut self.bytes, array_length(length)));
    }

    pub(crate) fn close_record(&mut self) {
        self.end();
    }

    /// Writes the name of a field.
    pub(crate) fn name(&mut self, name: &str) {
        put_str(&mut self.bytes, name);
    }

    /// Writes a value that is already encoded.
    pub(crate) fn encoded(&mut self, encoded: &[u8]) {
        put(&mut self.bytes, encoded);
    }

    fn end(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.span);
    }
}

impl Packer {
    /// Begins a record of up to `fields` fields, which are written by number, in any order.
    pub(crate) fn unordered_record(&mut self, fields: usize) -> UnorderedRecord {
        let record =
            UnorderedRecord { start: self.bytes.as_slice().len(), field_ranges_start: self.field_ranges.len() };
        self.field_ranges.resize(record.field_ranges_start + fields, 0..0);
        record
    }

    /// Whether a field has been written.
    pub(crate) fn has_field(&self, record: &UnorderedRecord, number: usize) -> bool {
        self.field_ranges.get(record.field_ranges_start + number).is_some_and(|place| !place.is_empty())
    }

    /// Writes the value of a field and replaces an earlier one.
    ///
    /// # Errors
    ///
    /// The error of `write`.
    pub(crate) fn field<E>(
        &mut self,
        record: &UnorderedRecord,
        number: usize,
        write: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.bytes.as_slice().len();
        write(self)?;
        if let Some(place) = self.field_ranges.get_mut(record.field_ranges_start + number) {
            *place = start..self.bytes.as_slice().len();
        }
        Ok(())
    }

    /// Ends a record of `length` fields. `write` writes all names and values in order, also for fields without a value.
    pub(crate) fn close_unordered_record(
        &mut self,
        record: UnorderedRecord,
        length: usize,
        write: impl FnOnce(&mut Self, &FieldSlices),
    ) {
        let mut field_ranges = take(&mut self.field_ranges);
        let unordered_bytes = replace(&mut self.bytes, take(&mut self.scratch));
        let record_ranges = field_ranges.get(record.field_ranges_start..).unwrap_or_default();
        self.open_record(length);
        write(self, &FieldSlices { bytes: unordered_bytes.as_slice(), field_ranges: record_ranges });
        self.close_record();
        self.scratch = replace(&mut self.bytes, unordered_bytes);
        let bytes = self.bytes.as_mut_vec();
        bytes.truncate(record.start);
        bytes.extend_from_slice(self.scratch.as_slice());
        self.scratch.as_mut_vec().clear();
        field_ranges.truncate(record.field_ranges_start);
        self.field_ranges = field_ranges;
    }
}

/// A length in MessagePack's 32 bits. A longer list wouldn't fit into memory.
fn array_length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
