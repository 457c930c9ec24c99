//! Writes values one after the other.

use std::convert::Infallible;
use std::mem::{replace, take};
use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use nu_protocol::Span;
use rmp::encode::{ByteBuf, write_bool, write_map_len, write_sint};

use crate::nu::msgpack::value::{ENTRY, SPAN_ALONE, open, open_list, put, put_str, variant, write_span};
use crate::nu::msgpack::{Packed, infallible};

/// A list that has been opened.
#[derive(Debug)]
#[must_use]
pub(crate) struct OpenList {
    /// The position of its first item, right behind their number.
    items: usize,
}

/// A record whose values have been written in any order and still have to be sorted.
#[derive(Debug)]
#[must_use]
pub(crate) struct UnorderedRecord {
    /// The position of its first value.
    start: usize,
    /// The index of its first field in [`Packer::places`].
    places: usize,
}

/// The positions of the values of all open unordered records, outer records first. An empty range means that a value is
/// absent, since each value has at least one byte.
pub(crate) type Places = Vec<Range<usize>>;

/// The encoded values of an unordered record.
pub(crate) struct FieldSlices<'p> {
    bytes: &'p [u8],
    places: &'p [Range<usize>],
}

impl FieldSlices<'_> {
    /// The value of the field with this number, if it has been written.
    pub(crate) fn get(&self, field: usize) -> Option<&[u8]> {
        self.bytes.get(self.places.get(field)?.clone()).filter(|piece| !piece.is_empty())
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
    /// The values of the [unordered records](UnorderedRecord) that are open.
    pub(crate) places: Places,
    /// A buffer for sorting them.
    pub(crate) spare: ByteBuf,
}

impl Packer {
    /// A packer for values with this span.
    pub(crate) fn new(span: Span) -> Self {
        let mut written = ByteBuf::new();
        write_span(&mut written, span);
        let span = written.into_vec();
        let nothing = [&[ENTRY, variant::NOTHING, SPAN_ALONE], &*span].concat();
        Self { bytes: ByteBuf::new(), span, nothing, places: Places::default(), spare: ByteBuf::new() }
    }

    /// The value that `write` writes. After an error nothing of it is left.
    ///
    /// # Errors
    ///
    /// The error of `write`.
    pub(crate) fn pack<E>(&mut self, write: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<Packed, E> {
        self.bytes.as_mut_vec().clear();
        self.places.clear();
        write(self)?;
        Ok(Packed(self.bytes.as_slice().to_vec()))
    }

    /// The value that `write` writes, which can't fail.
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

    pub(crate) fn date(&mut self, time: DateTime<FixedOffset>) {
        self.date_text(&time.to_rfc3339());
    }

    /// A time in the format of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339), which Nushell reads.
    pub(crate) fn date_text(&mut self, text: &str) {
        open(&mut self.bytes, variant::DATE);
        self.name(text);
        self.end();
    }

    /// Opens a list. Its items follow, and then [`close_list`](Self::close_list).
    pub(crate) fn open_list(&mut self) -> OpenList {
        // Space for any length, which is known at the end.
        open_list(&mut self.bytes, u32::MAX);
        OpenList { items: self.bytes.as_slice().len() }
    }

    /// Closes a list with this number of items.
    pub(crate) fn close_list(&mut self, list: OpenList, length: usize) {
        let length = short(length).to_be_bytes();
        if let Some(place) = self.bytes.as_mut_vec().get_mut(list.items - length.len()..list.items) {
            place.copy_from_slice(&length);
        }
        self.end();
    }

    /// Opens a record with this number of fields: each field's name and value follow, and then
    /// [`close_record`](Self::close_record).
    pub(crate) fn open_record(&mut self, length: usize) {
        open(&mut self.bytes, variant::RECORD);
        infallible(write_map_len(&mut self.bytes, short(length)));
    }

    pub(crate) fn close_record(&mut self) {
        self.end();
    }

    /// The name of a field.
    pub(crate) fn name(&mut self, name: &str) {
        put_str(&mut self.bytes, name);
    }

    /// A value that this packer has encoded elsewhere.
    pub(crate) fn piece(&mut self, piece: &[u8]) {
        put(&mut self.bytes, piece);
    }

    fn end(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.span);
    }
}

impl Packer {
    /// Opens a record with up to this many fields, which are written in any order, by their numbers.
    pub(crate) fn unordered_record(&mut self, fields: usize) -> UnorderedRecord {
        let record = UnorderedRecord { start: self.bytes.as_slice().len(), places: self.places.len() };
        self.places.resize(record.places + fields, 0..0);
        record
    }

    /// Whether a field has been written.
    pub(crate) fn has_field(&self, record: &UnorderedRecord, number: usize) -> bool {
        self.places.get(record.places + number).is_some_and(|place| !place.is_empty())
    }

    /// Writes the value of a field. It replaces an earlier one.
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
        if let Some(place) = self.places.get_mut(record.places + number) {
            *place = start..self.bytes.as_slice().len();
        }
        Ok(())
    }

    /// Closes a record with this number of fields. `write` writes their names and values in order, including those of
    /// absent fields.
    pub(crate) fn gather(
        &mut self,
        record: UnorderedRecord,
        length: usize,
        write: impl FnOnce(&mut Self, &FieldSlices),
    ) {
        let mut places = take(&mut self.places);
        let unordered_record = replace(&mut self.bytes, take(&mut self.spare));
        let of_record = places.get(record.places..).unwrap_or_default();
        self.open_record(length);
        write(self, &FieldSlices { bytes: unordered_record.as_slice(), places: of_record });
        self.close_record();
        self.spare = replace(&mut self.bytes, unordered_record);
        let bytes = self.bytes.as_mut_vec();
        bytes.truncate(record.start);
        bytes.extend_from_slice(self.spare.as_slice());
        self.spare.as_mut_vec().clear();
        places.truncate(record.places);
        self.places = places;
    }
}

/// A length as MessagePack has it. A longer list wouldn't fit into memory.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
