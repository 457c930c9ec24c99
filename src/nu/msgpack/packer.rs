//! Writes values one behind the other.

use std::convert::Infallible;
use std::mem::{replace, take};
use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use nu_protocol::Span;
use rmp::encode::{ByteBuf, write_bool, write_map_len, write_sint};

use crate::nu::msgpack::value::{ENTRY, SPAN_ALONE, open, open_list, put, put_str, variant, write_span};
use crate::nu::msgpack::{Packed, infallible};

/// A list that has been begun.
#[derive(Debug)]
#[must_use]
pub(crate) struct OpenList {
    /// Where its items begin, right behind their number.
    items: usize,
}

/// A record of which values have been written, but not yet where they belong.
#[derive(Debug)]
#[must_use]
pub(crate) struct UnorderedRecord {
    /// Where its first value stands.
    start: usize,
    /// Where the places of its values begin.
    places: usize,
}

/// Where the values stand of the records that are being written, an inner one behind that around it. A value has a byte
/// at least: nothing is where there is none.
pub(crate) type Places = Vec<Range<usize>>;

/// The values of a unordered_record record, each as it is written.
pub(crate) struct FieldSlices<'p> {
    bytes: &'p [u8],
    places: &'p [Range<usize>],
}

impl FieldSlices<'_> {
    /// That of the field with this number, if it has come.
    pub(crate) fn get(&self, field: usize) -> Option<&[u8]> {
        self.bytes.get(self.places.get(field)?.clone()).filter(|piece| !piece.is_empty())
    }
}

/// Writes values one behind the other, all with the same span.
#[derive(Debug)]
pub(crate) struct Packer {
    pub(crate) bytes: ByteBuf,
    /// The span as it is written.
    span: Vec<u8>,
    /// Null as it is written.
    nothing: Vec<u8>,
    /// Where the values are of the [unordered_record](crate::nu::msgpack::packer::UnorderedRecord) records that have been begun.
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

impl Packer {
    /// Begins a record of which that many fields may come, which are known by their numbers for now.
    pub(crate) fn unordered_record(&mut self, fields: usize) -> UnorderedRecord {
        let record = UnorderedRecord { start: self.bytes.as_slice().len(), places: self.places.len() };
        self.places.resize(record.places + fields, 0..0);
        record
    }

    /// Whether a field has its value.
    pub(crate) fn has_field(&self, record: &UnorderedRecord, number: usize) -> bool {
        self.places.get(record.places + number).is_some_and(|place| !place.is_empty())
    }

    /// Writes the value of a field, instead of the one that it has.
    ///
    /// # Errors
    ///
    /// What the writing of it fails with.
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

    /// Ends a record, which has that many fields: `write` writes them in their order, the name and then the piece, or
    /// what stands for one that has not come.
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

/// A length as MessagePack has it. More would not fit into memory.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
