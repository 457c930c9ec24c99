//! Records whose values come in any order.

use std::mem::{replace, take};
use std::ops::Range;

use super::Packer;

/// A record of which values have been written, but not yet where they belong.
#[derive(Debug)]
pub struct Scattered {
    /// Where its first value stands.
    start: usize,
    /// Where the places of its values begin.
    places: usize,
}

/// Where the values stand of the records that are being written, an inner one behind that around it. A value has a byte
/// at least: nothing is where there is none.
pub(super) type Places = Vec<Range<usize>>;

/// The values of a scattered record, each in its form.
pub struct Pieces<'p> {
    bytes: &'p [u8],
    places: &'p [Range<usize>],
}

impl Pieces<'_> {
    /// That of the field with this number, if it has come.
    pub fn get(&self, field: usize) -> Option<&[u8]> {
        self.bytes.get(self.places.get(field)?.clone()).filter(|piece| !piece.is_empty())
    }
}

impl Packer {
    /// Begins a record with that many fields, which are known by their numbers for now.
    pub fn scattered(&mut self, fields: usize) -> Scattered {
        let record = Scattered { start: self.bytes.as_slice().len(), places: self.places.len() };
        self.places.resize(record.places + fields, 0..0);
        record
    }

    /// Whether a field has its value.
    pub fn has_field(&self, record: &Scattered, number: usize) -> bool {
        self.places.get(record.places + number).is_some_and(|place| !place.is_empty())
    }

    /// Writes the value of a field, instead of the one that it has.
    ///
    /// # Errors
    ///
    /// What the writing of it fails with.
    pub fn field<E>(
        &mut self,
        record: &Scattered,
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

    /// Ends a record: its fields are written in their order, names and all, and their number is given back.
    pub fn gather(&mut self, record: &Scattered, write: impl FnOnce(&mut Self, &Pieces) -> usize) {
        let scattered = replace(&mut self.bytes, take(&mut self.spare));
        let mut places = take(&mut self.places);
        let pieces = Pieces { bytes: scattered.as_slice(), places: &places[record.places..] };
        let open = self.open_record();
        let length = write(self, &pieces);
        self.close(open, length);
        places.truncate(record.places);
        self.places = places;
        self.spare = replace(&mut self.bytes, scattered);
        let bytes = self.bytes.as_mut_vec();
        bytes.truncate(record.start);
        bytes.extend_from_slice(self.spare.as_slice());
        self.spare.as_mut_vec().clear();
    }

    /// A value in its form.
    pub fn piece(&mut self, piece: &[u8]) {
        self.put(piece);
    }
}
