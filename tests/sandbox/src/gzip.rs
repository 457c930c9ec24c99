//! Gzip made of parts that have been compressed before.
//!
//! Each part is compressed for itself and ends on a byte (RFC 1951, section 3.2.4), so parts can follow each other in
//! one member (RFC 1952): clients such as curl and botocore stop after the first.

use std::io::Write;

use axum::body::Bytes;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Gzip's marks, no flags, no time, and a system that isn't told.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The last block, which is empty.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// A compressed part, and what the trailer has to know of it.
#[derive(Debug)]
pub struct Deflated {
    blocks: Bytes,
    crc: Crc,
}

impl Deflated {
    /// Compresses a part.
    pub fn new(plain: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(plain).and_then(|()| encoder.flush()).expect("memory takes everything");
        let mut crc = Crc::new();
        crc.update(plain);
        Self { blocks: std::mem::take(encoder.get_mut()).into(), crc }
    }
}

/// A whole gzip file of one member, in pieces.
pub fn member<'a>(parts: impl Iterator<Item = &'a Deflated>) -> Vec<Bytes> {
    let mut pieces = vec![Bytes::from_static(&HEAD)];
    let mut crc = Crc::new();
    for part in parts {
        pieces.push(part.blocks.clone());
        crc.combine(&part.crc);
    }
    let trailer = [&LAST_BLOCK[..], &crc.sum().to_le_bytes(), &crc.amount().to_le_bytes()];
    pieces.push(trailer.concat().into());
    pieces
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// What a decoder finds that knows of one member only, and what it leaves.
    fn decode(file: &[u8]) -> (String, usize) {
        let mut decoder = flate2::bufread::GzDecoder::new(file);
        let mut text = String::new();
        decoder.read_to_string(&mut text).expect("gzip");
        (text, decoder.into_inner().len())
    }

    #[test]
    fn parts_make_one_member() {
        let long = "<item>instance</item>\n".repeat(10_000);
        let texts = ["<head/>", &long, "", &long, "</tail>"];
        let parts = texts.map(|text| Deflated::new(text.as_bytes()));
        let file = member(parts.iter()).concat();
        assert_eq!(decode(&file), (texts.concat(), 0));
        assert!(file.len() < long.len() / 50, "{}", file.len());
    }

    #[test]
    fn no_parts_are_an_empty_text() {
        assert_eq!(decode(&member([].iter()).concat()), (String::new(), 0));
    }
}
