//! Records whose values come in any order.

use std::mem::{replace, take};
use std::ops::Range;

use crate::nu::msgpack::packer::Packer;

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
