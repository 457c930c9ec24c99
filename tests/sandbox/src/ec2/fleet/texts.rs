//! The XML of instances. It is written a thousand instances at a time when first needed, and kept. The compressed form
//! of every page is kept too.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::Fleet;
use crate::piece::{Kept, Piece};
use crate::xml::{indent, parent};

/// How many instances are written at a time: as many as the largest page holds.
const BLOCK: usize = 1000;

/// The XML of all instances of a fleet.
#[derive(Debug)]
pub struct Texts(Vec<OnceLock<Block>>);

/// The XML of consecutive instances in their reservations, and where in it each instance is.
#[derive(Debug)]
struct Block {
    xml: Piece,
    instances: Vec<Range<usize>>,
}

/// The compressed forms of pages that aren't whole blocks, by the positions of their instances.
#[derive(Debug, Default)]
pub struct Pages(Mutex<HashMap<Vec<usize>, Kept>>);

impl Pages {
    fn kept(&self, positions: &[usize]) -> Kept {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.entry(positions.to_vec()).or_default().clone()
    }
}

impl Texts {
    /// Room for the texts of `count` instances.
    pub fn new(count: usize) -> Self {
        Self((0..count.div_ceil(BLOCK)).map(|_| OnceLock::new()).collect())
    }
}

impl Fleet {
    /// The XML of some instances in their reservations, as it stands in `<reservationSet>`. A full page that starts
    /// where a block starts, as all do when there are no filters, is not even copied.
    pub fn reservations(&self, positions: &[usize]) -> Piece {
        let Some(first) = positions.first() else {
            return String::new().into();
        };
        let block = self.block(first / BLOCK);
        if first % BLOCK == 0 && positions.len() == block.instances.len() && positions.is_sorted_by(|a, b| a + 1 == *b)
        {
            return block.xml.clone();
        }
        let instance = |position: usize, out: &mut String| {
            let block = self.block(position / BLOCK);
            let xml = &block.xml.plain()[block.instances[position % BLOCK].clone()];
            out.push_str(std::str::from_utf8(xml).expect("it was written as text"));
        };
        Piece::kept(self.write(positions, instance), self.pages.kept(positions))
    }

    fn block(&self, number: usize) -> &Block {
        self.texts.0[number].get_or_init(|| {
            let positions: Vec<_> = (number * BLOCK..self.len().min((number + 1) * BLOCK)).collect();
            let mut instances = Vec::with_capacity(positions.len());
            let mut xml = self.write(&positions, |position, out| {
                let start = out.len();
                parent("item", self.instance(position)).render(4, out);
                instances.push(start..out.len());
            });
            xml.shrink_to_fit();
            Block { xml: xml.into(), instances }
        })
    }

    fn write(&self, positions: &[usize], mut instance: impl FnMut(usize, &mut String)) -> String {
        let number = |position: &usize| Self::reservation(*position).0;
        let mut out = String::new();
        for reservation in positions.chunk_by(|a, b| number(a) == number(b)) {
            line(2, "<item>", &mut out);
            for member in self.reservation_members(number(&reservation[0])) {
                member.render(3, &mut out);
            }
            line(3, "<instancesSet>", &mut out);
            for position in reservation {
                instance(*position, &mut out);
            }
            line(3, "</instancesSet>", &mut out);
            line(2, "</item>", &mut out);
        }
        out
    }
}

fn line(depth: usize, tag: &str, out: &mut String) {
    indent(depth, out);
    out.push_str(tag);
    out.push('\n');
}
